"""A map for places that do not exist: one hexagon each, grouped in blocks by the compass.

Cells are named by two numbers along the axes of a hexagonal grid (axial coordinates, pointed
tops; A. Patel, Hexagonal Grids, redblobgames.com). A block keeps its place and every cell stays
where it is when others are added later.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from begleitwerk.engine.maps.shapes import Area, Line, Sheet, path_of

# Half the width, half the height and a quarter of the height of a cell, in map units. Whole
# numbers, so that corners of neighbours meet.
HALF, TALL, QUARTER = 43, 50, 25
CORNERS = ((0, -TALL), (HALF, -QUARTER), (HALF, QUARTER), (0, TALL), (-HALF, QUARTER),
           (-HALF, -QUARTER))  # fmt: skip
# The neighbour beyond each side, in the order of CORNERS: north-east first, then clockwise.
AROUND = ((1, -1), (1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1))
MARGIN = 14
NARROWEST = 780  # units; a handful of cells does not fill the page
ROOM_FOR_NAME = 40

# Where a block lies, in steps east and south of the middle.
COMPASS = {
    "nordost": (1, -1), "nordwest": (-1, -1), "südost": (1, 1), "südwest": (-1, 1),
    "nord": (0, -1), "süd": (0, 1), "ost": (1, 0), "west": (-1, 0), "mitte": (0, 0),
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Cell:
    """A place on the grid."""

    q: int
    r: int

    @property
    def centre(self) -> tuple[int, int]:
        """In map units."""
        return 2 * HALF * self.q + HALF * self.r, (TALL + QUARTER) * self.r

    def around(self) -> Iterator["Cell"]:
        return (Cell(self.q + q, self.r + r) for q, r in AROUND)

    def steps_to(self, other: "Cell") -> int:
        q, r = self.q - other.q, self.r - other.r
        return max(abs(q), abs(r), abs(q + r))


@dataclass(frozen=True)
class Placed:
    """A place, the block it belongs to, and its cell."""

    key: str
    block: str
    cell: Cell


def step_for(sizes: Iterable[int]) -> int:
    """How far apart blocks stand, in cells, so that each has room and a gap; five at least.

    `sizes` are numbers of places; n cells grown outwards lie about 1.1 √n wide.
    """
    return max(5, ceil(1.1 * sqrt(max(sizes, default=1))) + 1)


def lay_out(
    wanted: Sequence[tuple[str, str]],
    *,
    names: Mapping[str, str],
    kept: Sequence[Placed] = (),
    step: int,
) -> tuple[Placed, ...]:
    """A cell for each wanted key with its block, in the order given; `kept` cells are taken.

    `names` gives each block's name: what it says of the compass decides where the block lies;
    blocks that say nothing take free places from the middle outwards. A block grows from its
    first cell outwards, in one piece and with a gap to its neighbours, for as long as there is
    room for both; then without the gap.
    """
    placed = list(kept)
    anchors: dict[str, Cell] = {}
    for item in kept:
        anchors.setdefault(item.block, item.cell)
    for block in sorted({block for _key, block in wanted} - set(anchors), key=says_where(names)):
        anchors[block] = anchor_for(names.get(block, ""), anchors.values(), step)
    for key, block in wanted:
        placed.append(Placed(key, block, next_cell(block, anchors[block], placed)))
    return tuple(placed[len(kept) :])


def says_where(names: Mapping[str, str]) -> Callable[[str], tuple[bool, str]]:
    """Blocks whose names place them come first, or others would sit in their places."""
    return lambda block: (direction(names.get(block, "")) is None, block)


def direction(name: str) -> tuple[int, int] | None:
    """Where a name says its place lies: “Land Nordost” is one step east and one north."""
    for word in re.findall(r"[a-zäöü]+", name.lower().replace("sued", "süd")):
        for prefix, steps in COMPASS.items():
            if word.startswith(prefix):
                return steps
    return None


def anchor_for(name: str, taken: Iterable[Cell], step: int) -> Cell:
    """The first free place for a block: where its name says, else from the middle outwards."""
    others = list(taken)
    said = direction(name)
    spots = ([said] if said is not None else []) + list(outwards(5))
    for east, south in spots:
        cell = at(east * step, south * step)
        if all(cell.steps_to(other) > step // 2 for other in others):
            return cell
    return at(6 * step, 0)


def outwards(rings: int) -> Iterator[tuple[int, int]]:
    """Steps east and south, nearest to the middle first, clockwise from the north."""
    for radius in range(rings + 1):
        ring = [
            (east, south)
            for south in range(-radius, radius + 1)
            for east in range(-radius, radius + 1)
            if max(abs(east), abs(south)) == radius
        ]
        yield from sorted(ring, key=lambda spot: (abs(spot[0]) + abs(spot[1]), clock(spot)))


def clock(spot: tuple[int, int]) -> tuple[bool, int]:
    east, south = spot
    return (east < 0, south if east >= 0 else -south)


def at(column: int, row: int) -> Cell:
    """The cell so many columns east and rows south; the grid's own axis leans."""
    return Cell(column - row // 2, row)


def next_cell(block: str, anchor: Cell, placed: Sequence[Placed]) -> Cell:
    """The free cell nearest to the anchor that keeps the block whole and, if it can, apart."""
    taken = {item.cell: item.block for item in placed}
    own = [cell for cell, owner in taken.items() if owner == block]
    if not own and anchor not in taken:
        return anchor
    touching = {near for cell in own for near in cell.around() if near not in taken}
    apart = {cell for cell in touching if all(taken.get(n, block) == block for n in cell.around())}
    if apart or touching:
        return min(apart or touching, key=lambda cell: nearness(cell, anchor))
    return nearest_free(anchor, taken)


def nearness(cell: Cell, anchor: Cell) -> tuple[int, Cell]:
    """Nearest as the eye sees it; the cell's own numbers decide between equals."""
    (x, y), (ax, ay) = cell.centre, anchor.centre
    return (x - ax) ** 2 + (y - ay) ** 2, cell


def nearest_free(anchor: Cell, taken: Mapping[Cell, str]) -> Cell:
    """Where a block is walled in: the nearest free cell anywhere."""
    reach = 1 + max(anchor.steps_to(cell) for cell in taken)
    free = (
        Cell(anchor.q + q, anchor.r + r)
        for q in range(-reach, reach + 1)
        for r in range(-reach, reach + 1)
        if Cell(anchor.q + q, anchor.r + r) not in taken
    )
    return min(free, key=lambda cell: nearness(cell, anchor))


# --- Drawing ------------------------------------------------------------------------------------


def draw_cells(placed: Sequence[Placed]) -> Sheet:
    """Cells as a sheet, in the order given; `borders` run around each block."""
    areas = tuple(cell_area(item) for item in placed)
    outlines = [
        line for block in sorted({item.block for item in placed}) for line in outline(block, placed)
    ]
    left = min((area.x for area in areas), default=0) - HALF - MARGIN
    right = max((area.x for area in areas), default=0) + HALF + MARGIN
    top = min((area.y for area in areas), default=0) - TALL - MARGIN - ROOM_FOR_NAME
    bottom = max((area.y for area in areas), default=0) + TALL + MARGIN
    missing = max(0, NARROWEST - (right - left))
    return Sheet(
        width=right - left + missing,
        height=bottom - top,
        areas=areas,
        borders=path_of(outlines, closed=True),
        left=left - missing // 2,
        top=top,
    )


def cell_area(item: Placed) -> Area:
    x, y = item.cell.centre
    corners = [(x + dx, y + dy) for dx, dy in CORNERS]
    return Area(item.key, path_of([[*corners, corners[0]]], closed=True), x, y, 6 * HALF * TALL)


def outline(block: str, placed: Sequence[Placed]) -> list[Line]:
    """The rings around a block: the sides of its cells that no cell of its own lies beyond."""
    own = {item.cell for item in placed if item.block == block}
    sides: dict[tuple[int, int], tuple[int, int]] = {}
    for cell in sorted(own):
        x, y = cell.centre
        for number, beyond in enumerate(cell.around()):
            if beyond not in own:
                (ax, ay), (bx, by) = CORNERS[number], CORNERS[(number + 1) % 6]
                sides[x + ax, y + ay] = (x + bx, y + by)
    return list(rings_of(sides))


def rings_of(sides: dict[tuple[int, int], tuple[int, int]]) -> Iterator[Line]:
    """Sides joined end to end; three cells meet in a corner, so no corner starts two sides."""
    while sides:
        start = next(iter(sides))
        ring = [start]
        while ring[-1] in sides:
            ring.append(sides.pop(ring[-1]))
        yield ring
