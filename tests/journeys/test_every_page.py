"""Every page a persona can reach by links: no violation in axe, no sideways scrolling, no error."""

import os
import re
from collections import deque
from collections.abc import Iterable
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.journeys.conftest import WIDTHS, on_a_worker, sign_in

pytestmark = pytest.mark.browser

# Every persona gets every page she can reach. Each half of them looks closely at each kind of page
# once, in a browser on a worker of its own: one at a desk, one on a telephone, through different
# eyes. Whoever has nobody like her in the other half looks at both widths.
DESK, TELEPHONE = WIDTHS
HALVES = {
    "first look": {
        "Netzwerkkoordination": (DESK,),
        "Programmbüro": (DESK,),
        "Begutachtung, Fachpraxis": (DESK, TELEPHONE),
        "Landeskoordinierungsstelle": (DESK, TELEPHONE),
    },
    "second look": {
        "Netzwerkkoordination Fachwerden": (TELEPHONE,),
        "Jugendamtsleitung": (TELEPHONE,),
        "Programmleitung": (TELEPHONE,),
        "Prozessbegleitung": (DESK, TELEPHONE),
        "Betrieb": (DESK, TELEPHONE),
    },
}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes is not described, which takes half the time
}
LINK = re.compile(r"""<a\b[^>]*?\shref=["'](/[^"']*)["']""")
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
    """What is wrong with the page, in words: sideways scrolling at any width, axe at these.

    The page stays at the last one, the desk's.
    """
    found = []
    for width, height in sorted(WIDTHS.items()) if LOOKS else ():
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{name} at {width}: scrolls sideways, {wide} px")
        for violation in violations(page) if width in widths else ():
            where = violation["nodes"][0]["target"]
            found.append(f"{name} at {width}: {violation['id']} {where}")
    return found


def violations(page: Page) -> list[Any]:
    found: list[Any] = axe.run(page, options=RULES).response["violations"]
    return found


def links_in(html: str) -> list[str]:
    hrefs = [unescape(href) for href in LINK.findall(html)]
    return [href for href in hrefs if not DOWNLOAD.search(href)]


@pytest.mark.parametrize(
    ("half", "persona", "widths"),
    [
        pytest.param(half, persona, widths, marks=on_a_worker(half), id=persona)
        for half, personas in HALVES.items()
        for persona, widths in personas.items()
    ],
)
def test_every_page_is_accessible(
    page: Page, half: str, persona: str, widths: tuple[int, ...]
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
        answer = page.request.get(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        waiting.extend(links_in(answer.text()))
        if name not in looked_at[half]:
            looked_at[half].add(name)
            page.goto(path)
            errors += faults(page, f"{name} {path}", widths)
    assert errors == []
    assert len(seen) > 5


@on_a_worker("first look")
def test_pages_for_guests_are_accessible(page: Page) -> None:
    errors = []
    for path in ("/konto/login/", "/konto/password/reset/", "/seite/barrierefreiheit/", "/nichts/"):
        page.goto(path)
        errors += faults(page, path)
    assert errors == []
