"""When a collection is open: on days, from their first moment to their last in local time."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils import timezone

from begleitwerk.fieldwork.enums import CollectionState
from begleitwerk.fieldwork.models import Collection


class Stage(StrEnum):
    """Where a collection is on a day; `LATE` still takes answers, and marks them."""

    DRAFT = "draft"
    WAITS = "waits"
    RUNS = "runs"
    LATE = "late"
    CLOSED = "closed"

    @property
    def takes_answers(self) -> bool:
        return self in (Stage.RUNS, Stage.LATE)


def stage_of(collection: Collection, today: date) -> Stage:
    """`today` is the day in local time: `timezone.localdate(now)`."""
    if collection.state != CollectionState.OPEN:
        return Stage(collection.state)
    if today < collection.opens_on:
        return Stage.WAITS
    return Stage.LATE if today > collection.closes_on else Stage.RUNS


def window_of(collection: Collection) -> tuple[datetime, datetime]:
    """The first moment in which answers are taken, and the first in which they come late.

    Both are midnights of the place: a day on which the clocks change has 23 or 25 hours.
    """
    after = collection.closes_on + timedelta(days=1)
    return midnight(collection.opens_on), midnight(after)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
