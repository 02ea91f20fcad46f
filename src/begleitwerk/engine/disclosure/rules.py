"""What is sensitive: the rules that say which cells must stay in the dark, and against whom."""

from collections.abc import Iterable, Iterator, Sequence

from begleitwerk.engine.disclosure.tables import Cell, Insider, Need


def rare(cells: Iterable[Cell], floor: int) -> Iterator[Need]:
    """Counts above 0 and below `floor`: nobody may be able to tell them from none, nor from
    `floor` (minimum frequency; the Federal Employment Agency's statistics ask for 3)."""
    for cell in cells:
        if 0 < cell.count < floor:
            most = floor if cell.high is None else min(floor, cell.high)
            yield Need(cell.key, 0, most)


def of_few(answers: Sequence[Cell], floor: int) -> Iterator[Need]:
    """The answers of a group that is smaller than `floor`: of every answer nobody may be able to
    tell whether it was given, nor that it was not.

    `answers` are the cells of one question in one group; together they count its people.
    """
    if 0 < sum(cell.count for cell in answers) < floor:
        yield from (Need(cell.key, 0, max(cell.count, 1)) for cell in answers)


def members(name: str, answers: Sequence[Cell]) -> Iterator[Insider]:
    """The people of a group, who know their own answer: one for every answer that was given.

    Whoever is alone in the group knows all its cells.
    """
    size = sum(cell.count for cell in answers)
    for cell in answers:
        if cell.count and size == 1:
            knows = {other.key: (other.count, other.count) for other in answers}
            yield Insider(f"{name} {cell.key}", knows)
        elif cell.count:
            yield Insider(f"{name} {cell.key}", {cell.key: (1, size)})
