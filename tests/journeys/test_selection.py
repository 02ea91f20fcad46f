"""A whole round of selection, from the survey to the replacement, in the browser.

What an office does once is done by hand here; of what it does forty times, one or two by hand and
the others through services (`selection/backstage.py`). Every page on the way is looked at.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Site, empty_site, on_a_worker, served
from tests.journeys.selection import applying, deciding, following, preparing
from tests.journeys.selection.story import BY_HAND, OFFICE
from tests.journeys.selection.walk import Walk
from tests.tables import shared_place

pytestmark = [pytest.mark.browser, on_a_worker("selection")]
BACKSTAGE = "tests.journeys.selection"
Act = Callable[[Walk], None]


@pytest.fixture
def office_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Sixty municipalities and a programme with its people; no round, no survey."""
    site = empty_site("selection", shared_place(tmp_path_factory))
    site.command("migrate", "-v0")
    site.command("collectstatic", "-v0", "--no-input")
    site.run(BACKSTAGE, "found", *BY_HAND)
    with served(site, with_worker=True) as answering:
        yield answering


def test_a_whole_round_of_selection(browser_here: Browser, office_site: Site) -> None:
    with browser_here.new_context(
        base_url=office_site.url,
        viewport={"width": 1280, "height": 900},
        locale="de-DE",
        accept_downloads=True,
    ) as context:
        context.set_default_timeout(30_000)
        walk = Walk(context.new_page())
        act(
            walk,
            preparing.import_the_survey,
            preparing.begin_the_round,
            preparing.build_the_rules,
            preparing.freeze_and_draw,
            preparing.invite,
            applying.apply_by_hand,
        )
        office_site.run(BACKSTAGE, "apply")
        act(
            walk,
            applying.settle_the_contradiction,
            applying.assign_reviewers,
            applying.review_blind,
        )
        office_site.run(BACKSTAGE, "review")
        act(
            walk,
            deciding.calculate,
            behind(office_site, "wait"),
            deciding.deviate,
            behind(office_site, "reform"),
            deciding.look_again,
            deciding.confirm,
        )
        act(walk, following.tell_all, following.sign_contracts)
        office_site.run(BACKSTAGE, "sign")
        act(walk, following.leave, following.replace, deciding.confirm)
        act(walk, following.tell_the_newcomer, following.look_back, following.read_the_letter)
    assert walk.faults == []
    assert "whole" in office_site.command("verify_audit").stdout


def behind(site: Site, step: str) -> Act:
    """Something that happens beside the browser while the office stays where it is."""

    def scene(walk: Walk) -> None:
        site.run(BACKSTAGE, step)

    return scene


def act(walk: Walk, *scenes: Act) -> None:
    """Some scenes after each other, beginning with the office."""
    walk.enter(OFFICE)
    for scene in scenes:
        scene(walk)
