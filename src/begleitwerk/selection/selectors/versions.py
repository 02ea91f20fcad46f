"""The versions of a round's rules."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.once import once_per_page
from begleitwerk.municipalities.selectors import reaches
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.programmes.selectors import open_themes
from begleitwerk.selection.models import (
    Candidacy,
    HardRule,
    PortfolioRule,
    RuleSet,
    ScoredCriterion,
    SelectionRound,
)


@once_per_page
def all_versions(round: SelectionRound) -> tuple[RuleSet, ...]:
    """All versions of a round's rules, the newest first; a round has few."""
    return tuple(with_round().filter(round=round).select_related("only_for__municipality"))


def versions_of(round: SelectionRound) -> tuple[RuleSet, ...]:
    """Those that hold for everybody, the newest first."""
    return tuple(row for row in all_versions(round) if row.only_for_id is None)


def get_versions_or_404(user: User, slug: str, round_pk: int) -> tuple[RuleSet, ...]:
    """Those of the round behind an address of a programme; strangers learn nothing."""
    rows = with_round().filter(round=round_pk, round__edition__programme__workspace__slug=slug)
    found = tuple(rows.filter(only_for=None))
    if not found or not reaches(user, found[0].workspace):
        raise Http404
    return found


def with_round() -> QuerySet[RuleSet]:
    rows = RuleSet.objects.select_related("round__edition__programme__workspace", "round__wave")
    return rows.order_by("-number")


def current_rules(round: SelectionRound) -> RuleSet:
    """The newest version, frozen or not. Every round is made with one."""
    return versions_of(round)[0]


def frozen_rules(round: SelectionRound) -> RuleSet | None:
    """The newest version that was frozen: it holds now."""
    return next((version for version in versions_of(round) if version.is_frozen), None)


def rules_to_score_by(round: SelectionRound) -> RuleSet | None:
    """What holds now, read together with its criteria."""
    rows = ScoredCriterion.objects.filter(
        rule_set__round=round, rule_set__only_for=None, rule_set__frozen_at__isnull=False
    ).select_related("rule_set")
    found = tuple(rows.order_by("-rule_set__number", "position", "pk"))
    if not found:
        return None
    rules = found[0].rule_set
    rules.round = round
    read = tuple(row for row in found if row.rule_set_id == rules.pk)
    rules.read_criteria = read  # type: ignore[attr-defined]  # asked for by criteria_of
    return rules


def relaxed_rules(round: SelectionRound) -> tuple[RuleSet, ...]:
    """The versions that hold for one replacement alone, the newest first."""
    return tuple(row for row in all_versions(round) if row.only_for_id is not None)


def relaxed_for(leaver: Candidacy) -> RuleSet | None:
    """The newest version that holds for the replacement of this one alone."""
    rows = relaxed_rules(leaver.round)
    return next((row for row in rows if row.only_for_id == leaver.pk), None)


def rules_for(leaver: Candidacy) -> RuleSet | None:
    """What the replacement of somebody who left is calculated by: relaxed for it, or as ever."""
    return relaxed_for(leaver) or frozen_rules(leaver.round)


def version_or_404(versions: Iterable[RuleSet], number: int) -> RuleSet:
    found = next((version for version in versions if version.number == number), None)
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
    """In their order; `rules_to_score_by` has read them already."""
    read: tuple[ScoredCriterion, ...] | None = getattr(rule_set, "read_criteria", None)
    return tuple(rule_set.criteria.all()) if read is None else read


@once_per_page
def portfolio_rules_of(rule_set: RuleSet) -> tuple[PortfolioRule, ...]:
    return tuple(rule_set.portfolio_rules.select_related("theme__item"))


def rules_of(rule_set: RuleSet) -> tuple[HardRule | ScoredCriterion | PortfolioRule, ...]:
    """All of them, of whichever kind."""
    return (*hard_rules_of(rule_set), *criteria_of(rule_set), *portfolio_rules_of(rule_set))


@once_per_page
def themes_of_round(round: SelectionRound) -> tuple[EditionTheme, ...]:
    """The themes a new version of the rules fills; what holds stands in what is frozen."""
    return tuple(open_themes(round.edition))
