"""Facts as they stand on a day: those of an invitation, and those the office freezes."""

from collections.abc import Iterable, Mapping

from begleitwerk.engine.selection.protocol import Evidence
from begleitwerk.selection.enums import CandidacyState, FieldSource, RuleStage
from begleitwerk.selection.models import Candidacy, RuleSet, SelectionRound
from begleitwerk.selection.selectors.attributes import attributes_of, field_key
from begleitwerk.selection.selectors.fields import facts_of
from begleitwerk.selection.selectors.pins import EACH_THEME, Pin
from begleitwerk.selection.selectors.problem import fields_scored, looked_at
from begleitwerk.selection.selectors.rules import data_scores, engine_rules
from begleitwerk.selection.selectors.rules.content import part_of
from begleitwerk.selection.selectors.versions import frozen_rules

OUTSIDE = (CandidacyState.DECLINED, CandidacyState.WITHDRAWN)


def facts_at_inviting(
    round: SelectionRound, candidacies: Iterable[Candidacy]
) -> Mapping[int, Mapping[str, Evidence]]:
    """What each is invited on: candidacy → field of a condition → what was found, and where."""
    rows, rules = list(candidacies), frozen_rules(round)
    if rules is None:
        return {row.pk: {} for row in rows}
    keys = {
        f"{row['source']}:{row['field']}"
        for row in part_of(rules, "hard_rules")
        if row["stage"] == RuleStage.LONGLIST
    }
    facts = facts_of(round, [row.municipality for row in rows], keys=keys)
    return {
        row.pk: {key: fact.kept for key, fact in facts[row.municipality_id].items()} for row in rows
    }


def pins_today(round: SelectionRound, rule_set: RuleSet) -> list[Pin]:
    """Register and survey as they stand, for everybody in the round; an application is frozen by
    being handed in."""
    rules = engine_rules(rule_set)
    scored = fields_scored(rule_set)
    keys = looked_at(rule_set, rules)
    rows = Candidacy.objects.filter(round=round).exclude(state__in=OUTSIDE)
    candidacies = list(rows.select_related("municipality__land", "municipality__county"))
    places = [row.municipality for row in candidacies]
    facts = facts_of(round, places, sources=(FieldSource.REGISTER, FieldSource.SURVEY), keys=keys)
    names = {quota.attribute for quota in rules.quotas}
    attributes = attributes_of(round, places, attributes=names)
    levels = data_scores(round, rule_set, places)
    return [
        Pin(
            candidate=row.key,
            field=key,
            evidence=fact.kept,
            fact=fact.value,
            attributes={
                name: known.key
                for name, known in attributes[row.municipality_id].items()
                if field_key(name) == key and known.key
            },
            scores={
                EACH_THEME: {
                    criterion: level
                    for criterion, level in levels[row.municipality_id].items()
                    if scored.get(criterion) == key
                }
            },
        )
        for row in candidacies
        for key, fact in facts[row.municipality_id].items()
    ]
