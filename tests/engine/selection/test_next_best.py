"""The next best portfolios: other members, best first, as many as there are."""

from random import Random

from begleitwerk.engine.selection import choose, next_best
from begleitwerk.engine.selection.result import Portfolio, Result
from tests.engine.selection.brute import World, random_problem
from tests.engine.selection.test_choose import assignment, random_span


def members(portfolio: Portfolio) -> frozenset[str]:
    return frozenset(member.candidate for member in portfolio.members)


def test_equals_trying_everything() -> None:
    for number in range(500):
        problem = random_problem(Random(number), span=random_span(number))
        outcome = choose(problem)
        if not isinstance(outcome, Result):
            continue
        world, others = World(problem), next_best(problem, outcome, 3)
        chosen = members(outcome.portfolio)
        values = world.set_values()
        expected = sorted((value for key, value in values.items() if key != chosen), reverse=True)
        assert [other.points for other in others] == expected[:3], number
        assert len({chosen, *map(members, others)}) == len(others) + 1, number
        assert all(assignment(other) in world.feasible for other in others), number
