"""The versions of a round's rules."""

from django.http import Http404

from begleitwerk.core.once import once_per_page
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.models import (
    HardRule,
    PortfolioRule,
    RuleSet,
    ScoredCriterion,
    SelectionRound,
)


@once_per_page
def versions_of(round: SelectionRound) -> tuple[RuleSet, ...]:
    """All versions of a round's rules, the newest first; a round has few."""
    rows = RuleSet.objects.filter(round=round).select_related(
        "round__edition__programme__workspace", "round__wave"
    )
    return tuple(rows.order_by("-number"))


def current_rules(round: SelectionRound) -> RuleSet:
    """The newest version, frozen or not. Every round is made with one."""
    return versions_of(round)[0]


def frozen_rules(round: SelectionRound) -> RuleSet | None:
    """The newest version that was frozen: it holds now."""
    return next((version for version in versions_of(round) if version.is_frozen), None)


def version_or_404(round: SelectionRound, number: int) -> RuleSet:
    found = next((version for version in versions_of(round) if version.number == number), None)
    if found is None:
        raise Http404
    return found


# --- What a version holds -------------------------------------------------------------------------


@once_per_page
def hard_rules_of(rule_set: RuleSet) -> tuple[HardRule, ...]:
    """The hard rules of a version in their order, with their themes."""
    return tuple(rule_set.hard_rules.select_related("theme__item"))


@once_per_page
def criteria_of(rule_set: RuleSet) -> tuple[ScoredCriterion, ...]:
    return tuple(rule_set.criteria.all())


@once_per_page
def portfolio_rules_of(rule_set: RuleSet) -> tuple[PortfolioRule, ...]:
    return tuple(rule_set.portfolio_rules.select_related("theme__item"))


@once_per_page
def themes_of_round(round: SelectionRound) -> tuple[EditionTheme, ...]:
    """The themes a round fills places of."""
    return tuple(round.edition.themes.select_related("item"))
