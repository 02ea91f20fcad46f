"""How a record is written: claimed, changed, compared, recorded; in one transaction.

    with changing(goal, by=by, version=version, verb="goals.goal_changed") as goal:
        assign(goal, values, EDITABLE)
        check_goal(goal)
    return goal

Two people, one record: the second is told, and sees both versions. What an event tells of a
record its model says, in `logged` and `persons`; in whose log it stands follows from the record.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext

from begleitwerk.core.models import Versioned
from begleitwerk.core.services.audit import Actor, changed, facts, record_event, workspace_of

Record = TypeVar("Record", bound=Versioned)


class EditConflict(Exception):
    """Somebody saved in between; `current` is the record as it stands now."""

    def __init__(self, current: Versioned) -> None:
        super().__init__(f"{current} is at version {current.version}")
        self.current = current


def claim(record: Record, *, version: int | None) -> Record:
    """The record locked, at the version the editor saw, its version raised by one.

    `version` is None where nobody could have seen an older state (commands, demo data). A record
    that is not stored yet is nobody else's and stays as it is. Call it inside the transaction
    that saves. Raises EditConflict.
    """
    if record.pk is None:
        return record
    current = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if version is not None and current.version != version:
        raise EditConflict(current)
    current.version += 1
    return current


def assign(row: models.Model, values: Mapping[str, Any], allowed: Collection[str]) -> None:
    """Put values on a row, texts without blanks around them. TypeError on any other name."""
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(f"not to be set here: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)


@contextmanager
def changing(
    row: Record,
    *,
    by: Actor | None,
    verb: str,
    version: int | None = None,
    reason: str = "",
    always: Collection[str] = (),
    also: Mapping[str, Any] | None = None,
    if_changed: bool = False,
    workspace_id: int | None = None,
) -> Iterator[Record]:
    """Claim a record, let the block change it, save it, and record what changed.

    `always` names fields the event tells even where they stayed the same, `also` adds facts that
    are no fields and may be filled within the block. With `if_changed` nothing is recorded where
    nothing changed. `workspace_id` is in whose log it stands, where that is not the record's own.
    A refusal within the block leaves everything as it was. Raises EditConflict.
    """
    with transaction.atomic():
        row = claim(row, version=version)
        before, people = facts(row, row.logged), facts(row, row.persons)
        yield row
        row.save()
        after = facts(row, row.logged)
        old, new = changed(before, after)
        new |= {name: after[name] for name in always} | dict(also or {})
        if facts(row, row.persons) != people:
            new["people"] = gettext("changed")
        if new or not if_changed:
            record_event(
                by=by,
                verb=verb,
                subject=row,
                workspace_id=workspace_id or workspace_of(row),
                reason=reason,
                before=old,
                after=new,
            )


def record_added(*, by: Actor | None, verb: str, row: Versioned, reason: str = "") -> None:
    """Record a row that is new, with what was said of it."""
    record_event(by=by, verb=verb, subject=row, reason=reason, after=said_of(row))


def save_new(*, by: Actor | None, verb: str, row: Record, reason: str = "") -> Record:
    """Save a row that is new, and record what was said of it: for what needs nothing else."""
    with transaction.atomic():
        row.save(force_insert=True)
        record_added(by=by, verb=verb, row=row, reason=reason)
    return row


def record_removed(*, by: Actor | None, verb: str, row: Versioned, reason: str = "") -> None:
    """Record that a row is about to be removed, with what it said."""
    record_event(by=by, verb=verb, subject=row, reason=reason, before=said_of(row))


def said_of(row: Versioned) -> dict[str, Any]:
    """What an event tells of a whole row: what is empty was not said."""
    said = facts(row, row.logged)
    return {name: value for name, value in said.items() if value not in ("", None)}


def save_changes(
    *,
    by: Actor | None,
    row: Record,
    version: int | None,
    values: Mapping[str, Any],
    verb: str,
    reason: str = "",
) -> Record:
    """Set the values, and record what changed: for what needs no further check.

    Raises EditConflict; TypeError for a name that is neither `logged` nor one of `persons`.
    """
    with changing(row, by=by, version=version, verb=verb, reason=reason) as row:
        assign(row, values, {*row.logged, *row.persons})
    return row
