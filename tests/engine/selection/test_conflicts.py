"""Conflicts against plain enumeration: every assignment and what it asks of the rules."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product
from random import Random

import pytest

from begleitwerk.engine.program import Stopped
from begleitwerk.engine.selection.conflicts import MOST_RELAXATIONS, find_conflict
from begleitwerk.engine.selection.problem import Counted, Problem, Quota, Scope, Theme
from begleitwerk.engine.selection.result import Conflict, Relaxation, RuleStep
from tests.engine.selection.brute import LEVELS, World, random_problem, shuffled
from tests.engine.selection.test_choose import candidate

SHEET = {LEVELS.key: Decimal(50)}
Slack = tuple[str, str, str]  # key, side, theme of a step
Needs = Mapping[Slack, int]


def test_rules_cannot_hold_together_and_none_can_be_spared() -> None:
    for world, conflict in conflicts(range(1000)):
        rules = set(conflict.rules)
        assert len(rules) == len(conflict.rules)
        assert not can_hold(world, rules)
        for rule in rules:
            assert can_hold(world, rules - {rule}), (world.problem, rule)


def test_relaxations_are_the_smallest_and_none_says_too_much() -> None:
    counted = 0
    for world, conflict in conflicts(range(1000)):
        open_ = list(minimal(needs_of(world)))
        for gives_up in (False, True):
            part = [row for row in conflict.relaxations if uses_kept(amounts(row)) == gives_up]
            for relaxation in part:
                given = amounts(relaxation)
                rest = [row for row in open_ if uses_kept(row) == gives_up]
                assert given in rest, world.problem
                assert relaxation.distance == sum(given.values())
                assert relaxation.distance == min(sum(row.values()) for row in rest)
                open_ = [row for row in open_ if not given.keys() <= row.keys()]
                counted += 1
            rest = [row for row in open_ if uses_kept(row) == gives_up]
            assert not rest or len(part) == MOST_RELAXATIONS
        distances = [row.distance for row in conflict.relaxations]
        assert distances == sorted(distances)
    assert counted > 300


def test_relaxed_rules_have_a_portfolio() -> None:
    """The steps, applied to the problem itself, in words of rules: `before` → `after`."""
    for world, conflict in conflicts(range(400)):
        for relaxation in conflict.relaxations:
            assert World(relaxed(world.problem, relaxation.steps)).feasible


def test_order_of_rows_changes_nothing() -> None:
    random = Random(7)
    for world, conflict in conflicts(range(150)):
        assert conflict_of(shuffled(world.problem, random)) == conflict


def test_theme_without_candidates() -> None:
    problem = replace(random_problem(Random(1)), themes=(Theme("Z", 2),), quotas=(), fixed={})
    problem = replace(problem, candidates=())
    conflict = find_conflict(problem, ())
    assert conflict.rules == ("places:Z",)
    assert conflict.relaxations == (Relaxation((RuleStep("places", "places", "Z", 2, 0),), 2),)


def test_a_kept_member_is_freed_to_all_its_themes() -> None:
    """a stands for A and B and is kept in A, b for A only: both have a place once a may move."""
    rows = (
        replace(candidate("a", "A", 5000), scores={"A": SHEET, "B": SHEET}),
        candidate("b", "A", 5000),
    )
    problem = Problem(rows, (Theme("A", 1), Theme("B", 1)), (LEVELS,), fixed={"a": "A"})
    conflict = conflict_of(problem)
    assert set(conflict.rules) == {"fixed:a", "places:B"}
    emptied, freed = conflict.relaxations
    assert emptied.steps == (RuleStep("places", "places", "B", 1, 0),)
    assert freed.steps == (RuleStep("fixed:a", "fixed", "A", 1, 0),)
    assert World(relaxed(problem, freed.steps)).feasible == [(("a", "B"), ("b", "A"))]


def test_rules_that_do_not_contradict_are_no_conflict() -> None:
    problem = next(row for row in problems(range(99)) if World(row).feasible)
    with pytest.raises(ValueError, match="do not contradict"):
        conflict_of(problem)


def test_stops_when_asked() -> None:
    world, _conflict = next(conflicts(range(99)))
    eligible = tuple(world.rows[key] for key in world.eligible)
    with pytest.raises(Stopped):
        find_conflict(world.problem, eligible, stop=lambda: True)


# Enumeration


def conflicts(seeds: range) -> Iterator[tuple[World, Conflict]]:
    """Random small problems without a portfolio, with what the engine says about them."""
    for problem in problems(seeds):
        world = World(problem)
        if len(world.eligible) <= 6 and not world.feasible:
            yield world, conflict_of(problem)


def problems(seeds: range) -> Iterator[Problem]:
    for seed in seeds:
        problem = random_problem(Random(seed))
        fixed = [problem.fixed[key] for key in problem.fixed]
        if all(fixed.count(theme.key) <= theme.places for theme in problem.themes):
            yield problem


def conflict_of(problem: Problem) -> Conflict:
    world = World(problem)
    return find_conflict(problem, tuple(world.rows[key] for key in world.eligible))


def assignments(world: World, released: frozenset[str]) -> Iterator[dict[str, str]]:
    """Everybody in one theme or none, regardless of places and quotas; fixed where they belong,
    unless they are released: then wherever they stand."""
    options = []
    for key in world.eligible:
        fixed = world.problem.fixed.get(key)
        free = ["", *sorted(world.rows[key].scores)]
        options.append(free if fixed is None or key in released else [fixed])
    for themes in product(*options):
        yield {key: theme for key, theme in zip(world.eligible, themes, strict=True) if theme}


def counts_of(world: World, quota: Quota, placed: Mapping[str, str]) -> list[int]:
    """What each line of a quota counts."""
    if quota.scope is Scope.EACH_THEME:
        scopes = [{theme.key} for theme in world.problem.themes]
    elif quota.scope is Scope.ONE_THEME:
        scopes = [{quota.theme}]
    else:
        scopes = [{theme.key for theme in world.problem.themes}]
    every = [world.rows[key].attributes[quota.attribute] for key in world.eligible]
    counts = []
    for scope in scopes:
        found = [
            world.rows[key].attributes[quota.attribute]
            for key, theme in placed.items()
            if theme in scope
        ]
        if quota.counted is Counted.VALUES:
            counts.append(len(set(found)))
        elif quota.values:
            counts.append(sum(value in quota.values for value in found))
        else:
            counts.extend(found.count(value) for value in set(every))
    return counts


def can_hold(world: World, rules: set[str]) -> bool:
    """Whether some assignment keeps all rules of these names, all others forgotten."""
    released = frozenset(key for key in world.problem.fixed if f"fixed:{key}" not in rules)
    for placed in assignments(world, released):
        fits = all(
            list(placed.values()).count(theme.key) == theme.places
            for theme in world.problem.themes
            if f"places:{theme.key}" in rules
        )
        if fits and all(
            (quota.at_least or 0) <= count and (quota.at_most is None or count <= quota.at_most)
            for quota in world.problem.quotas
            if quota.key in rules
            for count in counts_of(world, quota, placed)
        ):
            return True
    return False


def needs_of(world: World) -> Iterator[Needs]:
    """For every assignment, by how much each limit would have to give way."""
    for placed in assignments(world, frozenset(world.problem.fixed)):
        needs: dict[Slack, int] = {
            (f"fixed:{key}", "fixed", theme): int(placed.get(key) != theme)
            for key, theme in world.problem.fixed.items()
        }
        for theme in world.problem.themes:
            needs["places", "places", theme.key] = theme.places - list(placed.values()).count(
                theme.key
            )
        for quota in world.problem.quotas:
            theme_key = quota.theme if quota.scope is Scope.ONE_THEME else ""
            if counts := counts_of(world, quota, placed):
                low = 0 if quota.at_least is None else quota.at_least
                high = len(placed) if quota.at_most is None else quota.at_most
                needs[quota.key, "at_least", theme_key] = max(low - min(counts), 0)
                needs[quota.key, "at_most", theme_key] = max(max(counts) - high, 0)
        if min(needs.values()) >= 0:
            yield {slack: amount for slack, amount in needs.items() if amount}


def minimal(rows: Iterator[Needs]) -> list[Needs]:
    """Those of which no step can be smaller or missing."""
    distinct = {tuple(sorted(row.items())) for row in rows}
    needs = [dict(row) for row in distinct]
    return [
        row
        for row in needs
        if not any(
            other != row and all(amount <= row.get(slack, 0) for slack, amount in other.items())
            for other in needs
        )
    ]


def uses_kept(needs: Needs) -> bool:
    """Whether somebody gives up a place that is kept."""
    return any(side == "fixed" for _key, side, _theme in needs)


def amounts(relaxation: Relaxation) -> Needs:
    return {
        (step.key, step.side, step.theme): abs(step.before - (step.after or 0))
        for step in relaxation.steps
    }


def relaxed(problem: Problem, steps: tuple[RuleStep, ...]) -> Problem:
    for step in steps:
        if step.side == "fixed":
            left = dict(problem.fixed)
            del left[step.key.removeprefix("fixed:")]
            problem = replace(problem, fixed=left)
        elif step.side == "places":
            assert step.after is not None
            themes = [
                replace(theme, places=step.after) if theme.key == step.theme else theme
                for theme in problem.themes
            ]
            problem = replace(problem, themes=tuple(themes))
        else:
            quotas = [
                replace(quota, **{step.side: step.after}) if quota.key == step.key else quota
                for quota in problem.quotas
            ]
            problem = replace(problem, quotas=tuple(quotas))
    return problem
