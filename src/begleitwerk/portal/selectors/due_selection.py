"""What a selection makes due: replies, applications, reviews, decisions that wait.

An invitation is work from the day it comes, so these lines stand there however far the day is.
"""

from datetime import date

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from begleitwerk.municipalities.models import Workspace
from begleitwerk.selection.enums import (
    OPEN_TO_EDIT,
    CandidacyState,
    DecisionState,
    ReviewState,
    RoundState,
    RunState,
)
from begleitwerk.selection.models import Candidacy, Review, SelectionDecision, SelectionRun

Columns = QuerySet  # kind, id, title, note, day
TO_DO = (ReviewState.ASSIGNED, ReviewState.OPEN)


def invitations(space: Workspace, until: date, person: int) -> Columns:  # type: ignore[type-arg]
    """An invitation nobody answered yet."""
    rows = Candidacy.objects.filter(
        municipality__workspace=space,
        state=CandidacyState.INVITED,
        application__isnull=True,
        reply_by__isnull=False,
    )
    return named(rows, "invitation", title=F("round__name"), on=F("reply_by"))


def applications(space: Workspace, until: date, person: int) -> Columns:  # type: ignore[type-arg]
    """An application that is being written, or came back incomplete."""
    rows = Candidacy.objects.filter(
        municipality__workspace=space,
        application__state__in=OPEN_TO_EDIT,
        state__in=(CandidacyState.INVITED, CandidacyState.APPLIED),
        round__apply_until__isnull=False,
    )
    return named(rows, "application", title=F("round__name"), on=F("round__apply_until"))


def own_reviews(space: Workspace, until: date, person: int) -> Columns:  # type: ignore[type-arg]
    """Applications this person reviews."""
    rows = Review.objects.filter(
        reviewer_id=person,
        position__isnull=False,
        state__in=TO_DO,
        candidacy__round__edition__programme__workspace=space,
        candidacy__round__review_until__isnull=False,
    )
    return named(
        rows,
        "own_review",
        title=F("candidacy__municipality__name"),
        note=F("candidacy__round__name"),
        on=F("candidacy__round__review_until"),
    )


def decisions(space: Workspace, until: date, person: int) -> Columns:  # type: ignore[type-arg]
    """Decisions another person prepared; known by their round, whose page leads on."""
    rows = SelectionDecision.objects.filter(
        run__round__edition__programme__workspace=space, state=DecisionState.PROPOSED
    ).exclude(proposed_by_id=person)
    return named(
        rows,
        "decision",
        key="run__round_id",
        title=F("run__round__name"),
        on=TruncDate("proposed_at"),
    )


def proposals(space: Workspace, until: date, person: int) -> Columns:  # type: ignore[type-arg]
    """A calculation found a selection and nobody has taken it up; the newest of each round."""
    newest = SelectionRun.objects.filter(round=OuterRef("round"), state=RunState.DONE)
    rows = SelectionRun.objects.filter(
        round__edition__programme__workspace=space,
        state=RunState.DONE,
        decision__isnull=True,
        pk=Subquery(newest.order_by("-pk").values("pk")[:1]),
    ).exclude(round__state=RoundState.CLOSED)
    return named(
        rows,
        "proposal",
        key="round_id",
        title=F("round__name"),
        on=TruncDate("finished_at"),
    )


def named(
    rows: QuerySet,  # type: ignore[type-arg]
    kind: str,
    *,
    title: F,
    on: F | TruncDate,
    note: F | None = None,
    key: str = "pk",
) -> Columns:  # type: ignore[type-arg]
    columns: Columns = rows.order_by().annotate(  # type: ignore[type-arg]
        due_kind=Value(kind, output_field=CharField()),
        due_title=title,
        due_note=note or Value("", output_field=CharField()),
        due_day=on,
    )
    return columns.values_list("due_kind", key, "due_title", "due_note", "due_day")


def selection_words(kind: str, slug: str, pk: int, note: str) -> tuple[str, str, str]:
    """Why, verb and address of a line of this module."""
    if kind == "invitation":
        url = reverse("selection:application", args=[slug, pk])
        return (
            _("Invitation to apply: an answer is asked for by this day"),
            pgettext("verb", "Answer"),
            url,
        )
    if kind == "application":
        url = reverse("selection:application", args=[slug, pk])
        return _("The application has to be handed in by this day"), _("Go on writing"), url
    if kind == "own_review":
        return note, _("Review"), reverse("selection:reviews", args=[slug])
    url = reverse("selection:round", args=[slug, pk])
    if kind == "proposal":
        return _("A selection is calculated and waits for a decision"), _("See the result"), url
    return _("A decision about the selection waits for you"), _("Check and confirm"), url
