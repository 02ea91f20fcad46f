"""Writes about measures."""

from datetime import date
from decimal import Decimal
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.services import (
    Refused,
    assign,
    changing,
    claim,
    not_in_future,
    record_added,
    record_removed,
    require,
)
from begleitwerk.core.services.audit import Actor
from begleitwerk.goals.enums import FINISHED, NO_MONEY, GoalState, MeasureState
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.services.values import MeasureValues, check_light, set_light

EDITABLE = frozenset(MeasureValues.__annotations__)


def add_measure(*, by: Actor | None, goal: Goal, **values: Unpack[MeasureValues]) -> Measure:
    """A new, planned measure that leads to a goal; `title` and `owner` are needed.

    Raises Refused at `goal`, `title`, `owner`, `due_on`, `cost` or `funding`.
    """
    with transaction.atomic():
        measure = Measure(municipality=goal.municipality, goal=goal)
        assign(measure, values, EDITABLE)
        if goal.state == GoalState.DROPPED:
            raise Refused(_("This goal is no longer pursued. Choose another one."), "goal")
        check_measure(measure)
        measure.save()
        record_added(by=by, verb="goals.measure_added", row=measure)
    return measure


def change_measure(
    *,
    by: Actor | None,
    measure: Measure,
    goal: Goal | None = None,
    version: int | None = None,
    **values: Unpack[MeasureValues],
) -> Measure:
    """Change what is named, leave the rest; `goal` moves it to another goal.

    Raises EditConflict, and Refused as `add_measure`.
    """
    with changing(
        measure, by=by, verb="goals.measure_changed", version=version, if_changed=True
    ) as measure:
        measure.goal = goal or measure.goal
        assign(measure, values, EDITABLE)
        check_measure(measure)
    return measure


def check_measure(measure: Measure) -> None:
    """A measure says what, who, and nothing about dates and money that contradicts itself."""
    if measure.goal.municipality_id != measure.municipality_id:
        raise Refused(_("This goal belongs to another municipality."), "goal")
    require(measure.title, "title", _("Say what you want to do."))
    require(measure.owner, "owner", _("Choose who is responsible."))
    if measure.starts_on and measure.due_on and measure.due_on < measure.starts_on:
        raise Refused(_("The deadline lies before the start. Enter a later day."), "due_on")
    if measure.cost is not None and measure.cost < 0:
        raise Refused(_("Enter an amount of zero or more."), "cost")
    if (measure.cost or Decimal(0)) > 0 and measure.funding and measure.funding.key == NO_MONEY:
        raise Refused(_("There is a cost. Choose where the money comes from."), "funding")


def report_measure(
    *,
    by: Actor | None,
    measure: Measure,
    state: str,
    progress: str,
    on: date,
    done_on: date | None = None,
    version: int | None = None,
) -> Measure:
    """Say how the measure stands on a day; done without a day of its own is done that day.

    A measure that is stopped needs a word on why. A light set by hand ends when the measure
    does. Raises EditConflict, and Refused at `state`, `progress`, `on` or `done_on`.
    """
    if state not in MeasureState.values:
        raise Refused(_("Choose a state."), "state")
    if state == MeasureState.STOPPED:
        require(progress, "progress", _("Say why the measure is stopped."))
    not_in_future(on, "on")
    finished_on = (done_on or on) if state == MeasureState.DONE else None
    if finished_on:
        not_in_future(finished_on, "done_on")
    told = ("state", "progress", "progress_on")
    with changing(
        measure, by=by, verb="goals.measure_reported", version=version, always=told
    ) as measure:
        measure.state, measure.done_on = state, finished_on
        measure.progress, measure.progress_on = progress.strip(), on
        if state in FINISHED:
            measure.light_override = measure.override_reason = ""
    return measure


def override_measure_light(
    *, by: Actor | None, measure: Measure, light: str, reason: str, version: int | None = None
) -> Measure:
    """Set the light by hand, with the reason; it stays until it is cleared or the measure ends.

    Raises EditConflict, and Refused at `light` or `reason`.
    """
    why = check_light(light, reason)
    return set_light(
        by=by,
        row=measure,
        verb="goals.measure_light_set",
        version=version,
        may=check_is_not_over,
        light=light,
        reason=why,
    )


def check_is_not_over(measure: Measure) -> None:
    if measure.state in FINISHED:
        raise Refused(_("Only a measure that is planned or runs has a light to set by hand."))


def clear_measure_light(
    *, by: Actor | None, measure: Measure, version: int | None = None
) -> Measure:
    """Let the light follow dates and state again. Raises EditConflict."""
    return set_light(by=by, row=measure, verb="goals.measure_light_cleared", version=version)


def remove_measure(
    *, by: Actor | None, measure: Measure, reason: str, version: int | None = None
) -> None:
    """Delete a measure that was planned by mistake; one that was ever reported on is stopped.

    Raises EditConflict, and Refused, at `reason` where it is missing.
    """
    why = require(reason, "reason", _("Say why, so that it can be understood later."))
    with transaction.atomic():
        measure = claim(measure, version=version)
        if measure.state != MeasureState.PLANNED or measure.progress_on:
            raise Refused(_("This measure was already reported on. Report it as stopped instead."))
        record_removed(by=by, verb="goals.measure_removed", row=measure, reason=why)
        measure.delete()
