"""Writes about goals."""

from collections.abc import Sequence
from datetime import date
from typing import Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.core.services import (
    Refused,
    assign,
    changing,
    claim,
    not_in_future,
    record_added,
    record_event,
    record_removed,
    require,
)
from begleitwerk.core.services.audit import Actor
from begleitwerk.goals.enums import LEVEL_RANK, GoalLevel, GoalState
from begleitwerk.goals.models import Goal
from begleitwerk.goals.services.values import GoalValues, check_light, set_light
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Decision

EDITABLE = frozenset(GoalValues.__annotations__)


def add_goal(*, by: Actor | None, municipality: Municipality, **values: Unpack[GoalValues]) -> Goal:
    """A new goal at the end of the list; `level` and `title` are needed.

    Raises Refused at `title`, `level` or `parent` where they do not fit together.
    """
    with transaction.atomic():
        last = Goal.objects.filter(municipality=municipality).aggregate(last=Max("position"))
        goal = Goal(municipality=municipality, position=(last["last"] or 0) + 1)
        assign(goal, values, EDITABLE)
        check_goal(goal)
        goal.save()
        record_added(by=by, verb="goals.goal_added", row=goal)
    return goal


def change_goal(
    *, by: Actor | None, goal: Goal, version: int | None = None, **values: Unpack[GoalValues]
) -> Goal:
    """Change what is named, leave the rest. Raises EditConflict, and Refused as `add_goal`."""
    with changing(goal, by=by, verb="goals.goal_changed", version=version, if_changed=True) as goal:
        assign(goal, values, EDITABLE)
        check_goal(goal)
    return goal


def check_goal(goal: Goal) -> None:
    """A goal has a title and a level, and serves only a higher goal of the same place.

    Because levels only ever rise, no goal can come to serve itself.
    """
    require(goal.title, "title", _("Say what you want to reach."))
    if goal.level not in GoalLevel.values:
        raise Refused(_("Choose a level."), "level")
    rank = LEVEL_RANK[GoalLevel(goal.level)]
    if goal.parent is not None:
        if goal.parent.municipality_id != goal.municipality_id:
            raise Refused(_("This goal belongs to another municipality."), "parent")
        if LEVEL_RANK[GoalLevel(goal.parent.level)] >= rank:
            raise Refused(_("A goal can only serve a goal of a higher level."), "parent")
    below = goal.children.values_list("level", flat=True) if goal.pk else ()
    if any(LEVEL_RANK[GoalLevel(level)] <= rank for level in below):
        raise Refused(
            _("Goals of this level or a higher one serve this goal. Move them first."), "level"
        )


def adopt_goal(
    *,
    by: Actor | None,
    goal: Goal,
    body: Body,
    on: date,
    decision: Decision | None = None,
    version: int | None = None,
) -> Goal:
    """A body adopts the goal, perhaps in a recorded decision; adopting anew replaces the old.

    Raises EditConflict, and Refused at `body`, `on` or `decision`.
    """
    told = ("adopted_by", "adopted_on", "decision")
    with changing(goal, by=by, verb="goals.goal_adopted", version=version, always=told) as goal:
        if goal.state == GoalState.DROPPED:
            raise Refused(_("This goal is no longer pursued. Report it as in progress first."))
        if body.municipality_id != goal.municipality_id:
            raise Refused(_("This body belongs to another municipality."), "body")
        if decision is not None and decision.municipality_id != goal.municipality_id:
            raise Refused(_("This decision belongs to another municipality."), "decision")
        not_in_future(on, "on")
        goal.adopted_by, goal.adopted_on, goal.decision = body, on, decision
    return goal


def report_goal(
    *,
    by: Actor | None,
    goal: Goal,
    state: str,
    note: str,
    on: date,
    next_on: date | None = None,
    next_step: str = "",
    version: int | None = None,
) -> Goal:
    """Say how the goal stands on a day, and what comes next.

    A goal that is reached or no longer pursued needs a note, and a light set by hand ends with
    it. Raises EditConflict, and Refused at `state`, `note`, `on` or `next_on`.
    """
    if state not in GoalState.values:
        raise Refused(_("Choose a state."), "state")
    if state == GoalState.REACHED:
        require(note, "note", _("Say in a sentence how you know that the goal is reached."))
    if state == GoalState.DROPPED:
        require(note, "note", _("Say why the goal is no longer pursued."))
    not_in_future(on, "on")
    if next_on and next_on < on:
        raise Refused(_("The next date lies before the report. Enter a later day."), "next_on")
    told = ("state", "state_note", "state_on")
    with changing(goal, by=by, verb="goals.goal_reported", version=version, always=told) as goal:
        goal.state, goal.state_note, goal.state_on = state, note.strip(), on
        goal.next_on, goal.next_step = next_on, next_step.strip()
        if state != GoalState.OPEN:
            goal.light_override = goal.override_reason = ""
    return goal


def drop_goal(
    *, by: Actor | None, goal: Goal, reason: str, on: date, version: int | None = None
) -> Goal:
    """The goal is no longer pursued; it stays with its measures and its history.

    Raises EditConflict, and Refused at `reason` or `on`.
    """
    require(reason, "reason", _("Say why the goal is no longer pursued."))
    return report_goal(
        by=by, goal=goal, state=GoalState.DROPPED, note=reason, on=on, version=version
    )


def override_goal_light(
    *, by: Actor | None, goal: Goal, light: str, reason: str, version: int | None = None
) -> Goal:
    """Set the light by hand, with the reason; it stays until it is cleared or the goal ends.

    Raises EditConflict, and Refused at `light` or `reason`.
    """
    why = check_light(light, reason)
    return set_light(
        by=by,
        row=goal,
        verb="goals.goal_light_set",
        version=version,
        may=check_is_open,
        light=light,
        reason=why,
    )


def check_is_open(goal: Goal) -> None:
    if goal.state != GoalState.OPEN:
        raise Refused(_("Only a goal in progress has a light to set by hand."))


def clear_goal_light(*, by: Actor | None, goal: Goal, version: int | None = None) -> Goal:
    """Let the light follow dates and measures again. Raises EditConflict."""
    return set_light(by=by, row=goal, verb="goals.goal_light_cleared", version=version)


def release_goal(
    *, by: Actor | None, goal: Goal, release: str, reason: str, version: int | None = None
) -> Goal:
    """Let others read the goal and its measures, or take that back.

    Raises EditConflict, and Refused at `release` or `reason`.
    """
    if release not in ReleaseLevel.values:
        raise Refused(_("Choose who may read it."), "release")
    why = require(reason, "reason", _("Say why, so that it can be understood later."))
    with changing(
        goal, by=by, verb="goals.goal_released", version=version, reason=why, if_changed=True
    ) as goal:
        goal.release = release
    return goal


def reorder_goals(*, by: Actor | None, municipality: Municipality, order: Sequence[int]) -> None:
    """Put goals into an order, given as ids; goals not named follow in the order they had.

    Raises Refused where an id is no goal of the municipality.
    """
    with transaction.atomic():
        goals = {
            goal.pk: goal
            for goal in Goal.objects.select_for_update().filter(municipality=municipality)
        }
        if not set(order) <= set(goals):
            raise Refused(_("One of these goals is not there any more. Load the page again."))
        ordered = [*dict.fromkeys(order), *(pk for pk in goals if pk not in order)]
        if ordered == list(goals):
            return
        for position, pk in enumerate(ordered, start=1):
            goals[pk].position = position
        Goal.objects.bulk_update(goals.values(), ["position"])
        record_event(
            by=by,
            verb="goals.reordered",
            subject=municipality,
            before={"order": [goal.title for goal in goals.values()]},
            after={"order": [goals[pk].title for pk in ordered]},
        )


def remove_goal(*, by: Actor | None, goal: Goal, version: int | None = None) -> None:
    """Delete a goal nothing hangs on. Raises EditConflict, and Refused where something does."""
    with transaction.atomic():
        goal = claim(goal, version=version)
        if goal.adopted_on or goal.measures.exists() or goal.children.exists():
            raise Refused(
                _("This goal was adopted, or measures or other goals hang on it. Drop it instead.")
            )
        record_removed(by=by, verb="goals.goal_removed", row=goal)
        goal.delete()
