"""Every kind of bad input is named with its place; nothing is chosen from it."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from begleitwerk.engine.selection import FaultCode, FaultyError, choose, faults_of
from begleitwerk.engine.selection.problem import (
    Candidate,
    Counted,
    Criterion,
    HardRule,
    Operator,
    Problem,
    Quota,
    Scope,
    Theme,
)

GOOD = Problem(
    candidates=tuple(
        Candidate(
            key,
            {"A": {"experience": Decimal(2), "staff": Decimal(3)}},
            {"area": "urban"},
            {"population": 50_000, "partner": True, "kind": "district"},
        )
        for key in ("k1", "k2", "k3")
    ),
    themes=(Theme("A", 2),),
    criteria=(
        Criterion("experience", Decimal(2), Decimal(0), Decimal(4)),
        Criterion("staff", Decimal(1), Decimal(0), Decimal(4)),
    ),
    hard_rules=(HardRule("big", "population", Operator.AT_LEAST, 10_000),),
    quotas=(Quota("town", "area", ("urban",), at_least=1),),
)
Change = Callable[[Problem], Problem]


def with_candidate(**changes: Any) -> Change:
    return lambda problem: replace(
        problem, candidates=(replace(problem.candidates[0], **changes), *problem.candidates[1:])
    )


def with_scores(**scores: str) -> Change:
    return with_candidate(scores={"A": {key: Decimal(value) for key, value in scores.items()}})


def with_criterion(**changes: Any) -> Change:
    return lambda problem: replace(
        problem, criteria=(replace(problem.criteria[0], **changes), problem.criteria[1])
    )


def with_rule(**changes: Any) -> Change:
    return lambda problem: replace(problem, hard_rules=(replace(problem.hard_rules[0], **changes),))


def with_quota(**changes: Any) -> Change:
    return lambda problem: replace(problem, quotas=(replace(problem.quotas[0], **changes),))


def having(**changes: Any) -> Change:
    return lambda problem: replace(problem, **changes)


def twice(table: str) -> Change:
    return lambda problem: replace(
        problem, **{table: (*getattr(problem, table), getattr(problem, table)[0])}
    )


CASES: list[tuple[Change, FaultCode, str, str]] = [
    (having(candidates=()), FaultCode.NO_CANDIDATE, "", ""),
    (having(themes=()), FaultCode.NO_THEME, "", ""),
    (having(criteria=()), FaultCode.NO_CRITERION, "", ""),
    (with_candidate(key=""), FaultCode.EMPTY_KEY, "", "candidates"),
    (twice("candidates"), FaultCode.DUPLICATE_KEY, "k1", "candidates"),
    (twice("themes"), FaultCode.DUPLICATE_KEY, "A", "themes"),
    (twice("criteria"), FaultCode.DUPLICATE_KEY, "experience", "criteria"),
    (twice("hard_rules"), FaultCode.DUPLICATE_KEY, "big", "hard_rules"),
    (twice("quotas"), FaultCode.DUPLICATE_KEY, "town", "quotas"),
    (with_candidate(scores={}), FaultCode.NO_THEME, "k1", "themes"),
    (with_candidate(scores={"Z": {}}), FaultCode.UNKNOWN_THEME, "k1", "themes"),
    (with_scores(experience="2"), FaultCode.SCORE_MISSING, "k1", "staff"),
    (with_scores(experience="2", staff="3", x="1"), FaultCode.UNKNOWN_CRITERION, "k1", "x"),
    (with_scores(experience="4.01", staff="3"), FaultCode.SCORE_OUTSIDE, "k1", "experience"),
    (with_scores(experience="-1", staff="3"), FaultCode.SCORE_OUTSIDE, "k1", "experience"),
    (with_scores(experience="NaN", staff="3"), FaultCode.SCORE_OUTSIDE, "k1", "experience"),
    (having(themes=(Theme("A", 0),)), FaultCode.PLACES_NOT_POSITIVE, "A", "places"),
    (with_criterion(weight=Decimal(0)), FaultCode.WEIGHT_NOT_POSITIVE, "experience", "weight"),
    (with_criterion(weight=Decimal("NaN")), FaultCode.WEIGHT_NOT_POSITIVE, "experience", "weight"),
    (with_criterion(lowest=Decimal(4)), FaultCode.SCALE_EMPTY, "experience", "scale"),
    (with_criterion(highest=Decimal("Infinity")), FaultCode.SCALE_EMPTY, "experience", "scale"),
    (with_rule(operator="near"), FaultCode.OPERATOR_UNKNOWN, "big", "population"),
    (with_rule(value="many"), FaultCode.VALUE_UNFIT, "big", "population"),
    (with_rule(value=True), FaultCode.VALUE_UNFIT, "big", "population"),
    (with_rule(operator=Operator.ONE_OF, value=()), FaultCode.VALUE_UNFIT, "big", "population"),
    (with_rule(operator=Operator.EQUALS, value=None), FaultCode.VALUE_UNFIT, "big", "population"),
    (with_rule(operator=Operator.IS_KNOWN, value=3), FaultCode.VALUE_UNFIT, "big", "population"),
    (with_candidate(facts={"population": "viele"}), FaultCode.FACT_UNFIT, "k1", "population"),
    (with_candidate(facts={"population": True}), FaultCode.FACT_UNFIT, "k1", "population"),
    (with_quota(at_least=None), FaultCode.LIMITS_MISSING, "town", "at_least"),
    (with_quota(at_least=-1), FaultCode.LIMIT_NEGATIVE, "town", "at_least"),
    (with_quota(at_least=2, at_most=1), FaultCode.LIMITS_CROSSED, "town", "at_least"),
    (with_quota(attribute=""), FaultCode.QUOTA_UNFIT, "town", "attribute"),
    (with_quota(scope=Scope.ONE_THEME), FaultCode.QUOTA_UNFIT, "town", "theme"),
    (with_quota(theme="A"), FaultCode.QUOTA_UNFIT, "town", "theme"),
    (with_quota(scope=Scope.ONE_THEME, theme="Z"), FaultCode.QUOTA_UNFIT, "town", "theme"),
    (with_quota(counted=Counted.VALUES), FaultCode.QUOTA_UNFIT, "town", "values"),
    (with_candidate(attributes={}), FaultCode.ATTRIBUTE_MISSING, "k1", "area"),
    (with_candidate(attributes={"area": ""}), FaultCode.ATTRIBUTE_MISSING, "k1", "area"),
    (having(fixed={"k9": "A"}), FaultCode.FIXED_UNKNOWN, "k9", "fixed"),
    (having(fixed={"k1": "B"}), FaultCode.FIXED_ELSEWHERE, "k1", "fixed"),
    (having(fixed={"k1": "A"}, excluded={"k1": "x"}), FaultCode.FIXED_EXCLUDED, "k1", "fixed"),
    (having(fixed=dict.fromkeys(("k1", "k2", "k3"), "A")), FaultCode.TOO_MANY_FIXED, "A", "fixed"),
    (having(excluded={"k9": "x"}), FaultCode.EXCLUDED_UNKNOWN, "k9", "excluded"),
]


def test_a_good_problem_has_no_fault() -> None:
    assert faults_of(GOOD) == ()


@pytest.mark.parametrize(("change", "code", "where", "field"), CASES)
def test_names_code_place_and_field(
    change: Change, code: FaultCode, where: str, field: str
) -> None:
    faults = faults_of(change(GOOD))
    assert [(fault.code, fault.where, fault.field) for fault in faults] == [(code, where, field)]
    with pytest.raises(FaultyError) as caught:
        choose(change(GOOD))
    assert caught.value.faults == faults


def test_a_fixed_member_must_meet_the_hard_rules() -> None:
    small = with_candidate(facts={"population": 500})(GOOD)
    (fault,) = faults_of(replace(small, fixed={"k1": "A"}))
    assert (fault.code, fault.details["rules"]) == (FaultCode.FIXED_INELIGIBLE, "big")


def test_tells_all_faults_at_once() -> None:
    bad = with_scores(experience="9", staff="1")(GOOD)
    bad = replace(
        bad, candidates=(*bad.candidates, Candidate("k4", {"A": {}}, {}, {"population": 10_000}))
    )
    assert {(fault.code, fault.where) for fault in faults_of(bad)} == {
        (FaultCode.SCORE_OUTSIDE, "k1"),
        (FaultCode.ATTRIBUTE_MISSING, "k4"),
        (FaultCode.SCORE_MISSING, "k4"),
    }


def test_who_cannot_be_chosen_need_not_be_scored() -> None:
    unscored = with_candidate(scores={"A": {}}, attributes={}, facts={"population": 500})(GOOD)
    assert faults_of(unscored) == ()
    late = with_candidate(scores={"A": {}}, attributes={})(GOOD)
    assert faults_of(replace(late, excluded={"k1": "late"})) == ()
