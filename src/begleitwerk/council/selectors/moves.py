"""When live data moved last, and why: read from the log of decisions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.council.enums import BlockKind
from begleitwerk.council.models import Paper, PaperBlock
from begleitwerk.programmes.models import Programme

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


@dataclass(frozen=True)
class Move:
    """The latest recorded change: when, on what, why, and the function of who made it."""

    at: datetime
    label: str
    reason: str
    actor: str


def latest_moves(paper: Paper, blocks: Sequence[PaperBlock]) -> dict[int, Move]:
    """For each block the latest change of its data since it was taken, in two queries.

    One with a reason goes before one without. Blocks are missing where nothing was recorded:
    then only time has passed.
    """
    taken = [block.taken_at for block in blocks if block.taken_at]
    if not taken:
        return {}
    prefixes = {prefix for block in blocks for prefix in RESTS_ON.get(BlockKind(block.kind), ())}
    events = _events(paper, min(taken), prefixes)
    chosen = {
        block.pk: event
        for block in blocks
        if (event := _first(events, RESTS_ON[BlockKind(block.kind)], block.taken_at))
    }
    return _told(chosen)


def cost_moves(paper: Paper) -> Move | None:
    """The latest change of a measure since the paper was last changed or made."""
    prefixes = RESTS_ON[BlockKind.COSTS]
    events = _events(paper, paper.created_at, prefixes)
    event = _first([row for row in events if "cost" in row.after], prefixes, None)
    return _told({0: event}).get(0) if event else None


def _events(paper: Paper, since: datetime, prefixes: Iterable[str]) -> list[AuditEvent]:
    """Events about the paper's municipality and its programme, newest first."""
    about = Q()
    for prefix in prefixes:
        about |= Q(subject_type__startswith=prefix)
    where = Q(workspace_id=paper.municipality.workspace_id)
    if paper.process:
        programmes = Programme.objects.filter(
            editions__engagements=paper.process.engagement_id
        ).values("workspace")
        where |= Q(workspace_id__in=programmes)
    rows = AuditEvent.objects.filter(where, about, at__gt=since)
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


def _told(events: dict[int, AuditEvent]) -> dict[int, Move]:
    ids = {event.actor_id for event in events.values() if event.actor_id}
    people = User.objects.filter(pk__in=ids).values_list("pk", "function") if ids else []
    functions = dict(people)
    return {
        key: Move(
            event.at, event.subject_label, event.reason, functions.get(event.actor_id or 0, "")
        )
        for key, event in events.items()
    }
