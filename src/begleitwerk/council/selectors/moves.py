"""When live data moved last, and why: read from the log of decisions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.apps import apps
from django.db.models import Q

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.council.enums import BlockKind
from begleitwerk.council.models import Paper, PaperBlock

# Which records a kind of block rests on.
RESTS_ON: dict[BlockKind, tuple[str, ...]] = {
    BlockKind.PROGRAMME: ("programmes.",),
    BlockKind.REASON: ("processes.process",),
    BlockKind.PHASES: ("processes.phase",),
    BlockKind.BODIES: ("networks.",),
    BlockKind.MEETINGS: ("processes.meeting", "processes.decision"),
    BlockKind.GOALS: ("goals.",),
    BlockKind.MEASURES: ("goals.measure",),
    BlockKind.COSTS: ("goals.measure",),
    BlockKind.OUTLOOK: ("processes.process", "processes.phase"),
}


# Of what a programme records in its own log, a paper tells these.
OF_PROGRAMME = frozenset(
    {
        "programmes.programme",
        "programmes.edition",
        "programmes.editiontheme",
        "processes.meeting",
        "processes.decision",
    }
)


@cache
def _kinds() -> tuple[str, ...]:
    """All kinds of records an event can be about."""
    return tuple(model._meta.label_lower for model in apps.get_models())


@dataclass(frozen=True)
class Move:
    """The latest recorded change: when, on what, why, and who made it."""

    at: datetime
    label: str
    reason: str
    actor_id: int | None


def latest_moves(paper: Paper, blocks: Sequence[PaperBlock]) -> dict[int, Move]:
    """For each block the latest change of its data since it was taken, in one query.

    One with a reason goes before one without. Blocks are missing where nothing was recorded:
    then only time has passed.
    """
    taken = [block.taken_at for block in blocks if block.taken_at]
    if not taken:
        return {}
    prefixes = {prefix for block in blocks for prefix in RESTS_ON.get(BlockKind(block.kind), ())}
    events = _events(paper, min(taken), prefixes)
    return {
        block.pk: _told(event)
        for block in blocks
        if (event := _first(events, RESTS_ON[BlockKind(block.kind)], block.taken_at))
    }


def cost_moves(paper: Paper) -> Move | None:
    """The latest change of a measure since the paper was last changed or made."""
    prefixes = RESTS_ON[BlockKind.COSTS]
    events = _events(paper, paper.created_at, prefixes)
    event = _first([row for row in events if "cost" in row.after], prefixes, None)
    return _told(event) if event else None


def _events(paper: Paper, since: datetime, prefixes: Iterable[str]) -> list[AuditEvent]:
    """Events about the paper's municipality and its programme, newest first."""
    about = [name for name in _kinds() if name.startswith(tuple(prefixes))]
    where = Q(workspace_id=paper.municipality.workspace_id, subject_type__in=about)
    if paper.process:
        shared = [name for name in about if name in OF_PROGRAMME]
        programme = paper.process.engagement.edition.programme
        where |= Q(workspace_id=programme.workspace_id, subject_type__in=shared)
    rows = AuditEvent.objects.filter(where, at__gt=since)
    return list(rows.order_by("-number")[:200])


def _first(
    events: Iterable[AuditEvent], prefixes: tuple[str, ...], since: datetime | None
) -> AuditEvent | None:
    fitting = [
        event
        for event in events
        if event.subject_type.startswith(prefixes) and (since is None or event.at > since)
    ]
    with_reason = [event for event in fitting if event.reason]
    return next(iter(with_reason or fitting), None)


def function_of(actor_id: int | None) -> str:
    """The function of whoever made a change, as it is called today."""
    if actor_id is None:
        return ""
    return User.objects.filter(pk=actor_id).values_list("function", flat=True).first() or ""


def _told(event: AuditEvent) -> Move:
    return Move(event.at, event.subject_label, event.reason, event.actor_id)
