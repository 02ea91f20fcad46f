"""Hard rules: each operator on numbers, truths, texts and the unknown."""

from decimal import Decimal

import pytest

from begleitwerk.engine.selection.eligibility import eligible_candidates, failed_rules, is_met
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
