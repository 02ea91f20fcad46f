"""Measures: their lights in SQL, what is due, what is stuck, what it costs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.engine.timeline import NEAR_DAYS, STALE_DAYS, Shape, measure_light
from begleitwerk.goals.enums import MeasureState
from begleitwerk.goals.models import Measure
from begleitwerk.goals.rules import RELEASED
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import access_of

OPEN = (MeasureState.PLANNED, MeasureState.RUNNING)
# The order people want to see lights in: what needs them first.
SHAPE_ORDER = (Shape.LATE, Shape.RISK, Shape.GOOD, Shape.NONE, Shape.DONE)
SHAPE_RANK = {shape: rank for rank, shape in enumerate(SHAPE_ORDER)}
# "In the next three months", in days.
SOON_DAYS = 92


def measures_of(municipality: Municipality, user: User) -> QuerySet[Measure]:
    """Measures of one municipality a person may read, with goal and funding source."""
    rows = Measure.objects.filter(municipality=municipality).select_related("goal", "funding")
    if access_of(user).may(Permission.GOALS_VIEW, municipality.workspace):
        return rows
    return rows.filter(goal__release__in=RELEASED)


# --- Lights -----------------------------------------------------------------------------------


def light_of(measure: Measure, today: date) -> Shape:
    """The light of one measure: set by hand, else from its dates and state."""
    if measure.light_override:
        return Shape(measure.light_override)
    return measure_light(
        state=measure.state,
        starts_on=measure.starts_on,
        due_on=measure.due_on,
        reported_on=measure.progress_on,
        today=today,
    )


def light_case(today: date, prefix: str = "") -> Case:
    """`light_of` as SQL; `prefix` leads to the measure, e.g. "measures__"."""

    def when(light: Shape, **conditions: object) -> When:
        return When(
            **{prefix + name: value for name, value in conditions.items()}, then=Value(light.value)
        )

    planned, stale = MeasureState.PLANNED, stale_before(today)
    return Case(
        When(~Q(**{f"{prefix}light_override": ""}), then=F(f"{prefix}light_override")),
        when(Shape.DONE, state=MeasureState.DONE),
        when(Shape.NONE, state=MeasureState.STOPPED),
        when(Shape.LATE, due_on__lt=today),
        when(Shape.RISK, state=planned, starts_on__lt=today),
        when(Shape.RISK, state=planned, due_on__lte=today + timedelta(days=NEAR_DAYS)),
        when(Shape.GOOD, state=planned, due_on__isnull=False),
        when(Shape.NONE, state=planned),
        when(Shape.RISK, progress_on__lt=stale),
        when(Shape.RISK, progress_on__isnull=True, starts_on__lt=stale),
        default=Value(Shape.GOOD.value),
        output_field=CharField(),
    )


def stale_before(today: date) -> date:
    """A running measure whose last word is older than this day is stuck."""
    return today - timedelta(days=STALE_DAYS)


def with_light(measures: QuerySet[Measure], today: date) -> QuerySet[Measure]:
    """Measures with `light` and `light_rank` (0 the most urgent), computed by the database.

    Equal to `light_of`, so that lists filter, sort and page by it.
    """
    ranks = [When(light=shape.value, then=Value(rank)) for shape, rank in SHAPE_RANK.items()]
    return measures.annotate(light=light_case(today)).annotate(
        light_rank=Case(*ranks, output_field=IntegerField())
    )


# --- Due and stuck ----------------------------------------------------------------------------


@dataclass(frozen=True)
class MeasureCounts:
    """How many measures there are, are overdue, and end within three months."""

    total: int
    overdue: int
    soon: int


def measure_counts(measures: QuerySet[Measure], today: date) -> MeasureCounts:
    soon = today + timedelta(days=SOON_DAYS)
    return MeasureCounts(
        **measures.order_by().aggregate(
            total=Count("pk"),
            overdue=Count("pk", filter=Q(state__in=OPEN, due_on__lt=today)),
            soon=Count("pk", filter=Q(state__in=OPEN, due_on__gte=today, due_on__lte=soon)),
        )
    )


def overdue_measures(municipality: Municipality, today: date) -> QuerySet[Measure]:
    """Open measures past their deadline, the oldest first."""
    rows = Measure.objects.filter(municipality=municipality, state__in=OPEN, due_on__lt=today)
    return rows.select_related("goal", "municipality__workspace").order_by("due_on", "pk")


def overdue_counts(
    municipalities: QuerySet[Municipality] | Collection[int], today: date
) -> dict[int, int]:
    """Number of overdue measures by municipality id, one query; places without any are missing."""
    rows = Measure.objects.filter(
        municipality__in=municipalities, state__in=OPEN, due_on__lt=today
    ).order_by()
    return dict(rows.values_list("municipality").annotate(number=Count("pk")))


def stuck_measures(municipality: Municipality, today: date) -> QuerySet[Measure]:
    """Running measures nobody said a word about for STALE_DAYS, the longest silent first.

    `last_word` is the day of the last report, else the start.
    """
    stale = stale_before(today)
    rows = Measure.objects.filter(municipality=municipality, state=MeasureState.RUNNING)
    rows = rows.filter(Q(progress_on__lt=stale) | Q(progress_on__isnull=True, starts_on__lt=stale))
    return (
        rows.select_related("goal", "municipality__workspace")
        .annotate(
            last_word=Case(When(progress_on__isnull=False, then="progress_on"), default="starts_on")
        )
        .order_by("last_word", "pk")
    )


# --- Money ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CostLine:
    """What one funding source carries; `funding` None where nobody said where it comes from."""

    funding: ContentItem | None
    amount: Decimal


@dataclass(frozen=True)
class CostSums:
    """Euros of all measures but the stopped ones: in all, by source, and how many say nothing."""

    total: Decimal
    by_funding: tuple[CostLine, ...]
    unknown: int


def cost_sums(measures: QuerySet[Measure]) -> CostSums:
    """What measures cost by funding source, in the catalogue's order; sources of 0 € are left out.

    A stopped measure costs nothing any more. Two queries.
    """
    rows = list(
        measures.exclude(state=MeasureState.STOPPED)
        .order_by()
        .values_list("funding")
        .annotate(amount=Sum("cost"), unknown=Count("pk", filter=Q(cost__isnull=True)))
    )
    items = ContentItem.objects.in_bulk([pk for pk, *_rest in rows if pk])
    lines = [
        CostLine(items.get(pk) if pk else None, amount) for pk, amount, _unknown in rows if amount
    ]
    lines.sort(
        key=lambda line: (line.funding is None, line.funding.position if line.funding else 0)
    )
    return CostSums(
        total=sum((line.amount for line in lines), Decimal(0)),
        by_funding=tuple(lines),
        unknown=sum(unknown for _pk, _amount, unknown in rows),
    )
