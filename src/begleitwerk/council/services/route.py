"""The consultation route: its steps, their order, and what each body said."""

from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.services import Refused, claim, snapshot
from begleitwerk.council.enums import PaperState, StepStatus
from begleitwerk.council.models import ConsultationStep, Paper
from begleitwerk.council.services.common import assign, note

STEP_FIELDS = (
    "body",
    "body_name",
    "on",
    "session_number",
    "role",
    "is_public",
    "status",
    "meeting",
)
RESULT_FIELDS = (
    "status",
    "result",
    "votes_yes",
    "votes_no",
    "abstentions",
    "resolution_text",
)
_LINKS = {"body", "role", "meeting", "result"}
Row = TypeVar("Row", bound=models.Model)


def add_step(
    *, by: User | None, paper: Paper, position: int | None = None, **values: Any
) -> ConsultationStep:
    """A further station, last or at `position` (from 1); `values` are any of STEP_FIELDS.

    A route may grow and its dates may move until the paper is closed. A body on record gives
    the step its name where none is given. Refused for a closed paper and without a body.
    """
    with transaction.atomic():
        paper = lock_open(paper)
        count = paper.steps.count()
        step = ConsultationStep(paper=paper, municipality=paper.municipality, position=count + 1)
        _assign(step, values)
        step.save()
        if position is not None:
            reorder(list(paper.steps.all()), step, position)
        note(by=by, verb="step_added", paper=paper, part=str(step), after=_picture(step))
    return step


def change_step(
    *, by: User | None, step: ConsultationStep, version: int | None, values: dict[str, Any]
) -> ConsultationStep:
    """Change a station; `values` are any of STEP_FIELDS. Raises EditConflict."""
    with transaction.atomic():
        paper = lock_open(step.paper)
        step = claim(step, version=version)
        before = _picture(step)
        _assign(step, values)
        step.save()
        note(
            by=by,
            verb="step_changed",
            paper=paper,
            part=str(step),
            before=before,
            after=_picture(step),
        )
    return step


def remove_step(*, by: User | None, step: ConsultationStep, version: int | None = None) -> None:
    """Take a station out of the route; one that has a result stays. Raises EditConflict."""
    with transaction.atomic():
        paper = lock_open(step.paper)
        step = claim(step, version=version)
        if step.result_id:
            raise Refused(_("This body has already given its result; the step stays on record."))
        before, name = _picture(step), str(step)
        step.delete()
        renumber(list(paper.steps.all()))
        note(by=by, verb="step_removed", paper=paper, part=name, before=before)


def move_step(*, by: User | None, step: ConsultationStep, up: bool) -> None:
    """Move a station one place up or down; at the end of the route nothing happens."""
    with transaction.atomic():
        paper = lock_open(step.paper)
        if swap(list(paper.steps.all()), step, up=up):
            note(by=by, verb="step_moved", paper=paper, part=str(step), after={"up": up})


def record_result(
    *,
    by: User | None,
    step: ConsultationStep,
    version: int | None = None,
    status: str = StepStatus.HEARD,
    result: ContentItem | None = None,
    votes_yes: int | None = None,
    votes_no: int | None = None,
    abstentions: int | None = None,
    resolution_text: str = "",
) -> ConsultationStep:
    """What a body did with the paper. Possible in every state: minutes come late.

    Refused for a result before the body considered the paper, and for an amended resolution
    without its wording. Raises EditConflict.
    """
    values = {
        "status": status,
        "result": result,
        "votes_yes": votes_yes,
        "votes_no": votes_no,
        "abstentions": abstentions,
        "resolution_text": resolution_text.strip(),
    }
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=step.paper_id)
        step = claim(step, version=version)
        before = _picture(step)
        assign(step, values, RESULT_FIELDS)
        _check_result(step)
        step.save()
        note(
            by=by,
            verb="result_recorded",
            paper=paper,
            part=str(step),
            before=before,
            after=_picture(step),
        )
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
    if not step.body_name.strip():
        raise Refused(_("Please name the body."), "body_name")


def _picture(step: ConsultationStep) -> dict[str, Any]:
    """The step as the history keeps it: catalogue items by their key, the body by its name."""
    names = dict.fromkeys((*STEP_FIELDS, *RESULT_FIELDS))
    return {
        **snapshot(step, [name for name in names if name not in _LINKS]),
        "role": step.role.key if step.role else "",
        "result": step.result.key if step.result else "",
    }


def lock_open(paper: Paper) -> Paper:
    """The paper locked; refused once it is closed."""
    current = Paper.objects.select_for_update().get(pk=paper.pk)
    if current.state == PaperState.CLOSED:
        raise Refused(_("This paper is closed; its route can no longer be changed."))
    return current


# --- Order of parts, for steps and blocks alike ------------------------------------------------


def renumber(rows: list[Row]) -> None:
    """Positions 1, 2, 3 … in the order of the list; only what moves is written."""
    for position, row in enumerate(rows, start=1):
        if getattr(row, "position") != position:  # noqa: B009  the bound type is any model
            type(row)._default_manager.filter(pk=row.pk).update(position=position)


def reorder(rows: list[Row], row: Row, position: int) -> None:
    """Put a row at a position (from 1) among the others."""
    others = [other for other in rows if other.pk != row.pk]
    others.insert(max(0, position - 1), row)
    renumber(others)


def swap(rows: list[Row], row: Row, *, up: bool) -> bool:
    """Move a row by one place; False where it already stands at that end."""
    index = next(i for i, other in enumerate(rows) if other.pk == row.pk)
    target = index - 1 if up else index + 1
    if not 0 <= target < len(rows):
        return False
    rows[index], rows[target] = rows[target], rows[index]
    renumber(rows)
    return True
