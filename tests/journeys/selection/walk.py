"""Going from page to page as different people, and looking at each page on the way."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import sign_in
from tests.journeys.looks import DESK, TELEPHONE, faults, kind_of

# Looked at on a telephone too: what people open on the way, and what is widest.
ON_A_TELEPHONE = {
    "selection:round",
    "selection:rules",
    "selection:candidates",
    "selection:candidacy",
    "selection:invite",
    "selection:application",
    "selection:application_step",
    "selection:application_check",
    "selection:review",
    "selection:review_score",
    "selection:lot",
    "selection:lot_number",
    "selection:run",
    "selection:decision",
    "selection:letters",
    "selection:contract",
    "selection:story",
}


class Walk:
    """One window; `faults` collects what is wrong with the pages, `seen` their kinds."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        self.seen: set[str] = set()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def enter(self, persona: str) -> None:
        self.page.context.clear_cookies()
        sign_in(self.page, persona)
        self.look()

    def go(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        self.look()

    def follow(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Click a link of the page's own part and look at where it leads."""
        with self.leaving():
            link = (within or self.main).get_by_role("link", name=name)
            link.first.click()

    def press(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Click a button that sends something off."""
        with self.leaving():
            (within or self.main).get_by_role("button", name=name).first.click()

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """What happens inside loads a page, maybe at the same address."""
        with self.page.expect_event("load"):
            yield
        self.look()

    def look(self) -> None:
        """axe where this kind of page is new; filled pages are looked at in test_every_page."""
        kind = kind_of(self.page.url) or self.page.url
        if kind in self.seen:
            return
        self.seen.add(kind)
        name = f"{kind} “{self.page.locator('h1').first.inner_text()}”"
        widths = (TELEPHONE, DESK) if kind in ON_A_TELEPHONE else (DESK,)
        self.faults += faults(self.page, name, widths)

    def result(self, text: str) -> None:
        """What a worker made: at once where it was quicker than the page, else by its link."""
        link = self.main.get_by_role("link", name="Ergebnis öffnen")
        expect(self.main.get_by_text(text).or_(link).first).to_be_visible(timeout=30_000)
        if link.count():
            self.follow("Ergebnis öffnen")
        self.sees(text)

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).to_contain_text(text)

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).not_to_contain_text(text)

    def headline(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)

    def field(self, label: str) -> Locator:
        """By its whole label; an optional one says so behind it."""
        return self.main.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(optional)?\s*$"))

    def write(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def choose(self, answer: str) -> None:
        """An answer card, by any of its words."""
        self.main.locator(".bw-answer", has_text=answer).locator("label").click()

    def day(self, group: str, day: date) -> None:
        fields = self.main.get_by_role("group", name=group)
        for label, value in (("Tag", day.day), ("Monat", day.month), ("Jahr", day.year)):
            fields.get_by_label(label, exact=True).fill(str(value))

    def upload(self, name: str, content: bytes, kind: str = "text/csv") -> None:
        self.main.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": kind, "buffer": content}
        )

    def save(self, link: str) -> bytes:
        """The content of a download."""
        with self.page.expect_download() as waiting:
            self.main.get_by_role("link", name=link).first.click()
        return waiting.value.path().read_bytes()
