"""Points, rings and paths in map units."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

Point = tuple[float, float]
Line = Sequence[Point]
# Where a label may stand: as many lines are laid across a shape.
SCANS = 9


@dataclass(frozen=True)
class Area:
    """A place on a sheet: its path, a point well inside it, and its size in square units."""

    key: str
    path: str
    x: int
    y: int
    size: int


@dataclass(frozen=True)
class Sheet:
    """A drawn map; `borders` are the lines around groups of areas, `left` and `top` its corner."""

    width: int
    height: int
    areas: tuple[Area, ...]
    borders: str
    left: int = 0
    top: int = 0


def signed_area(ring: Line) -> float:
    """Twice counted, halved (shoelace); `ring` ends where it began."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


def path_of(lines: Sequence[Line], *, closed: bool) -> str:
    """Lines as one SVG path of whole numbers, relative after each start, without idle steps."""
    return "".join(filter(None, (subpath(line, closed=closed) for line in lines)))


def subpath(line: Line, *, closed: bool) -> str:
    points = [(round(x), round(y)) for x, y in line]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points) if (ax, ay) != (bx, by)]
    if len(steps) < (3 if closed else 1):
        return ""
    if closed:
        steps.pop()  # `z` draws the last side
    body = "l" + joined(number for step in steps for number in step)
    return f"M{joined(points[0])}{body}{'z' if closed else ''}"


def joined(numbers: Iterator[int] | Sequence[int]) -> str:
    """Numbers as SVG reads them; a minus needs no blank before it."""
    return " ".join(str(number) for number in numbers).replace(" -", "-")


# --- A point inside -----------------------------------------------------------------------------


def label_point(rings: Sequence[Line]) -> Point:
    """A point inside the shape and far from its border.

    Of the middles of the longest stretches along `SCANS` horizontal lines, the one farthest from
    the border: a cheap stand-in for the pole of inaccessibility, good enough for a mark.
    """
    outer = max(rings, key=lambda ring: abs(signed_area(ring)))
    top, bottom = min(y for _x, y in outer), max(y for _x, y in outer)
    levels = [top + (bottom - top) * (number + 0.5) / SCANS for number in range(SCANS)]
    middles = [point for level in levels if (point := middle_of(rings, level))]
    if not middles:
        return outer[0]
    return max(middles, key=lambda point: distance_to(rings, point))


def middle_of(rings: Sequence[Line], level: float) -> Point | None:
    """The middle of the longest stretch inside the shape at this height."""
    cuts = sorted(
        ax + (level - ay) * (bx - ax) / (by - ay)
        for ring in rings
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay <= level) != (by <= level)
    )
    stretches = list(zip(cuts[::2], cuts[1::2], strict=False))
    if not stretches:
        return None
    left, right = max(stretches, key=lambda pair: pair[1] - pair[0])
    return (left + right) / 2, level


def distance_to(rings: Sequence[Line], point: Point) -> float:
    return min(to_side(point, a, b) for ring in rings for a, b in pairwise(ring))


def to_side(point: Point, a: Point, b: Point) -> float:
    """How far a point lies from the side a–b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - a[0] - along * dx, point[1] - a[1] - along * dy)
