"""What answers which finding: from the finding, from the goal, and where nothing does."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.assessment.enums import FindingState
from begleitwerk.assessment.models import Finding
from begleitwerk.assessment.selectors import (
    MOST_URGENT,
    findings_here,
    is_need,
    latest,
    released_findings,
)
from begleitwerk.core.selectors import alphabetical, holding_all, row_at
from begleitwerk.goals.enums import GoalState, MeasureState
from begleitwerk.goals.models import Answering, Goal, Measure
from begleitwerk.goals.rules import GOALS
from begleitwerk.municipalities.models import Municipality

MOST_OFFERED = 20


def answers_to(finding: Finding, user: User) -> list[Answering]:
    """The goals and measures that answer a finding, as far as a person may read them; one query.

    In the order of the goals; the goal of a measure is at hand.
    """
    levels = GOALS.levels(user, finding.municipality)
    rows = Answering.objects.filter(
        Q(goal__release__in=levels) | Q(measure__goal__release__in=levels), finding=finding
    )
    found = list(rows.select_related("goal", "measure__goal").order_by("goal__position", "pk"))
    for row in found:
        row.finding = finding
        for subject in (row.goal, row.measure, row.measure and row.measure.goal):
            if subject:
                subject.municipality = finding.municipality
    return found


def findings_answered(
    answer: Goal | Measure, user: User, *, of_goal: bool = False
) -> list[Answering]:
    """The findings a goal or a measure answers, as far as a person may read them.

    With `of_goal` those of its goal too, for a measure. In the order of the criteria.
    """
    if isinstance(answer, Goal):
        which = Q(goal=answer)
    else:
        which = Q(measure=answer) | (Q(goal=answer.goal_id) if of_goal else Q(pk__in=[]))
    readable = findings_here(answer.municipality, user).order_by().values("pk")
    rows = Answering.objects.filter(which, finding__in=readable)
    rows = rows.select_related("finding__criterion__item", "finding__assessment")
    rows = rows.defer("finding__assessment__result")
    found = list(rows.order_by("-finding__assessment", "finding__criterion__position", "pk"))
    for row in found:
        row.finding.municipality = answer.municipality
        if isinstance(answer, Goal):
            row.goal = answer
        elif row.measure_id:
            row.measure = answer
        else:
            row.goal = answer.goal
    return found


def get_answering_or_404(municipality: Municipality, pk: int) -> Answering:
    rows = Answering.objects.select_related(
        "goal", "measure", "finding__criterion", "finding__municipality__workspace"
    )
    answering = row_at(rows.filter(municipality=municipality, pk=pk))
    if answering is None:
        raise Http404
    return answering


# --- How it goes ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Progress:
    """Of the measures that answer a finding, or lead to its goals: how many count, are done."""

    measures: int
    done: int

    @property
    def is_complete(self) -> bool:
        return bool(self.measures) and self.done == self.measures


def progress_of(answers: Sequence[Answering]) -> Progress:
    """Measures that answer the finding themselves and those of the goals that do, each once.

    Stopped ones, and those of goals no longer pursued, do not count; one query.
    """
    goals = [row.goal_id for row in answers if row.goal_id]
    measures = [row.measure_id for row in answers if row.measure_id]
    if not (goals or measures):
        return Progress(0, 0)
    rows = Measure.objects.filter(Q(goal__in=goals) | Q(pk__in=measures)).order_by()
    rows = rows.exclude(state=MeasureState.STOPPED).exclude(goal__state=GoalState.DROPPED)
    states = list(rows.values_list("state", flat=True))
    return Progress(len(states), states.count(MeasureState.DONE))


# --- Needs without a goal ---------------------------------------------------------------------


def is_answered() -> Q:
    """Whether something pursued answers the finding, or an open goal or measure an earlier one
    about the same criterion: what is under way need not be begun again."""
    own = Answering.objects.filter(finding=OuterRef("pk"))
    pursued = ~Q(goal__state=GoalState.DROPPED) & ~Q(measure__goal__state=GoalState.DROPPED)
    answers = own.filter(pursued).exclude(measure__state=MeasureState.STOPPED)
    earlier = Answering.objects.filter(
        Q(goal__state=GoalState.OPEN)
        | Q(measure__goal__state=GoalState.OPEN, measure__state__in=("planned", "running")),
        municipality=OuterRef("municipality"),
        finding__criterion__source=OuterRef("criterion__source"),
        finding__assessment__lt=OuterRef("assessment"),
    )
    return Q(Exists(answers.order_by())) | Q(Exists(earlier.order_by()))


def unanswered(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Those that nothing answers, by the latest word on each criterion."""
    return latest(findings.filter(~is_answered())).order_by()


def unanswered_needs() -> QuerySet[Finding]:
    """Needs of any place without a goal or measure."""
    return unanswered(Finding.objects.filter(is_need()))


def urgent_unanswered() -> QuerySet[Finding]:
    """Of these those somebody called the first of all; asks nothing about scales."""
    urgent = Finding.objects.filter(state=FindingState.AGREED, priority=MOST_URGENT)
    return unanswered(urgent)


def needs_of(municipality: Municipality) -> QuerySet[Finding]:
    """Needs of a municipality without a goal or measure, the most urgent and the lowest first."""
    rows = unanswered_needs().filter(municipality=municipality)
    rows = rows.select_related("criterion__dimension", "criterion__item", "assessment")
    return rows.defer("assessment__result").order_by(
        "priority", "level", "criterion__position", "pk"
    )


# --- What can be linked -----------------------------------------------------------------------


@dataclass(frozen=True)
class Offered:
    """The first rows that fit a search, and how many more there are."""

    rows: Sequence[Any]
    further: int


def offered(rows: QuerySet[Any]) -> Offered:
    found = list(rows[: MOST_OFFERED + 1])
    further = rows.count() - MOST_OFFERED if len(found) > MOST_OFFERED else 0
    return Offered(found[:MOST_OFFERED], further)


def goals_to_link(finding: Finding, query: str) -> Offered:
    """Goals that could answer a finding: pursued, not linked yet, those of its dimension first."""
    rows = Goal.objects.filter(municipality=finding.municipality_id).exclude(
        Q(state=GoalState.DROPPED) | Q(answers__finding=finding)
    )
    rows = rows.filter(holding_all(query, "title", "description", "owner"))
    rows = rows.select_related("dimension").annotate(
        is_other=~Q(dimension__key=finding.criterion.dimension.key)
    )
    return offered(rows.order_by("is_other", alphabetical("title"), "pk"))


def measures_to_link(finding: Finding, query: str) -> Offered:
    """Measures that could answer a finding: of goals that are pursued, not linked yet."""
    rows = Measure.objects.filter(municipality=finding.municipality_id).exclude(
        Q(goal__state=GoalState.DROPPED)
        | Q(state=MeasureState.STOPPED)
        | Q(answers__finding=finding)
    )
    rows = rows.filter(holding_all(query, "title", "description", "owner", "goal__title"))
    return offered(rows.select_related("goal").order_by(alphabetical("title"), "pk"))


def findings_to_link(answer: Goal | Measure, query: str) -> Offered:
    """Findings a goal or measure could answer: the latest round first, needs before others."""
    linked = answer.answers.order_by().values("finding")
    rows = Finding.objects.filter(municipality=answer.municipality_id).exclude(pk__in=linked)
    rows = rows.filter(
        holding_all(query, "criterion__number", "criterion__label_de", "criterion__text_de",
                    "next_step", "assessment__title")
    )  # fmt: skip
    rows = rows.annotate(is_other=~is_need())
    rows = rows.select_related("criterion__item", "criterion__dimension", "assessment")
    rows = rows.defer("assessment__result")
    return offered(rows.order_by("-assessment", "is_other", "criterion__position", "pk"))


# --- Counts -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class FindingCounts:
    """Of the latest word on each criterion: agreed, needs among these, needs nothing answers;
    `title` is that of the latest self-assessment among them."""

    agreed: int
    needs: int
    unanswered: int
    title: str


def finding_counts(
    municipalities: Collection[int], *, released_only: bool = False
) -> dict[int, FindingCounts]:
    """By municipality, where anything is agreed; one query for any number of places.

    With `released_only` of what was released to the programme; whether a goal answers it is not
    told there, because goals are released apart: `unanswered` is 0.
    """
    rows = released_findings() if released_only else Finding.objects.all()
    rows = latest(rows.filter(municipality__in=municipalities, state=FindingState.AGREED))
    missing = Q(pk__in=[]) if released_only else Q(~is_answered())
    told = rows.annotate(
        is_need=ExpressionWrapper(is_need(), BooleanField()),
        is_missing=ExpressionWrapper(is_need() & missing, BooleanField()),
    )
    found = told.order_by("assessment").values_list(
        "municipality", "is_need", "is_missing", "assessment__title"
    )
    lines: dict[int, list[tuple[bool, bool, str]]] = defaultdict(list)
    for place, *line in found:
        lines[place].append((line[0], line[1], line[2]))
    return {
        place: FindingCounts(
            len(own), sum(need for need, _, _ in own), sum(gap for _, gap, _ in own), own[-1][2]
        )
        for place, own in lines.items()
    }
