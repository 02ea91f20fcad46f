"""Rounds of selection, and how far their candidates have come."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.municipal_survey.models import SurveyRow
from begleitwerk.municipalities.selectors import reaches
from begleitwerk.programmes.models import Programme
from begleitwerk.selection.enums import HAS_APPLIED, HOLDS_PLACE
from begleitwerk.selection.models import SelectionRound
from begleitwerk.selection.selectors.candidates import candidates_of, reached
from begleitwerk.selection.selectors.versions import (
    current_rules,
    frozen_rules,
    version_or_404,
    versions_of,
)

__all__ = [
    "Stage",
    "current_rules",
    "frozen_rules",
    "funnel_of",
    "get_round_or_404",
    "round_or_404",
    "rounds_of",
    "version_or_404",
    "versions_of",
]


def rounds_of(programme: Programme) -> QuerySet[SelectionRound]:
    """The rounds of a programme, newest first, with how many candidates each has."""
    return (
        SelectionRound.objects.filter(edition__programme=programme)
        .select_related("edition__programme__workspace", "wave")
        .annotate(
            candidates=Count("candidacies"),
            applied=Count("candidacies", filter=Q(candidacies__state__in=HAS_APPLIED)),
            selected=Count("candidacies", filter=Q(candidacies__state__in=HOLDS_PLACE)),
        )
        .order_by("-pk")
    )


def round_or_404(programme: Programme, pk: int) -> SelectionRound:
    rows = SelectionRound.objects.select_related("edition__programme__workspace", "wave")
    found = rows.filter(edition__programme=programme, pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_round_or_404(user: User, slug: str, pk: int) -> SelectionRound:
    """The round behind an address of a programme; strangers learn nothing."""
    rows = SelectionRound.objects.select_related("edition__programme__workspace", "wave")
    found = rows.filter(edition__programme__workspace__slug=slug, pk=pk).first()
    if found is None or not reaches(user, found.workspace):
        raise Http404
    return found


# --- How far candidates have come ---------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """One step of the funnel: how many came so far, and where they are listed."""

    key: str
    label: str | Promise
    count: int
    query: str
    url: str


STAGES: dict[str, str | Promise] = {
    "longlisted": _("on the longlist"),
    "invited": _("invited"),
    "applied": _("applied"),
    "eligible": _("meet the rules"),
    "scored": _("scored"),
    "selected": _("selected"),
    "contract": _("contract sent"),
    "active": _("take part"),
}


def funnel_of(round: SelectionRound) -> list[Stage]:
    """How many came how far, from the survey to the participation, each with its list.

    A stage counts everybody who once reached it, so that a municipality that left later is still
    counted where it has been.
    """
    slug = round.workspace.slug
    address = reverse("selection:candidates", args=[slug, round.pk])
    stages = []
    if round.wave:
        rows = reverse("municipal_survey:rows", args=[slug, round.wave_id])
        answered = SurveyRow.objects.filter(wave=round.wave).count()
        stages.append(Stage("surveyed", _("surveyed"), answered, "", rows))
    candidates = candidates_of(round)
    for key, label in STAGES.items():
        query = f"?stage={key}"
        count = candidates.filter(reached(round, key)).count()
        stages.append(Stage(key, label, count, query, address + query))
    return stages
