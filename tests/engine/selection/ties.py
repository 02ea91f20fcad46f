"""Explanations at ties, checked against trying everything.

    python -m tests.engine.selection.ties --problems 100000 [--first 0]

The reason named is the reason: without the rules named, or with the lot won, the candidate is in;
and a rule of which it is said that nothing more would be best without it changes nothing.
"""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product
from random import Random

from begleitwerk.engine.selection import choose, loser_reasons, rule_effects
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.result import (
    PLACES,
    LoserKind,
    LoserReason,
    Result,
    RuleEffect,
)
from tests.engine.selection.brute import Assignment, World, random_problem

EFFECTS = 4  # of so many problems one has its rules looked at as well, which takes longest
SPANS = (0, 0, 1, 2, 4)  # how far points lie apart: ties are the rule here


@dataclass
class Seen:
    """How often each case was met, so that a test can say it looked at something."""

    problems: int = 0
    drawn: int = 0
    decided: int = 0
    together: int = 0
    by_none: int = 0
    equal: int = 0
    tied_rules: int = 0


def check_all(numbers: Iterable[int]) -> Seen:
    """Problems of these numbers; those that leave no choice are passed over."""
    seen = Seen()
    for number in numbers:
        problem = random_problem(Random(number), span=SPANS[number % len(SPANS)])
        world = World(problem)
        if world.feasible:
            outcome = choose(problem)
            assert isinstance(outcome, Result)
            seen.problems += 1
            check_reasons(world, outcome, seen)
            if number % EFFECTS == 0:
                for effect in rule_effects(problem, outcome):
                    check_effect(world, outcome, effect, seen)
    return seen


def check_reasons(world: World, outcome: Result, seen: Seen) -> None:
    points = {(row.theme, row.points) for row in outcome.portfolio.members}
    for reason in loser_reasons(world.problem, outcome).values():
        if reason.kind in (LoserKind.EXCLUDED, LoserKind.INELIGIBLE):
            continue
        scores = world.rows[reason.candidate].scores
        if points & {(theme, world.points[reason.candidate, theme]) for theme in scores}:
            seen.equal += 1
            assert reason.kind is not LoserKind.FEWER_POINTS, (world.problem, reason)
        check_reason(world, outcome, reason, seen)


def check_effect(world: World, outcome: Result, effect: RuleEffect, seen: Seen) -> None:
    """What is best without the rule: more points, or the same and others, or the same alone."""
    before = set(world.optima)
    after = (
        best_without_places(world)
        if effect.key == PLACES
        else best_without_quota(world, effect.key)
    )
    points = {world.worth(row) for row in after}
    assert points == {outcome.portfolio.points + effect.points}, (world.problem, effect)
    if effect.points:
        return
    assert bool(effect.ties) == (after != before), (world.problem, effect)
    if effect.ties:
        seen.tied_rules += 1
        placed = {row.candidate: row.theme for row in outcome.portfolio.members}
        for swap in effect.ties:
            placed.pop(swap.out, None)
        members = {*placed, *(swap.into for swap in effect.ties if swap.into)}
        sets = {frozenset(key for key, _ in row) for row in after - before}
        assert frozenset(members) in sets, (world.problem, effect)


def best_without_quota(world: World, key: str) -> set[Assignment]:
    return set(without(world, (key,)).optima)


def best_without_places(world: World) -> set[Assignment]:
    """Every way to share the places."""
    found: dict[int, set[Assignment]] = {}
    problem = world.problem
    for shared in product(range(problem.places + 1), repeat=len(problem.themes)):
        if sum(shared) == problem.places:
            rows = zip(problem.themes, shared, strict=True)
            themes = tuple(replace(theme, places=places) for theme, places in rows)
            for row in alike(world, replace(problem, themes=themes)).feasible:
                found.setdefault(world.worth(row), set()).add(row)
    return found[max(found)]


def without(world: World, rules: Iterable[str]) -> World:
    """The problem with some of its rules forgotten, named as in a reason."""
    names, problem = set(rules), world.problem
    fixed = {key: theme for key, theme in problem.fixed.items() if f"fixed:{key}" not in names}
    quotas = tuple(row for row in problem.quotas if row.key not in names)
    return alike(world, replace(problem, quotas=quotas, fixed=fixed))


def alike(world: World, problem: Problem) -> World:
    """The world of a problem with the same scores, which need not be added up again."""
    other = World(problem)
    other.__dict__["points"] = world.points
    return other


def is_in(world: World, key: str) -> bool:
    return any(key in dict(row) for row in world.optima)


def check_reason(world: World, outcome: Result, reason: LoserReason, seen: Seen) -> None:
    key, problem = reason.candidate, world.problem
    if reason.kind is LoserKind.DRAW:
        seen.drawn += 1
        assert is_in(world, key), (problem, reason)
        assert outcome.lottery, (problem, reason)
        assert outcome.lottery.probabilities[key] > 0, (problem, reason)
    if reason.kind is not LoserKind.RULES:
        assert reason.decided_by == ()
        return
    alone = [quota.key for quota in problem.quotas] + [
        rule for row in reason.blocked for rule, _ in row.breaks
    ]
    lets_in = [rule for rule in dict.fromkeys(alone) if is_in(without(world, [rule]), key)]
    if reason.decided_by:
        seen.decided += 1
        seen.together += len(reason.decided_by) > 1
        assert is_in(without(world, reason.decided_by), key), (problem, reason)
        assert (len(reason.decided_by) == 1) == bool(lets_in), (problem, reason)
    else:
        seen.by_none += 1
        assert not lets_in, (problem, reason)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    print(check_all(range(options.first, options.first + options.problems)))


if __name__ == "__main__":
    main()
