"""Comments on a record, and the record behind an address."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from begleitwerk.accounts.models import User
from begleitwerk.comments.models import Comment
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import within, workspaces_with
from begleitwerk.processes.models import Decision, Meeting

# What can be commented on, as addresses call it.
KINDS: dict[str, type[Goal] | type[Measure] | type[Decision] | type[Meeting]] = {
    "ziel": Goal,
    "massnahme": Measure,
    "beschluss": Decision,
    "sitzung": Meeting,
}


def visible_to(user: User) -> QuerySet[Comment]:
    """Comments on what a person reads from the inside."""
    goals = within(workspaces_with(user, Permission.GOALS_VIEW), "municipality")
    meetings = within(workspaces_with(user, Permission.MEETINGS_VIEW), "municipality")
    on_goal = Q(goal__isnull=False) | Q(measure__isnull=False)
    return Comment.objects.filter((goals & on_goal) | (meetings & ~on_goal))


def subject_or_404(municipality: Municipality, kind: str, pk: int) -> Any:
    """The record of this municipality that is to be commented on."""
    if kind not in KINDS:
        raise Http404
    rows: QuerySet[Any] = KINDS[kind]._default_manager.filter(municipality=municipality)
    return get_object_or_404(rows.select_related("municipality__workspace"), pk=pk)


def comment_or_404(municipality: Municipality, pk: int) -> Comment:
    rows = Comment.objects.select_related(
        "municipality__workspace", "goal", "measure", "decision", "meeting"
    )
    return get_object_or_404(rows, municipality=municipality, pk=pk)


def comments_on(**subject: Any) -> QuerySet[Comment]:
    """What was said about a record, in the order of time."""
    rows = Comment.objects.filter(**subject).select_related("author", "municipality__workspace")
    return rows.order_by("written_at", "pk")


def comments_at(meeting: Meeting) -> QuerySet[Comment]:
    """What was said about a meeting and its decisions."""
    rows = Comment.objects.filter(Q(meeting=meeting) | Q(decision__meeting=meeting))
    rows = rows.select_related("author", "municipality__workspace", "decision")
    return rows.order_by("written_at", "pk")


def decisions_at(meeting: Meeting) -> list[Decision]:
    """The decisions of a meeting, which are its municipality's."""
    rows = list(meeting.decisions.all())
    for row in rows:
        row.municipality = meeting.municipality
    return rows
