"""When live data moved last, and why: read from the log of decisions."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import PaperPart, paper_parts
from begleitwerk.core.models import AuditEvent
from begleitwerk.council.models import Paper, PaperBlock


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
    rests_on = {part.kind: part.rests_on for part in paper_parts.on()}
    found = [(block, block.taken_at) for block in blocks if block.taken_at]
    if not found:
        return {}
    about = {name for block, _taken in found for name in rests_on[block.kind]}
    events = _events(paper, min(taken for _block, taken in found), about)
    return {
        block.pk: _told(event)
        for block, taken in found
        if (
            event := _first(
                row for row in events if row.subject_type in rests_on[block.kind] and row.at > taken
            )
        )
    }


def cost_moves(paper: Paper, part: PaperPart) -> Move | None:
    """The latest change of what the part sums up since the paper was made."""
    events = _events(paper, paper.created_at, part.rests_on)
    event = _first(row for row in events if part.sums in row.after)
    return _told(event) if event else None


def _events(paper: Paper, since: datetime, about: Collection[str]) -> list[AuditEvent]:
    """Events about the paper's municipality and its programme, newest first."""
    where = Q(workspace_id=paper.municipality.workspace_id, subject_type__in=about)
    if paper.process:
        programme = paper.process.engagement.edition.programme
        shared = shared_kinds().intersection(about)
        where |= Q(workspace_id=programme.workspace_id, subject_type__in=shared)
    rows = AuditEvent.objects.filter(where, at__gt=since)
    return list(rows.order_by("-number")[:200])


def shared_kinds() -> frozenset[str]:
    """Kinds of records of which papers tell what stands in the log of the programme."""
    return frozenset(name for part in paper_parts.on() for name in part.shared)


def _first(events: Iterable[AuditEvent]) -> AuditEvent | None:
    fitting = list(events)
    return next(iter([event for event in fitting if event.reason] or fitting), None)


def function_of(actor_id: int | None) -> str:
    """The function of whoever made a change, as it is called today."""
    if actor_id is None:
        return ""
    return User.objects.filter(pk=actor_id).values_list("function", flat=True).first() or ""


def _told(event: AuditEvent) -> Move:
    return Move(event.at, event.subject_label, event.reason, event.actor_id)
