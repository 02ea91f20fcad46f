"""Where a process stands, checked day by day against what a person would say."""

from datetime import date, timedelta
from itertools import zip_longest

from hypothesis import given
from hypothesis import strategies as st

from begleitwerk.engine.timeline import (
    Position,
    Window,
    check_windows,
    ends_on,
    months_left,
    share_passed,
    standing,
)

DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31))
MAYBE = st.none() | DAYS


@st.composite
def windows(draw: st.DrawFn) -> list[Window]:
    """Any windows at all, odd ones included."""
    count = draw(st.integers(0, 6))
    return [
        Window(
            str(number),
            *(draw(MAYBE) for _ in range(4)),
            tentative=draw(st.booleans()),
        )
        for number in range(count)
    ]


def chain(*lengths: int, start: date = date(2026, 1, 1)) -> list[Window]:
    """Windows one after the other, so many days each."""
    rows = []
    for number, length in enumerate(lengths):
        end = start + timedelta(days=length - 1)
        rows.append(Window(str(number), start, end))
        start = end + timedelta(days=1)
    return rows


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.integers(-50, 2500))
def test_in_a_seamless_chain_every_day_lies_in_exactly_one_window(
    lengths: list[int], offset: int
) -> None:
    rows = chain(*lengths)
    today = rows[0].start + timedelta(days=offset)
    result = standing(rows, today)

    inside = [n for n, row in enumerate(rows, 1) if row.start <= today <= row.end]
    assert result.present == (inside[0] if inside else None)
    assert result.positions.count(Position.NOW) == len(inside)
    assert check_windows(rows) == ()


@given(windows(), DAYS)
def test_any_windows_have_a_standing(rows: list[Window], today: date) -> None:
    result = standing(rows, today)

    assert len(result.positions) == result.total == len(rows)
    if result.present is not None:
        assert result.positions[result.present - 1] is Position.NOW
    else:
        assert Position.NOW not in result.positions


@given(windows())
def test_ends_on_never_lies_before_a_known_start_by_guessing(rows: list[Window]) -> None:
    for row, after in zip_longest(rows, rows[1:]):
        end = ends_on(row, after)
        if row.end is None and end is not None:
            assert row.start is not None
            assert row.start <= end
        if row.end is not None:
            assert end == row.end


def test_a_window_without_end_lasts_until_the_next_begins() -> None:
    rows = [Window("a", date(2026, 1, 1)), Window("b", date(2026, 5, 1))]

    assert standing(rows, date(2026, 4, 30)).present == 1
    assert standing(rows, date(2026, 5, 1)).present == 2


def test_actual_dates_count_before_planned_ones() -> None:
    row = Window("a", date(2026, 1, 1), date(2026, 6, 30), None, date(2026, 3, 31))

    assert standing([row], date(2026, 4, 1)).positions == (Position.OVER,)


def test_oddities_are_named_and_nothing_else_is() -> None:
    backwards = Window("a", date(2026, 6, 1), date(2026, 5, 1))
    early = Window("b", date(2026, 4, 1), date(2026, 7, 1))
    overlapping = Window("c", date(2026, 7, 1))

    found = [
        (oddity.code, oddity.keys) for oddity in check_windows([backwards, early, overlapping])
    ]

    assert found == [
        ("end_before_start", ("a",)),
        ("runs_backwards", ("a", "b")),
        ("overlap", ("b", "c")),
    ]


@given(DAYS, st.integers(0, 900), DAYS)
def test_the_share_grows_from_nothing_to_all(start: date, length: int, today: date) -> None:
    window = Window("a", start, start + timedelta(days=length))
    share = share_passed(window, today)

    assert share is not None
    assert 0 <= share <= 100
    if today < start:
        assert share == 0
    if today >= window.planned_end:
        assert share == 100
    assert share <= share_passed(window, today + timedelta(days=1))


def test_months_are_rounded_and_end_with_the_last_day() -> None:
    assert months_left(date(2028, 6, 30), date(2027, 11, 23)) == 7
    assert months_left(date(2028, 6, 30), date(2028, 6, 30)) == 0
    assert months_left(date(2028, 6, 30), date(2028, 7, 1)) is None
    assert months_left(None, date(2028, 7, 1)) is None
