"""The order of the parts of a paper: steps, blocks and files alike."""

from collections.abc import Iterable
from typing import Any


def renumber(rows: Iterable[Any]) -> None:
    """Positions 1, 2, 3 … in the order given; only what moves is written."""
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            type(row)._default_manager.filter(pk=row.pk).update(position=position)


def reorder(rows: Iterable[Any], row: Any, position: int) -> None:
    """Put a row at a position (from 1) among the others."""
    others = [other for other in rows if other.pk != row.pk]
    others.insert(max(0, position - 1), row)
    renumber(others)


def swap(rows: Iterable[Any], row: Any, *, up: bool) -> bool:
    """Move a row by one place; False where it already stands at that end."""
    found = list(rows)
    index = found.index(row)
    target = index - 1 if up else index + 1
    if not 0 <= target < len(found):
        return False
    found[index], found[target] = found[target], found[index]
    renumber(found)
    return True
