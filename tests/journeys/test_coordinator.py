"""A day of the network coordinator: from signing in to the paper in her hands.

The same journey runs with the mouse and by keyboard alone.
"""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.engine.documents.pdf_checks import assert_accessible
from tests.journeys.conftest import Site, on_a_worker
from tests.journeys.hands import (
    Keyboard,
    Mouse,
    lands_elsewhere,
    saved,
    sign_out_and_in,
    write_day,
)

pytestmark = [pytest.mark.browser, on_a_worker("coordinator")]

HOME = "/k/landkreis-musterau/"


def shift_the_phase(page: Page, hands: Mouse) -> None:
    page.goto(HOME)
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name="Prozess", exact=True))
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name="Verschieben : Evaluation und Transfer"))
    hands.look()
    end = date(2030, 6, 30) if type(hands) is Mouse else date(2030, 7, 31)
    write_day(hands, page.get_by_role("group", name="Neues Ende"), end)
    reason = f"Der Ausschuss tagt später ({type(hands).__name__})."
    hands.write(page.get_by_label("Warum ändern sich die Daten?"), reason)
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Phase verschieben"))
    expect(page.locator("main")).to_contain_text(reason)
    expect(page.locator("main")).to_contain_text(f"{end:%d.%m.%Y}")


def add_the_measure(page: Page, hands: Mouse, title: str) -> None:
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name="Ziele", exact=True).first)
    hands.look()
    page.goto(f"{HOME}massnahmen/")
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name="Maßnahme anlegen"))
    hands.choose(
        page.get_by_label("Zu welchem Ziel führt sie?"), "Alle neun Gemeinden wirken regelmäßig mit"
    )
    hands.write(page.get_by_label("Was wollen Sie tun?"), title)
    hands.choose(page.get_by_label("Wer ist zuständig?"), "Netzwerkkoordination")
    write_day(hands, page.get_by_role("group", name="Frist"), date(2030, 3, 31))
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Maßnahme anlegen"))
    expect(page.locator("main")).to_contain_text(title)
    hands.look()


def record_the_decision(page: Page, hands: Mouse, text: str) -> None:
    page.goto(f"{HOME}sitzungen/")
    with lands_elsewhere(page):
        hands.press(
            page.get_by_role("row")
            .filter(has_text="stattgefunden")
            .get_by_role("link", name="Steuerungsgruppe")
            .first
        )
    hands.look()
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name="Beschluss festhalten"))
    hands.write(page.get_by_label("Was wurde beschlossen?"), text)
    hands.write(page.get_by_label("Stimmen dafür"), "9")
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Beschluss festhalten"))
    expect(page.locator("main")).to_contain_text(text)


def create_the_paper(page: Page, hands: Mouse, subject: str) -> str:
    """A new paper with its blocks taken from the data; returns its address."""
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name="Berichte", exact=True))
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name="Vorlage anlegen"))
    hands.look()
    hands.tick(page.get_by_label("Mitteilungsvorlage"))
    hands.write(page.get_by_label("Betreff"), subject)
    hands.choose(page.get_by_label("Ausschuss"), "Jugendhilfeausschuss")
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Vorlage anlegen"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(subject)
    sheet = page.locator(".bw-desk")
    expect(sheet).to_contain_text("Maßnahmen und Umsetzung")
    expect(sheet).to_contain_text("Alle neun Gemeinden wirken regelmäßig mit")
    hands.look()
    return page.url.split("?")[0].split("#")[0]


def move_on(page: Page, hands: Mouse, link: str, button: str) -> None:
    """One step in the life of the paper: the link, then the page that names the consequences."""
    with lands_elsewhere(page):
        hands.press(page.get_by_role("link", name=link))
    hands.look()
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name=button))


@pytest.mark.parametrize("hands_of", [Mouse, Keyboard])
def test_from_sign_in_to_the_paper(
    page: Page, site: Site, tmp_path: Path, hands_of: type[Mouse]
) -> None:
    hands = hands_of(page)
    way = hands_of.__name__
    title, subject = f"Rathäuser besuchen ({way})", f"Stand der Frühen Hilfen ({way})"

    page.goto("/konto/login/")
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name="Netzwerkkoordination").first)
    hands.look()
    shift_the_phase(page, hands)
    add_the_measure(page, hands, title)
    record_the_decision(page, hands, f"Die Besuche beginnen im Frühjahr ({way}).")
    paper = create_the_paper(page, hands, subject)
    move_on(page, hands, "Zur Prüfung geben", "Zur Prüfung geben")

    sign_out_and_in(page, hands, "Jugendamtsleitung")
    page.goto(paper)
    move_on(page, hands, "Freigeben", "Freigeben")

    sign_out_and_in(page, hands, "Netzwerkkoordination")
    page.goto(paper)
    expect(page.locator("main")).to_contain_text("freigegeben")
    pdf = saved(page, hands, "PDF", tmp_path).read_bytes()
    heading = page.locator(".bw-sheet h2").first.inner_text()
    assert heading.endswith(subject)
    assert_accessible(pdf, heading)
    word = saved(page, hands, "Word", tmp_path).read_bytes()
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        assert title in package.read("word/document.xml").decode()
    assert "whole" in site.command("verify_audit").stdout
