"""The programme whose solutions are exactly those with the best value, in two forms."""

from dataclasses import replace
from functools import reduce
from math import gcd

from begleitwerk.engine.program import Line, LinearSolver, Mixture, Program

SURELY = 0.01  # hundredths of points are whole: a value lower by this much is really lower
NOTHING = 1e-6  # prices of whole points are fractions with small denominators, or none


def only_best(program: Program, best: int) -> Program:
    """With a line more that asks for the best value.

    A column that lowers even the bound without whole numbers below that value, once it holds
    one, is in none of the solutions and closed.
    """
    relaxed = LinearSolver(program).solve()
    upper = [
        most if relaxed.value + gain > best - SURELY else least
        for most, least, gain in zip(program.upper, program.lower, relaxed.gains, strict=True)
    ]
    narrowed = replace(program, upper=upper, lines=list(program.lines))
    narrowed.line(enumerate(program.values), lower=best)
    return narrowed


def best_face(program: Program, best: int) -> Program:
    """Without such a line, where the bound without whole numbers is the best value.

    Then a solution is a best one exactly if every column with a price stays at its limit and
    every line with a price is met with nothing to spare (complementary slackness): limits only,
    which leave the programme as simple as it was. Else the line is needed, in small numbers.
    """
    relaxed = LinearSolver(program).solve()
    if relaxed.value < best + SURELY:
        return at_its_limits(program, relaxed)
    narrowed = only_best(program, best)
    line = narrowed.lines[-1]
    unit = reduce(gcd, line.coefficients, 0) or 1
    narrowed.lines[-1] = replace(
        line,
        coefficients=tuple(value // unit for value in line.coefficients),
        lower=-(-best // unit),
    )
    return narrowed


def at_its_limits(program: Program, relaxed: Mixture) -> Program:
    lower, upper = list(program.lower), list(program.upper)
    for column, gain in enumerate(relaxed.gains.tolist()):
        if gain < -NOTHING:
            upper[column] = lower[column]
        elif gain > NOTHING:
            lower[column] = upper[column]
    lines = [tight(*pair) for pair in zip(program.lines, relaxed.duals.tolist(), strict=True)]
    return Program(upper, [0] * len(upper), lines, lower)


def tight(line: Line, price: float) -> Line:
    """A line that is met at the limit its price belongs to."""
    if price > NOTHING:
        return replace(line, lower=line.upper)
    return replace(line, upper=line.lower) if price < -NOTHING else line
