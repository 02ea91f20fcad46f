"""The municipality's home: where it stands, what is due, what is stuck, what comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.council import selectors as council
from begleitwerk.council.enums import PaperState
from begleitwerk.council.models import Paper
from begleitwerk.goals import selectors as goals
from begleitwerk.goals.models import Measure
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import access_of
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
        goals=lines[:SHOWN_GOALS],
        further_goals=max(0, len(lines) - SHOWN_GOALS),
        stuck=list(goals.stuck_measures(municipality, today)[:2]) if may(P.GOALS_VIEW) else [],
        meeting=processes.next_meeting(municipality, today) if may(P.MEETINGS_VIEW) else None,
        latest=latest_paper(municipality, user, today) if sees_papers(may) else None,
    )


def sees_papers(may: Callable[[P], bool]) -> bool:
    return may(P.PAPERS_VIEW) or may(P.PAPERS_VIEW_INTRODUCED)


def latest_paper(municipality: Municipality, user: User, today: date) -> Latest | None:
    papers = council.papers_of(municipality, user, today).order_by("-created_at")
    paper = papers.prefetch_related("steps", "blocks").first()
    if paper is None:
        return None
    ahead = [step for step in paper.steps.all() if step.on and step.on >= today]
    step = min(ahead, key=lambda step: step.on or date.max, default=None)
    return Latest(
        paper=paper,
        session=step.on if step else None,
        session_body=step.body_name if step else "",
        has_moved=has_moved(paper),
    )


def has_moved(paper: Paper) -> bool:
    """Whether anything the blocks are made of changed after the last one was taken.

    One cheap question for the overview; the paper's own page compares block by block.
    """
    if paper.state not in (PaperState.DRAFT, PaperState.REVIEW):
        return False
    taken = [block.taken_at for block in paper.blocks.all() if block.taken_at]
    if not taken:
        return False
    return AuditEvent.objects.filter(
        workspace_id=paper.municipality.workspace_id,
        subject_type__in=PAPER_SOURCES,
        at__gt=max(taken),
    ).exists()
