"""Self-assessment: ten minutes with one dimension; and from single views to a goal.

Whoever answers or votes has no account, a telephone of her own, and nothing but the link.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import WORKER, Site, on_a_worker, running, sign_in
from tests.journeys.hands import Keyboard, sign_out_and_in
from tests.journeys.rating import agreeing, quick
from tests.journeys.rating.story import COORDINATION, STEERING
from tests.journeys.rating.walk import Looks, somebody

pytestmark = [pytest.mark.browser, on_a_worker("assessment")]

MOST_PRESSES = 10


@pytest.fixture(scope="module")
def worked_site(site: Site) -> Iterator[Site]:
    """Results are made by the worker, beside the pages."""
    with running(site, WORKER):
        yield site


def test_ten_minutes(browser_here: Browser, page: Page, worked_site: Site) -> None:
    looks = Looks()
    sign_in(page, COORDINATION)
    hands = quick.Counting(page)
    link = quick.start_quickly(hands, looks)
    with somebody(browser_here, worked_site) as phone:
        quick.by_tap(phone, link, looks)
    with somebody(browser_here, worked_site) as phone:
        quick.by_keyboard(phone, link, looks)
    with somebody(browser_here, worked_site) as phone:
        quick.by_digits(phone, worked_site, link, looks)
    quick.close_and_see(hands, looks)
    main = page.locator("main")
    expect(main).to_contain_text("3 aus 1 Gruppe")
    assert (hands.presses <= MOST_PRESSES, hands.typed) == (True, 0), hands.presses
    assert looks.faults == []


def test_from_single_views_to_a_goal(
    browser_here: Browser, page: Page, worked_site: Site, tmp_path: Path
) -> None:
    """Five groups have answered. The coordinator never touches the mouse."""
    looks, hands = Looks(), Keyboard(page)
    address = worked_site.run("tests.journeys.rating").stdout
    sign_in(page, COORDINATION)
    agreeing.open_the_screen(hands, looks, address)
    agreeing.vote(browser_here, worked_site, page, looks)
    agreeing.agree_park_and_come_back(hands, looks)
    agreeing.end_the_meeting(hands, looks, tmp_path)
    sign_out_and_in(page, hands, STEERING)
    agreeing.sign_off(hands, looks, address)
    sign_out_and_in(page, hands, COORDINATION)
    agreeing.derive_a_goal(hands, looks, address)
    agreeing.take_the_report(hands, looks, address, tmp_path)
    assert looks.faults == []
    assert "whole" in worked_site.command("verify_audit").stdout
