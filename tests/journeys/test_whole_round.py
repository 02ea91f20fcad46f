"""A round where everything comes that can come, in a browser: the way of
`tests/selection/test_whole_round.py`, each page looked at in the state it is then in.

Nobody is inside a municipality yet; an application is completed after the first calculation; a
correction is refused; data move before the decision is confirmed; a deviation breaks a rule; one
leaves, and a rule is relaxed so that somebody can follow; all letters go into one PDF.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse
from playwright.sync_api import Browser, Page

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.enums import Role
from begleitwerk.selection.models import Application, Correction, Letter, SelectionRound
from begleitwerk.selection.services.receipts import keep_receipt
from tests.days import in_days
from tests.engine.documents.pdf_checks import text
from tests.factories.municipalities import MembershipFactory
from tests.journeys.conftest import on_a_worker
from tests.journeys.inside import served_inside
from tests.journeys.looks import DESK, TELEPHONE, faults, kind_of
from tests.selection.test_whole_round import CITY, Story, go_through
from tests.worlds.cast import make_person, make_places
from tests.worlds.selection import build_selection

pytestmark = [pytest.mark.browser, pytest.mark.django_db, on_a_worker("whatever comes")]
# Filled in and sent off in the browser itself; most else the journey of the selection does by hand,
# and looks at some pages that are here as they are there.
BY_HAND = {
    "selection:application_return",
    "selection:correction_add",
    "selection:correction_refuse",
    "selection:rules_relax",
    "selection:relaxation_confirm",
}
ELSEWHERE = {
    "selection:application_files",
    "selection:application_step",
    "selection:candidates",
    "selection:longlist_add",
    "selection:review",
}
WHY = "Am Telefon besprochen."


@pytest.fixture(scope="module", autouse=True)
def _database_beside_a_browser() -> Iterator[None]:
    """Its event loop runs in the thread of the test, which Django takes for asynchronous code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@dataclass(kw_only=True)
class Seen(Story):
    """The story with a window beside it: each page is looked at before and after what is done."""

    page: Page
    site: str
    faults: list[str] = field(default_factory=list)
    looked_at: set[tuple[str, str]] = field(default_factory=set)

    def send(self, by: User, address: str, **values: Any) -> str:
        is_shown = self.as_user(by).get(address).status_code == 200
        if is_shown:
            self.look(by, address)
        if kind_of(address) in BY_HAND:
            assert is_shown
            return self.fill_in(values)
        told = super().send(by, address, **values)
        self.look(by, self.arrived)
        return told

    def reads(self, by: User, address: str) -> str:
        self.look(by, address)
        return super().reads(by, address)

    def look(self, by: User, address: str) -> None:
        self.enter(by)
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{address}: {answer.status}"
        self.look_closely()

    def enter(self, by: User) -> None:
        name = settings.SESSION_COOKIE_NAME
        session = self.as_user(by).cookies[name].value
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": name, "value": session, "url": self.site}])

    def look_closely(self) -> None:
        seen = (kind_of(self.page.url) or "", self.page.locator("h1").inner_text())
        if seen not in self.looked_at and seen[0] not in ELSEWHERE:
            self.looked_at.add(seen)
            self.faults += faults(self.page, "{} “{}”".format(*seen), (TELEPHONE, DESK))

    def fill_in(self, values: dict[str, Any]) -> str:
        """The form of the page that is open, and its button."""
        before, main = urlsplit(self.page.url).path, self.page.locator("main")
        for name, value in values.items():
            fields = main.locator(f"[name='{name}']")
            if fields.first.get_attribute("type") == "radio":
                main.locator(f"[name='{name}'][value='{value}']").check()
            elif name != "version":
                fields.fill(str(value))
        view: Any = resolve(before).func
        with self.page.expect_event("load"):
            main.get_by_role("button", name=str(view.view_class.submit_label)).click()
        assert urlsplit(self.page.url).path != before, main.inner_text()
        self.look_closely()
        return main.inner_text()


@pytest.fixture
def seen(browser_here: Browser, as_user: Callable[[User | None], Client]) -> Iterator[Seen]:
    places = make_places()
    office, lead = make_person("office", places), make_person("lead", places)
    world = build_selection(space=places.programme, until="reviewed", office=office)
    SelectionRound.objects.update(apply_until=in_days(30))
    with (
        served_inside() as site,
        browser_here.new_context(base_url=site, locale="de-DE", accept_downloads=True) as window,
    ):
        window.set_default_timeout(20_000)
        page = window.new_page()
        story = Seen(world, office, lead, as_user, page=page, site=site)
        page.on("pageerror", lambda error: story.faults.append(f"{page.url}: {error}"))
        yield story


def test_a_round_where_everything_comes_looks_as_it_should(seen: Seen) -> None:
    correct(seen)
    go_through(seen)
    print_all(seen)
    assert seen.faults == []
    kinds = {kind.removeprefix("selection:") for kind, _title in seen.looked_at}
    assert {
        "invite",
        "application_check",
        "correction_refuse",
        "runs",
        "deviation_add",
        "decision_propose",
        "withdrawal",
        "replacement",
        "rules_relax",
        "relaxation_confirm",
        "dispatches",
    } <= kinds


def correct(seen: Seen) -> None:
    """The office proposes another entry, the head of the youth office does not agree."""
    application = seen.world.applications[CITY]
    workspace = application.municipality.workspace
    head = MembershipFactory(role=Role.YOUTH_OFFICE_HEAD, workspace=workspace).user
    Application.objects.filter(pk=application.pk).update(approver=head)
    keep_receipt(head, Application.objects.get(pk=application.pk))
    row = application.candidacy
    seen.reads(seen.office, seen.url("corrections", row.pk))
    add = seen.url("correction_add", row.pk, "staff")
    assert WHY in seen.send(seen.office, add, value="Zwei Personen", reason=WHY)
    (correction,) = Correction.objects.all()
    at = [row.municipality.slug, row.pk]
    seen.reads(head, reverse("selection:application", args=at))
    seen.reads(head, reverse("selection:correction_agree", args=[*at, correction.pk]))
    refuse = reverse("selection:correction_refuse", args=[*at, correction.pk])
    assert "Es bleibt bei einer" in seen.send(head, refuse, reason="Es bleibt bei einer.")


def print_all(seen: Seen) -> None:
    """The letters of all who were selected as one file, by the link on their list."""
    seen.look(seen.office, f"{seen.url('dispatches')}?kind=selected")
    with seen.page.expect_download() as waiting:
        seen.page.get_by_role("link", name="Schreiben als eine PDF").click()
    content = waiting.value.path().read_bytes()
    letters = Letter.objects.filter(kind="selected").count()
    assert text(content).count("Seite 1 von") == letters == 10
