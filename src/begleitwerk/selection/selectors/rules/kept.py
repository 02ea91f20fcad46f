"""How many each hard rule keeps: what the rule builder shows while a rule is being written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.once import once_per_page
from begleitwerk.municipalities.models import Municipality
from begleitwerk.selection.enums import HAS_APPLIED, RuleStage
from begleitwerk.selection.models import Candidacy, HardRule, RuleSet, SelectionRound
from begleitwerk.selection.selectors.rules.outcomes import RuleOutcome, meets_all, outcomes_for
from begleitwerk.selection.selectors.versions import hard_rules_of, themes_of_round

Outcomes = Mapping[int, tuple[RuleOutcome, ...]]


@dataclass(frozen=True)
class Base:
    """Whom rules of a stage sort at present, what to call them, and whether any has applied."""

    places: QuerySet[Municipality]
    words: str | Promise
    applied: bool = False


@dataclass(frozen=True)
class Kept:
    """How many of the base a rule keeps: alone, and after the rules before it; unknown facts."""

    rule: HardRule
    base: int
    alone: int
    together: int
    unknown: int


@once_per_page
def base_of(round: SelectionRound, stage: str) -> Base:
    """The whole register for the longlist; later the applicants, as long as there are none the
    longlist, and before that the register again."""
    register = Municipality.objects.order_by("search_text", "pk")
    if stage == RuleStage.ELIGIBILITY:
        candidates = Candidacy.objects.filter(round=round)
        states = set(candidates.order_by().values_list("state", flat=True).distinct())
        applied = bool(states & HAS_APPLIED)
        if applied:
            candidates = candidates.filter(state__in=HAS_APPLIED)
        if states:
            words = _("applicants") if applied else _("municipalities on the longlist")
            return Base(register.filter(pk__in=candidates.values("municipality")), words, applied)
    return Base(register, _("municipalities of the register"))


def kept_by_each(round: SelectionRound, rule_set: RuleSet) -> tuple[Kept, ...]:
    """For every hard rule how many it keeps, alone and after those before it, in their order.

    Rules of the longlist build on one another within their theme; rules for all themes count in
    each.
    """
    rules = hard_rules_of(rule_set)
    kept: list[Kept] = []
    for stage in RuleStage:
        of_stage = [rule for rule in rules if rule.stage == stage]
        if of_stage:
            kept += kept_in_stage(round, stage, of_stage)
    return tuple(kept)


def kept_in_stage(round: SelectionRound, stage: str, rules: Sequence[HardRule]) -> list[Kept]:
    outcomes = outcomes_in(round, stage, rules)
    return [kept_of(outcomes, rules, number) for number in range(len(rules))]


def outcomes_in(round: SelectionRound, stage: str, rules: Sequence[HardRule]) -> Outcomes:
    base = base_of(round, stage)
    return outcomes_for(round, rules, base.places, with_words=False, applied=base.applied)


def kept_of(outcomes: Outcomes, rules: Sequence[HardRule], number: int) -> Kept:
    rule = rules[number]
    chain = [*(n for n in range(number) if belongs(rules[n], rule)), number]
    return Kept(
        rule=rule,
        base=len(outcomes),
        alone=sum(row[number].met is True for row in outcomes.values()),
        together=sum(meets_all(row[n] for n in chain) for row in outcomes.values()),
        unknown=sum(row[number].met is None for row in outcomes.values()),
    )


def belongs(earlier: HardRule, rule: HardRule) -> bool:
    """Whether an earlier rule sorts the same candidates before this one does."""
    return earlier.theme_id is None or earlier.theme_id == rule.theme_id


def kept_with(round: SelectionRound, rule_set: RuleSet, draft: HardRule) -> Kept:
    """The same for a rule that is being written, in place of its saved form or as the last."""
    saved = [rule for rule in hard_rules_of(rule_set) if rule.stage == draft.stage]
    rules = [draft if rule.pk == draft.pk else rule for rule in saved]
    if draft not in rules:
        rules.append(draft)
    outcomes = outcomes_in(round, draft.stage, rules)
    return kept_of(outcomes, rules, rules.index(draft))


# --- The longlist -------------------------------------------------------------------------------


def longlist_by_theme(
    round: SelectionRound, rule_set: RuleSet
) -> Mapping[int, tuple[Municipality, ...]]:
    """Who meets all rules about whom to invite, for each theme (its primary key), by name.

    A theme without any such rule invites nobody.
    """
    rules = [rule for rule in hard_rules_of(rule_set) if rule.stage == RuleStage.LONGLIST]
    places = list(base_of(round, RuleStage.LONGLIST).places)
    outcomes = outcomes_for(round, rules, places, with_words=False)
    found = {}
    for theme in themes_of_round(round):
        asked = [n for n, rule in enumerate(rules) if rule.theme_id in (None, theme.pk)]
        found[theme.pk] = tuple(
            place for place in places if asked and meets_all(outcomes[place.pk][n] for n in asked)
        )
    return found
