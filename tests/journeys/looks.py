"""Looking closely at a page: axe without a violation, no sideways scrolling."""

import os
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

DESK, TELEPHONE = 1280, 320
HEIGHTS = {TELEPHONE: 720, DESK: 900}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes is not described, which takes half the time
    "preload": False,  # style sheets are not fetched again: no rule of ours reads them
}
# Half of the time of all rules. Colours are the same at every width, so on a telephone it is asked
# for only where there is something that a desk does not show.
CONTRAST = "color-contrast"
NARROW = ".bw-only-narrow"
# How a page looks does not depend on the database: closely looked at are those on SQLite.
LOOKS = not os.environ.get("DATABASE_URL")


def kind_of(path: str) -> str | None:
    """The name of a page's address; pages of the same kind are looked at once."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def faults(page: Page, name: str, widths: Iterable[int]) -> list[str]:
    """What is wrong with the page, in words: sideways scrolling at any width, axe at these.

    The page stays at the last one, the desk's.
    """
    found = []
    for width, height in HEIGHTS.items() if LOOKS else ():
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{name} at {width}: scrolls sideways, {wide} px")
        for violation in violations(page, width) if width in widths else ():
            where = violation["nodes"][0]["target"]
            found.append(f"{name} at {width}: {violation['id']} {where}")
    return found


def violations(page: Page, width: int) -> list[Any]:
    """What axe finds; it is brought along once per page, and only what is wrong comes back."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    contrast = width == DESK or page.locator(NARROW).count() > 0
    rules = {**RULES, "rules": {CONTRAST: {"enabled": contrast}}}
    found: list[Any] = page.evaluate(
        "rules => axe.run(document, rules).then(results => results.violations)", rules
    )
    return found
