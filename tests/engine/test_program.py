"""The solver under everything: whole numbers, exact values, honest endings."""

from itertools import product
from random import Random

import pytest

from begleitwerk.engine.program import (
    Line,
    Program,
    Solver,
    Status,
    Stopped,
)


def knapsack(random: Random) -> Program:
    """A programme whose relaxation is hardly ever whole."""
    program = Program()
    for _ in range(6):
        program.column(random.randint(1, 2), random.randint(1, 30))
    for _ in range(2):
        weights = [(column, random.randint(1, 9)) for column in range(6)]
        program.line(weights, upper=random.randint(5, 20))
    return program


def by_trying(program: Program) -> int:
    return max(
        sum(value * count for value, count in zip(program.values, counts, strict=True))
        for counts in product(*(range(upper + 1) for upper in program.upper))
        if all(
            line.lower
            <= sum(w * counts[c] for c, w in zip(line.columns, line.coefficients, strict=True))
            <= line.upper
            for line in program.lines
        )
    )


def test_branches_where_the_relaxation_is_not_whole() -> None:
    random = Random(4)
    for _ in range(60):
        program = knapsack(random)
        solution = Solver(program).solve()
        assert solution.value == solution.bound == by_trying(program)


def test_goes_on_after_branching_with_other_values_bounds_and_lines() -> None:
    random = Random(5)
    for _ in range(20):
        program = knapsack(random)
        solver = Solver(program)
        solver.solve()
        values = [random.randint(1, 30) for _ in program.values]
        solver.change_values(values)
        solver.change_bounds(0, 0, 0)
        solver.add_line(Line((1, 2), (1, 1), 0, 1))
        program.values[:], program.upper[0] = values, 0
        program.line([(1, 1), (2, 1)], lower=0, upper=1)
        assert solver.solve().value == by_trying(program)


def test_the_bound_without_whole_numbers_is_never_below_the_best() -> None:
    random = Random(6)
    for _ in range(20):
        program = knapsack(random)
        bound = Solver(program).bound()
        assert bound is not None
        assert bound >= by_trying(program)


@pytest.mark.parametrize(("least", "status"), [(0, Status.OPTIMAL), (1, Status.INFEASIBLE)])
def test_without_columns_only_the_lines_decide(least: int, status: Status) -> None:
    program = Program()
    program.line([], lower=least)
    assert Solver(program).solve().status is status


def test_stops_when_asked() -> None:
    with pytest.raises(Stopped):
        Solver(knapsack(Random(1)), stop=lambda: True).solve()
