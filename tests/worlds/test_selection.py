"""The small selection the other tests rest on holds together."""

import pytest

from begleitwerk.selection.enums import RoundState
from begleitwerk.selection.selectors.attributes import attributes_of
from begleitwerk.selection.selectors.rules import (
    data_scores,
    engine_rules,
    is_eligible,
    kept_by_each,
    rule_outcomes,
)
from tests.worlds.selection import PLACES, build_selection

pytestmark = pytest.mark.django_db


def test_everybody_is_reviewed_and_can_be_chosen() -> None:
    world = build_selection()
    assert world.round.state == RoundState.OPEN
    assert len(world.candidacies) == len(PLACES)
    outcomes = rule_outcomes(world.round, world.candidacies.values())
    assert all(is_eligible(rows) for rows in outcomes.values())
    rules = engine_rules(world.rules)
    assert [theme.places for theme in rules.themes] == [3, 3, 3]
    assert len(rules.criteria) == 3
    spaces = [
        values["settlement"].key
        for values in attributes_of(world.round, world.municipalities.values()).values()
    ]
    assert spaces.count("urban") == 6
    scores = data_scores(world.round, world.rules, world.municipalities.values())
    assert sum(row["schon-dabei-gewesen"] for row in scores.values()) == 2
    kept = kept_by_each(world.round, world.rules)
    assert [row.together for row in kept if row.rule.stage == "eligibility"] == [14, 14]
