"""What of self-assessments falls due, and what one finds of them."""

from django.db.models import Case, CharField, Exists, OuterRef, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.presenters import answered_words
from begleitwerk.assessment.selectors import figures, visible_to
from begleitwerk.assessment.selectors.consensus import UNDECIDED
from begleitwerk.core.contributions import DueLine, DueRow, DueRows, DueScope, Hit
from begleitwerk.core.selectors import holding_all
from begleitwerk.fieldwork.models import Collection


def page_of(collection: Collection, name: str = "assessment") -> str:
    """The page of the self-assessment a collection of answers belongs to."""
    pk = Assessment.objects.values_list("pk", flat=True).get(collection=collection)
    return reverse(f"assessment:{name}", args=[collection.municipality.slug, pk])


def close_page_of(collection: Collection) -> str:
    """The page on which its answers are closed."""
    return page_of(collection, "close")


def ending(scope: DueScope) -> DueRows:
    """Open ones whose last day comes by the day, or is over: somebody has to close them.

    Their note says how many came, how many were asked, and whether a link for many leads in.
    """
    rows = Assessment.objects.filter(
        municipality__workspace__in=scope.workspaces,
        state=AssessmentState.OPEN,
        collection__closes_on__lte=scope.until,
    ).annotate(**figures())
    link = Case(When(by_link=True, then=Value("link")), default=Value(""))
    parts = (Cast("came", CharField()), Value(" "), Cast("asked", CharField()), Value(" "), link)
    told = rows.annotate(told=Concat(*parts, output_field=CharField()))
    return DueRows(told, title="title", note="told", on="collection__closes_on")


def ending_line(row: DueRow) -> DueLine:
    came, asked, *link = row.note.split()
    answered = answered_words(came=int(came), asked=int(asked), by_link=bool(link))
    is_over = row.on < row.today
    words = _("Answers have ended: close it and see the result") if is_over else _("Answers end")
    return row.line(
        why=f"{words}. {answered}",
        verb=_("Close") if is_over else _("Look at it"),
        url=reverse(f"assessment:{'close' if is_over else 'assessment'}", args=[row.slug, row.key]),
    )


def to_talk_about(scope: DueScope) -> DueRows:
    """Results whose planned meeting comes by the day, and of which something is still open."""
    left = Finding.objects.filter(assessment=OuterRef("pk"), state__in=UNDECIDED)
    rows = Assessment.objects.filter(
        Exists(left),
        municipality__workspace__in=scope.workspaces,
        state=AssessmentState.RESULT,
        consensus_meeting__on__lte=scope.until,
    )
    return DueRows(rows, title="title", note="consensus_meeting__title", on="consensus_meeting__on")


def talk_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("Talk about it: %(meeting)s") % {"meeting": row.note},
        verb=_("Prepare"),
        url=reverse("assessment:talk", args=[row.slug, row.key]),
    )


def assessment_hits(user: User, query: str, most: int) -> list[Hit]:
    rows = visible_to(user).filter(holding_all(query, "title")).defer("result")
    rows = rows.select_related("municipality__workspace").order_by("-pk")
    return [Hit(row.title, str(row.municipality), row.get_absolute_url()) for row in rows[:most]]
