"""What of papers stands on the home of a municipality."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from begleitwerk.core.contributions import Look, Values
from begleitwerk.core.models import AuditEvent
from begleitwerk.council.enums import PaperState
from begleitwerk.council.models import ConsultationStep, Paper, PaperBlock
from begleitwerk.council.selectors import papers_of
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import access_of

# Tables a paper's blocks are made of; a newer event on one of them means the data has moved.
SOURCES = (
    "goals.goal",
    "goals.measure",
    "processes.process",
    "processes.phase",
    "processes.meeting",
    "processes.decision",
    "networks.body",
    "networks.bodymember",
    "programmes.engagement",
)


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
    """The newest paper with its next session, in one query."""
    ahead = ConsultationStep.objects.filter(paper=OuterRef("pk"), on__gte=look.today).order_by("on")
    papers: Any = papers_of(look.subject, look.user, look.today).annotate(
        next_body=Subquery(ahead.values("body_name")[:1]), data_moved=moved_since(look.subject)
    )
    paper = papers.order_by("-created_at", "-pk").first()
    if paper is None:
        return None
    is_open = paper.state in (PaperState.DRAFT, PaperState.REVIEW)
    return Latest(
        paper=paper,
        session=paper.next_session,
        session_body=paper.next_body or "",
        has_moved=is_open and paper.data_moved,
    )


def moved_since(municipality: Municipality) -> Exists:
    """Whether anything the blocks are made of changed after the last one was taken.

    One cheap question for the overview; the paper's own page compares block by block.
    """
    taken = PaperBlock.objects.filter(paper=OuterRef(OuterRef("pk")), taken_at__isnull=False)
    last = Subquery(taken.order_by("-taken_at").values("taken_at")[:1])
    return Exists(
        AuditEvent.objects.filter(
            workspace_id=municipality.workspace_id, subject_type__in=SOURCES, at__gt=last
        )
    )


def brief(look: Look) -> Values | None:
    return {} if look.user.has_perm("council.view_brief", look.subject) else None
