"""What all scenes share: somebody's own browser, a close look, arrows among answers."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page

from tests.journeys.conftest import Site
from tests.journeys.hands import Keyboard
from tests.journeys.looks import DESK, HEIGHTS, TELEPHONE, faults, kind_of

PHONE = {"width": TELEPHONE, "height": HEIGHTS[TELEPHONE]}
WIDE = {"width": DESK, "height": HEIGHTS[DESK]}


class Looks:
    """Each kind of page is looked at once, at both widths."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.faults: list[str] = []

    def at(self, page: Page, name: str | None = None) -> None:
        """`name` where one address shows several kinds of page."""
        name = name or kind_of(page.url)
        assert name is not None, page.url
        if name in self.seen:
            return
        self.seen.add(name)
        width = page.viewport_size
        self.faults += faults(page, name, (DESK, TELEPHONE))
        if width is not None:
            page.set_viewport_size(width)


@contextmanager
def somebody(browser: Browser, site: Site, *, width: int = TELEPHONE) -> Iterator[Page]:
    """A browser of her own, without an account, on a telephone."""
    with browser.new_context(
        base_url=site.url,
        viewport={TELEPHONE: PHONE, DESK: WIDE}[width],
        has_touch=width == TELEPHONE,
        locale="de-DE",
    ) as context:
        context.set_default_timeout(10_000)
        yield context.new_page()


def part(page: Page, name: str) -> Locator:
    """A section of the page, by the id of its heading."""
    return page.locator(f'section[aria-labelledby="{name}"]')


def choose(hands: Keyboard, among: Locator, wanted: Locator) -> None:
    """Tab leads to the first of them, arrows from one to the next."""
    hands.reach(among.first)
    hands.page.keyboard.press("Space")
    for _step in range(among.count()):
        if wanted.is_checked():
            return
        hands.page.keyboard.press("ArrowDown")
    raise AssertionError(f"{wanted} cannot be chosen by arrows")
