"""The picture of a process keeps every bar on its paper, and every order."""

from datetime import date

import pytest
from hypothesis import given

from begleitwerk.engine.timeline import Window, draw, month_after
from tests.engine.timeline.test_windows import DAYS, windows

PHASES = [
    Window("a", date(2026, 5, 1), date(2026, 9, 30), date(2026, 5, 1), date(2026, 10, 15)),
    Window("b", date(2026, 10, 1), date(2027, 6, 30), date(2026, 10, 16), None),
    Window("c", date(2027, 7, 1), None, tentative=True),
    Window("d", None, None),
]


@given(windows(), DAYS)
def test_every_bar_lies_on_the_axis(rows: list[Window], today: date) -> None:
    picture = draw(rows, today)
    known = [day for row in rows for day in (row.planned_start, row.planned_end) if day]
    known += [day for row in rows for day in (row.actual_start, row.actual_end) if day]
    if picture is None:
        assert not known
        return

    assert picture.first <= min(known)
    assert picture.last >= max(known)
    assert [lane.key for lane in picture.lanes] == [row.key for row in rows]
    for bar in (bar for lane in picture.lanes for bar in (lane.planned, lane.actual) if bar):
        assert bar.left >= 0
        assert bar.width >= 0
        assert bar.right <= 100.01
    assert len(picture.ticks) <= 4
    assert all(tick.on.day == 1 and 0 <= tick.at < 100 for tick in picture.ticks)


@given(windows(), DAYS)
def test_an_earlier_start_lies_further_left(rows: list[Window], today: date) -> None:
    picture = draw([row for row in rows if row.planned_start], today)
    if picture is None:
        return
    starts = [
        (min(row.planned_start, row.planned_end or row.planned_start), lane.planned.left)
        for row, lane in zip((r for r in rows if r.planned_start), picture.lanes, strict=True)
    ]
    ordered = sorted(starts)
    assert [left for _start, left in ordered] == sorted(left for _start, left in starts)


def test_what_is_planned_and_what_was() -> None:
    picture = draw(PHASES, date(2027, 1, 15))
    assert picture is not None
    first, second, third, fourth = picture.lanes

    assert first.actual.right > first.planned.right, "it took two weeks longer"
    assert second.actual.open_end, "it runs"
    assert second.actual.right == pytest.approx(picture.today, abs=0.3), "up to today"
    assert third.planned.open_end
    assert third.planned.right == 100, "an open end leads out of the picture"
    assert third.tentative
    assert fourth.planned is None
    assert fourth.actual is None


def test_a_window_without_end_is_drawn_up_to_the_next() -> None:
    rows = [Window("a", date(2026, 1, 1)), Window("b", date(2026, 7, 1), date(2026, 12, 31))]
    picture = draw(rows, date(2026, 2, 1))

    assert picture.lanes[0].planned.right == picture.lanes[1].planned.left
    assert picture.lanes[0].planned.open_end


def test_dates_that_run_backwards_are_drawn_all_the_same() -> None:
    picture = draw([Window("a", date(2026, 6, 1), date(2026, 3, 1))], date(2026, 1, 1))

    assert picture.lanes[0].planned.left == 0
    assert picture.today is None, "today lies before the axis"


def test_nothing_known_gives_no_picture() -> None:
    assert draw([Window("a"), Window("b")], date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("months", "expected"),
    [(0, date(2026, 11, 1)), (1, date(2026, 12, 1)), (2, date(2027, 1, 1)), (26, date(2029, 1, 1))],
)
def test_month_after(months: int, expected: date) -> None:
    assert month_after(date(2026, 11, 23), months) == expected
