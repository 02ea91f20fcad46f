"""Taking a point apart: whole solutions, and how much of each, that together are the point.

The idea of Carathéodory: a solution on which every limit the point meets is met too can be taken
away from the point until the rest meets a limit more. Every step so closes a column or tightens a
line, and after as many steps as there are limits nothing is left. Where a rest has no such
solution the point is no mixture of solutions, or not along this way; what was found helps all
the same.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from begleitwerk.engine.program import FloatArray, Program, Solver, SolverError
from begleitwerk.engine.selection.lottery.mixture import Counts
from begleitwerk.engine.selection.lottery.work import NODES, Work

MET = 2e-9  # of the whole: a limit nearer than this is met
LEFT = 1e-8  # of the whole: so little is nothing
PARTS = 1_000_000  # prices are whole parts of the highest
FAR = 1e9  # what stands for a limit that is none


def pieces(
    program: Program, point: FloatArray, work: Work, stop: Callable[[], bool] | None = None
) -> Iterator[Counts]:
    """Solutions of a programme that make up a point of it, as far as work allows."""
    return Rest(program, point, work, stop).taken()


class Rest:
    """What is left of a point: `point` of `mass`, with the face of the programme it lies on."""

    def __init__(
        self,
        program: Program,
        point: FloatArray,
        work: Work,
        stop: Callable[[], bool] | None,
    ) -> None:
        self.program, self.work = program, work
        flat = replace(program, values=[0] * len(program.values))
        self.solver = Solver(flat, stop=stop, nodes=NODES)
        self.point, self.mass = point.copy(), 1.0
        lines = program.lines
        self.rows = np.repeat(np.arange(len(lines)), [len(line.columns) for line in lines])
        self.places = np.array([c for line in lines for c in line.columns], np.int64)
        self.weights = np.array([w for line in lines for w in line.coefficients], float)
        self.lower = limits(program.lower, [line.lower for line in lines])
        self.upper = limits(program.upper, [line.upper for line in lines])
        self.open = self.lower < self.upper  # columns, then lines, that do not stand fast yet

    def taken(self) -> Iterator[Counts]:
        while self.mass > LEFT:
            self.tighten()
            counts = self.solution()
            if counts is None:
                return
            if self.take(np.array(counts, float)) > MET:
                yield counts

    def sums(self, columns: FloatArray) -> FloatArray:
        """Columns, and behind them what each line adds up to."""
        terms = self.weights * columns[self.places]
        return np.concatenate([columns, np.bincount(self.rows, terms, len(self.program.lines))])

    def tighten(self) -> None:
        """What the rest meets, all pieces of it have to meet."""
        found = self.sums(self.point)
        for limit, distance in (
            (self.lower, found - self.lower * self.mass),
            (self.upper, self.upper * self.mass - found),
        ):
            for number in np.flatnonzero(self.open & (distance <= MET)).tolist():
                self.fasten(number, int(limit[number]))

    def fasten(self, number: int, limit: int) -> None:
        columns = len(self.point)
        if number < columns:
            self.solver.change_bounds(number, limit, limit)
        else:
            self.solver.change_line(number - columns, limit, limit)
        self.open[number] = False

    def solution(self) -> Counts | None:
        """A solution on the face, one that spares the columns of which little is left."""
        left = np.maximum(self.point / self.mass - self.lower[: len(self.point)], 1 / PARTS)
        prices = -np.rint(PARTS / left / (1 / left).max())
        self.solver.change_values(prices.tolist())
        if not self.work.is_left:
            return None
        before = self.solver.branched
        try:
            return self.solver.solve().counts or None
        except SolverError:
            return None
        finally:
            self.work.spend(self.solver.branched - before)

    def take(self, counts: FloatArray) -> float:
        """Takes as much of a solution as the rest can give; how much that was."""
        held, found = self.sums(counts), self.sums(self.point)
        share = self.mass
        for spare, used in (
            (found - self.lower * self.mass, held - self.lower),
            (self.upper * self.mass - found, self.upper - held),
        ):
            uses = self.open & (used > LEFT)
            share = min(share, max(0.0, float((spare[uses] / used[uses]).min(initial=share))))
        self.point -= share * counts
        self.mass -= share
        return share


def limits(columns: list[int], lines: list[float]) -> FloatArray:
    """Limits of columns and lines; one that is none lies far away."""
    return np.array([min(max(limit, -FAR), FAR) for limit in (*columns, *lines)], float)
