"""How somebody gets through pages: with the mouse, or by keyboard alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Download, Locator, Page

from tests.journeys.looks import DESK, TELEPHONE, faults


class Mouse:
    """Clicks and types, as most people do."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def choose(self, target: Locator, label: str) -> None:
        target.select_option(label=label)

    def tick(self, target: Locator) -> None:
        target.check()

    def look(self) -> None:
        assert faults(self.page, self.page.url, (DESK, TELEPHONE)) == []


class Keyboard(Mouse):
    """Tab, Enter, Space and letters; the pointer is never used."""

    def reach(self, target: Locator) -> None:
        """Tab on until the target has the focus; it must come within two rounds of the page."""
        target.wait_for(state="attached")
        element = target.element_handle()
        for _step in range(400):
            if self.page.evaluate("element => element === document.activeElement", element):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached by keyboard")

    def press(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)

    def choose(self, target: Locator, label: str) -> None:
        self.reach(target)
        self.page.keyboard.type(label)

    def tick(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Space")

    def look(self) -> None:
        """The same pages as with the mouse, which looks at them."""


@contextmanager
def lands_elsewhere(page: Page) -> Iterator[None]:
    """What happens inside leads to another page."""
    before = page.url
    yield
    page.wait_for_url(lambda url: url != before)
    page.wait_for_load_state()


def write_day(hands: Mouse, group: Locator, day: date) -> None:
    for label, value in (("Tag", day.day), ("Monat", day.month), ("Jahr", day.year)):
        hands.write(group.get_by_label(label, exact=True), str(value))


def saved(page: Page, hands: Mouse, name: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        hands.press(page.get_by_role("link", name=name, exact=True))
    download: Download = waiting.value
    target = folder / download.suggested_filename
    download.save_as(target)
    return target


def sign_out_and_in(page: Page, hands: Mouse, persona: str) -> None:
    page.context.clear_cookies()
    page.goto("/konto/login/")
    with lands_elsewhere(page):
        hands.press(page.get_by_role("button", name=persona).first)
