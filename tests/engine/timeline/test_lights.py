"""Lights of measures and goals."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from begleitwerk.engine.timeline import NEAR_DAYS, STALE_DAYS, Shape, goal_light, measure_light

TODAY = date(2027, 11, 23)
STATES = ("planned", "running", "done", "stopped")
days = st.none() | st.integers(-400, 400).map(lambda number: TODAY + timedelta(days=number))


def day(offset: int | None) -> date | None:
    return None if offset is None else TODAY + timedelta(days=offset)


@pytest.mark.parametrize(
    ("state", "start", "due", "reported", "light"),
    [
        ("planned", None, None, None, "none"),
        ("planned", None, NEAR_DAYS + 1, None, "good"),
        ("planned", None, NEAR_DAYS, None, "risk"),
        ("planned", 0, 60, None, "good"),
        ("planned", -1, 60, None, "risk"),
        ("planned", -90, -1, None, "late"),
        ("planned", None, 0, None, "risk"),
        ("running", None, None, None, "good"),
        ("running", -STALE_DAYS, None, None, "good"),
        ("running", -STALE_DAYS - 1, None, None, "risk"),
        ("running", -400, 60, -STALE_DAYS, "good"),
        ("running", -400, 60, -STALE_DAYS - 1, "risk"),
        ("running", -400, 0, -1, "good"),
        ("running", -400, -1, 0, "late"),
        ("done", -400, -200, -300, "done"),
        ("stopped", -400, -200, -300, "none"),
    ],
)
def test_measure_light(
    state: str, start: int | None, due: int | None, reported: int | None, light: str
) -> None:
    found = measure_light(
        state=state,
        starts_on=day(start),
        due_on=day(due),
        reported_on=day(reported),
        today=TODAY,
    )

    assert found == light


@pytest.mark.parametrize(
    ("state", "due", "measures", "light"),
    [
        ("open", None, [], "none"),
        ("open", -1, ["good"], "late"),
        ("open", 0, ["good", "risk", "done"], "risk"),
        ("open", None, ["done", "done"], "good"),
        ("open", None, ["done", "none"], "none"),
        ("open", None, ["risk", "late"], "late"),
        ("reached", -1, ["late"], "done"),
        ("dropped", -1, ["late"], "none"),
    ],
)
def test_goal_light(state: str, due: int | None, measures: list[str], light: str) -> None:
    shapes = [Shape(name) for name in measures]

    assert goal_light(state=state, due_on=day(due), measures=shapes, today=TODAY) == light


@given(state=st.sampled_from(STATES), start=days, due=days, reported=days)
def test_a_later_deadline_never_makes_a_measure_late(
    state: str, start: date | None, due: date | None, reported: date | None
) -> None:
    known = {"state": state, "starts_on": start, "reported_on": reported, "today": TODAY}
    open_late = measure_light(due_on=TODAY + timedelta(days=1), **known)  # type: ignore[arg-type]

    assert open_late is not Shape.LATE
    if measure_light(due_on=due, **known) is Shape.LATE:  # type: ignore[arg-type]
        assert due is not None
        assert due < TODAY


@given(measures=st.lists(st.sampled_from(list(Shape))), more=st.sampled_from(list(Shape)))
def test_one_more_measure_never_makes_a_delayed_goal_better(
    measures: list[Shape], more: Shape
) -> None:
    before = goal_light(state="open", due_on=None, measures=measures, today=TODAY)
    after = goal_light(state="open", due_on=None, measures=[*measures, more], today=TODAY)

    if before is Shape.LATE:
        assert after is Shape.LATE
