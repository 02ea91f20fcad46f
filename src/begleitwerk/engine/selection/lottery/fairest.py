"""The fairest lottery over all solutions of a programme, by a rule for what is fair.

A lottery gives each solution a share; the chance of a candidate is the sum of the shares of the
solutions that hold it. Candidates no solution can hold do not count. Interchangeable candidates
form a group: a solution says how many of a group it holds; who, is drawn evenly. Nothing is lost
by that, since evening out any lottery over the members of a group keeps the rules and is fairer.

The number of solutions is astronomic, so the question is turned round:

1. `target`: what would be fairest if candidates could be cut into pieces? Linear programmes say.
2. `pieces`: are these chances a mixture of whole solutions? Mostly they are, and the target, which
   no lottery can beat, is reached: that is the proof.
3. Where they are not, the solutions found so far miss the target by something. The prices of that
   ask for one solution more (column generation). It brings the mixture nearer, or the best there
   is under these prices falls short of what the target has there; then no lottery reaches that
   target, the programme is told so by a line, and there is a new one.

This ends with a proof, or when the work is spent: then with the fairest mixture of the solutions
known by then, and with the bound proven by then.
"""

import sys
from collections.abc import Callable, Sequence
from functools import reduce
from math import gcd

import numpy as np
from numpy.typing import NDArray

from begleitwerk.engine.program import (
    INFINITE,
    FloatArray,
    LinearSolver,
    Program,
    Solver,
    SolverError,
    whole_below,
)
from begleitwerk.engine.selection.lottery.mixture import Counts, Distribution, Group
from begleitwerk.engine.selection.lottery.pieces import pieces
from begleitwerk.engine.selection.lottery.target import Target, inner, outer
from begleitwerk.engine.selection.lottery.work import NODES, Work
from begleitwerk.engine.selection.problem import Fairness

REACHED = 1e-6  # all that is missing, over all groups: less than one ticket
BEYOND = 1e-9  # relative: a bound passed by less is not passed
EXACT = 1e-9  # gap of a branch and bound, and the smallest share
PARTS = 1_000_000  # prices are whole: what follows from them is the same on every machine

WholeArray = NDArray[np.int64]


def fairest(
    program: Program,
    groups: Sequence[Group],
    rule: Fairness,
    *,
    work: int = sys.maxsize,
    stop: Callable[[], bool] | None = None,
) -> Distribution:
    """The fairest lottery over the solutions of `program`, by LEXIMIN or NASH.

    `work`: after how many branch and bounds it ends without a proof. The values of the programme
    play no part. Raises ValueError where it has no solution, and Stopped where `stop` says so.
    """
    search = Search(program, groups, rule, Work(work), stop)
    search.begin()
    return search.result()


class Search:
    """Solutions known so far, what was learnt about those that are not, and the mixture."""

    def __init__(
        self,
        program: Program,
        groups: Sequence[Group],
        rule: Fairness,
        work: Work,
        stop: Callable[[], bool] | None,
    ) -> None:
        flat = [0] * len(program.upper)
        self.program = Program(list(program.upper), flat, list(program.lines), program.lower)
        self.groups, self.rule, self.work, self.stop = groups, rule, work, stop
        self.sizes = np.array([group.size for group in groups], float)
        self.members = np.zeros((len(groups), len(flat)), np.int64)
        for number, group in enumerate(groups):
            self.members[number, list(group.columns)] = 1
        self.solver = Solver(self.program, stop=stop, gap=EXACT, nodes=NODES)
        self.finder = Solver(self.program, stop=stop, gap=EXACT)  # says for certain who can be in
        self.known: dict[Counts, Counts] = {}  # held by each group → solution
        self.mixer = LinearSolver()
        self.mixer.add_line(1, 1, [], [])
        for number in range(len(groups)):
            self.mixer.add_line(0, INFINITE, [], [])
            self.mixer.add_column(-1.0, [number + 1], [1.0])

    def begin(self) -> None:
        """A first solution. Raises ValueError where there is none."""
        counts = self.finder.solve().counts
        if not counts:
            raise ValueError("the programme has no solution")
        self.take_in(counts)

    def result(self) -> Distribution:
        target = outer(self.program, self.groups).target(self.rule)
        while self.work.is_left:
            for counts in pieces(self.program, target.point, self.work, self.stop):
                self.take_in(counts)
            shares = self.reached(target) if self.is_covered(target) else None
            if shares is not None:
                return self.distribution(shares, target, is_proven=True)
            target = outer(self.program, self.groups).target(self.rule)
        return self.best_known(target)

    # Solutions

    def take_in(self, counts: Counts) -> bool:
        """False where a solution that gives all groups the same is known."""
        held = self.members @ np.array(counts, np.int64)
        key = tuple(held.tolist())
        if key in self.known:
            return False
        self.known[key] = counts
        where = np.flatnonzero(held)
        chances = held[where] / self.sizes[where]
        self.mixer.add_column(0.0, [0, *(where + 1)], [1.0, *chances])
        return True

    def best(self, solver: Solver, prices: WholeArray) -> tuple[Counts, int]:
        """A solution worth most, where each of a group is worth its price; what none exceeds."""
        before = solver.branched
        try:
            counts, most = solver.price((prices @ self.members).astype(float).tolist())
        finally:
            self.work.spend(solver.branched - before)
        return counts, whole_below(most)

    def rule_out(self, prices: WholeArray, most: int) -> None:
        """No solution is worth more than `most`: a line that no lottery can miss."""
        terms = prices @ self.members
        where = np.flatnonzero(terms).tolist()
        self.program.line([(column, int(terms[column])) for column in where], upper=most)

    # Who can be in at all

    def is_covered(self, target: Target) -> bool:
        """Whether each group the target gives a chance is in a known solution; else the target
        was wrong about one.
        """
        while (unseen := self.unseen(target)).any():
            counts, most = self.best(self.finder, unseen.astype(np.int64))
            if most <= 0:
                self.rule_out(unseen.astype(np.int64), 0)
                return False
            self.take_in(counts)
        return True

    def unseen(self, target: Target) -> NDArray[np.bool_]:
        seen = np.array(list(self.known), np.int64).any(axis=0)
        return target.possible & ~seen

    # The mixture

    def reached(self, target: Target) -> FloatArray | None:
        """Shares of the known solutions that give the target; None where it cannot be reached,
        or the work is spent.
        """
        for number, chance in enumerate(target.chances.tolist()):
            self.mixer.change_line(number + 1, chance, INFINITE)
        while True:
            mixture = self.mixer.solve()
            if -mixture.value <= REACHED:
                return mixture.columns[len(self.groups) :]
            if not self.work.is_left or not self.approached(target, -mixture.duals[1:]):
                return None

    def approached(self, target: Target, missing: FloatArray) -> bool:
        """Takes in the solution worth most under the prices of what is missing; False where that
        shows that no lottery reaches the target, or nothing is left to try.
        """
        prices = whole_prices(np.maximum(missing, 0) / self.sizes)
        try:
            counts, most = self.best(self.solver, prices)
        except SolverError:
            self.work.left = 0
            return False
        is_new = self.take_in(counts)
        if float(prices @ (target.chances * self.sizes)) > most * (1 + BEYOND) + BEYOND:
            self.rule_out(prices, most)
            return False
        if not is_new:
            self.work.left = 0
        return is_new

    def best_known(self, target: Target) -> Distribution:
        """The fairest mixture of the solutions known, and the bound of the last target."""
        while not self.is_covered(target):
            target = outer(self.program, self.groups).target(self.rule)
        region = inner(np.array(list(self.known), np.int64), self.sizes)
        return self.distribution(region.target(self.rule).point, target, is_proven=False)

    def distribution(self, columns: FloatArray, target: Target, *, is_proven: bool) -> Distribution:
        """Only solutions with a share, in the order of their counts; shares sum to one again."""
        shares = np.where(columns > EXACT, columns, 0)
        shares /= shares.sum()
        rows = sorted(zip(self.known.values(), self.known, shares.tolist(), strict=True))
        kept = [(counts, held, share) for counts, held, share in rows if share > 0]
        chances = np.sum([share * np.array(held) for _, held, share in kept], axis=0) / self.sizes
        return Distribution(
            tuple(counts for counts, _held, _share in kept),
            tuple(share for _counts, _held, share in kept),
            float(chances[target.possible].min()),
            target.least,
            tuple(np.flatnonzero(target.possible).tolist()),
            is_proven,
        )


def whole_prices(prices: FloatArray) -> WholeArray:
    """Prices as whole numbers in nearly the same proportions, as small as they can be."""
    whole = np.rint(prices / prices.max() * PARTS).astype(np.int64)
    return np.asarray(whole // reduce(gcd, whole.tolist(), 0), np.int64)
