"""From five groups' answers to what is agreed, released and turned into a goal."""

import io
import zipfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from begleitwerk.engine.codes import qr_data_uri
from tests.engine.documents.pdf_checks import assert_accessible
from tests.journeys.conftest import Site
from tests.journeys.hands import Keyboard, lands_elsewhere
from tests.journeys.rating.story import MEETING, TITLE
from tests.journeys.rating.walk import Looks, choose, part, somebody

VOTES = (1, 2, 2)
SOON = 2_000  # milliseconds until the projector shows a vote
REASON = "Die Ziele sind beschlossen, aber vor Ort kennt sie kaum jemand."
NEXT_STEP = "Ziele in allen Einrichtungen vorstellen"
GOAL = "Alle Einrichtungen kennen die Ziele des Netzwerks"


def follow(hands: Keyboard, link: str | Locator) -> None:
    page = hands.page
    target = page.get_by_role("link", name=link) if isinstance(link, str) else link
    with lands_elsewhere(page):
        hands.press(target)


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


# --- The meeting ----------------------------------------------------------------------------------


def open_the_screen(hands: Keyboard, looks: Looks, address: str) -> None:
    page = hands.page
    page.goto(address)
    looks.at(page)
    follow(hands, "Konsenssitzung führen")
    expect(page.locator("main")).to_contain_text(MEETING)
    looks.at(page)
    follow(hands, "Beginnen")
    expect(part(page, "gruppen")).to_contain_text("Familien")
    looks.at(page)


def vote(browser: Browser, site: Site, page: Page, looks: Looks) -> None:
    """The room votes by the code on the wall; whoever changes her mind still has one vote."""
    page.keyboard.press("Shift+ArrowUp")
    typed = page.locator(".as-address").inner_text()
    code = page.get_by_role("img").get_attribute("src")
    assert code == qr_data_uri(f"http://{typed}/")
    looks.at(page, "the screen while the room votes")
    with ExitStack() as room:
        phones = [room.enter_context(somebody(browser, site)) for _vote in VOTES]
        for number, (phone, level) in enumerate(zip(phones, VOTES, strict=True), 1):
            phone.goto(f"/{typed.partition('/')[2]}/")
            looks.at(phone)
            tap_level(phone, level)
            words = "1 Stimme" if number == 1 else f"{number} Stimmen"
            expect(page.locator(".as-count")).to_have_text(words, timeout=SOON)
        tap_level(phones[0], 2)
        page.keyboard.press("Shift+ArrowUp")
        expect(part(page, "stimmen")).to_contain_text(f"Der Raum: {len(VOTES)} Stimmen")
        expect(part(page, "stimmen").get_by_role("listitem").nth(2)).to_contain_text("3")
        expect(heading(phones[0])).to_have_text("Gerade wird nicht abgestimmt.")
    looks.at(page, "the screen after the vote")


def tap_level(phone: Page, level: int) -> None:
    phone.locator(f"label[for=v{level}]").tap()
    expect(phone.get_by_role("status")).to_contain_text("Ihre Stimme zählt")
    expect(phone.locator(f"#v{level}")).to_be_checked()


def agree_park_and_come_back(hands: Keyboard, looks: Looks) -> None:
    """The first is agreed, the second left for later, the third parked; then the second again."""
    page = hands.page
    agree(hands, 2)
    with lands_elsewhere(page):
        page.keyboard.press("Shift+ArrowRight")
    with lands_elsewhere(page):
        page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("main")).to_contain_text("zurückgestellt")
    agree(hands, 1)
    expect(heading(page)).to_have_text("Was herausgekommen ist")
    looks.at(page)


def agree(hands: Keyboard, level: int) -> None:
    page = hands.page
    choose(hands, page.locator('input[name="level"]'), page.locator(f"#level_{level}"))
    hands.write(page.get_by_label("Begründung"), REASON)
    hands.write(page.get_by_label("Nächster Schritt"), NEXT_STEP)
    hands.choose(page.get_by_label("Priorität"), "1, zuerst")
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Vereinbaren und weiter"))


def end_the_meeting(hands: Keyboard, looks: Looks, folder: Path) -> None:
    page = hands.page
    expect(part(page, "vereinbart")).to_contain_text("2 Befunde sind vereinbart")
    expect(part(page, "vereinbart")).to_contain_text(NEXT_STEP)
    expect(part(page, "geparkt").get_by_role("listitem")).to_have_count(1)
    pdf = downloaded(hands, page.get_by_role("link", name="Protokoll als PDF"), folder)
    assert_accessible(pdf, f"Protokoll der Konsenssitzung: {TITLE}")
    hands.press(page.get_by_role("button", name="Raum schließen"))
    expect(page.locator("main")).to_contain_text("Der Raum ist geschlossen.")
    follow(hands, f"Zur Sitzung „{MEETING}“")
    expect(part(page, "konsens")).to_contain_text(TITLE)
    looks.at(page)


# --- After it -------------------------------------------------------------------------------------


def sign_off(hands: Keyboard, looks: Looks, address: str) -> None:
    page = hands.page
    page.goto(address)
    follow(hands, "Selbsteinschätzung freigeben")
    looks.at(page)
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Freigeben"))
    expect(part(page, "konsens")).to_contain_text("Freigegeben durch Steuerungsgruppe")
    follow(hands, "Ansehen, was andere lesen")
    looks.at(page)


def derive_a_goal(hands: Keyboard, looks: Looks, address: str) -> None:
    """The red thread leads from the finding to its goal, and back."""
    page = hands.page
    page.goto(f"{address}ergebnis/")
    looks.at(page)
    follow(hands, page.get_by_role("table").get_by_role("link").first)
    looks.at(page)
    follow(hands, page.get_by_role("link", name="Befund: vereinbart"))
    looks.at(page)
    finding = page.url
    expect(page.locator("main")).to_contain_text(REASON)
    follow(hands, page.get_by_role("link", name="Ziel ableiten").first)
    looks.at(page)
    hands.write(page.get_by_label("Was wollen Sie erreichen?"), GOAL)
    middle = page.get_by_label("Mittlerziel")
    choose(hands, page.get_by_role("group", name="Welche Ebene").get_by_role("radio"), middle)
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Ziel anlegen"))
    expect(heading(page)).to_contain_text(GOAL)
    goal = page.url
    looks.at(page)
    back = urlsplit(finding).path
    follow(hands, page.locator(f'main a[href="{back}"]').first)
    expect(part(page, "antwort")).to_contain_text(GOAL)
    follow(hands, part(page, "antwort").get_by_role("link", name=GOAL))
    assert page.url == goal


def take_the_report(hands: Keyboard, looks: Looks, address: str, folder: Path) -> None:
    page = hands.page
    page.goto(f"{address}ergebnis/")
    follow(hands, "Bericht und Tabellen")
    looks.at(page)
    pdf = downloaded(hands, page.get_by_role("button", name="Bericht als PDF"), folder)
    assert_accessible(pdf, f"Bericht: {TITLE}")
    word = downloaded(hands, page.get_by_role("button", name="Bericht als Word-Datei"), folder)
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert NEXT_STEP in package.read("word/document.xml").decode()


def downloaded(hands: Keyboard, target: Locator, folder: Path) -> bytes:
    with hands.page.expect_download() as waiting:
        hands.press(target)
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file.read_bytes()
