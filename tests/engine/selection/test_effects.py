"""What rules do: the best choice without each, and the swaps that lead there."""

from dataclasses import replace
from itertools import product
from random import Random

from begleitwerk.engine.selection import choose, rule_effects
from begleitwerk.engine.selection.problem import Problem, Quota
from begleitwerk.engine.selection.result import PLACES, Result, RuleCount, Swap
from tests.engine.selection.brute import World, random_problem
from tests.engine.selection.example import ROUND
from tests.engine.selection.test_choose import random_span


def without_quota(problem: Problem, key: str) -> int:
    quotas = tuple(quota for quota in problem.quotas if quota.key != key)
    return World(replace(problem, quotas=quotas)).best


def without_places(problem: Problem) -> int:
    """Every way to share the places."""
    best = 0
    for shared in product(range(problem.places + 1), repeat=len(problem.themes)):
        if sum(shared) == problem.places:
            rows = zip(problem.themes, shared, strict=True)
            themes = tuple(replace(theme, places=places) for theme, places in rows)
            world = World(replace(problem, themes=themes))
            best = max([best, *map(world.worth, world.feasible)])
    return best


def test_equals_trying_everything() -> None:
    for number in range(300):
        problem = random_problem(Random(number), span=random_span(number))
        outcome = choose(problem)
        if not isinstance(outcome, Result):
            continue
        for effect in rule_effects(problem, outcome):
            if effect.key == PLACES:
                without = without_places(problem)
            else:
                without = without_quota(problem, effect.key)
            assert effect.points == without - outcome.portfolio.points, (number, effect.key)
            assert sum(swap.points for swap in effect.swaps) == effect.points
            assert effect.is_binding == bool(effect.swaps)


def test_tells_the_effects_of_a_round() -> None:
    outcome = choose(ROUND)
    assert isinstance(outcome, Result)
    places, urban, land, lands = rule_effects(ROUND, outcome)
    assert [(row.theme, row.count) for row in places.counts] == [("A", 3), ("B", 3), ("C", 3)]
    assert (places.points, places.swaps) == (500, (Swap("A", "Eschgrund", "Sonnfeld", 500),))
    assert urban.counts == (RuleCount("", "", 4, 4, None),)
    assert (urban.points, urban.swaps) == (350, (Swap("A", "Eschgrund", "Lindfurt", 350),))
    assert [count.value for count in land.counts if count.is_tight] == ["N", "O", "S", "W"]
    assert (land.points, lands.points, lands.counts[0].count) == (0, 0, 5)


def test_differs_as_little_as_it_can() -> None:
    """Equals that are not chosen never show up as if a rule had kept them out."""
    problem = replace(ROUND, quotas=(*ROUND.quotas, Quota("idle", "area", ("u",), at_most=9)))
    outcome = choose(problem)
    assert isinstance(outcome, Result)
    assert rule_effects(problem, outcome)[-1].swaps == ()
