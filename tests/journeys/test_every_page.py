"""Every page a persona can reach by links: no violation in axe, no sideways scrolling, no error."""

import os
import re
from collections import deque
from collections.abc import Iterable
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Page

from tests.journeys.conftest import WIDTHS, on_a_worker, sign_in

pytestmark = pytest.mark.browser

# Every persona opens every page she can reach. Each half of them looks closely at each kind of
# page once, on a worker of its own: so most kinds are looked at twice, through different eyes.
HALVES = {
    "first look": (
        "Netzwerkkoordination",
        "Programmbüro",
        "Begutachtung, Fachpraxis",
        "Landeskoordinierungsstelle",
    ),
    "second look": (
        "Netzwerkkoordination Fachwerden",
        "Jugendamtsleitung",
        "Programmleitung",
        "Prozessbegleitung",
        "Betrieb",
    ),
}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes is not described, which takes half the time
}
DOWNLOAD = re.compile(r"/(pdf|docx|export|dateien)/|[?&]export=|/static/")
DOWNLOADS = {
    "selection:application_attachment",
    "selection:application_file",
    "selection:application_receipt",
    "selection:contract_file",
    "selection:invitation_letter",
    "selection:letter",
    "selection:own_contract",
    "selection:own_letter",
    "selection:protocol",
    "account_logout",
}
# How a page looks does not depend on the database: closely looked at are those on SQLite.
LOOKS = not os.environ.get("DATABASE_URL")
looked_at: dict[str, set[str]] = {half: set() for half in HALVES}
axe = Axe()


def kind_of(path: str) -> str | None:
    """The name of a page's address; pages of the same kind are looked at once."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def faults(page: Page, name: str, widths: Iterable[int] = WIDTHS) -> list[str]:
    """What is wrong with the page at each of these widths, in words."""
    found = []
    for width in widths if LOOKS else ():
        height = WIDTHS[width]
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{name} at {width}: scrolls sideways, {wide} px")
        for violation in axe.run(page, options=RULES).response["violations"]:
            where = violation["nodes"][0]["target"]
            found.append(f"{name} at {width}: {violation['id']} {where}")
    return found


def links_on(page: Page) -> list[str]:
    read = "links => links.map(a => a.getAttribute('href'))"
    hrefs = page.eval_on_selector_all("a[href^='/']", read)
    return [href for href in hrefs if not DOWNLOAD.search(href)]


@pytest.mark.parametrize(
    ("half", "persona"),
    [
        pytest.param(half, persona, marks=on_a_worker(half), id=persona)
        for half, personas in HALVES.items()
        for persona in personas
    ],
)
def test_every_page_is_accessible(
    context: BrowserContext, page: Page, half: str, persona: str
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    sign_in(page, persona)
    waiting = deque([urlsplit(page.url).path, "/konto/", "/suche/?q=ziel"])
    seen: set[str] = set()
    while waiting:
        path = waiting.popleft()
        name = kind_of(path)
        if name is None or name in seen | DOWNLOADS:
            continue
        seen.add(name)
        answer = page.goto(path)
        status = answer.status if answer else None
        assert status == 200, f"{path}: {status}"
        if name not in looked_at[half]:
            looked_at[half].add(name)
            errors += faults(page, f"{name} {path}")
        waiting.extend(links_on(page))
    assert errors == []
    assert len(seen) > 5


@on_a_worker("first look")
def test_pages_for_guests_are_accessible(page: Page) -> None:
    errors = []
    for path in ("/konto/login/", "/konto/password/reset/", "/seite/barrierefreiheit/", "/nichts/"):
        page.goto(path)
        errors += faults(page, path)
    assert errors == []
