"""State lights, computed from dates and states.

The thresholds are the platform's own: a measure is at risk when it is due within `NEAR_DAYS`
without having begun, or when nobody reported for `STALE_DAYS` while it runs.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

NEAR_DAYS = 14
STALE_DAYS = 90


class Shape(StrEnum):
    GOOD = "good"
    RISK = "risk"
    LATE = "late"
    NONE = "none"
    DONE = "done"


# A goal is as good as its weakest measure.
WEAKEST_FIRST = (Shape.LATE, Shape.RISK, Shape.GOOD, Shape.NONE)


def measure_light(
    *,
    state: str,
    starts_on: date | None,
    due_on: date | None,
    reported_on: date | None,
    today: date,
) -> Shape:
    """The light of a measure in state planned, running, done or stopped."""
    if state == "done":
        return Shape.DONE
    if state == "stopped":
        return Shape.NONE
    if due_on and due_on < today:
        return Shape.LATE
    if state == "planned":
        if starts_on and starts_on < today:
            return Shape.RISK
        if due_on and (due_on - today).days <= NEAR_DAYS:
            return Shape.RISK
        return Shape.GOOD if due_on else Shape.NONE
    last_word = reported_on or starts_on
    if last_word and (today - last_word).days > STALE_DAYS:
        return Shape.RISK
    return Shape.GOOD


def goal_light(*, state: str, due_on: date | None, measures: Iterable[Shape], today: date) -> Shape:
    """The light of a goal in state open, reached or dropped, from its measures' lights."""
    if state == "reached":
        return Shape.DONE
    if state == "dropped":
        return Shape.NONE
    if due_on and due_on < today:
        return Shape.LATE
    shapes = set(measures)
    for shape in WEAKEST_FIRST:
        if shape in shapes:
            return shape
    return Shape.GOOD if Shape.DONE in shapes else Shape.NONE
