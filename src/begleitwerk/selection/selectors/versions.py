"""The versions of a round's rules."""

from django.db.models import QuerySet
from django.http import Http404

from begleitwerk.selection.models import RuleSet, SelectionRound


def versions_of(round: SelectionRound) -> QuerySet[RuleSet]:
    """All versions of a round's rules, the newest first."""
    return RuleSet.objects.filter(round=round).select_related(
        "round__edition__programme__workspace", "round__wave"
    )


def current_rules(round: SelectionRound) -> RuleSet:
    """The newest version, frozen or not. Every round is made with one."""
    newest: RuleSet = versions_of(round)[:1].get()
    return newest


def frozen_rules(round: SelectionRound) -> RuleSet | None:
    """The newest version that was frozen: it holds now."""
    return versions_of(round).filter(frozen_at__isnull=False).first()


def version_or_404(round: SelectionRound, number: int) -> RuleSet:
    found = versions_of(round).filter(number=number).first()
    if found is None:
        raise Http404
    return found
