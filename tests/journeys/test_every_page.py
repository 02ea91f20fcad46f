"""Every page a persona can reach by links: no violation in axe, no sideways scrolling, no error."""

import re
from collections import deque
from html import unescape
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Page, Response

from tests.journeys.conftest import on_a_worker, sign_in
from tests.journeys.looks import DESK, LOOKS, TELEPHONE, faults, kind_of

pytestmark = pytest.mark.browser

# Every persona gets every page she can reach. Each half of them looks closely at each kind of page
# once, at both widths, in a browser on a worker of its own; what both halves reach is looked at
# through the eyes of both.
HALVES = {
    "municipalities": (
        "Netzwerkkoordination",
        "Jugendamtsleitung",
        "Netzwerkkoordination Fachwerden",
        "Betrieb",
    ),
    "programmes": (
        "Programmbüro",
        "Programmleitung",
        "Prozessbegleitung",
        "Begutachtung, Fachpraxis",
        "Landeskoordinierungsstelle",
    ),
}
LINK = re.compile(r"""<a\b[^>]*?\shref=["'](/[^"']*)["']""")
DOWNLOAD = re.compile(r"/(pdf|docx|export|dateien)/|\.(pdf|docx|json)$|[?&]export=|/static/")
LEADS_OUT = {"account_logout"}
looked_at: dict[str, set[str]] = {half: set() for half in HALVES}


def links_in(html: str) -> list[str]:
    hrefs = [unescape(href) for href in LINK.findall(html)]
    return [href for href in hrefs if not DOWNLOAD.search(href)]


def opened(page: Page, path: str) -> Response | None:
    """The answer to a page; None where it is a file, which the browser keeps."""
    try:
        return page.goto(path)
    except Error as error:
        if "Download is starting" in error.message:
            return None
        raise


@pytest.mark.parametrize(
    ("half", "persona"),
    [
        pytest.param(half, persona, marks=on_a_worker(half), id=persona)
        for half, personas in HALVES.items()
        for persona in personas
    ],
)
def test_every_page_is_accessible(page: Page, half: str, persona: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    sign_in(page, persona)
    waiting = deque([urlsplit(page.url).path, "/konto/", "/suche/?q=ziel"])
    seen: set[str] = set()
    while waiting:
        path = waiting.popleft()
        name = kind_of(path)
        if name is None or name in seen | LEADS_OUT:
            continue
        seen.add(name)
        closely = LOOKS and name not in looked_at[half]
        answer = opened(page, path) if closely else page.request.get(path)
        if answer is None or "attachment" in answer.headers.get("content-disposition", ""):
            continue  # what is handed out as a file is no page to look at
        assert answer.status == 200, f"{path}: {answer.status}"
        waiting.extend(links_in(answer.text()))
        if closely:
            looked_at[half].add(name)
            errors += faults(page, f"{name} {path}", (DESK, TELEPHONE))
    assert errors == []
    assert len(seen) > 5


@on_a_worker("municipalities")
def test_pages_for_guests_are_accessible(page: Page) -> None:
    errors = []
    for path in ("/konto/login/", "/konto/password/reset/", "/seite/barrierefreiheit/", "/nichts/"):
        page.goto(path)
        errors += faults(page, path, (DESK, TELEPHONE))
    assert errors == []
