"""Random tables of the kinds that are published: plain, linked, by groups with their members."""

from collections.abc import Callable
from random import Random

from begleitwerk.engine.disclosure import (
    ALL,
    Cell,
    Insider,
    Need,
    Tables,
    crossed,
    key_of,
    members,
    of_few,
    rare,
)


def names(letter: str, count: int) -> list[str]:
    return [f"{letter}{number}" for number in range(count)]


def plain(dice: Random, sizes: tuple[int, ...], *, floor: int = 3, most: int = 20) -> Tables:
    """One table of up to three dimensions; small counts are sensitive."""
    categories = [names("abc"[at], size) for at, size in enumerate(sizes)]
    cells, sums = crossed("t", categories, counts_of(dice, categories, most))
    return Tables(tuple(cells), tuple(sums), tuple(rare(cells, floor)))


def counts_of(dice: Random, categories: list[list[str]], most: int) -> dict[tuple[str, ...], int]:
    places: list[tuple[str, ...]] = [()]
    for group in categories:
        places = [(*place, name) for place in places for name in group]
    return {place: max(0, dice.randint(-2, most)) for place in places}


def linked(dice: Random, groups: int = 3, answers: int = 3) -> Tables:
    """Two tables of the same groups that share how many there are of each, one without a total."""
    rows, first, second = names("g", groups), names("a", 2), names("b", answers)
    counts = counts_of(dice, [rows, first], 8)
    sizes = {row: sum(counts[row, name] for name in first) for row in rows}
    other: dict[tuple[str, ...], int] = {}
    for row in rows:
        left = sizes[row]
        for name in second[:-1]:
            other[row, name] = dice.randint(0, left)
            left -= other[row, name]
        other[row, second[-1]] = left
    cells, sums = crossed("t", [rows, first], counts)
    shared = {(row, ALL): key_of("t", (row, ALL)) for row in [*rows, ALL]}
    more, more_sums = crossed("u", [rows, second], other, shared=shared)
    known = {cell.key for cell in cells}
    everything = [*cells, *(cell for cell in more if cell.key not in known)]
    return Tables(tuple(everything), (*sums, *more_sums), tuple(rare(everything, 3)))


def grouped(dice: Random, groups: int = 4, answers: int = 3, most: int = 4) -> Tables:
    """Answers by group, a group's answers shown or withheld together, the sizes of the groups
    known; what a group smaller than three answered stays in the dark, for its members too."""
    rows, columns = names("g", groups), names("a", answers)
    counts = {place: dice.randint(0, most) for place in counts_of(dice, [rows, columns], most)}
    counts[rows[0], columns[0]] = 1
    counts |= {(rows[0], column): 0 for column in columns[1:]}
    cells, sums = crossed("t", [rows, columns], counts)
    inside = {key_of("t", (row, column)): row for row in rows for column in columns}
    cells = [
        Cell(cell.key, cell.count, bundle=inside.get(cell.key, ""), cost=cell.cost)
        for cell in cells
    ]
    needs: list[Need] = []
    insiders: list[Insider] = []
    for row in rows:
        answers_of = [cell for cell in cells if inside.get(cell.key) == row]
        found = [*of_few(answers_of, 3)]
        needs += found
        insiders += members(row, answers_of) if found else ()
    shown = frozenset(key_of("t", (row, ALL)) for row in [*rows, ALL])
    return Tables(tuple(cells), tuple(sums), tuple(needs), shown, tuple(insiders))


KINDS: dict[str, Callable[[Random], Tables]] = {
    "a row": lambda dice: plain(dice, (5,)),
    "two dimensions": lambda dice: plain(dice, (3, 4)),
    "three dimensions": lambda dice: plain(dice, (2, 3, 2)),
    "linked by a margin": linked,
    "groups and their members": grouped,
}
SMALL: dict[str, Callable[[Random], Tables]] = {
    "a row": lambda dice: plain(dice, (5,)),
    "two dimensions": lambda dice: plain(dice, (2, 3)),
    "three dimensions": lambda dice: plain(dice, (2, 2, 1)),
    "linked by a margin": lambda dice: linked(dice, groups=2, answers=2),
    "groups and their members": grouped,
}
