"""What municipalities of a programme or a Land released about their quality, in counts.

Counted are municipalities, by the latest released finding on each criterion of the framework; own
criteria are nobody else's. A criterion of fewer than FLOOR municipalities is withheld as a whole,
and no sums over criteria are told, so that nothing can be worked out by subtracting.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from begleitwerk.assessment.models import Finding
from begleitwerk.assessment.selectors.findings import is_need, latest, released_findings
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import within

FLOOR = 3


@dataclass(frozen=True)
class CriterionCount:
    """How many municipalities agreed on which level of a scale; `levels` by value, ascending.

    Where `is_protected`, numbers are 0 and levels empty.
    """

    criterion: ContentItem
    scale: ContentItem
    municipalities: int
    needs: int
    levels: tuple[tuple[int, int], ...]

    @property
    def is_protected(self) -> bool:
        return not self.municipalities


def released_within(space: Workspace) -> QuerySet[Finding]:
    """What the municipalities of a programme or a Land released, by the latest word."""
    return latest(released_findings().filter(within([space.pk], "municipality")))


def released_counts(space: Workspace) -> list[CriterionCount]:
    """By criterion and scale: the most frequent needs first; two queries.

    Versions of a framework and scales are never mixed: each has lines of its own.
    """
    rows = released_within(space).filter(criterion__source__isnull=False).order_by()
    needs = rows.annotate(is_need=ExpressionWrapper(is_need(), BooleanField()))
    told: dict[tuple[int, int], dict[int, tuple[int, bool]]] = defaultdict(dict)
    columns = ("criterion__source", "assessment__scale", "municipality", "level", "is_need")
    for source, scale, place, level, need in needs.values_list(*columns):
        told[source, scale][place] = (level, need)
    keys = {key for pair in told for key in pair}
    items = ContentItem.objects.select_related("parent", "version").in_bulk(keys)
    counts = [
        counted(items[source], items[scale], list(places.values()))
        for (source, scale), places in told.items()
    ]
    return sorted(
        counts, key=lambda row: (-row.needs, row.criterion.version_id, row.criterion.position)
    )


def counted(
    criterion: ContentItem, scale: ContentItem, found: list[tuple[int, bool]]
) -> CriterionCount:
    """The counts of one criterion, withheld where too few municipalities stand behind them."""
    if len(found) < FLOOR:
        return CriterionCount(criterion, scale, 0, 0, ())
    levels = Counter(level for level, _ in found)
    needs = sum(need for _, need in found)
    return CriterionCount(criterion, scale, len(found), needs, tuple(sorted(levels.items())))
