"""What of goals falls due, and what one finds of them."""

from datetime import timedelta

from django.db.models import DateField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment
from begleitwerk.core.contributions import DueLine, DueRow, DueRows, DueScope, Hit, Rows
from begleitwerk.core.selectors import holding_all
from begleitwerk.goals.enums import GoalState
from begleitwerk.goals.models import Goal
from begleitwerk.goals.selectors import (
    measures_visible_to,
    open_measures,
    urgent_unanswered,
    visible_to,
)
from begleitwerk.municipalities.models import Municipality


def due_measures(scope: DueScope) -> DueRows:
    """Measures that are not over and should be by the day."""
    rows = open_measures(released_only=scope.released_only).filter(
        municipality__workspace__in=scope.workspaces, due_on__lte=scope.until
    )
    return DueRows(rows, title="title", note="goal__title", on="due_on")


def measure_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("Measure for: %(goal)s") % {"goal": row.note},
        verb=_("Report"),
        url=reverse("goals:measure_report", args=[row.slug, row.key]),
    )


def due_goals(scope: DueScope) -> DueRows:
    """Open goals whose next date comes by the day."""
    rows = Goal.objects.filter(
        municipality__workspace__in=scope.workspaces,
        state=GoalState.OPEN,
        next_on__lte=scope.until,
    )
    return DueRows(rows, title="title", note="next_step", on="next_on")


def goal_line(row: DueRow) -> DueLine:
    return row.line(
        why=row.note or _("Goal without a new report"),
        verb=_("Report"),
        url=reverse("goals:goal_report", args=[row.slug, row.key]),
    )


# A need called the first of all ought to have a goal within four weeks of being agreed.
TIME_TO_ANSWER = timedelta(days=28)


def due_needs(scope: DueScope) -> DueRows:
    """Self-assessments with findings of priority 1 that nothing answers: one line each."""
    first = urgent_unanswered().filter(assessment=OuterRef("pk")).order_by("agreed_on", "pk")
    rows = Assessment.objects.filter(
        municipality__workspace__in=scope.workspaces,
        state__in=(AssessmentState.RESULT, AssessmentState.RELEASED),
    )
    rows = rows.annotate(agreed=Subquery(first.values("agreed_on")[:1]))
    by = Cast(F("agreed") + TIME_TO_ANSWER, DateField())
    rows = rows.annotate(answer_by=by).filter(answer_by__lte=scope.until)
    return DueRows(rows, title="title", on="answer_by")


def needs_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("Needs of the first priority without a goal"),
        verb=_("Derive goals"),
        url=reverse("goals:needs", args=[row.slug]),
    )


def own_place(scope: DueScope) -> Rows:
    """The municipality a file of measures is about."""
    return Municipality.objects.filter(workspace__in=scope.workspaces)


def measures_file(slug: str, subject: int, number: int) -> str:
    return reverse("goals:measures_import_report", args=[slug, number])


# --- Search ---------------------------------------------------------------------------------------


def goal_hits(user: User, query: str, most: int) -> list[Hit]:
    rows = visible_to(user).filter(holding_all(query, "title", "description"))
    return [
        Hit(row.title, str(row.municipality), row.get_absolute_url())
        for row in rows.select_related("municipality__workspace")[:most]
    ]


def measure_hits(user: User, query: str, most: int) -> list[Hit]:
    rows = measures_visible_to(user).filter(holding_all(query, "title", "description", "owner"))
    return [
        Hit(row.title, f"{row.municipality}, {row.owner}", row.get_absolute_url())
        for row in rows.select_related("municipality__workspace")[:most]
    ]
