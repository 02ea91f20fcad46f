"""What of self-assessments falls due, and what one finds of them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.selectors import visible_to
from begleitwerk.core.contributions import DueLine, DueRow, DueRows, DueScope, Hit
from begleitwerk.core.selectors import holding_all
from begleitwerk.fieldwork.models import Collection


def page_of(collection: Collection) -> str:
    """The page of the self-assessment a collection of answers belongs to."""
    pk = Assessment.objects.values_list("pk", flat=True).get(collection=collection)
    return reverse("assessment:assessment", args=[collection.municipality.slug, pk])


def ending(scope: DueScope) -> DueRows:
    """Open ones whose last day comes by the day, or is over: somebody has to close them."""
    rows = Assessment.objects.filter(
        municipality__workspace__in=scope.workspaces,
        state=AssessmentState.OPEN,
        collection__closes_on__lte=scope.until,
    )
    return DueRows(rows, title="title", on="collection__closes_on")


def ending_line(row: DueRow) -> DueLine:
    is_over = row.on < row.today
    return row.line(
        why=_("Answers have ended: close it and see the result") if is_over else _("Answers end"),
        verb=_("Close") if is_over else _("Look at it"),
        url=reverse("assessment:assessment", args=[row.slug, row.key]),
    )


def to_talk_about(scope: DueScope) -> DueRows:
    """Results whose planned meeting comes by the day: what was found is to be talked about."""
    rows = Assessment.objects.filter(
        municipality__workspace__in=scope.workspaces,
        state=AssessmentState.RESULT,
        consensus_meeting__on__lte=scope.until,
    )
    return DueRows(rows, title="title", note="consensus_meeting__title", on="consensus_meeting__on")


def talk_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("Talk about it: %(meeting)s") % {"meeting": row.note},
        verb=_("Prepare"),
        url=reverse("assessment:assessment", args=[row.slug, row.key]),
    )


def assessment_hits(user: User, query: str, most: int) -> list[Hit]:
    rows = visible_to(user).filter(holding_all(query, "title")).defer("result")
    rows = rows.select_related("municipality__workspace").order_by("-pk")
    return [Hit(row.title, str(row.municipality), row.get_absolute_url()) for row in rows[:most]]
