"""Counts of answers: what everything that is told of a collection begins with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from begleitwerk.fieldwork.enums import CollectionState, SheetState
from begleitwerk.fieldwork.models import Answer, Collection, Sheet

Cell = tuple[int, int | None]  # item, group
# item, group, level, special answer, importance, and how many said just that
Counted = tuple[int, int | None, int | None, str, int | None, int]


@dataclass(frozen=True)
class Counts:
    """Of the sheets that were handed in. Keys are ids; where nothing was said there is no entry.

    `sizes`: sheets by group. `answers`: by item and group, how many said each level (int) or
    special answer (str). `importance`: the same with 1 to 3. `late`, `from_paper`: sheets in all.
    Unprotected: only what protects may read it (ADR 35).
    """

    sizes: Mapping[int | None, int]
    answers: Mapping[Cell, Mapping[int | str, int]]
    importance: Mapping[Cell, Mapping[int, int]]
    late: int
    from_paper: int


def sizes_of(collection: Collection) -> dict[int | None, int]:
    """How many sheets were handed in, by group; the one number that is told while it is open."""
    rows = handed_in(collection).order_by().values_list("group_id").annotate(number=Count("pk"))
    return dict(rows)


def counts_of(collection: Collection) -> Counts:
    """What was answered, counted; three queries however many answered. The only reader of answers.

    ValueError while answers still come in: what is told then could be compared with later.
    """
    if collection.state != CollectionState.CLOSED:
        raise ValueError("answers are counted when the collection is closed")
    marks = handed_in(collection).aggregate(
        late=Count("pk", filter=Q(is_late=True)), paper=Count("pk", filter=Q(from_paper=True))
    )
    answers: dict[Cell, dict[int | str, int]] = defaultdict(dict)
    importance: dict[Cell, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for item, group, level, special, weight, number in counted(collection):
        said: int | str | None = special or level
        if said is not None:
            cell = answers[item, group]
            cell[said] = cell.get(said, 0) + number
        if weight is not None:
            importance[item, group][weight] += number
    return Counts(
        sizes_of(collection),
        dict(answers),
        {cell: dict(rows) for cell, rows in importance.items()},
        marks["late"],
        marks["paper"],
    )


def counted(
    collection: Collection,
) -> Iterator[tuple[int, int | None, int | None, str, int | None, int]]:
    rows = Answer.objects.filter(
        sheet__collection=collection, sheet__state=SheetState.HANDED_IN
    ).order_by()
    columns = ("item_id", "sheet__group_id", "level", "special", "importance")
    yield from rows.values_list(*columns).annotate(number=Count("pk"))


def handed_in(collection: Collection) -> Any:
    return Sheet.objects.filter(collection=collection, state=SheetState.HANDED_IN)


def canonical_rows(collection: Collection) -> dict[str, list[list[Any]]]:
    """Sheets and answers as they are stored, in the order of their numbers: what the digest of a
    closed collection is made from. The random numbers in it make it impossible to guess."""
    sheets = handed_in(collection).order_by("pk")
    answers = Answer.objects.filter(sheet__in=sheets.values("pk")).order_by("pk")
    told = ("pk", "sheet_id", "item_id", "level", "special", "importance")
    return {
        "sheets": [
            list(row) for row in sheets.values_list("pk", "group_id", "is_late", "from_paper")
        ],
        "answers": [list(row) for row in answers.values_list(*told)],
    }
