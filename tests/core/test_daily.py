"""What is done once a day: by one worker, and again where it failed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from begleitwerk.core.models import DailyDuty
from begleitwerk.core.services import Duty, do_daily, register_duties
from tests.days import in_days, today
from tests.factories.core import DailyDutyFactory

pytestmark = pytest.mark.django_db
NAME = "test.count"


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days on which the only duty there is was done."""
    monkeypatch.setattr("begleitwerk.core.services.daily.DUTIES", {})
    done: list[date] = []
    register_duties(Duty(NAME, done.append))
    return done


def hold_runs_out() -> None:
    DailyDuty.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_duty_is_done_once_a_day(days: list[date]) -> None:
    assert [do_daily(), do_daily()] == [1, 0]
    DailyDuty.objects.update(done_on=in_days(-1))
    assert do_daily() == 1
    assert days == [today()] * 2


def test_while_a_worker_holds_it_no_other_begins_and_a_dead_one_is_followed(
    days: list[date],
) -> None:
    DailyDutyFactory(name=NAME, lease_until=timezone.now() + timedelta(minutes=5))
    assert (do_daily(), days) == (0, [])
    hold_runs_out()
    assert do_daily() == 1


def test_what_failed_says_why_holds_up_nothing_else_and_is_tried_again(days: list[date]) -> None:
    faulty = {"is": True}

    def fail(today: date) -> None:
        if faulty["is"]:
            raise OSError("Platte voll")

    register_duties(Duty(NAME, fail), Duty("test.later", days.append))
    assert do_daily() == 1
    assert DailyDuty.objects.get(name=NAME).last_error == "OSError: Platte voll"
    assert do_daily() == 0, "not at once again"
    faulty["is"] = False
    hold_runs_out()
    assert do_daily() == 1
    assert DailyDuty.objects.get(name=NAME).last_error == ""
