"""Who could be replaced, against plain enumeration."""

from dataclasses import replace
from random import Random

from begleitwerk.engine.selection.choose import choose
from begleitwerk.engine.selection.result import Result
from begleitwerk.engine.selection.succession import (
    fewer_places,
    free_places,
    kept_places,
    left_by,
    price_of,
    without_successor,
)
from tests.engine.selection.brute import World, random_problem


def test_a_place_can_be_filled_where_any_assignment_with_the_others_keeps_the_rules() -> None:
    found = {True: 0, False: 0}
    for number in range(300):
        world = World(random_problem(Random(number)))
        if not world.feasible:
            continue
        members = dict(Random(number).choice(world.feasible))
        stuck = without_successor(world.problem, members)
        for key in members:
            others = {row for row in members.items() if row[0] != key}
            left = World(left_by(world.problem, members, key))
            possible = any(others <= set(row) for row in left.feasible)
            assert (key not in stuck) is possible, (number, key)
            found[possible] += 1
    assert min(found.values()) > 100


def test_a_choice_that_breaks_a_rule_is_judged_with_the_rule_it_breaks() -> None:
    """All others stay in place, so that what they break stays broken."""
    broken = 0
    for number in range(200):
        world = World(random_problem(Random(number)))
        free = World(replace(world.problem, quotas=()))
        choices = [row for row in free.feasible if row not in world.feasible]
        if not choices:
            continue
        members = dict(Random(number).choice(choices))
        for key in without_successor(world.problem, members):
            others = {row for row in members.items() if row[0] != key}
            left = World(left_by(world.problem, members, key))
            assert not any(others <= set(row) for row in left.feasible)
            broken += 1
    assert broken > 50


def test_the_price_of_a_place_is_what_the_best_who_could_take_it_has_more() -> None:
    prices = []
    for number in range(200):
        world = World(random_problem(Random(number)))
        if not world.feasible:
            continue
        members = dict(world.feasible[0])
        leaver, theme = next(iter(members.items()))
        problem = left_by(world.problem, members, leaver)
        left, others = World(problem), problem.fixed
        assert free_places(problem, others) == {theme: 1}
        standing = [
            (left.points[key, theme], key)
            for key in left.eligible
            if key not in others and (key, theme) in left.points
        ]
        for points, key in standing:
            prices.append(price_of(problem, others, key, theme))
            assert prices[-1] == max(standing)[0] - points
        kept = kept_places(problem)
        assert {row.candidate: row.theme for row in kept.portfolio.members} == others
        assert kept.proof.points == sum(left.points[pair] for pair in others.items())
    assert max(prices) > 0


def test_places_that_stay_free_are_filled_by_nobody() -> None:
    tried = 0
    for number in range(150):
        problem = replace(random_problem(Random(number)), quotas=(), fixed={}, excluded={})
        first = problem.themes[0]
        for left in range(1, first.places + 1):
            fewer = fewer_places(problem, {first.key: left})
            places = {row.key: row.places for row in fewer.themes}
            expected = {row.key: row.places for row in problem.themes}
            expected[first.key] -= left
            assert places == {key: count for key, count in expected.items() if count}
            if places and World(fewer).feasible:
                assert isinstance(choose(fewer), Result)
                tried += 1
    assert tried > 50
