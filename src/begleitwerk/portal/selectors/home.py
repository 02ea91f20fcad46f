"""The municipality's home: where it stands, what is due, what is stuck, what comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.council import selectors as council
from begleitwerk.council.enums import PaperState
from begleitwerk.council.models import ConsultationStep, Paper, PaperBlock
from begleitwerk.goals import selectors as goals
from begleitwerk.goals.models import Measure
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.portal.selectors.cockpit import Overdue, overdue_of
from begleitwerk.processes import selectors as processes
from begleitwerk.processes.models import Meeting

SHOWN_GOALS = 7
SHOWN_DUE = 5
# Tables a paper's blocks are made of; a newer event on one of them means the data has moved.
PAPER_SOURCES = (
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


@dataclass(frozen=True)
class Home:
    standing: processes.ProcessStanding | None
    sees_process: bool
    overdue: Overdue | None
    goals: list[goals.GoalLine]
    further_goals: int
    stuck: list[Measure]
    meeting: Meeting | None
    latest: Latest | None


def home_of(municipality: Municipality, user: User, today: date) -> Home:
    """Everything the home shows to this person; what she may not see is None or empty."""
    access = access_of(user)

    def may(permission: P) -> bool:
        return access.may(permission, municipality.workspace)

    sees_goals = may(P.GOALS_VIEW) or may(P.GOALS_VIEW_RELEASED)
    lines = goals.goal_lines(municipality, user, today) if sees_goals else []
    process = processes.process_of(municipality) if may(P.PROCESS_VIEW) else None
    return Home(
        standing=processes.standing_of(process, today) if process else None,
        sees_process=may(P.PROCESS_VIEW),
        overdue=overdue_for_onlookers(municipality, may, today),
        goals=lines[:SHOWN_GOALS],
        further_goals=max(0, len(lines) - SHOWN_GOALS),
        stuck=list(goals.stuck_measures(municipality, today)[:2]) if may(P.GOALS_VIEW) else [],
        meeting=processes.next_meeting(municipality, today) if may(P.MEETINGS_VIEW) else None,
        latest=latest_paper(municipality, user, today) if sees_papers(may) else None,
    )


def overdue_for_onlookers(
    municipality: Municipality, may: Callable[[P], bool], today: date
) -> Overdue | None:
    """What the cockpit counts as overdue, for those who come from there and cannot act on it."""
    if not may(P.COCKPIT_VIEW) or may(P.GOALS_EDIT):
        return None
    found = overdue_of([municipality], today, released_only=not may(P.GOALS_VIEW))
    return found.get(municipality.pk)


def sees_papers(may: Callable[[P], bool]) -> bool:
    return may(P.PAPERS_VIEW) or may(P.PAPERS_VIEW_INTRODUCED)


def latest_paper(municipality: Municipality, user: User, today: date) -> Latest | None:
    """The newest paper with its next session, in one query."""
    ahead = ConsultationStep.objects.filter(paper=OuterRef("pk"), on__gte=today).order_by("on")
    papers: Any = council.papers_of(municipality, user, today).annotate(
        next_body=Subquery(ahead.values("body_name")[:1]), data_moved=moved_since(municipality)
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
            workspace_id=municipality.workspace_id, subject_type__in=PAPER_SOURCES, at__gt=last
        )
    )
