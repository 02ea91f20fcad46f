"""Rounds of selection, and how far their candidates have come."""

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import row_at
from begleitwerk.municipalities.selectors import reaches
from begleitwerk.programmes.models import Programme
from begleitwerk.selection.enums import HAS_APPLIED, HOLDS_PLACE, RoundState
from begleitwerk.selection.models import SelectionRound


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


def answers_in_use() -> Q:
    """Raw answers of the municipal survey a round still counts with: one that is not decided, or
    whose reserve list may still move up."""
    waiting = Q(state=RoundState.DECIDED, reserve_until__gte=timezone.localdate())
    rounds = SelectionRound.objects.filter(
        waiting | Q(state__in=(RoundState.DRAFT, RoundState.OPEN)), wave__isnull=False
    )
    return Q(wave__in=rounds.values("wave"))


def get_round_or_404(user: User, slug: str, pk: int) -> SelectionRound:
    """The round behind an address of a programme; strangers learn nothing."""
    rows = SelectionRound.objects.select_related("edition__programme__workspace", "wave", "lot")
    found = row_at(rows.filter(edition__programme__workspace__slug=slug, pk=pk))
    if found is None or not reaches(user, found.workspace):
        raise Http404
    return found
