"""Who could be replaced, against plain enumeration."""

from dataclasses import replace
from random import Random

from begleitwerk.engine.selection.succession import left_by, without_successor
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
