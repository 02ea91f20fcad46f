"""What every write on a paper needs: the lock, the guard, the event."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, changed, record_event
from begleitwerk.council.enums import PaperState
from begleitwerk.council.models import Paper

EDITABLE = frozenset({PaperState.DRAFT, PaperState.REVIEW})
FROZEN = gettext_lazy(
    "This paper is released and can no longer be changed. Return it to draft to go on writing."
)


def lock_editable(paper: Paper) -> Paper:
    """The paper locked until the transaction ends; refused once it is released."""
    current = Paper.objects.select_for_update().get(pk=paper.pk)
    if current.state not in EDITABLE:
        raise Refused(FROZEN)
    return current


def assign(row: models.Model, values: dict[str, Any], allowed: Iterable[str]) -> None:
    """Set the values on the row and check their shape; refused with the field at fault.

    A name that is not allowed is a programming error: TypeError.
    """
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(f"not a field to change here: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(row, name, value)
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields} - set(values))
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], name) from error


def require_reason(reason: str) -> str:
    """The reason without white space around it; refused where there is none."""
    reason = reason.strip()
    if not reason:
        raise Refused(_("Please give a reason."), "reason")
    return reason


def note(
    *,
    by: User | None,
    verb: str,
    paper: Paper,
    part: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Record a decision about a paper; `part` names the block, step or file it is about.

    All of them stand in the paper's own history.
    """
    old, new = changed(before or {}, after or {})
    if part:
        new = {"part": part, **new}
    record_event(
        by=by,
        verb=f"council.{verb}",
        subject=paper,
        workspace_id=paper.municipality.workspace_id,
        reason=reason,
        before=old,
        after=new,
    )
