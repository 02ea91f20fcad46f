"""The audit chain: one event per decision, each sealed with the digest of the one before."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import EllipsisType
from typing import Any, Protocol

from django.db import models, transaction
from django.utils import timezone

from begleitwerk.core.models import AuditEvent, AuditHead
from begleitwerk.engine import canonical

SEALED = (
    "number",
    "at",
    "actor_id",
    "actor_role",
    "verb",
    "subject_type",
    "subject_id",
    "subject_label",
    "workspace_id",
    "reason",
    "before",
    "after",
    "previous",
)


# True while events wait for the end of a long transaction before they join the chain.
_waiting: ContextVar[bool] = ContextVar("waiting", default=False)


class Actor(Protocol):
    """Whoever acts: a user, or None for the system itself."""

    pk: Any


@dataclass(frozen=True)
class ChainFault:
    """What `verify_chain` found: the number of the event and what is wrong with it."""

    number: int
    what: str


def plain(value: Any) -> Any:
    """A value as JSON can hold it, the same in every run."""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def digest_of(event: AuditEvent) -> str:
    sealed = {name: plain(getattr(event, name)) for name in SEALED}
    return canonical.digest_of(sealed)


def snapshot(instance: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """The named fields of a row as JSON values; foreign keys as `name_id`."""
    return {name: plain(getattr(instance, name)) for name in fields}


def facts(instance: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """The named fields as a history can tell them: of other records their names, or what they
    call themselves there (`in_log`), so that it stays readable when they are gone; of several
    records a list."""
    return {name: _fact(getattr(instance, name)) for name in fields}


def _fact(value: Any) -> Any:
    if isinstance(value, models.Manager):
        return [_fact(row) for row in value.all()]
    return getattr(value, "in_log", str(value)) if isinstance(value, models.Model) else plain(value)


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both snapshots without what stayed the same."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def record_event(
    *,
    by: Actor | None,
    verb: str,
    subject: models.Model,
    workspace_id: int | EllipsisType | None = ...,
    role: str = "",
    reason: str = "",
    label: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add an event to the chain, inside the transaction of the decision it records.

    It stands in the log of the workspace the subject belongs to, unless another one is named.
    That of a part (`part_of`) is about the whole and names the part.
    `label` names the subject where its own name must not be kept (persons); a record whose
    name never may be says another one in `log_label`. The head of the chain is locked until that
    transaction ends, so that no two events share a predecessor: whoever records many does it
    within `recorded_together`.
    """
    if whole := getattr(subject, "part_of", ""):
        after = {"part": str(subject), **(after or {})}
        subject = getattr(subject, whole)
    event = AuditEvent(
        at=timezone.now(),
        actor_id=by.pk if by else None,
        actor_role=role,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=(label or getattr(subject, "log_label", "") or str(subject))[:300],
        workspace_id=workspace_of(subject) if workspace_id is ... else workspace_id,
        reason=reason,
        before=plain(before or {}),
        after=plain(after or {}),
    )
    if _waiting.get():
        event.save(force_insert=True)
        return event
    with transaction.atomic():
        chain([event])
        event.save(force_insert=True)
    return event


def chain(events: Iterable[AuditEvent]) -> None:
    """Number and seal them behind the last event; the head stays locked until the commit."""
    head = AuditHead.objects.select_for_update().get_or_create(pk=1)[0]
    for event in events:
        event.number, event.previous = head.number + 1, head.digest
        event.digest = digest_of(event)
        head.number, head.digest = event.number, event.digest
    head.save(update_fields=["number", "digest"])


@contextmanager
def recorded_together() -> Iterator[None]:
    """Within a transaction that records many events: they join the chain at its end, all at once.

    So everybody else waits for the head of the chain as long as that takes, not as long as the
    work does. What is rolled back takes its events along. Nobody but this transaction sees an event
    without a number.
    """
    token = _waiting.set(True)
    try:
        yield
    finally:
        _waiting.reset(token)
    if _waiting.get():
        return
    with transaction.atomic():
        waiting = AuditEvent.objects.filter(number=None).order_by("pk")
        if events := list(waiting):
            waiting.delete()
            chain(events)
            AuditEvent.objects.bulk_create(events, batch_size=200)


def workspace_of(subject: models.Model) -> int | None:
    """The id of the workspace in whose log a record stands, None for what belongs to none.

    A record says it by `log_workspace_id`, or it is, has or belongs to a municipality.
    """
    for name in ("log_workspace_id", "workspace_id"):
        if (found := getattr(subject, name, None)) is not None:
            return int(found)
    place = getattr(subject, "municipality", None)
    if place is not None:
        return int(place.workspace_id)
    space = getattr(subject, "workspace", None)
    return int(space.pk) if space is not None else None


def verify_chain() -> Iterator[ChainFault]:
    """Walk the whole chain and yield every event that was changed, removed or put in."""
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    number, digest = 0, ""
    for event in AuditEvent.objects.filter(number=None):
        yield ChainFault(0, f"stands outside the chain: {event.verb}, {event.subject_label}")
    chained = AuditEvent.objects.exclude(number=None).order_by("number")
    for event in chained.iterator(chunk_size=2000):
        found = int(event.number or 0)
        if found != number + 1:
            yield ChainFault(found, f"events {number + 1} to {found - 1} are missing")
        elif event.previous != digest:
            yield ChainFault(found, "does not follow the event before it")
        if digest_of(event) != event.digest:
            yield ChainFault(found, f"was changed: {event.verb}, {event.subject_label}")
        number, digest = found, event.digest
    if (number, digest) != (head.number, head.digest):
        yield ChainFault(head.number, f"the chain ends at {number}, its head says {head.number}")
