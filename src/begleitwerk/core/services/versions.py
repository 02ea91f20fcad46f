"""Two people, one record: the second is told, and sees both versions."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext

from begleitwerk.core.models import Versioned
from begleitwerk.core.services.audit import Actor, changed, facts, record_event

Record = TypeVar("Record", bound=Versioned)


class EditConflict(Exception):
    """Somebody saved in between; `current` is the record as it stands now."""

    def __init__(self, current: Versioned) -> None:
        super().__init__(f"{current} is at version {current.version}")
        self.current = current


def claim(record: Record, *, version: int | None) -> Record:
    """The record locked, at the version the editor saw, its version raised by one.

    `version` is None where nobody could have seen an older state (commands, demo data).
    Call it inside the transaction that saves. Raises EditConflict.
    """
    current = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if version is not None and current.version != version:
        raise EditConflict(current)
    current.version += 1
    return current


def save_changes(
    *,
    by: Actor | None,
    row: Record,
    version: int | None,
    values: Mapping[str, Any],
    fields: Sequence[str],
    verb: str,
    workspace_id: int,
    hidden: Sequence[str] = (),
    reason: str = "",
) -> Record:
    """Set those of the named fields that have a value, and record what changed.

    `hidden` fields hold names of persons: the event only says that they changed, because events
    are kept for good and a person must stay erasable. Raises EditConflict.
    """
    row = claim(row, version=version)
    before, people = facts(row, fields), facts(row, hidden)
    for name in (*fields, *hidden):
        if name in values:
            setattr(row, name, values[name])
    row.save()
    old, new = changed(before, facts(row, fields))
    if facts(row, hidden) != people:
        new["people"] = gettext("changed")
    record_event(
        by=by,
        verb=verb,
        subject=row,
        workspace_id=workspace_id,
        reason=reason,
        before=old,
        after=new,
    )
    return row
