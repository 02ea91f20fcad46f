"""Reading TopoJSON: borders that neighbours share are stored, and stay, one line.

Source: the TopoJSON format specification, version 1 (arcs as quantised differences, a negative
index i stands for arc -i-1 read backwards).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from begleitwerk.engine.maps.shapes import Line, Point

Ring = tuple[int, ...]


@dataclass(frozen=True)
class Topology:
    """Lines by number, and each shape as rings of such numbers; outer rings and holes alike."""

    arcs: tuple[tuple[Point, ...], ...]
    shapes: Mapping[str, tuple[Ring, ...]]

    def ring(self, numbers: Ring) -> list[Point]:
        """A ring as points; it ends where it began."""
        points: list[Point] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    def mapped(self, change: Callable[[Sequence[Point]], Line]) -> "Topology":
        """The same shapes with every line changed once, so that neighbours still fit."""
        return replace(self, arcs=tuple(tuple(change(arc)) for arc in self.arcs))

    def sides(self) -> dict[int, list[str]]:
        """Which shapes lie along each line: two inside, one at the edge of the map."""
        found: dict[int, list[str]] = {}
        for key, rings in self.shapes.items():
            for ring in rings:
                for number in ring:
                    found.setdefault(max(number, ~number), []).append(key)
        return found


def read_topology(data: Mapping[str, Any], *, key: str) -> Topology:
    """The one object of a TopoJSON document; `key` is the property that names a shape.

    Raises ValueError where a geometry is no area or the document holds several objects.
    """
    (collection,) = data["objects"].values()
    shapes = {
        str(geometry["properties"][key]): tuple(rings_of(geometry))
        for geometry in collection["geometries"]
    }
    return Topology(tuple(arcs_of(data)), shapes)


def rings_of(geometry: Mapping[str, Any]) -> list[Ring]:
    if geometry["type"] == "Polygon":
        return [tuple(ring) for ring in geometry["arcs"]]
    if geometry["type"] == "MultiPolygon":
        return [tuple(ring) for polygon in geometry["arcs"] for ring in polygon]
    raise ValueError(f"{geometry['type']} is no area")


def arcs_of(data: Mapping[str, Any]) -> list[tuple[Point, ...]]:
    """Degrees east and north; differences are added up where the document is quantised."""
    if "transform" not in data:
        return [tuple((x, y) for x, y in arc) for arc in data["arcs"]]
    (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
    return [
        tuple(
            (x * sx + tx, y * sy + ty)
            for x, y in accumulate(arc, lambda a, b: (a[0] + b[0], a[1] + b[1]))
        )
        for arc in data["arcs"]
    ]
