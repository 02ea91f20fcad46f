"""Phases as windows of days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise, zip_longest


class Position(StrEnum):
    """Where a window lies, seen from today."""

    OVER = "over"
    NOW = "now"
    NEXT = "next"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Window:
    """A phase: planned first and last day, actual ones where they differ; any may be open."""

    key: str
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    tentative: bool = False

    @property
    def start(self) -> date | None:
        return self.actual_start or self.planned_start

    @property
    def end(self) -> date | None:
        return self.actual_end or self.planned_end


@dataclass(frozen=True)
class Oddity:
    """Something odd about dates, as code and the keys of the windows it is about."""

    code: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class WindowStanding:
    """Where a process stands: positions of all windows, number of the present one (from 1)."""

    positions: tuple[Position, ...]
    present: int | None
    total: int


def position(window: Window, following: Window | None, today: date) -> Position:
    """A window is over when it ended by record, or when its last day has passed.

    A window without an end lasts until the next one starts.
    """
    if window.actual_end and window.actual_end < today:
        return Position.OVER
    if window.start is None:
        return Position.UNKNOWN if window.end is None else Position.NEXT
    if window.start > today:
        return Position.NEXT
    end = ends_on(window, following)
    if end and end < today:
        return Position.OVER
    return Position.NOW


def ends_on(window: Window, following: Window | None) -> date | None:
    """The last day of a window; without one, the day before the next window starts.

    A next window that starts no later than this one says nothing about this one's end.
    """
    if window.end:
        return window.end
    before = last_day_before(following)
    return before if before and window.start and before >= window.start else None


def last_day_before(following: Window | None) -> date | None:
    if following is None or following.start is None:
        return None
    return date.fromordinal(following.start.toordinal() - 1)


def standing(windows: Sequence[Window], today: date) -> WindowStanding:
    """Positions of all windows; the present one is the last that has begun and is not over."""
    positions = tuple(
        position(window, after, today) for window, after in zip_longest(windows, windows[1:])
    )
    running = [index for index, where in enumerate(positions) if where is Position.NOW]
    return WindowStanding(positions, running[-1] + 1 if running else None, len(windows))


def share_passed(window: Window, today: date) -> int | None:
    """How much of a window lies behind us, in per cent from 0 to 100; None with an open end."""
    if window.start is None or window.end is None or window.end < window.start:
        return None
    length = (window.end - window.start).days + 1
    return max(0, min(100, round(100 * ((today - window.start).days + 1) / length)))


def months_left(end: date | None, today: date) -> int | None:
    """Whole months until a day, rounded to the nearest; 0 on the last days, None without end."""
    if end is None or end < today:
        return None
    return round((end - today).days / 30.44)


def check_windows(windows: Sequence[Window]) -> tuple[Oddity, ...]:
    """What is odd and yet kept: ends before start, overlaps, order that runs backwards."""
    found = [
        Oddity("end_before_start", (window.key,))
        for window in windows
        if (
            window.planned_start
            and window.planned_end
            and window.planned_end < window.planned_start
        )
        or (window.actual_start and window.actual_end and window.actual_end < window.actual_start)
    ]
    for earlier, later in pairwise(windows):
        if earlier.start and later.start and later.start < earlier.start:
            found.append(Oddity("runs_backwards", (earlier.key, later.key)))
        elif earlier.end and later.start and later.start <= earlier.end:
            found.append(Oddity("overlap", (earlier.key, later.key)))
    return tuple(found)
