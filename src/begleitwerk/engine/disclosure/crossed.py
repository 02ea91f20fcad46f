"""A table of up to three dimensions with all its margins, as cells and sums.

Tables are linked by giving a margin the key it has elsewhere: how many answered in a group stands
in the table of every question.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from begleitwerk.engine.disclosure.tables import Cell, Sum

ALL = ""  # in the place of a category: the margin over all of them
MOST_DIMENSIONS = 3

Place = tuple[str, ...]


def key_of(table: str, place: Place) -> str:
    """The key of a cell of a table; unlike that of any other table or place."""
    return "\x1f".join((table, *place))


def crossed(
    table: str,
    categories: Sequence[Sequence[str]],
    counts: Mapping[Place, int],
    *,
    shared: Mapping[Place, str] | None = None,
    costs: Mapping[Place, int] | None = None,
) -> tuple[list[Cell], list[Sum]]:
    """Cells and sums of a table.

    `categories` of each dimension, one to three; `counts` by one category of each (a missing one
    is 0). `shared` gives cells, mostly margins, the key under which they stand elsewhere. A cell
    costs 1 to withhold, and for every dimension it sums over three times as much, unless `costs`
    says another. ValueError for another number of dimensions or a category that is not there.
    """
    if not 1 <= len(categories) <= MOST_DIMENSIONS:
        raise ValueError(f"one to three dimensions, not {len(categories)}")
    inner = set(product(*categories))
    if unknown := [place for place in counts if place not in inner]:
        raise ValueError(f"no such place in the table: {unknown[0]}")
    shared, costs = shared or {}, costs or {}
    keys, cells = {}, []
    for place in product(*([*names, ALL] for names in categories)):
        count = sum(counts.get(found, 0) for found in _under(place, categories))
        cost = costs.get(place, 3 ** place.count(ALL))
        keys[place] = shared.get(place, key_of(table, place))
        cells.append(Cell(keys[place], count, cost=cost))
    return cells, [
        Sum(keys[place], tuple(keys[part] for part in parts))
        for place in keys
        for parts in _split(place, categories)
    ]


def _under(place: Place, categories: Sequence[Sequence[str]]) -> Iterator[Place]:
    """The inner cells a cell sums over."""
    pairs = zip(place, categories, strict=True)
    return product(*(names if one == ALL else [one] for one, names in pairs))


def _split(place: Place, categories: Sequence[Sequence[str]]) -> Iterator[list[Place]]:
    """The ways in which a margin is a sum: over each dimension it sums over."""
    for at, (one, names) in enumerate(zip(place, categories, strict=True)):
        if one == ALL:
            yield [(*place[:at], name, *place[at + 1 :]) for name in names]
