"""What two people set aside holds in later runs too, however the value came to be another one."""

from dataclasses import replace

import pytest

from begleitwerk.engine.selection.problem import Candidate, Fact
from begleitwerk.selection.selectors.drift import Drift, differences, pin_of, readings_of
from begleitwerk.selection.selectors.pins import Basis, pinned
from begleitwerk.selection.selectors.problem import basis_of
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db
STAGE = "reviewed"


def between(world: SelectionWorld, then: Basis, today: Basis) -> list[Drift]:
    return differences(then, today, readings_of(world.rules, then.problem))


def with_candidate(basis: Basis, candidate: Candidate) -> Basis:
    rows = tuple(candidate if row.key == candidate.key else row for row in basis.problem.candidates)
    return replace(basis, problem=replace(basis.problem, candidates=rows))


def with_fact(basis: Basis, key: str, field: str, value: Fact) -> Basis:
    """Another value counts, though the same stands there: a contradiction was answered."""
    known = next(row for row in basis.problem.candidates if row.key == key)
    return with_candidate(basis, replace(known, facts={**known.facts, field: value}))


def without(basis: Basis, key: str, field: str) -> Basis:
    """The question, or the answer, is gone."""
    known = next(row for row in basis.problem.candidates if row.key == key)
    rest = {name: value for name, value in known.facts.items() if name != field}
    evidence = {name: row for name, row in basis.evidence[key].items() if name != field}
    less = replace(basis, evidence={**basis.evidence, key: evidence})
    return with_candidate(less, replace(known, facts=rest))


@pytest.mark.parametrize("is_gone", [True, False], ids=["deleted", "answered"])
def test_a_fact_set_aside_counts_as_it_did(world: SelectionWorld, is_gone: bool) -> None:
    then = basis_of(world.round, rule_set=world.rules)
    candidate = next(row for row in then.problem.candidates if row.facts)
    field, was = next((name, fact) for name, fact in candidate.facts.items() if fact is not None)
    key, other = candidate.key, (not was if isinstance(was, bool) else "anderes")
    today = without(then, key, field) if is_gone else with_fact(then, key, field, other)
    (drift,) = between(world, then, today)
    assert drift.key == field
    pin = pin_of(drift, then, readings_of(world.rules, then.problem))
    assert pin is not None
    held = pinned(today, [pin])
    assert between(world, then, held) == []
    assert held.problem == then.problem
    moved = with_fact(then, key, field, None if not is_gone else other)
    assert pinned(moved, [pin]).problem == moved.problem  # something else again: it is looked at
