"""The fairest chances there could be, before anybody knows which solutions give them.

A region says which chances are possible, as linear lines: `outer` lets candidates be cut into
pieces, so that it holds every lottery and more; `inner` is what mixtures of known solutions give.

leximin: the smallest chance as high as can be, then that of the next worst-off, and so on. Stage
by stage (Ogryczak and Śliwiński 2006): the price of a group's line says that no way of reaching
this level gives the group more, so it stays there and the others go on.

nash: the product of all chances as high as can be, that is the sum of their logarithms. Each
logarithm is held down by tangents; where the optimum still lies above it, one more is laid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from begleitwerk.engine.program import INFINITE, FloatArray, LinearSolver, Program
from begleitwerk.engine.selection.lottery.mixture import Group
from begleitwerk.engine.selection.problem import Fairness

NONE = 1e-9  # a chance under this is none
FEW = 1e-6  # of the highest price: a group with less may yet get more
SLACK = 1e-11  # a level that was reached stays reachable, whatever the solver rounds
ENOUGH = 1e-7  # of the sum of logarithms: nearer than this no tangent is laid
TANGENTS = 80  # rounds of them
DIGITS = 12  # of a logarithm: beyond them machines may differ


@dataclass(frozen=True, slots=True)
class Target:
    """Chances per group, a point (value per column) that gives them, and who has any chance.

    `least` is the highest smallest chance in the region, whichever rule was followed.
    """

    chances: FloatArray
    point: FloatArray
    possible: NDArray[np.bool_]
    least: float


class Region:
    """Chances as lines over the columns of a linear programme.

    Line `first + g`: what group g holds, less its size times the level. Column `level` is the
    value to be maximised.
    """

    def __init__(
        self,
        solver: LinearSolver,
        columns: int,
        held: Sequence[tuple[Sequence[int], Sequence[float]]],
        sizes: FloatArray,
    ) -> None:
        self.solver, self.columns, self.held, self.sizes = solver, columns, held, sizes
        self.level, self.first = columns, solver.lines
        solver.add_column(1.0, [], [])
        for (where, how_many), size in zip(held, sizes.tolist(), strict=True):
            solver.add_line(0, INFINITE, [*where, self.level], [*how_many, -size])

    def target(self, rule: Fairness) -> Target:
        chances, possible, point = self.leximin()
        least = float(chances[possible].min())
        if rule is Fairness.NASH:
            chances, point = self.nash(possible, least)
        return Target(chances, point, possible, least)

    def leximin(self) -> tuple[FloatArray, NDArray[np.bool_], FloatArray]:
        """Chances, who has any, and the point."""
        open_groups = np.ones(len(self.held), bool)
        chances = np.zeros(len(self.held))
        point = np.zeros(self.columns)
        while open_groups.any():
            found = self.solver.solve()
            level = found.value if found.value > NONE else 0.0
            prices = -found.duals[self.first : self.first + len(self.held)] * self.sizes
            prices[~open_groups] = -1
            for group in np.flatnonzero(prices >= prices.max() * FEW).tolist():
                self.settle(group, level)
                chances[group], open_groups[group] = level, False
            point = found.columns[: self.columns]
        return chances, chances > 0, point

    def settle(self, group: int, level: float) -> None:
        """From now on a group keeps at least this level."""
        line = self.first + group
        self.solver.change_coefficient(line, self.level, 0.0)
        self.solver.change_line(line, max(0.0, level * self.sizes[group] - SLACK), INFINITE)

    def nash(self, possible: NDArray[np.bool_], least: float) -> tuple[FloatArray, FloatArray]:
        """Chances and the point, from a region whose levels are all settled."""
        groups = np.flatnonzero(possible).tolist()
        tangents = Tangents(self, groups)
        lowest = min(least, 1 / float(self.sizes[groups].sum())) / 4
        for group in groups:
            self.solver.change_line(self.first + group, 0.0, INFINITE)
            chance = 1.0
            while chance > lowest:
                tangents.lay(group, chance)
                chance /= 2
        for _round in range(TANGENTS):
            found = self.solver.solve()
            chances = self.chances_at(found.columns)
            above = tangents.above(found.columns, chances)
            if (above * self.sizes).sum() <= ENOUGH:
                break
            for group in np.flatnonzero(above > ENOUGH / (10 * self.sizes.sum())).tolist():
                tangents.lay(group, max(lowest, float(chances[group])))
        return chances * possible, found.columns[: self.columns]

    def chances_at(self, columns: FloatArray) -> FloatArray:
        """What every group has at a point."""
        held = [columns[list(where)] @ np.array(how_many) for where, how_many in self.held]
        return np.array(held) / self.sizes


class Tangents:
    """A column per group, under the logarithm of its chance."""

    def __init__(self, region: Region, groups: Sequence[int]) -> None:
        self.region = region
        self.column = {group: region.level + 1 + n for n, group in enumerate(groups)}
        region.solver.change_value(region.level, 0.0)
        for group in groups:
            region.solver.add_column(float(region.sizes[group]), [], [], lower=-INFINITE)

    def lay(self, group: int, chance: float) -> None:
        """logarithm ≤ log(chance) − 1 + what the group holds ÷ (size × chance)."""
        where, how_many = self.region.held[group]
        slope = float(self.region.sizes[group]) * chance
        terms = [1.0, *(-each / slope for each in how_many)]
        most = round(log(chance) - 1, DIGITS)
        self.region.solver.add_line(-INFINITE, most, [self.column[group], *where], terms)

    def above(self, columns: FloatArray, chances: FloatArray) -> FloatArray:
        """How far each column still lies above the logarithm."""
        result = np.zeros(len(chances))
        for group, column in self.column.items():
            result[group] = columns[column] - log(max(NONE, chances[group]))
        return result


def outer(program: Program, groups: Sequence[Group]) -> Region:
    """Everything lines allow if columns need not be whole."""
    flat = Program(list(program.upper), [0] * len(program.upper), program.lines, program.lower)
    held = [(group.columns, [1.0] * len(group.columns)) for group in groups]
    sizes = np.array([group.size for group in groups], float)
    return Region(LinearSolver(flat), len(program.upper), held, sizes)


def inner(counts: NDArray[np.int64], sizes: FloatArray) -> Region:
    """Everything mixtures give: one row of `counts` per solution, one column per group."""
    solver = LinearSolver()
    solver.add_line(1, 1, [], [])
    for _solution in counts:
        solver.add_column(0.0, [0], [1.0])
    held = []
    for column in counts.T:
        where = np.flatnonzero(column)
        held.append((where.tolist(), column[where].astype(float).tolist()))
    return Region(solver, len(counts), held, sizes)
