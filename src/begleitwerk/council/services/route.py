"""The consultation route: its steps, their order, and what each body said."""

from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import (
    Refused,
    changing,
    claim,
    record_added,
    record_event,
    record_removed,
    require,
)
from begleitwerk.council.enums import StepStatus
from begleitwerk.council.models import ConsultationStep, Paper
from begleitwerk.council.services.common import assign, routing
from begleitwerk.council.services.order import renumber, reorder, swap

STEP_FIELDS = (
    "body", "body_name", "on", "session_number", "role", "is_public", "status", "meeting",
)  # fmt: skip
RESULT_FIELDS = (
    "status", "result", "votes_yes", "votes_no", "abstentions", "resolution_text",
)  # fmt: skip


def add_step(
    *, by: User | None, paper: Paper, position: int | None = None, **values: Any
) -> ConsultationStep:
    """A further station, last or at `position` (from 1); `values` are any of STEP_FIELDS.

    A route may grow and its dates may move until the paper is closed. A body on record gives
    the step its name where none is given. Refused for a closed paper and without a body.
    """
    with routing(paper) as paper:
        count = paper.steps.count()
        step = ConsultationStep(paper=paper, municipality=paper.municipality, position=count + 1)
        _assign(step, values)
        step.save()
        if position is not None:
            reorder(paper.steps.all(), step, position)
        record_added(by=by, verb="council.step_added", row=step)
    return step


def change_step(
    *, by: User | None, step: ConsultationStep, version: int | None = None, **values: Any
) -> ConsultationStep:
    """Change a station; `values` are any of STEP_FIELDS. Raises EditConflict."""
    with (
        routing(step.paper),
        changing(step, by=by, verb="council.step_changed", version=version) as step,
    ):
        _assign(step, values)
    return step


def remove_step(*, by: User | None, step: ConsultationStep, version: int | None = None) -> None:
    """Take a station out of the route; one that has a result stays. Raises EditConflict."""
    with routing(step.paper) as paper:
        step = claim(step, version=version)
        if step.result_id:
            raise Refused(_("This body has already given its result; the step stays on record."))
        record_removed(by=by, verb="council.step_removed", row=step)
        step.delete()
        renumber(paper.steps.all())


def move_step(*, by: User | None, step: ConsultationStep, up: bool) -> None:
    """Move a station one place up or down; at the end of the route nothing happens."""
    with routing(step.paper) as paper:
        if swap(paper.steps.all(), step, up=up):
            record_event(by=by, verb="council.step_moved", subject=step, after={"up": up})


def record_result(
    *,
    by: User | None,
    step: ConsultationStep,
    version: int | None = None,
    status: str = StepStatus.HEARD,
    **values: Any,
) -> ConsultationStep:
    """What a body did with the paper; `values` are any of RESULT_FIELDS.

    Possible in every state: minutes come late. Refused for a result before the body considered
    the paper, and for an amended resolution without its wording. Raises EditConflict.
    """
    with changing(step, by=by, verb="council.result_recorded", version=version) as step:
        assign(step, {**values, "status": status}, RESULT_FIELDS)
        _check_result(step)
    return step


def _check_result(step: ConsultationStep) -> None:
    if step.result and step.status not in (StepStatus.HEARD, StepStatus.POSTPONED):
        raise Refused(_("A result needs a body that considered the paper."), "status")
    if step.result and step.result.key == "adopted_amended" and not step.resolution_text:
        raise Refused(_("Please record the wording that was adopted instead."), "resolution_text")


def _assign(step: ConsultationStep, values: dict[str, Any]) -> None:
    body, meeting = values.get("body"), values.get("meeting")
    if body is not None and body.municipality_id != step.municipality_id:
        raise Refused(_("This body belongs to another municipality."), "body")
    if meeting is not None and meeting.municipality_id not in (None, step.municipality_id):
        raise Refused(_("This meeting belongs to another municipality."), "meeting")
    if body is not None and not values.get("body_name", step.body_name):
        values = {**values, "body_name": body.name}
    assign(step, values, STEP_FIELDS)
    require(step.body_name, "body_name", _("Please name the body."))
