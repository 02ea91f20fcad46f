"""Hard rules: each operator on numbers, truths, texts and the unknown."""

from dataclasses import replace
from decimal import Decimal

import pytest

from begleitwerk.engine.selection.eligibility import (
    eligible_candidates,
    failed_of,
    failed_rules,
    is_met,
)
from begleitwerk.engine.selection.plain import from_plain, to_plain
from begleitwerk.engine.selection.problem import (
    Candidate,
    Criterion,
    Fact,
    HardRule,
    Operator,
    Problem,
    Theme,
)
from begleitwerk.engine.selection.result import FailedRule


@pytest.mark.parametrize(
    ("found", "operator", "value", "is_kept"),
    [
        (4, Operator.EQUALS, Decimal("4.00"), True),
        (4, Operator.DIFFERS, 5, True),
        (Decimal("3.5"), Operator.AT_LEAST, 4, False),
        (10, Operator.AT_LEAST, 9, True),  # as texts it would be the other way round
        (4, Operator.AT_MOST, 4, True),
        (False, Operator.EQUALS, False, True),
        ("district", Operator.ONE_OF, ("district", "city"), True),
        ("district", Operator.NONE_OF, ("district", "city"), False),
        (0, Operator.IS_KNOWN, None, True),
        (False, Operator.IS_KNOWN, None, True),
        (None, Operator.IS_KNOWN, None, False),
        (None, Operator.DIFFERS, "city", False),
        (None, Operator.NONE_OF, ("city",), False),
    ],
)
def test_operators(
    found: Fact, operator: Operator, value: Fact | tuple[str, ...], is_kept: bool
) -> None:
    assert is_met(HardRule("r", "fact", operator, value), found) is is_kept


def test_names_every_failed_rule_with_what_was_found() -> None:
    problem = Problem(
        candidates=(
            Candidate("b", {"A": {}}, {}, {"people": 3}),
            Candidate("a", {"A": {}}, {}, {"people": 9, "network": True}),
            Candidate("c", {"A": {}}, {}, {"people": 9, "network": True}),
        ),
        themes=(Theme("A", 1),),
        criteria=(Criterion("c", Decimal(1), Decimal(0), Decimal(1)),),
        hard_rules=(
            HardRule("size", "people", Operator.AT_LEAST, 5),
            HardRule("net", "network", Operator.EQUALS, True),
        ),
        excluded={"c": "withdrawn"},
    )
    failing = failed_rules(problem)
    assert failing == {"b": (FailedRule("size", 3), FailedRule("net", None))}
    assert [row.key for row in eligible_candidates(problem, failing)] == ["a"]


def test_of_a_group_one_rule_is_enough_and_where_none_is_met_all_are_named() -> None:
    rules = (
        HardRule("big", "people", Operator.AT_LEAST, 5, group="1"),
        HardRule("net", "network", Operator.EQUALS, True, group="1"),
        HardRule("old", "age", Operator.AT_LEAST, 2),
    )

    def failed(**facts: Fact) -> tuple[str, ...]:
        return tuple(row.rule for row in failed_of(Candidate("a", {"A": {}}, {}, facts), rules))

    assert failed(people=9, age=3) == ()
    assert failed(people=1, network=True, age=3) == ()
    assert failed(people=1, age=3) == ("big", "net")
    assert failed(people=9, age=1) == ("old",)
    assert failed() == ("big", "net", "old")


def test_a_rule_without_a_group_is_written_as_before_there_were_any() -> None:
    alone = HardRule("big", "people", Operator.AT_LEAST, 5)
    assert "group" not in to_plain(alone)
    grouped = replace(alone, group="1")
    assert from_plain(HardRule, to_plain(grouped)) == grouped
