"""What a run is made from: rules, applications, scores and data of a round, for the engine."""

from collections.abc import Iterable, Mapping
from operator import attrgetter

from begleitwerk.engine.selection.problem import Candidate, Problem
from begleitwerk.engine.selection.published import EngineRules
from begleitwerk.selection.enums import ScoreOrigin
from begleitwerk.selection.models import Candidacy, RuleSet, SelectionRound
from begleitwerk.selection.selectors.attributes import attributes_of, field_key
from begleitwerk.selection.selectors.fields import FactValue, facts_of
from begleitwerk.selection.selectors.lots import number_of
from begleitwerk.selection.selectors.pins import Basis, Pin, pinned, pins_for
from begleitwerk.selection.selectors.rules import engine_rules
from begleitwerk.selection.selectors.rules.content import part_of
from begleitwerk.selection.selectors.scores import final_scores, scored_candidacies


def standing_candidacies(round: SelectionRound) -> list[Candidacy]:
    """Those a choice is made among, in the order the engine gets them."""
    return sorted(scored_candidacies(round), key=attrgetter("key"))


def basis_of(
    round: SelectionRound,
    *,
    rule_set: RuleSet,
    fixed: Mapping[str, str] | None = None,
    excluded: Mapping[str, str] | None = None,
    pins: Iterable[Pin] | None = None,
) -> Basis:
    """The round as the engine's problem under these rules, with the evidence of its facts.

    Candidates are known by the key of their youth-office district, themes by the key of their
    catalogue item. `fixed` is key → theme, `excluded` key → reason. What `pins` say counts instead
    of what is known now: by default all that count for the next run.
    """
    rules = engine_rules(rule_set)
    candidacies = standing_candidacies(round)
    places = [candidacy.municipality for candidacy in candidacies]
    facts = facts_of(round, places, keys=looked_at(rule_set, rules))
    problem = Problem(
        candidates=tuple(candidates_of(round, rule_set, rules, candidacies, facts)),
        themes=rules.themes,
        criteria=rules.criteria,
        hard_rules=rules.hard_rules,
        quotas=rules.quotas,
        fixed=dict(fixed or {}),
        excluded=dict(excluded or {}),
        seed=number_of(round),
        fairness=rules.fairness,
    )
    evidence = {
        candidacy.key: {key: fact.kept for key, fact in facts[candidacy.municipality_id].items()}
        for candidacy in candidacies
    }
    return pinned(Basis(problem, evidence), pins_for(round) if pins is None else pins)


def looked_at(rule_set: RuleSet, rules: EngineRules) -> set[str]:
    """The fields rules compare, quotas count by and data scores are read from; and those whom to
    invite was decided by, of which the engine hears nothing."""
    return {
        *(f"{row['source']}:{row['field']}" for row in part_of(rule_set, "hard_rules")),
        *(field_key(quota.attribute) for quota in rules.quotas),
        *fields_scored(rule_set).values(),
    }


def fields_scored(rule_set: RuleSet) -> dict[str, str]:
    """The field each criterion is read from that data decide, by the criterion's key."""
    return {
        row["key"]: f"{row['source']}:{row['field']}"
        for row in part_of(rule_set, "criteria")
        if row["origin"] == ScoreOrigin.DATA
    }


def candidates_of(
    round: SelectionRound,
    rule_set: RuleSet,
    rules: EngineRules,
    candidacies: list[Candidacy],
    facts: Mapping[int, Mapping[str, FactValue]],
) -> Iterable[Candidate]:
    places = [candidacy.municipality for candidacy in candidacies]
    attributes = attributes_of(
        round, places, attributes={quota.attribute for quota in rules.quotas}
    )
    compared = {rule.field for rule in rules.hard_rules}
    scores = final_scores(round, rule_set)
    for candidacy in candidacies:
        pk = candidacy.municipality_id
        yield Candidate(
            key=candidacy.key,
            scores=scores.get(candidacy.pk, {}),
            attributes={name: value.key for name, value in attributes[pk].items() if value.key},
            facts={name: fact.value for name, fact in facts[pk].items() if name in compared},
        )
