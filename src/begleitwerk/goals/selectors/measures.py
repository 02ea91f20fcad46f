"""Measures: their lights in SQL, what is due, what is stuck, what it costs.

A measure whose goal is no longer pursued stays readable with its goal and counts nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.engine.timeline import NEAR_DAYS, STALE_DAYS, Shape, measure_light
from begleitwerk.goals.enums import PENDING, GoalState, MeasureState
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.rules import GOALS
from begleitwerk.municipalities.models import Municipality
from begleitwerk.programmes.rules.release import Circle, opened_to

GIVEN_UP = Q(goal__state=GoalState.DROPPED)
# What somebody still has to do.
OPEN = Q(state__in=PENDING) & ~GIVEN_UP
# The order people want to see lights in: what needs them first.
SHAPE_ORDER = (Shape.LATE, Shape.RISK, Shape.GOOD, Shape.NONE, Shape.DONE)
SHAPE_RANK = {shape: rank for rank, shape in enumerate(SHAPE_ORDER)}
# "In the next three months", in days.
SOON_DAYS = 92
# Where the money comes from is open: last, after every source of the catalogue.
NO_SOURCE = 10_000


def measures_of(municipality: Municipality, user: User) -> QuerySet[Measure]:
    """Measures of one municipality a person may read, with goal and funding source."""
    rows = Measure.objects.filter(municipality=municipality).select_related("goal", "funding")
    return rows.filter(goal__release__in=GOALS.levels(user, municipality))


class MeasureFacts(NamedTuple):
    """A measure as far as reports tell it; a plain row, because a county may have thousands."""

    pk: int
    title: str
    owner: str
    state: str
    starts_on: date | None
    due_on: date | None
    progress_on: date | None
    light_override: str
    cost: Decimal | None
    goal: Goal
    funding: ContentItem | None

    @property
    def goal_id(self) -> int:
        return self.goal.pk


def measure_facts(municipality_id: int, goals: Iterable[Goal]) -> tuple[MeasureFacts, ...]:
    """The measures of these goals, soonest due first, those without a date last; two queries."""
    at_hand = {goal.pk: goal for goal in goals}
    columns = (*MeasureFacts._fields[:-2], "goal_id", "funding_id")
    found = Measure.objects.filter(municipality=municipality_id).order_by().values_list(*columns)
    rows: list[Any] = [row for row in found if row[-2] in at_hand]
    sources = ContentItem.objects.in_bulk({row[-1] for row in rows if row[-1]})
    facts = (
        MeasureFacts._make((*row[:-2], at_hand[row[-2]], sources.get(row[-1]))) for row in rows
    )
    return tuple(sorted(facts, key=lambda row: (row.due_on or date.max, row.pk)))


# --- Lights -----------------------------------------------------------------------------------


def light_of(measure: Measure | MeasureFacts, today: date) -> Shape:
    """The light of one measure: set by hand, else from its goal, its dates and its state."""
    if measure.light_override:
        return Shape(measure.light_override)
    if measure.goal.state == GoalState.DROPPED:
        return Shape.NONE
    return measure_light(
        state=measure.state,
        starts_on=measure.starts_on,
        due_on=measure.due_on,
        reported_on=measure.progress_on,
        today=today,
    )


def light_case(today: date, prefix: str = "") -> Case:
    """`light_of` as SQL for a goal that is pursued; `prefix` leads to the measure."""

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
    given_up = When(GIVEN_UP, light_override="", then=Value(Shape.NONE.value))
    light = Case(given_up, default=light_case(today), output_field=CharField())
    return measures.annotate(light=light).annotate(
        light_rank=Case(*ranks, output_field=IntegerField())
    )


# --- Due and stuck ----------------------------------------------------------------------------


@dataclass(frozen=True)
class MeasureCounts:
    """How many measures there are, are overdue, end within three months, were given up."""

    total: int
    overdue: int
    soon: int
    given_up: int


def measure_counts(measures: QuerySet[Measure], today: date) -> MeasureCounts:
    soon = today + timedelta(days=SOON_DAYS)
    return MeasureCounts(
        **measures.order_by().aggregate(
            total=Count("pk"),
            overdue=Count("pk", filter=OPEN & Q(due_on__lt=today)),
            soon=Count("pk", filter=OPEN & Q(due_on__gte=today, due_on__lte=soon)),
            given_up=Count("pk", filter=GIVEN_UP),
        )
    )


def open_measures(*, released_only: bool = False) -> QuerySet[Measure]:
    """Measures somebody still has to do, of any place.

    Of released goals alone for whoever comes from outside.
    """
    rows = Measure.objects.filter(OPEN).order_by()
    return rows.filter(goal__release__in=opened_to(Circle.PROGRAMME)) if released_only else rows


def stuck_measures(municipality: Municipality, today: date) -> QuerySet[Measure]:
    """Running measures nobody said a word about for STALE_DAYS, the longest silent first.

    `last_word` is the day of the last report, else the start.
    """
    stale = stale_before(today)
    rows = open_measures().filter(municipality=municipality, state=MeasureState.RUNNING)
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
class Costs:
    """What measures cost: the euros of all together and by source, and how many say nothing.

    `total` is None where no cost is recorded at all; a source that gives nothing has no line.
    """

    total: Decimal | None
    by_funding: tuple[CostLine, ...]
    unknown: int

    def carried_by(self, key: str) -> Decimal:
        """What the funding source of this key carries."""
        lines = (line for line in self.by_funding if line.funding and line.funding.key == key)
        return sum((line.amount for line in lines), Decimal(0))


def counting(measures: Iterable[MeasureFacts]) -> list[MeasureFacts]:
    """The measures that count: a stopped one is not carried out and costs nothing any more."""
    return [row for row in measures if row.state != MeasureState.STOPPED]


def costs_of(measures: Iterable[MeasureFacts]) -> Costs:
    """What measures of goals that are pursued cost, sources in the catalogue's order."""
    rows = counting(measures)
    priced = [row for row in rows if row.cost is not None]
    priced.sort(key=lambda row: row.funding.position if row.funding else NO_SOURCE)
    sums: dict[str, CostLine] = {}
    for row in priced:
        key = row.funding.key if row.funding else ""
        before = sums[key].amount if key in sums else Decimal(0)
        sums[key] = CostLine(row.funding, before + (row.cost or 0))
    lines = tuple(line for line in sums.values() if line.amount)
    total = sum((line.amount for line in lines), Decimal(0))
    return Costs(total if priced else None, lines, len(rows) - len(priced))


def cost_total(municipality_id: int, process_id: int | None) -> Decimal | None:
    """The total of `costs_of` for all measures of the goals that are pursued."""
    goals = pursued_goals(municipality_id, process_id).only("state").order_by()
    return costs_of(measure_facts(municipality_id, goals)).total


def pursued_goals(municipality_id: int, process_id: int | None) -> QuerySet[Goal]:
    """Goals of a municipality that belong to a process or to none; all without a process."""
    rows = Goal.objects.filter(municipality_id=municipality_id).exclude(state=GoalState.DROPPED)
    return rows.filter(Q(process_id=process_id) | Q(process=None)) if process_id else rows
