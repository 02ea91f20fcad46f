"""Ten minutes: one dimension, one link, three who answer on their telephones, the result."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Site
from tests.journeys.hands import Keyboard, Mouse, lands_elsewhere
from tests.journeys.looks import DESK
from tests.journeys.rating.walk import Looks, choose, part, somebody

DIMENSION, GROUP, STATEMENTS = "Grundidee", "Netzwerkpartner", 6


class Counting(Mouse):
    """Remembers how much somebody had to do."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.presses, self.typed = 0, 0

    def press(self, target: Locator) -> None:
        self.presses += 1
        super().press(target)

    def write(self, target: Locator, text: str) -> None:
        self.typed += len(text)
        super().write(target, text)


# --- Those who ask --------------------------------------------------------------------------------


def start_quickly(hands: Counting, looks: Looks) -> str:
    """From the overview to the link; returns its path."""
    page = hands.page
    looks.at(page)
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name="Qualität", exact=True))
    looks.at(page)
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name="In zehn Minuten beginnen"))
    looks.at(page)
    hands.press(page.locator("label", has_text=DIMENSION))
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Beginnen und Link erhalten"))
    looks.at(page)
    link = part(page, "adresse").get_by_role("link").inner_text()
    expect(page.get_by_role("img", name="QR-Code des Links")).to_be_visible()
    expect(page.get_by_label("Diesen Text kopieren")).to_contain_text(link)
    return urlsplit(link).path


def close_and_see(hands: Counting, looks: Looks) -> None:
    page = hands.page
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name="Zur Selbsteinschätzung"))
    expect(part(page, "antworten")).to_contain_text(re.compile(rf"{GROUP}\s+über den Link\s+3"))
    looks.at(page)
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name="Antworten abschließen und Ergebnis erstellen"))
    looks.at(page)
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Abschließen und Ergebnis erstellen"))
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name="Ergebnis öffnen"))
    looks.at(page)


# --- Those who answer -----------------------------------------------------------------------------


def enter(page: Page, hands: Mouse, link: str, looks: Looks) -> None:
    """As one of a group, by the link for all."""
    page.goto(link)
    looks.at(page)
    page.locator("label", has_text=GROUP).tap()
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Beginnen"))
    looks.at(page)


def by_tap(page: Page, link: str, looks: Looks) -> None:
    hands = Mouse(page)
    enter(page, hands, link, looks)
    for number in range(1, STATEMENTS + 1):
        expect(page.locator("main")).to_contain_text(f"Aussage {number} von {STATEMENTS}")
        page.locator("label[for=id_level_3]").tap()
        page.locator("label", has_text="sehr wichtig").tap()
        expect(page.locator("[data-fw-status]")).to_have_text("Gespeichert")
        with lands_elsewhere(page):
            page.get_by_role("button", name="Weiter", exact=True).tap()
    hand_in(page, hands, looks)


def by_keyboard(page: Page, link: str, looks: Looks) -> None:
    """Tab, arrows and Enter; one statement is left to others."""
    hands = Keyboard(page)
    hands.page.goto(link)
    choose(hands, page.locator('input[name="group"]'), page.get_by_label(GROUP))
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Beginnen"))
    for number in range(1, STATEMENTS + 1):
        word = "Nicht beurteilbar" if number == STATEMENTS else "1"
        wanted = page.locator('input[name="level"]')
        choose(hands, wanted, wanted.nth(1) if word == "1" else wanted.last)
        with lands_elsewhere(page):
            hands.press(page.get_by_role("button", name="Weiter", exact=True))
    hand_in(page, hands, looks)


def by_digits(page: Page, site: Site, link: str, looks: Looks) -> None:
    """Begins on the telephone, goes on at a desk by her own address: the list and its digits."""
    hands = Mouse(page)
    enter(page, hands, link, looks)
    page.locator("label", has_text="sehr wichtig").tap()
    with lands_elsewhere(page):
        page.get_by_role("button", name="Später weiter").tap()
    looks.at(page)
    own = urlsplit(page.locator(".bw-digest a").inner_text()).path
    browser = page.context.browser
    assert browser is not None
    with somebody(browser, site, width=DESK) as desk:
        desk.goto(own)
        with lands_elsewhere(desk):
            desk.get_by_role("button", name="Weiter antworten").click()
        with lands_elsewhere(desk):
            desk.get_by_role("link", name="Alles auf einer Seite").click()
        looks.at(desk)
        Keyboard(desk).reach(desk.locator('input[name$="level"]').first)
        for digit in "22112x"[:STATEMENTS]:
            desk.keyboard.press(digit)
        expect(desk.locator("[data-fw-status]")).to_have_text("Gespeichert")
        with lands_elsewhere(desk):
            desk.get_by_role("button", name="Weiter: prüfen und abgeben").click()
        hand_in(desk, Mouse(desk), looks)


def hand_in(page: Page, hands: Mouse, looks: Looks) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Sie haben alles beantwortet.")
    looks.at(page)
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Antworten abgeben"))
    thanks = "Danke. Ihre Antworten sind abgegeben."
    expect(page.get_by_role("heading", level=1)).to_have_text(thanks)
