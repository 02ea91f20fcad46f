"""Writes about what answers a finding: the thread from what was agreed to what is done."""

from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.models import Finding
from begleitwerk.core.services import Refused, record_event
from begleitwerk.core.services.audit import Actor
from begleitwerk.goals.enums import GoalState
from begleitwerk.goals.models import Answering, Goal, Measure
from begleitwerk.goals.services.goals import add_goal
from begleitwerk.goals.services.measures import add_measure
from begleitwerk.goals.services.values import GoalValues, MeasureValues


def answer_finding(
    *,
    by: Actor | None,
    finding: Finding,
    goal: Goal | None = None,
    measure: Measure | None = None,
) -> Answering:
    """Say that a goal or a measure, exactly one of them, answers a finding.

    Raises Refused at `goal` or `measure` where it belongs to another municipality, is no longer
    pursued, or answers the finding already; ValueError where not exactly one is named.
    """
    if (goal is None) == (measure is None):
        raise ValueError("a finding is answered by a goal or by a measure")
    with transaction.atomic():
        Finding.objects.select_for_update().get(pk=finding.pk)  # a second click waits here
        check_may_answer(finding, goal, measure)
        answering = Answering(
            municipality_id=finding.municipality_id, finding=finding, goal=goal, measure=measure
        )
        answering.save(force_insert=True)
        record(by, "goals.finding_answered", answering, is_there=True)
    return answering


def check_may_answer(finding: Finding, goal: Goal | None, measure: Measure | None) -> None:
    """Same place, still pursued, not linked yet."""
    answer: Goal | Measure | None = goal or measure
    field, pursued = ("goal", goal) if goal else ("measure", measure and measure.goal)
    if answer is None or answer.municipality_id != finding.municipality_id:
        raise Refused(_("This belongs to another municipality."), field)
    if pursued is not None and pursued.state == GoalState.DROPPED:
        raise Refused(_("This goal is no longer pursued. Choose another one."), field)
    if Answering.objects.filter(finding=finding, goal=goal, measure=measure).exists():
        raise Refused(_("This answers the finding already."), field)


def stop_answering(*, by: Actor | None, answering: Answering) -> None:
    """Take the link back; goal, measure and finding stay. Raises Refused where it is gone."""
    with transaction.atomic():
        found = Answering.objects.select_for_update().filter(pk=answering.pk).first()
        if found is None:
            raise Refused(_("This link is gone already."))
        record(by, "goals.finding_unlinked", found, is_there=False)
        found.delete()


def add_goal_for(*, by: Actor | None, finding: Finding, **values: Unpack[GoalValues]) -> Goal:
    """A new goal that answers the finding. Raises Refused as `add_goal`."""
    with transaction.atomic():
        goal = add_goal(by=by, municipality=finding.municipality, **values)
        answer_finding(by=by, finding=finding, goal=goal)
    return goal


def add_measure_for(
    *, by: Actor | None, finding: Finding, goal: Goal, **values: Unpack[MeasureValues]
) -> Measure:
    """A new measure that answers the finding and leads to a goal.

    Raises Refused as `add_measure`, and at `goal` where it belongs to another municipality.
    """
    with transaction.atomic():
        measure = add_measure(by=by, goal=goal, **values)
        answer_finding(by=by, finding=finding, measure=measure)
    return measure


def record(by: Actor | None, verb: str, answering: Answering, *, is_there: bool) -> None:
    """In the history of the goal or the measure: which finding."""
    said = {"finding": str(answering.finding)}
    before, after = ({}, said) if is_there else (said, {})
    record_event(by=by, verb=verb, subject=answering.answer, before=before, after=after)
