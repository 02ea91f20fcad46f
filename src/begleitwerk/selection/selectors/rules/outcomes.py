"""What rules make of municipalities: who meets them, and the scores that data give."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from begleitwerk.engine.selection.eligibility import is_met, kind_of
from begleitwerk.engine.selection.problem import HardRule as EngineRule
from begleitwerk.engine.selection.problem import Operator
from begleitwerk.engine.selection.published import engine_value
from begleitwerk.municipalities.models import Municipality
from begleitwerk.selection.enums import HAS_APPLIED, RuleStage, ScoreOrigin
from begleitwerk.selection.models import (
    Candidacy,
    HardRule,
    RuleSet,
    ScoredCriterion,
    SelectionRound,
)
from begleitwerk.selection.selectors.fields import FactValue, facts_of, unknown
from begleitwerk.selection.selectors.rules.content import field_key_of
from begleitwerk.selection.selectors.versions import criteria_of, current_rules, hard_rules_of

Places = Sequence[Municipality]


@dataclass(frozen=True)
class RuleOutcome:
    """Whether a hard rule is met, None where the fact is unknown, and the data behind it."""

    rule: HardRule
    met: bool | None
    found: FactValue


def outcome_of(rule: HardRule, found: FactValue) -> RuleOutcome:
    """As the engine compares; a fact of another kind than the value counts as unknown."""
    operator = Operator(rule.operator)
    if operator == Operator.IS_KNOWN:
        return RuleOutcome(rule, not found.is_missing, found)
    wanted = engine_value(rule.value)
    sample = wanted[0] if isinstance(wanted, tuple) and wanted else wanted
    if found.is_missing or kind_of(found.value) != kind_of(sample):
        return RuleOutcome(rule, None, found)
    met = is_met(EngineRule(rule.key, rule.field, operator, wanted), found.value)
    return RuleOutcome(rule, met, found)


def outcomes_for(
    round: SelectionRound,
    rules: Collection[HardRule],
    municipalities: Iterable[Municipality],
    *,
    with_words: bool = True,
    applied: bool = True,
    as_stated: bool = False,
) -> Mapping[int, tuple[RuleOutcome, ...]]:
    """What each rule says about each municipality, by its primary key, in the rules' order.

    `with_words`, `applied` and `as_stated` as in `facts_of`.
    """
    places = list(municipalities)
    keys = {field_key_of(rule) for rule in rules}
    facts = facts_of(
        round, places, keys=keys, with_words=with_words, applied=applied, as_stated=as_stated
    )
    nothing = unknown()
    return {
        place.pk: tuple(
            outcome_of(rule, facts[place.pk].get(field_key_of(rule), nothing)) for rule in rules
        )
        for place in places
    }


def rule_outcomes(
    round: SelectionRound, candidacies: Iterable[Candidacy], *, with_words: bool = True
) -> Mapping[int, tuple[RuleOutcome, ...]]:
    """The outcome of every hard rule of the newest version, by primary key of the candidacy.

    Rules of the longlist that are about another theme than the candidacy's are left out.
    """
    rows = list(candidacies)
    rules = hard_rules_of(current_rules(round))
    places = [row.municipality for row in rows]
    applied = any(row.state in HAS_APPLIED for row in rows)
    found = outcomes_for(
        round, rules, places, with_words=with_words, applied=applied, as_stated=not applied
    )
    themes = themes_of(rows)
    return {
        row.pk: tuple(
            outcome
            for outcome in found[row.municipality_id]
            if outcome.rule.theme_id is None or outcome.rule.theme_id in themes[row.pk]
        )
        for row in rows
    }


def themes_of(candidacies: Sequence[Candidacy]) -> Mapping[int, frozenset[int]]:
    """The themes each candidacy is invited for, by primary key; one query, unless they came with
    it."""
    if all("themes" in getattr(row, "_prefetched_objects_cache", {}) for row in candidacies):
        return {row.pk: frozenset(theme.pk for theme in row.themes.all()) for row in candidacies}
    found: dict[int, set[int]] = defaultdict(set)
    through = Candidacy.themes.through
    ids = [row.pk for row in candidacies]
    pairs = through._default_manager.filter(candidacy_id__in=ids)
    for candidacy, theme in pairs.values_list("candidacy_id", "editiontheme_id"):
        found[candidacy].add(theme)
    return defaultdict(frozenset, {pk: frozenset(ids) for pk, ids in found.items()})


def is_eligible(outcomes: Iterable[RuleOutcome]) -> bool:
    """Meets every rule about who can be chosen."""
    return meets_all(row for row in outcomes if row.rule.stage == RuleStage.ELIGIBILITY)


def meets_all(outcomes: Iterable[RuleOutcome]) -> bool:
    """Whether each of these rules is met, of a group one; what is unknown is not met."""
    return all(any(row.met is True for row in part) for part in in_parts(outcomes))


def is_open(outcomes: Iterable[RuleOutcome]) -> bool:
    """Whether something unknown could still make a difference."""
    return any(
        any(row.met is None for row in part) and not any(row.met is True for row in part)
        for part in in_parts(outcomes)
    )


def in_parts(outcomes: Iterable[RuleOutcome]) -> Iterable[list[RuleOutcome]]:
    """Rules that stand alone each for itself, those of a group together."""
    parts: dict[object, list[RuleOutcome]] = {}
    for number, row in enumerate(outcomes):
        key = (row.rule.stage, row.rule.group) if row.rule.group else number
        parts.setdefault(key, []).append(row)
    return parts.values()


# --- Scores from data ---------------------------------------------------------------------------


def data_scores(
    round: SelectionRound, rule_set: RuleSet, municipalities: Iterable[Municipality]
) -> Mapping[int, Mapping[str, Decimal]]:
    """Scores taken from data, by primary key of the municipality and key of the criterion.

    A score is missing where the fact is unknown and the criterion says nothing about that.
    """
    places = list(municipalities)
    criteria = [row for row in criteria_of(rule_set) if row.origin == ScoreOrigin.DATA]
    keys = {field_key_of(row) for row in criteria}
    facts = facts_of(round, places, keys=keys, with_words=False)
    nothing = unknown()
    return {
        place.pk: {
            row.key: level
            for row in criteria
            if (level := level_of(row, facts[place.pk].get(field_key_of(row), nothing))) is not None
        }
        for place in places
    }


def level_of(criterion: ScoredCriterion, fact: FactValue) -> Decimal | None:
    """The level a fact gives: the highest band it reaches, the lowest level below all bands."""
    if fact.is_missing:
        return next((Decimal(b["level"]) for b in criterion.bands if b.get("missing")), None)
    if kind_of(fact.value) == "number":
        reached = [
            Decimal(band["level"])
            for band in criterion.bands
            if "at_least" in band and Decimal(str(fact.value)) >= Decimal(band["at_least"])
        ]
        return reached[-1] if reached else Decimal(criterion.levels[0]["value"])
    word = ("yes" if fact.value else "no") if isinstance(fact.value, bool) else str(fact.value)
    return next((Decimal(b["level"]) for b in criterion.bands if b.get("is") == word), None)
