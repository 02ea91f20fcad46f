"""What is due in a workspace: one query over everything that has a day and a verb."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, F, Min, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.council.enums import PaperState
from begleitwerk.council.models import Paper
from begleitwerk.goals.enums import GoalState
from begleitwerk.goals.models import Goal
from begleitwerk.goals.selectors import open_measures
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import Access
from begleitwerk.portal.selectors.due_selection import (
    applications,
    decisions,
    invitations,
    own_reviews,
    proposals,
    selection_words,
)
from begleitwerk.processes.models import Meeting
from begleitwerk.processes.selectors import ahead, open_phases, unrecorded_meetings

HORIZON = timedelta(days=30)
MOST = 200


@dataclass(frozen=True)
class DueLine:
    """When, what, why, verb."""

    on: date
    what: str
    why: str
    verb: str
    url: str


Row = tuple[str, int, str, str, date]


def columns(rows: QuerySet, kind: str, title: str, note: str, on: str) -> QuerySet:  # type: ignore[type-arg]
    """The same five columns of every kind: kind, id, title, note, day."""
    named: QuerySet = rows.annotate(  # type: ignore[type-arg]
        due_kind=Value(kind, output_field=CharField()),
        due_title=F(title),
        due_note=F(note) if note else Value("", output_field=CharField()),
        due_day=F(on),
    )
    return named.values_list("due_kind", "pk", "due_title", "due_note", "due_day")


def measures(space: Workspace, until: date, person: int) -> QuerySet:  # type: ignore[type-arg]
    rows = open_measures().filter(municipality__workspace=space, due_on__lte=until)
    return columns(rows, "measure", "title", "goal__title", "due_on")


def goals(space: Workspace, until: date, person: int) -> QuerySet:  # type: ignore[type-arg]
    rows = Goal.objects.filter(
        municipality__workspace=space, state=GoalState.OPEN, next_on__lte=until
    )
    return columns(rows.order_by(), "goal", "title", "next_step", "next_on")


def meetings(space: Workspace, until: date, person: int) -> QuerySet:  # type: ignore[type-arg]
    rows = Meeting.objects.filter(
        ahead(until - HORIZON), municipality__workspace=space, on__lte=until
    )
    return columns(rows.order_by(), "meeting", "title", "place", "on")


def unrecorded(space: Workspace, until: date, person: int) -> QuerySet:  # type: ignore[type-arg]
    rows = unrecorded_meetings(until - HORIZON).filter(municipality__workspace=space)
    return columns(rows, "unrecorded", "title", "place", "on")


def phases(space: Workspace, until: date, person: int) -> QuerySet:  # type: ignore[type-arg]
    rows = open_phases().filter(municipality__workspace=space, planned_end__lte=until)
    return columns(rows, "phase", "name", "", "planned_end")


def papers(space: Workspace, until: date, state: PaperState, kind: str) -> QuerySet:  # type: ignore[type-arg]
    rows = Paper.objects.filter(municipality__workspace=space, state=state)
    first = rows.annotate(session=Min("steps__on")).filter(session__lte=until)
    return columns(first.order_by(), kind, "title", "reference", "session")


def drafts(space: Workspace, until: date, person: int) -> QuerySet:  # type: ignore[type-arg]
    return papers(space, until, PaperState.DRAFT, "draft")


def reviews(space: Workspace, until: date, person: int) -> QuerySet:  # type: ignore[type-arg]
    return papers(space, until, PaperState.REVIEW, "review")


# Who may act on it sees it as due. The programme office edits meetings, but only its own.
Builder = Callable[[Workspace, date, int], QuerySet]  # type: ignore[type-arg]
KINDS: tuple[tuple[tuple[P, ...], Builder], ...] = (
    ((P.GOALS_EDIT,), measures),
    ((P.GOALS_EDIT,), goals),
    ((P.MEETINGS_VIEW, P.MEETINGS_EDIT), meetings),
    ((P.MEETINGS_VIEW, P.MEETINGS_EDIT), unrecorded),
    ((P.PROCESS_EDIT,), phases),
    ((P.PAPERS_EDIT,), drafts),
    ((P.PAPERS_RELEASE,), reviews),
    ((P.APPLICATION_EDIT,), invitations),
    ((P.APPLICATION_EDIT,), applications),
    ((P.SELECTION_REVIEW,), own_reviews),
    ((P.SELECTION_CONFIRM,), decisions),
    ((P.SELECTION_EDIT,), proposals),
)
SELECTION_KINDS = frozenset({"invitation", "application", "own_review", "decision", "proposal"})


def kinds_for(space: Workspace, access: Access) -> list[Builder]:
    """What can fall due for this person here; nothing for those who only read."""
    return [
        build
        for permissions, build in KINDS
        if all(access.may(permission, space) for permission in permissions)
    ]


def due_lines(space: Workspace, access: Access, today: date) -> list[DueLine]:
    """Everything due until `HORIZON`, the longest overdue first, in one query."""
    until = today + HORIZON
    person = access.memberships[0].user_id if access.memberships else 0
    parts = [build(space, until, person) for build in kinds_for(space, access)]
    if not parts:
        return []
    first, *rest = parts
    rows: list[Row] = list(first.union(*rest, all=True).order_by("due_day")[:MOST])
    return [in_words(space.slug, row) for row in rows]


def in_words(slug: str, row: Row) -> DueLine:
    kind, pk, title, note, on = row
    if kind in SELECTION_KINDS:
        return DueLine(on, title, *selection_words(kind, slug, pk, note))
    if kind == "measure":
        url = reverse("goals:measure_report", args=[slug, pk])
        return DueLine(on, title, _("Measure for: %(goal)s") % {"goal": note}, _("Report"), url)
    if kind == "goal":
        url = reverse("goals:goal_report", args=[slug, pk])
        return DueLine(on, title, note or _("Goal without a new report"), _("Report"), url)
    if kind == "unrecorded":
        url = reverse("processes:meeting_hold", args=[slug, pk])
        return DueLine(on, title, _("The result is not recorded yet"), _("Record result"), url)
    if kind == "meeting":
        url = reverse("processes:meeting", args=[slug, pk])
        return DueLine(on, title, note or _("Meeting"), _("Open meeting"), url)
    if kind == "phase":
        why = _("The phase ends. Close it or shift its dates.")
        return DueLine(
            on, title, why, _("Shift phase"), reverse("processes:phase_shift", args=[slug, pk])
        )
    url = reverse("council:paper", args=[slug, pk])
    what = f"{note} {title}".strip()
    if kind == "review":
        return DueLine(on, what, _("Paper waits for your release"), _("Check and release"), url)
    return DueLine(on, what, _("Draft, first session on this day"), _("Open paper"), url)
