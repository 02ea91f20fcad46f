"""What can be asked and what is asked: dimensions, criteria, themes, other open rounds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment, Criterion
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.selectors import current_version, top_items, tree_of
from begleitwerk.fieldwork.enums import AccessKind, SheetState
from begleitwerk.fieldwork.models import Access, Group, Sheet
from begleitwerk.municipalities.models import Municipality

BY_THEME = "theme:"
ALL = "all"


@dataclass(frozen=True)
class Dimension:
    """A dimension of the framework with the criteria that can be chosen."""

    item: ContentItem
    criteria: tuple[ContentItem, ...]


def dimensions_of(framework: ContentVersion) -> list[Dimension]:
    """The dimensions of a version that have criteria, in its order."""
    nodes = tree_of(framework)
    rows = [Dimension(node.item, tuple(child.item for child in node.children)) for node in nodes]
    return [row for row in rows if row.criteria]


def current_framework() -> ContentVersion:
    return current_version(ContentKind.QUALITY_FRAMEWORK)


def is_outdated(assessment: Assessment) -> bool:
    """Whether the framework has a later version than the one this rests on."""
    return current_framework().pk != assessment.framework_id


@dataclass(frozen=True)
class Bundle:
    """Criteria chosen at once: `key` stands in the address, `dimensions` says which they are of."""

    key: str
    label: str
    dimensions: tuple[ContentItem, ...] = ()


def theme_bundles(framework: ContentVersion) -> list[Bundle]:
    """The development themes whose dimensions this version has."""
    own = {row.item.key: row.item for row in dimensions_of(framework)}
    themes = top_items(ContentKind.THEMES)
    found = [(row, tuple(own[key] for key in named(row) if key in own)) for row in themes]
    return [Bundle(f"{BY_THEME}{row.key}", row.label, dims) for row, dims in found if dims]


def named(theme: ContentItem) -> Sequence[str]:
    keys = theme.extra.get("dimensions")
    return keys if isinstance(keys, list) else ()


def bundle_keys(framework: ContentVersion, wanted: str) -> set[str] | None:
    """Keys of the criteria `wanted` stands for: all, those of a theme, of a dimension; None for
    anything else."""
    dimensions = dimensions_of(framework)
    bundles = {row.key: row.dimensions for row in theme_bundles(framework)}
    chosen = {row.item.key: (row.item,) for row in dimensions} | bundles
    chosen[ALL] = tuple(row.item for row in dimensions)
    if wanted not in chosen:
        return None
    keys = {row.key for row in chosen[wanted]}
    return {item.key for row in dimensions if row.item.key in keys for item in row.criteria}


# --- What is asked --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """A dimension with the criteria of a self-assessment, own and withdrawn ones included."""

    dimension: ContentItem
    criteria: tuple[Criterion, ...]


def asked_in(assessment: Assessment) -> list[Asked]:
    """What is asked, by dimension; one query."""
    rows = assessment.criteria.select_related("dimension", "source").order_by("position", "pk")
    found: dict[ContentItem, list[Criterion]] = defaultdict(list)
    for row in rows:
        row.assessment = assessment
        found[row.dimension].append(row)
    return [Asked(dimension, tuple(criteria)) for dimension, criteria in found.items()]


def dimension_labels(assessments: Iterable[Assessment]) -> dict[int, list[str]]:
    """What each is about, by its id: the dimensions with their numbers; one query."""
    rows = Criterion.objects.filter(assessment__in=list(assessments), is_withdrawn=False)
    firsts = rows.order_by().values("assessment", "dimension").annotate(first=Min("pk"))
    one_each = Criterion.objects.filter(pk__in=firsts.values("first")).select_related("dimension")
    found: dict[int, list[str]] = defaultdict(list)
    for row in one_each.order_by("assessment", "dimension__position"):
        found[row.assessment_id].append(f"{row.dimension.number} {row.dimension.label}")
    return found


def overlaps_of(assessment: Assessment) -> list[tuple[Assessment, list[str]]]:
    """Other open self-assessments of the place that ask about the same dimensions.

    Dimensions count as the same by their key, in whatever version of the framework.
    """
    own = assessment.criteria.values("dimension__key")
    rows = Criterion.objects.filter(
        assessment__municipality=assessment.municipality_id,
        assessment__state=AssessmentState.OPEN,
        is_withdrawn=False,
        dimension__key__in=own,
    ).exclude(assessment=assessment)
    found: dict[Assessment, dict[str, str]] = defaultdict(dict)
    for row in rows.select_related("assessment", "dimension").order_by("assessment", "position"):
        found[row.assessment][row.dimension.key] = row.dimension.label
    return [(other, list(labels.values())) for other, labels in found.items()]


def last_assessed(municipality: Municipality) -> dict[str, Assessment]:
    """The latest self-assessment that has a result, by key of the dimension; two queries."""
    done = (AssessmentState.RESULT, AssessmentState.RELEASED)
    rows = Criterion.objects.filter(
        assessment__municipality=municipality, assessment__state__in=done
    )
    latest = dict(rows.order_by().values_list("dimension__key").annotate(last=Max("assessment")))
    found = Assessment.objects.select_related("collection").defer("result").in_bulk(latest.values())
    return {key: found[pk] for key, pk in latest.items()}


@dataclass(frozen=True)
class Running:
    """One that people answer: how many handed in, how many were asked personally, and whether a
    link for many leads in."""

    assessment: Assessment
    came: int
    asked: int
    by_link: bool


def running_in(municipality: Municipality, most: int) -> list[Running]:
    """Those people answer now, the one that ends first before the others; one query."""
    rows = Assessment.objects.filter(municipality=municipality, state=AssessmentState.OPEN)
    related = rows.select_related("collection", "municipality__workspace").defer("result")
    counted = related.annotate(**(wanted := figures())).order_by("collection__closes_on", "pk")
    return [Running(row, **{name: getattr(row, name) for name in wanted}) for row in counted[:most]]


def figures() -> dict[str, Any]:
    """How many handed in, how many were asked personally, whether a link for many leads in."""
    here = OuterRef("collection")
    sheets = Sheet.objects.filter(collection=here, state=SheetState.HANDED_IN)
    ways = Access.objects.filter(collection=here)
    return {
        "came": number_of(sheets),
        "asked": number_of(ways.exclude(kind=AccessKind.GROUP)),
        "by_link": Exists(ways.filter(kind=AccessKind.GROUP)),
    }


@dataclass(frozen=True)
class Preparation:
    """How many criteria are chosen, groups named, ways in made."""

    criteria: int
    groups: int
    ways: int


def preparation_of(assessment: Assessment) -> Preparation:
    """How far the preparation is; one query."""
    here = {"collection": OuterRef("collection")}
    groups = Group.objects.filter(is_joint=False, **here)
    ways = Access.objects.filter(is_closed=False, **here)
    criteria = Criterion.objects.filter(assessment=OuterRef("pk"))
    found = Assessment.objects.filter(pk=assessment.pk).values_list(
        number_of(criteria, "assessment"), number_of(groups), number_of(ways)
    )
    return Preparation(*found.get())


def number_of(rows: QuerySet[Any], of: str = "collection") -> Coalesce:
    """How many rows a collection has, or what else they belong to, within a query about it."""
    counted = rows.order_by().values(of).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)
