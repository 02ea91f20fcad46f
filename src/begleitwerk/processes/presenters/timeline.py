"""The phases as a picture: coordinates for the drawing, the same in words and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from begleitwerk.core.templatetags.bw import day, month
from begleitwerk.engine.timeline import Bar, Lane, Picture, Tick, draw
from begleitwerk.processes.models import Phase, Process
from begleitwerk.processes.presenters.standing import (
    actual_words,
    label_of,
    planned_words,
    windows_of,
)
from begleitwerk.processes.selectors.processes import phases as phases_of

# Pixels: a lane holds a line of text and the bars below it.
LANE = 56
TOP = 28
FOOT = 32
TEXT = 16
BAR = 26
# What fits beside a phone's edge; the whole name stands in the table and the description.
LONGEST_NAME = 34


@dataclass(frozen=True)
class DrawnBar:
    """A bar as SVG wants it: per cent as text with a point, whatever the language."""

    x: str
    y: int
    width: str
    fades: bool
    tip: str


@dataclass(frozen=True)
class DrawnLane:
    label: str
    text_y: int
    planned: DrawnBar | None
    actual: DrawnBar | None
    today_y: int
    tentative: bool


@dataclass(frozen=True)
class DrawnTick:
    x: str
    label: str
    anchor: str


@dataclass(frozen=True)
class TableRow:
    name: str
    planned: str
    actual: str


@dataclass(frozen=True)
class Timeline:
    """Everything the drawing and its table need; heights in pixels, `x` in per cent."""

    title: str
    description: str
    height: int
    axis_y: int
    tick_y: int
    lanes: tuple[DrawnLane, ...]
    ticks: tuple[DrawnTick, ...]
    today_x: str
    today_anchor: str
    rows: tuple[TableRow, ...]
    has_actual: bool
    has_tentative: bool
    has_open: bool


def timeline_of(process: Process, today: date) -> Timeline | None:
    """The picture of a process; None as long as no day is known."""
    rows = phases_of(process)
    picture = draw(windows_of(rows), today)
    if picture is None:
        return None
    lanes = tuple(
        _lane(index, *pair) for index, pair in enumerate(zip(picture.lanes, rows, strict=True))
    )
    axis_y = TOP + LANE * len(lanes) + 4
    table = tuple(_table_row(phase) for phase in rows)
    return Timeline(
        title=_("Phases from %(first)s to %(last)s")
        % {"first": month(picture.first), "last": month(picture.last)},
        description=_description(table, picture, today),
        height=axis_y + FOOT,
        axis_y=axis_y,
        tick_y=axis_y + 22,
        lanes=lanes,
        ticks=tuple(_tick(tick) for tick in picture.ticks),
        today_x=percent(picture.today) if picture.today is not None else "",
        today_anchor=_anchor(picture.today or 0),
        rows=table,
        has_actual=any(lane.actual for lane in lanes),
        has_tentative=any(lane.tentative for lane in lanes),
        has_open=any(bar.fades for lane in lanes for bar in (lane.planned, lane.actual) if bar),
    )


def percent(value: float) -> str:
    return f"{value:g}%"


def _lane(index: int, lane: Lane, phase: Phase) -> DrawnLane:
    top = TOP + LANE * index
    name = f"{index + 1}  {label_of(phase)}"
    return DrawnLane(
        label=name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME].rstrip()}…",
        text_y=top + TEXT,
        planned=_bar(lane.planned, top + BAR),
        actual=_bar(lane.actual, top + BAR + 4, fades=False),
        today_y=top + BAR - 4,
        tentative=lane.tentative,
    )


def _bar(bar: Bar | None, y: int, *, fades: bool = True) -> DrawnBar | None:
    """What runs ends today and does not fade: that it goes on is for the planned bar to say."""
    if bar is None:
        return None
    # A single day would vanish in years: nothing is thinner than half a per cent.
    width = max(bar.width, 0.5)
    left = min(bar.left, 100 - width)
    return DrawnBar(percent(left), y, percent(width), bar.open_end and fades, percent(bar.right))


def _tick(tick: Tick) -> DrawnTick:
    return DrawnTick(percent(tick.at), f"{tick.on.month:02d}/{tick.on.year}", _anchor(tick.at))


def _anchor(at: float) -> str:
    """Labels at the edges turn inwards, so that nothing sticks out."""
    if at < 12:
        return "start"
    return "end" if at > 88 else "middle"


# --- The same in words ----------------------------------------------------------------------------


def _description(rows: Sequence[TableRow], picture: Picture, today: date) -> str:
    parts = [
        _("%(name)s: planned %(planned)s") % {"name": row.name, "planned": row.planned}
        + (_(", in fact %(actual)s") % {"actual": row.actual} if row.actual else "")
        for row in rows
    ]
    text = "; ".join(parts) + "."
    if picture.today is None:
        return text
    return text + " " + _("Today is %(day)s.") % {"day": day(today)}


def _table_row(phase: Phase) -> TableRow:
    return TableRow(
        name=label_of(phase),
        planned=planned_words(phase) or _("open"),
        actual=actual_words(phase),
    )
