"""Windows on one axis, in per cent, ready to be drawn at any width."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from begleitwerk.engine.timeline.windows import Window, ends_on

# An axis is never shorter than this, or a single week would fill it.
SHORTEST = 90
# What an open end is drawn as, at least, in days.
OPEN_TAIL = 60
# As many labels as fit side by side on a phone.
MOST_TICKS = 4
MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


@dataclass(frozen=True)
class Bar:
    """A stretch of the axis in per cent; `open_start`, `open_end`: that end is not known."""

    left: float
    width: float
    open_start: bool = False
    open_end: bool = False

    @property
    def right(self) -> float:
        return round(self.left + self.width, 2)


@dataclass(frozen=True)
class Lane:
    """A window on the axis: what was planned and what really was; None where no day is known."""

    key: str
    planned: Bar | None
    actual: Bar | None
    tentative: bool


@dataclass(frozen=True)
class Tick:
    """The first day of a month, and where it lies."""

    on: date
    at: float


@dataclass(frozen=True)
class Picture:
    """Lanes in the order of the windows, ticks, and where today lies (None: off the axis)."""

    first: date
    last: date
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    today: float | None


@dataclass(frozen=True)
class Axis:
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def at(self, day: date) -> float:
        """Where a day begins, in per cent."""
        return round(100 * (day - self.first).days / self.days, 2)

    def bar(self, start: date | None, end: date | None) -> Bar | None:
        """A stretch; an unknown start begins at the axis, an unknown end leads out of it."""
        if start is None and end is None:
            return None
        left = self.at(start) if start else 0.0
        right = self.at(end + timedelta(days=1)) if end else 100.0
        width = round(max(0.0, right - left), 2)
        return Bar(left, width, open_start=start is None, open_end=end is None)


def draw(windows: Sequence[Window], today: date) -> Picture | None:
    """All windows on one axis that holds every known day; None where no day is known.

    What runs without an end by record is drawn up to today. A planned window without an end lasts
    until the next one starts, and out of the axis where there is none.
    """
    axis = axis_of(windows)
    if axis is None:
        return None
    lanes = tuple(
        Lane(
            window.key, planned(axis, window, after), actual(axis, window, today), window.tentative
        )
        for window, after in zip_longest(windows, windows[1:])
    )
    here = axis.at(today) if axis.first <= today <= axis.last else None
    return Picture(axis.first, axis.last, lanes, tuple(ticks(axis)), here)


def axis_of(windows: Sequence[Window]) -> Axis | None:
    """From the first of the first month to the end of the last, with room for an open end."""
    days = sorted(day for window in windows for day in known_days(window))
    if not days:
        return None
    first, last = days[0].replace(day=1), days[-1]
    starts = [window.start for window in windows if window.start and not window.end]
    if starts and last < max(starts) + timedelta(days=OPEN_TAIL):
        last = max(starts) + timedelta(days=OPEN_TAIL)
    last = max(last, first + timedelta(days=SHORTEST - 1))
    return Axis(first, month_after(last, 1) - timedelta(days=1))


def known_days(window: Window) -> Iterator[date]:
    days = (window.planned_start, window.planned_end, window.actual_start, window.actual_end)
    return (day for day in days if day)


def planned(axis: Axis, window: Window, following: Window | None) -> Bar | None:
    start, end = window.planned_start, window.planned_end
    if start and end and end < start:
        return axis.bar(end, start)  # kept as it is; the page says what is odd about it
    if start and end is None:
        bar = axis.bar(start, ends_on(Window(window.key, start), following))
        return Bar(bar.left, bar.width, open_end=True) if bar else None
    return axis.bar(start, end)


def actual(axis: Axis, window: Window, today: date) -> Bar | None:
    start, end = window.actual_start, window.actual_end
    if start and end and end < start:
        return axis.bar(end, start)
    if start is None:
        return axis.bar(end, end) if end else None
    if end is None:
        if start > today:
            return None
        bar = axis.bar(start, min(today, axis.last))
        return Bar(bar.left, bar.width, open_end=True) if bar else None
    return axis.bar(start, end)


def ticks(axis: Axis) -> Iterator[Tick]:
    """At most `MOST_TICKS` firsts of months, in steps that divide the year where they can."""
    months = (axis.last.year - axis.first.year) * 12 + axis.last.month - axis.first.month + 1
    step = next((step for step in MONTH_STEPS if months <= step * MOST_TICKS), MONTH_STEPS[-1])
    day = axis.first
    while (day.year * 12 + day.month - 1) % step:
        day = month_after(day, 1)
    while day <= axis.last:
        yield Tick(day, axis.at(day))
        day = month_after(day, step)


def month_after(day: date, months: int) -> date:
    """The first of the month so many months later."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
