"""Pictures of a result as numbers a template draws: x in per cent, y and texts in pixels.

Every picture has the same facts as a table beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import cos, pi, sin

from django.utils.translation import gettext

from begleitwerk.assessment.presenters.figures import figure, group_name, quartile_words
from begleitwerk.assessment.selectors.results import (
    ResultCriterion,
    ResultGroup,
    ResultScale,
    Telling,
)
from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.ratings import (
    Distribution,
    Thresholds,
    mean,
    position,
    quartiles,
    widest,
)


@dataclass(frozen=True)
class Shape:
    """A mark round its middle: SVG path, and the class that says how it is inked."""

    ink: str
    path: str


# circle, diamond, ring, square, triangle, then open ones: told apart without colour
SHAPES = (
    Shape("mark", "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0Z"),
    Shape("ink2", "M-8 0 0-8 8 0 0 8Z"),
    Shape("open", "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z"),
    Shape("mark", "M-6-6H6V6H-6Z"),
    Shape("ink2", "M0-8 8 6H-8Z"),
    Shape("open", "M-8 0 0-8 8 0 0 8Z"),
    Shape("open", "M-6-6H6V6H-6Z"),
    Shape("open", "M0 8 8-6H-8Z"),
)


def per_cent(value: Fraction | float) -> str:
    return f"{float(value) * 100:.2f}%"


@dataclass(frozen=True)
class Key:
    shape: Shape
    name: str


@dataclass(frozen=True)
class Mark:
    shape: Shape
    x: str


@dataclass(frozen=True)
class DotRow:
    """A line of a dot plot: marks, the span below them, and a figure at its end."""

    key: str
    name: str
    url: str
    description: str
    marks: tuple[Mark, ...]
    span: tuple[str, str] | None = None
    is_wide: bool = False
    figure: str = ""
    withheld: str = ""


@dataclass(frozen=True)
class Dots:
    """A dot plot on one scale. `keys` say whose marks are whose; empty where each row is one."""

    keys: tuple[Key, ...]
    rows: tuple[DotRow, ...]
    grid: tuple[str, ...]
    lowest: str
    highest: str


def grid_of(scale: ResultScale) -> tuple[str, ...]:
    low, high = scale.values[0], scale.values[-1]
    return tuple(per_cent((level - low) / (high - low)) for level in scale.values)


def dots_of(
    criteria: Sequence[ResultCriterion],
    groups: Sequence[ResultGroup],
    urls: Mapping[int, str],
) -> Dots | None:
    """How groups see criteria, the widest distance first; None where no group's answers are told.

    The ends of the scale have their words where they are the same for all."""
    told = [group for group in groups if any(row.groups.get(group.key) for row in criteria)]
    if not told:
        return None
    shapes = {group.key: SHAPES[n % len(SHAPES)] for n, group in enumerate(told)}
    scale = criteria[0].scale
    alike = len({row.scale for row in criteria}) == 1
    rows = [(row, widest(row.groups)) for row in criteria]
    rows.sort(key=lambda pair: -(pair[1].levels if pair[1] else -1))
    return Dots(
        keys=tuple(Key(shapes[group.key], group_name(group)) for group in told),
        rows=tuple(_dot_row(row, told, shapes, urls[row.pk]) for row, _ in rows),
        grid=grid_of(scale),
        lowest=str(scale.lowest) if alike else number(scale.values[0]),
        highest=str(scale.highest) if alike else number(scale.values[-1]),
    )


def _dot_row(
    row: ResultCriterion,
    groups: Sequence[ResultGroup],
    shapes: Mapping[str, Shape],
    url: str,
) -> DotRow:
    answers = {group: row.groups.get(group.key) for group in groups}
    places = {group: position(found) for group, found in answers.items() if found}
    marks = [(place, shapes[group.key]) for group, place in places.items() if place is not None]
    said = [
        f"{group_name(group)} {figure(mean(found)) if found else gettext('protected')}"
        for group, found in answers.items()
    ]
    hidden = [group_name(group) for group in groups if row.telling(group) == Telling.OTHERS]
    apart = widest(row.groups)
    where = sorted(place for place, _ in marks)
    return DotRow(
        key=str(row.pk),
        name=str(row),
        url=url,
        description=", ".join(said),
        marks=tuple(Mark(shape, per_cent(place)) for place, shape in marks),
        span=(per_cent(where[0]), per_cent(where[-1])) if len(where) > 1 else None,
        is_wide=bool(apart and apart.levels / _span(row.scale) >= Thresholds().apart),
        figure=figure(apart.levels) if apart else "",
        withheld=", ".join(hidden),
    )


def _span(scale: ResultScale) -> int:
    return scale.values[-1] - scale.values[0]


def spread_of(row: ResultCriterion, groups: Sequence[ResultGroup]) -> Dots | None:
    """Of one criterion each told group's mean, and between which levels its middle half lies."""
    told = [(group, row.groups.get(group.key)) for group in groups]
    found = [(group_name(group), answers) for group, answers in told if answers]
    if row.overall is not None and len(found) > 1:
        found.append((gettext("All who are told"), row.overall))
    rows = [_spread_row(number, name, answers) for number, (name, answers) in enumerate(found)]
    drawn = tuple(line for line in rows if line.marks)
    scale = row.scale
    return Dots((), drawn, grid_of(scale), str(scale.lowest), str(scale.highest)) if drawn else None


def _spread_row(number: int, name: str, answers: Distribution) -> DotRow:
    place, half = position(answers), quartiles(answers)
    low = answers.levels[0]
    span = [per_cent(Fraction(level - low, answers.span)) for level in half or ()]
    words = gettext("mean %(mean)s, middle half %(half)s") % {
        "mean": figure(mean(answers)),
        "half": quartile_words(answers),
    }
    return DotRow(
        key=f"s{number}",
        name=name,
        url="",
        description=words,
        marks=(Mark(SHAPES[0], per_cent(place)),) if place is not None else (),
        span=(span[0], span[1]) if span and span[0] != span[1] else None,
        figure=figure(mean(answers)),
    )


# --- Importance and maturity ----------------------------------------------------------------------

FIELD_HEIGHT = 320
WIDTHS = (288, 512, 784)  # pixels of the field on phones, on tablets, on large screens
LETTER = 9  # width of a figure in pixels, generously
REACH = 12  # from the middle of a mark to its label


@dataclass(frozen=True)
class FieldPoint:
    x: str
    y: int
    label: str
    dx: int
    dy: int
    anchor: str


@dataclass(frozen=True)
class Field:
    """Importance across, maturity upwards; `worth` is where importance begins to matter."""

    points: tuple[FieldPoint, ...]
    worth_x: str
    worth_width: str
    worth_y: int
    worth_height: int
    description: str


Box = tuple[float, float, float, float]
Boxes = tuple[Box, ...]  # one for each of the widths


def field_of(criteria: Sequence[ResultCriterion]) -> Field | None:
    """Where criteria lie by importance and maturity; None where nothing of both is told."""
    limits = Thresholds()
    placed = [
        (row.number or str(row.label), across, up)
        for row in criteria
        if row.overall and row.importance
        if (across := position(row.importance)) is not None
        if (up := position(row.overall)) is not None
    ]
    if not placed:
        return None
    worth = [
        label
        for label, across, up in placed
        if across >= limits.important and up <= limits.undeveloped
    ]
    top = round(FIELD_HEIGHT * float(1 - limits.undeveloped))
    return Field(
        points=tuple(_labelled(placed)),
        worth_x=per_cent(limits.important),
        worth_width=per_cent(1 - limits.important),
        worth_y=top,
        worth_height=FIELD_HEIGHT - top,
        description=gettext("Important and little developed: %(labels)s")
        % {"labels": ", ".join(worth)}
        if worth
        else gettext("Nothing is important and little developed."),
    )


def _labelled(placed: Iterable[tuple[str, Fraction, Fraction]]) -> Iterator[FieldPoint]:
    """Each label beside its mark, on the first side where it covers nothing on any screen."""
    rows = list(placed)
    marks = [_boxes(across, up, (-8, -8, 8, 8)) for _, across, up in rows]
    taken: list[Boxes] = []
    for place, (label, across, up) in enumerate(rows):
        others = [*marks[:place], *marks[place + 1 :], *taken]
        sides = [(_boxes(across, up, side[0]), side) for side in _sides(label)]
        inside = [each for each in sides if all(map(_is_inside, each[0], WIDTHS))] or sides
        free = [each for each in inside if not any(_meet(each[0], other) for other in others)]
        boxes, (_, dx, dy, anchor) = (free or inside)[0]
        taken.append(boxes)
        yield FieldPoint(per_cent(across), _height(up), label, dx, dy, anchor)


def _height(up: Fraction) -> int:
    return round(FIELD_HEIGHT * float(1 - up))


def _boxes(across: Fraction, up: Fraction, box: Box) -> Boxes:
    """A box round a mark, on every screen."""
    y = _height(up)
    middles = [float(across) * width for width in WIDTHS]
    return tuple((x + box[0], y + box[1], x + box[2], y + box[3]) for x in middles)


def _sides(label: str) -> list[tuple[Box, int, int, str]]:
    """Where a label can stand beside its mark: right, left, above, below."""
    width = LETTER * len(label)
    half = width / 2
    return [
        ((REACH, -8, REACH + width, 8), REACH, 5, "start"),
        ((-REACH - width, -8, -REACH, 8), -REACH, 5, "end"),
        ((-half, -26, half, -10), 0, -12, "middle"),
        ((-half, 10, half, 26), 0, 24, "middle"),
    ]


def _is_inside(box: Box, width: int) -> bool:
    return box[0] >= 0 and box[2] <= width and box[1] >= -8 and box[3] <= FIELD_HEIGHT + 8


def _meet(one: Boxes, other: Boxes) -> bool:
    return any(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
        for a, b in zip(one, other, strict=True)
    )


# --- Radar ----------------------------------------------------------------------------------------

RADAR = 288  # pixels, the width of a phone
RADIUS = 104
LEAST_AXES = 3


@dataclass(frozen=True)
class Axis:
    """One axis: where it ends, where its label stands, where its value lies (None: withheld)."""

    label: str
    x: str
    y: str
    label_x: str
    label_y: str
    anchor: str
    point: tuple[str, str] | None


@dataclass(frozen=True)
class Radar:
    axes: tuple[Axis, ...]
    rings: tuple[str, ...]
    lines: tuple[str, ...]
    area: str
    description: str


def radar_of(values: Sequence[tuple[str, str, Distribution | None]]) -> Radar | None:
    """Label, name and answers of each axis; None for fewer than three."""
    count = len(values)
    if count < LEAST_AXES or not any(answers for *_, answers in values):
        return None
    axes = tuple(_axis(n, count, label, answers) for n, (label, _, answers) in enumerate(values))
    steps = next(answers.span for *_, answers in values if answers)
    points = [axis.point for axis in axes]
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    whole = [point for point in points if point]
    return Radar(
        axes=axes,
        rings=tuple(_ring(count, step / steps) for step in range(1, steps + 1)),
        lines=tuple(_path([one, two]) for one, two in pairs if one and two),
        area=f"{_path(whole)}Z" if len(whole) == count else "",
        description=", ".join(
            f"{label} {name} {figure(mean(answers)) if answers else gettext('protected')}"
            for label, name, answers in values
        ),
    )


def _axis(number: int, count: int, label: str, answers: Distribution | None) -> Axis:
    x, y = _at(number, count, 1)
    label_x, label_y = _at(number, count, 1.16)
    where = position(answers) if answers else None
    point = _at(number, count, float(where)) if where is not None else None
    side = label_x - RADAR / 2
    return Axis(
        label=label,
        x=str(x),
        y=str(y),
        label_x=str(label_x),
        label_y=str(label_y + 5),
        anchor="middle" if abs(side) < REACH else "start" if side > 0 else "end",
        point=(str(point[0]), str(point[1])) if point else None,
    )


def _at(number: int, count: int, share: float) -> tuple[float, float]:
    turn = 2 * pi * number / count
    middle = RADAR / 2
    return (
        round(middle + RADIUS * share * sin(turn), 1),
        round(middle - RADIUS * share * cos(turn), 1),
    )


def _ring(count: int, share: float) -> str:
    return f"{_path([_at(number, count, share) for number in range(count)])}Z"


def _path(points: Sequence[tuple[object, object]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)
