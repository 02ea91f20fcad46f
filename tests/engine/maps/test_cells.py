"""Cells: blocks by the compass, whole and apart, and nothing moves when more are added."""

import re
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from begleitwerk.engine.maps import Cell, Placed, draw_cells, lay_out, step_for
from begleitwerk.engine.maps.cells import direction

NAMES = {"N": "Land Nord", "O": "Land Ost", "S": "Land Süd", "W": "Land West", "M": "Land Mitte"}


def wanted(sizes: dict[str, int]) -> list[tuple[str, str]]:
    return [(f"{block}{number}", block) for block, size in sizes.items() for number in range(size)]


def blocks(placed: tuple[Placed, ...]) -> dict[str, set[Cell]]:
    found = defaultdict(set)
    for item in placed:
        found[item.block].add(item.cell)
    return found


def is_whole(cells: set[Cell]) -> bool:
    reached, queue = set(), [next(iter(cells))]
    while queue:
        cell = queue.pop()
        if cell in cells and cell not in reached:
            reached.add(cell)
            queue.extend(cell.around())
    return reached == cells


def test_names_say_where_a_block_lies() -> None:
    assert direction("Land Nordost") == (1, -1)
    assert direction("Suedland") == (0, 1)
    assert direction("Beispielland A") is None
    placed = lay_out(wanted(dict.fromkeys("NOSWM", 5)), names=NAMES, step=6)
    centre = {item.block: item.cell.centre for item in reversed(placed)}
    assert centre["N"][1] < centre["M"][1] < centre["S"][1]
    assert centre["W"][0] < centre["M"][0] < centre["O"][0]


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.sampled_from("NOSWMABCD"), st.integers(1, 14), min_size=1),
    st.dictionaries(st.sampled_from("NOSWMABCD"), st.integers(1, 6), min_size=1),
)
def test_blocks_are_whole_and_keep_their_cells(first: dict[str, int], more: dict[str, int]) -> None:
    step = step_for(first.values())
    before = lay_out(wanted(first), names=NAMES, step=step)
    later = lay_out(
        [(f"more-{key}", block) for key, block in wanted(more)],
        names=NAMES,
        kept=before,
        step=step,
    )
    both = (*before, *later)
    assert len({item.cell for item in both}) == len(both) == sum((*first.values(), *more.values()))
    assert all(is_whole(cells) for cells in blocks(before).values())
    assert lay_out(wanted(first), names=NAMES, step=step) == before


def test_blocks_stand_apart_while_there_is_room() -> None:
    placed = lay_out(wanted(dict.fromkeys("NOSWM", 12)), names=NAMES, step=step_for([12]))
    found = blocks(placed)
    for block, cells in found.items():
        others = set().union(*(found[name] for name in found if name != block))
        assert not others & {near for cell in cells for near in cell.around()}


def test_many_places_all_find_a_cell() -> None:
    sizes = {chr(65 + number): 36 for number in range(16)}
    placed = lay_out(wanted(sizes), names={}, step=step_for(sizes.values()))
    assert len({item.cell for item in placed}) == 576


def test_cells_are_drawn_with_one_line_around_each_block() -> None:
    sheet = draw_cells(lay_out(wanted({"N": 7, "S": 1}), names=NAMES, step=6))
    assert sheet.borders.count("M") == 2
    outline = next(part for part in sheet.borders.split("M") if part.count("l") and len(part) > 60)
    assert len(re.findall(r"-?\d+", outline)) // 2 == 18  # seven hexagons show eighteen sides
    assert all(
        sheet.left < area.x < sheet.left + sheet.width
        and sheet.top < area.y < sheet.top + sheet.height
        for area in sheet.areas
    )
    assert draw_cells([]).areas == ()
