"""What of papers stands on the home of a municipality."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, OuterRef, Subquery

from begleitwerk.core.contributions import Look, Values, paper_parts
from begleitwerk.core.models import AuditEvent
from begleitwerk.council.enums import PaperState
from begleitwerk.council.models import ConsultationStep, Paper, PaperBlock
from begleitwerk.council.selectors import visible_to
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import access_of


@dataclass(frozen=True)
class Latest:
    """The newest paper: its next session, and whether the data behind it has moved since."""

    paper: Paper
    session: date | None
    session_body: str
    has_moved: bool


def latest(look: Look) -> Values | None:
    access, space = access_of(look.user), look.subject.workspace
    if not (access.may(P.PAPERS_VIEW, space) or access.may(P.PAPERS_VIEW_INTRODUCED, space)):
        return None
    found = latest_of(look)
    return {"latest": found} if found else None


def latest_of(look: Look) -> Latest | None:
    """The newest paper with its next session, in one query.

    Whether anything its blocks are made of changed after the last one was taken is one cheap
    question; the paper's own page compares block by block.
    """
    ahead = ConsultationStep.objects.filter(paper=OuterRef("pk"), on__gte=look.today)
    ahead = ahead.order_by("on", "position")
    taken = PaperBlock.objects.filter(paper=OuterRef("pk"), taken_at__isnull=False)
    newest = visible_to(look.user).filter(municipality=look.subject)
    key = Subquery(newest.order_by("-created_at", "-pk").values("pk")[:1])
    papers: Any = Paper.objects.filter(pk=key).annotate(
        next_session=Subquery(ahead.values("on")[:1]),
        next_body=Subquery(ahead.values("body_name")[:1]),
        taken_at=Subquery(taken.order_by("-taken_at").values("taken_at")[:1]),
        changed_at=last_change(look.subject),
    )
    paper = papers.select_related("municipality__workspace").first()
    if paper is None:
        return None
    is_open = paper.state in (PaperState.DRAFT, PaperState.REVIEW)
    has_moved = bool(paper.taken_at and paper.changed_at and paper.changed_at > paper.taken_at)
    return Latest(
        paper=paper,
        session=paper.next_session,
        session_body=paper.next_body or "",
        has_moved=is_open and has_moved,
    )


def last_change(municipality: Municipality) -> Subquery:
    """When something that papers tell of was last changed here."""
    sources = {name for part in paper_parts.on() for name in part.rests_on}
    events = AuditEvent.objects.filter(
        workspace_id=municipality.workspace_id, subject_type__in=sources
    )
    return Subquery(
        events.order_by().values("workspace_id").annotate(at_last=Max("at")).values("at_last")
    )


def brief(look: Look) -> Values | None:
    return {} if look.user.has_perm("council.view_brief", look.subject) else None
