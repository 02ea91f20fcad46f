"""Boundaries of real districts as a sheet of areas."""

from collections.abc import Callable, Sequence

from begleitwerk.engine.maps.projection import project
from begleitwerk.engine.maps.shapes import Area, Line, Point, Sheet, label_point, path_of
from begleitwerk.engine.maps.shapes import signed_area as area_of
from begleitwerk.engine.maps.simplify import simplify
from begleitwerk.engine.maps.topology import Topology

MARGIN = 4  # units left free around the map, for the outermost line
SMALLEST_TRIANGLE = 5.0  # square units; what is smaller cannot be seen
SMALLEST_ISLAND = 12.0


def draw_boundaries(
    topology: Topology,
    *,
    width: int,
    group: Callable[[str], str],
    finest: float = SMALLEST_TRIANGLE,
) -> Sheet:
    """Project, scale to `width` units, simplify, and write as paths, in the order of the keys.

    `topology` holds degrees. `group` names what a key belongs to; `borders` are the lines where
    the group changes and the edge of the map. `finest` is the smallest triangle kept, in square
    units. Lines are simplified before shapes are put together, so that neighbours fit exactly.
    """
    flat = topology.mapped(lambda arc: [project(point) for point in arc])
    fitted, height = fit(flat, width)
    slim = fitted.mapped(lambda arc: simplify(arc, finest))
    areas = tuple(area(key, slim) for key in sorted(slim.shapes))
    return Sheet(width, height, areas, path_of(borders(slim, group), closed=False))


def fit(topology: Topology, width: int) -> tuple[Topology, int]:
    """Scale and shift into `width` units; the height follows."""
    points = [point for arc in topology.arcs for point in arc]
    left, right = min(x for x, _y in points), max(x for x, _y in points)
    top, bottom = min(y for _x, y in points), max(y for _x, y in points)
    scale = (width - 2 * MARGIN) / (right - left)

    def place(arc: Sequence[Point]) -> Line:
        return [((x - left) * scale + MARGIN, (y - top) * scale + MARGIN) for x, y in arc]

    return topology.mapped(place), round((bottom - top) * scale + 2 * MARGIN)


def area(key: str, topology: Topology) -> Area:
    rings = visible([topology.ring(ring) for ring in topology.shapes[key]])
    x, y = label_point(rings)
    size = abs(area_of(max(rings, key=lambda ring: abs(area_of(ring)))))
    return Area(key, path_of(rings, closed=True), round(x), round(y), round(size))


def visible(rings: list[list[Point]]) -> list[list[Point]]:
    """The largest ring, whatever its size, and the others that can be seen."""
    ordered = sorted(rings, key=lambda ring: -abs(area_of(ring)))
    return ordered[:1] + [ring for ring in ordered[1:] if abs(area_of(ring)) >= SMALLEST_ISLAND]


def borders(topology: Topology, group: Callable[[str], str]) -> list[Line]:
    """The lines between two groups and at the edge; islands too small to be drawn stay out."""
    drawn = {
        max(number, ~number)
        for rings in topology.shapes.values()
        for ring in rings
        if abs(area_of(topology.ring(ring))) >= SMALLEST_ISLAND
        for number in ring
    }
    return [
        topology.arcs[number]
        for number, keys in sorted(topology.sides().items())
        if number in drawn and (len(keys) == 1 or len({group(key) for key in keys}) > 1)
    ]
