"""Boundaries: read, projected, simplified; neighbours still fit."""

import csv
import json
import re
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

import begleitwerk.municipalities
from begleitwerk.engine.maps import Sheet, draw_boundaries, read_topology
from begleitwerk.engine.maps.projection import project
from begleitwerk.engine.maps.shapes import label_point, path_of, signed_area
from begleitwerk.engine.maps.simplify import simplify, triangle

SHIPPED = Path(begleitwerk.municipalities.__file__).parent / "content" / "kreise.topojson"
SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]


@pytest.fixture(scope="module")
def germany() -> Sheet:
    topology = read_topology(json.loads(SHIPPED.read_text(encoding="utf-8")), key="ags")
    return draw_boundaries(topology, width=1000, group=lambda key: key[:2])


def points_in(path: str) -> list[list[tuple[int, int]]]:
    """The rings of a path, walked as a browser walks them."""
    rings = []
    for part in filter(None, path.split("M")):
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x, y = numbers[0], numbers[1]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append([*ring, ring[0]] if part.endswith("z") else ring)
    return rings


def test_every_district_is_drawn_within_the_sheet_and_light_enough(germany: Sheet) -> None:
    assert len(germany.areas) == 400
    assert all(area.path and area.size > 0 for area in germany.areas)
    assert sum(len(area.path) for area in germany.areas) < 80_000
    corners = [point for area in germany.areas for ring in points_in(area.path) for point in ring]
    across, down = [x for x, _y in corners], [y for _x, y in corners]
    # the outermost points may be simplified away, by a unit or two
    assert (min(across), max(across)) == pytest.approx((4, germany.width - 4), abs=2)
    assert (min(down), max(down)) == pytest.approx((4, germany.height - 4), abs=2)


def test_areas_keep_their_proportions(germany: Sheet) -> None:
    """North, east and south, a unit of paper is the same number of square kilometres."""
    with (SHIPPED.parent / "kreise.csv").open(encoding="utf-8", newline="") as file:
        km2 = {row["ags"]: float(row["area_km2"]) for row in csv.DictReader(file)}
    inland: dict[str, list[float]] = {"03": [], "09": [], "12": [], "08": []}
    for area in germany.areas:
        if area.key[:2] in inland and km2[area.key] > 1000 and area.path.count("M") == 1:
            inland[area.key[:2]].append(area.size / km2[area.key])
    scales = [median(found) for found in inland.values()]
    assert max(scales) / min(scales) < 1.01


def test_places_lie_where_they_lie(germany: Sheet) -> None:
    spot = {area.key: (area.x, area.y) for area in germany.areas}
    flensburg, oberallgaeu, aachen, goerlitz = (
        spot[key] for key in ("01001", "09780", "05334", "14626")
    )
    assert flensburg[1] < aachen[1] < oberallgaeu[1]
    assert aachen[0] < flensburg[0] < goerlitz[0]


def test_marks_lie_inside_their_areas(germany: Sheet) -> None:
    for area in germany.areas:
        crossings = 0
        for ring in points_in(area.path):
            for (ax, ay), (bx, by) in pairwise(ring):
                if (ay <= area.y) != (by <= area.y):
                    crossings += area.x < ax + (area.y - ay) * (bx - ax) / (by - ay)
        assert crossings % 2 == 1, area.key


def test_a_city_fills_the_hole_in_the_county_around_it(germany: Sheet) -> None:
    rings = {area.key: points_in(area.path) for area in germany.areas}
    city, county = rings["09662"][0], rings["09678"]  # Schweinfurt, city and county
    assert any(set(ring) == set(city) for ring in county[1:])


def test_borders_run_between_laender_only(germany: Sheet) -> None:
    border = {point for line in points_in(germany.borders) for point in line}
    inner = {area.key: area for area in germany.areas}["09662"]  # in the middle of Bavaria
    assert not border & {point for ring in points_in(inner.path) for point in ring}
    bremen = {area.key: area for area in germany.areas}["04011"]  # a Land of its own
    assert {point for ring in points_in(bremen.path)[:1] for point in ring} <= border


def test_the_projection_agrees_with_the_formulas_worked_by_hand() -> None:
    assert project((10.5, 51.0)) == pytest.approx((0, 0), abs=1e-6)
    east, _south = project((11.5, 51.0))
    assert east == pytest.approx(69_975, rel=0.005)  # a degree of longitude at 51° N
    _east, south = project((10.5, 50.0))
    assert south == pytest.approx(111_195, rel=0.005)  # a degree of latitude


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=40))
def test_simplifying_keeps_ends_order_and_every_telling_point(
    line: list[tuple[float, float]],
) -> None:
    slim = simplify(line, 20)
    assert (slim[0], slim[-1]) == (line[0], line[-1])
    rest = iter(line)
    assert all(point in rest for point in slim)
    assert simplify(line, 0) == line
    if line[0] != line[-1] and len(slim) == 3:
        assert triangle(slim, 0, 1, 2) > 0


def test_a_closed_line_never_collapses() -> None:
    tiny = [(0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.0, 0.1), (0.0, 0.0)]
    assert len(simplify(tiny, 1000)) == 4


def test_paths_are_whole_numbers_without_idle_steps() -> None:
    assert path_of([[*SQUARE[:2], (10.2, 0.1), *SQUARE[2:]]], closed=True) == "M0 0l10 0 0 10-10 0z"
    assert path_of([[(1, 1), (1.2, 1.1)]], closed=False) == ""


def test_a_mark_avoids_holes() -> None:
    hole = [(2.0, 2.0), (8.0, 2.0), (8.0, 8.0), (2.0, 8.0), (2.0, 2.0)]
    x, y = label_point([SQUARE, hole])
    assert not (2 < x < 8 and 2 < y < 8)
    assert signed_area(SQUARE) == 100


def test_what_is_no_area_is_refused() -> None:
    geometry = {"type": "LineString", "arcs": [0], "properties": {"ags": "1"}}
    data = {"objects": {"data": {"geometries": [geometry]}}, "arcs": [[[0, 0], [1, 1]]]}
    with pytest.raises(ValueError, match="no area"):
        read_topology(data, key="ags")
