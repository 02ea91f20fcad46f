"""Protection of counts: our search against HiGHS alone on the model everybody writes down first.

    python -m benchmarks.disclosure

That model has, for every sensitive cell and direction, tables of its own in which the cell lies
far enough away, and cells that are shown stay as they are. Both end with the same cost. It is the
shape of a self-assessment: 11 dimensions, five groups, four levels, two rounds; how many answered
in each group is shown, a group's answers are shown or withheld together, members know their own.
"""

from collections.abc import Iterator
from random import Random
from time import perf_counter

from begleitwerk.engine.disclosure import (
    ALL,
    Cell,
    Insider,
    Need,
    Sum,
    Tables,
    crossed,
    members,
    of_few,
    protect,
)
from begleitwerk.engine.disclosure.attack import Attacker
from begleitwerk.engine.disclosure.tables import EVERYBODY, separate
from begleitwerk.engine.program import Program, Status, branch

LIMIT = 60.0
LEVELS = tuple(f"level {number}" for number in range(4))
CASES = ((11, (1, 2, 4, 9, 14), 1), (11, (2, 2, 5, 8, 30), 2), (11, (2, 3, 4, 5, 6), 3))
FLOOR = 3


def tables_of(dimensions: int, sizes: tuple[int, ...], seed: int, rounds: int = 2) -> Tables:
    """Invented answers of groups of these sizes."""
    dice = Random(seed)
    groups = [f"group {number}" for number in range(len(sizes))]
    cells: dict[str, Cell] = {}
    sums: list[Sum] = []
    needs: list[Need] = []
    insiders: list[Insider] = []
    for turn in range(rounds):
        shared = {(group, ALL): f"{turn} {group}" for group in [*groups, ALL]}
        for dimension in range(dimensions):
            table = f"{turn} {dimension}"
            answers = answers_of(dice, dict(zip(groups, sizes, strict=True)))
            found, lines = crossed(table, [groups, LEVELS], answers, shared=shared)
            sums += lines
            for cell in found:
                _, *place = cell.key.split("\x1f")
                bundle = f"{table} {place[0]}" if place and place[0] else ""
                cells[cell.key] = Cell(cell.key, cell.count, bundle=bundle, cost=cell.cost)
            for group in groups:
                row = [cell for cell in cells.values() if cell.bundle == f"{table} {group}"]
                needs += (mine := [*of_few(row, FLOOR)])
                insiders += members(group, row) if mine else ()
    shown = frozenset(f"{turn} {group}" for turn in range(rounds) for group in [*groups, ALL])
    return Tables(tuple(cells.values()), tuple(sums), tuple(needs), shown, tuple(insiders))


def answers_of(dice: Random, sizes: dict[str, int]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for group, size in sizes.items():
        for _ in range(size):
            level = LEVELS[min(3, max(0, round(dice.gauss(1.6, 0.9))))]
            found[group, level] = found.get((group, level), 0) + 1
    return found


def compact(tables: Tables) -> Program:
    """Shown or withheld per bundle, and tables of their own for every wish of every person."""
    program = Program()
    bundles = tables.together()
    sensitive = {tables.by_key[need.cell].shown_with for need in tables.needs}
    column = {}
    for name, cells in bundles.items():
        shown = tables.shown & {cell.key for cell in cells}
        cost = sum(cell.cost for cell in cells)
        column[name] = program.column(0 if shown else 1, -cost, lower=int(name in sensitive))
    for insider in (EVERYBODY, *tables.insiders):
        for wish in Attacker(tables, insider).wishes():
            moves = dict(moves_of(program, tables, insider, column))
            key = tables.cells[wish.cell].key
            program.line([(moves[key], 1 if wish.up else -1)], lower=wish.by)
            for row in tables.sums:
                program.line(
                    [*((moves[part], 1) for part in row.parts), (moves[row.total], -1)],
                    lower=0,
                    upper=0,
                )
    return program


def moves_of(
    program: Program, tables: Tables, insider: Insider, column: dict[str, int]
) -> Iterator[tuple[str, int]]:
    """A column per cell for how far it lies from its count: not at all where it is shown."""
    for cell in tables.cells:
        low, high = tables.bounds(cell, insider)
        move = program.column(high - cell.count, lower=low - cell.count)
        withheld = column[cell.shown_with]
        program.line([(move, 1), (withheld, cell.count - high)], upper=0)
        program.line([(move, 1), (withheld, cell.count - low)], lower=0)
        yield cell.key, move


def report() -> str:
    """A table for the page of all measurements."""
    head = ("Gruppen", "Zellen", "zurückgehalten", "unser, s", "HiGHS, s", "Verhältnis")
    lines = [f"| {' | '.join(head)} |", "|---|" + "---:|" * (len(head) - 1)]
    for dimensions, sizes, seed in CASES:
        tables = tables_of(dimensions, sizes, seed)
        began = perf_counter()
        ours = protect(tables)
        middle = perf_counter()
        alone = [branch(compact(part), seconds=LIMIT) for part in separate(tables)]
        done = perf_counter()
        assert ours.is_optimal
        if all(solution.status is Status.OPTIMAL for solution in alone):
            assert ours.cost == -sum(solution.value for solution in alone)
        us, them = middle - began, done - middle
        figures = f"{len(tables.cells)} | {len(ours.withheld)} | {us:.2f} | {them:.2f}"
        lines.append(f"| {', '.join(map(str, sizes))} | {figures} | {us / them:.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
