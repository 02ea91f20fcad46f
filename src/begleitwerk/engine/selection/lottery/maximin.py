"""The fairest lottery over all solutions of a programme: the smallest chance as high as can be.

A lottery gives each solution a share. The chance of a candidate is the sum of the shares of the
solutions that hold it. Of all lotteries we want one whose smallest chance is highest (maximin,
after Flanigan, Gölz, Gupta, Hennig and Procaccia: Fair algorithms for selecting citizens'
assemblies, Nature 596, 2021). Candidates no solution can hold do not count.

Interchangeable candidates form a group. A solution says how many of a group it holds; who, is
drawn evenly, so the chance of a member is the expected count divided by the size of the group.
Nothing is lost by that: evening out any lottery over the members of a group keeps the rules and
lowers no smallest chance.

The number of solutions is astronomic, so they are made when needed (column generation):

1. solutions until every group was seen in one, or is proven to be in none;
2. solutions that even out what the earlier ones favoured, made by swaps, which cost little;
3. a linear programme mixes them; while its prices (duals) show a solution that would lift the
   smallest chance, that one joins.

This is the rule of protocols written before there was a choice; it is kept step by step as it was,
so that they replay. `fairest` is quicker and fair beyond the smallest chance.

Two bounds end the search, whichever is met first: the chance the rules would allow if candidates
could be cut into pieces, and the best solution under the prices, proven by HiGHS.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from begleitwerk.engine.program import (
    INFINITE,
    FloatArray,
    LinearSolver,
    Mixture,
    Program,
    Solver,
    Stopped,
)
from begleitwerk.engine.selection.lottery.climb import Climber
from begleitwerk.engine.selection.lottery.mixture import Counts, Distribution, Group
from begleitwerk.engine.selection.lottery.work import Work

EXACT = 1e-9  # a chance nearer to its bound than this is the bound
STARTS = 40  # solutions of the mixture that swaps start from in one round
ROUNDS = 4  # of evening out, each with half as many solutions as there are groups
FADE = 0.9  # a price counts for less once a new solution of the same round has used it


@dataclass(frozen=True, slots=True)
class Found:
    """A solution, with what it gives each group: held ÷ size."""

    counts: FloatArray
    chances: FloatArray


def maximin(
    program: Program,
    groups: Sequence[Group],
    *,
    climbs: int = sys.maxsize,
    stop: Callable[[], bool] | None = None,
) -> Distribution:
    """The lottery over the solutions of `program` whose smallest chance is highest.

    `climbs`: after how many it ends without a proof. The values of the programme play no part:
    where only the best solutions take part, a line says so. Raises ValueError where the programme
    has no solution, and Stopped where `stop` says so.
    """
    search = Search(program, groups, stop, Work(climbs))
    search.cover()
    search.even_out()
    search.refine()
    return search.result()


class Search:
    """The solutions found so far, and the mixture of them."""

    def __init__(
        self,
        program: Program,
        groups: Sequence[Group],
        stop: Callable[[], bool] | None,
        work: Work,
    ) -> None:
        self.program, self.work = program, work
        self.groups = groups
        self.stop = stop
        self.solver = Solver(program, stop=stop, gap=EXACT)
        self.climber = Climber(program)
        self.sizes = np.array([group.size for group in groups], float)
        self.members = np.zeros((len(groups), len(program.upper)))
        for number, group in enumerate(groups):
            self.members[number, list(group.columns)] = 1
        self.counted = np.flatnonzero(self.members.any(axis=0))
        self.found: dict[Counts, Found] = {}
        self.mixer = LinearSolver()
        self.bound = 1.0
        self.mixture = Mixture(0.0, *(np.zeros(0),) * 3)
        self.possible = np.zeros(len(groups), bool)

    # 1. Every group that can be in

    def cover(self) -> None:
        """Solutions until each group was in one, or is proven to be in none."""
        counts = self.solver.solve().counts
        if not counts:
            raise ValueError("the programme has no solution")
        latest = np.array(counts, float)
        self.add(latest)
        while not self.possible.all():
            unseen = self.members.T @ (~self.possible).astype(float)
            better = self.climber.climb(latest, unseen)
            if not unseen @ better:
                counts, _bound = self.solver.price(unseen)
                better = np.array(counts, float)
                if not unseen @ better:
                    break
            self.add(better)
            latest = better
        self.bound = self.divisible()
        self.start_mixer()

    def add(self, counts: FloatArray) -> bool:
        """Takes a solution up; False where one with the same counts of all groups is known."""
        key = tuple(counts[self.counted].astype(int).tolist())
        if key in self.found:
            return False
        self.found[key] = Found(counts, self.members @ counts / self.sizes)
        self.possible |= self.found[key].chances > 0
        return True

    @property
    def newest(self) -> Found:
        return next(reversed(self.found.values()))

    def divisible(self) -> float:
        """The smallest chance if candidates could be cut into pieces: no lottery reaches more."""
        relaxed = replace(self.program, values=[0] * len(self.program.values))
        solver = LinearSolver(relaxed)
        least = len(relaxed.upper)
        solver.add_column(1.0, [], [])
        for number in np.flatnonzero(self.possible).tolist():
            group = self.groups[number]
            ones = [1.0] * len(group.columns)
            solver.add_line(0, INFINITE, [*group.columns, least], [*ones, -float(group.size)])
        return min(1.0, solver.solve().value)

    # 2. Many solutions that favour different groups

    def even_out(self) -> None:
        """Solutions that hold most of whatever the earlier ones held too little of."""
        behind = np.zeros(len(self.groups))
        latest = self.newest.counts
        for _round in range(ROUNDS):
            if self.is_done():
                return
            for _one in range(len(self.groups) // 2 + 1):
                self.look_at_the_clock()
                behind[self.possible] += self.bound
                latest = self.climber.climb(latest, self.members.T @ behind)
                behind -= self.members @ latest / self.sizes
                self.take_in(latest)
            self.mixture = self.mixer.solve()

    # 3. What the prices ask for

    def refine(self) -> None:
        """Solutions that lift the smallest chance, until there is proof that none can."""
        steady = self.possible / self.possible.sum()
        while not self.is_done() and self.work.is_left:
            prices = np.maximum(-self.mixture.duals[1:], 0)
            prices /= prices.sum()
            steady = (steady + prices) / 2  # prices leap; their running mean finds better ones
            if not (
                self.refine_by_swaps(steady)
                or self.refine_by_swaps(prices)
                or self.refine_by_proof(prices)
            ):
                return
            self.mixture = self.mixer.solve()

    def refine_by_swaps(self, prices: FloatArray) -> bool:
        """Takes in what swaps find from the solutions of the mixture; False where nothing."""
        worth = self.members.T @ (prices / self.sizes)
        faded, success = worth.copy(), False
        for start in self.mixed():
            self.look_at_the_clock()
            better = self.climber.climb(start, faded)
            self.work.spend(1)
            if worth @ better > self.least * (1 + EXACT) and self.take_in(better):
                success = True
                faded[better > 0] *= FADE
        return success

    def refine_by_proof(self, prices: FloatArray) -> bool:
        """Takes in the best solution under these prices; its value bounds the smallest chance."""
        worth = self.members.T @ (prices / self.sizes)
        counts, bound = self.solver.price(worth)
        self.bound = max(min(self.bound, bound), self.least)
        return not self.is_done() and self.take_in(np.array(counts, float))

    # The mixture

    def start_mixer(self) -> None:
        """Line 0: shares sum to one; line 1 + g: chance of group g ≥ smallest. Column 0 is that."""
        self.mixer.add_line(1, 1, [], [])
        for _group in self.groups:
            self.mixer.add_line(0, INFINITE, [], [])
        lines = np.flatnonzero(self.possible) + 1
        self.mixer.add_column(1.0, list(lines), [-1.0] * len(lines))
        for found in self.found.values():
            self.mix(found)
        self.mixture = self.mixer.solve()

    def mix(self, found: Found) -> None:
        held = np.flatnonzero(found.chances)
        self.mixer.add_column(0.0, [0, *(held + 1)], [1.0, *found.chances[held]])

    def take_in(self, counts: FloatArray) -> bool:
        if not self.add(counts):
            return False
        self.mix(self.newest)
        return True

    def mixed(self) -> Iterator[FloatArray]:
        """The solutions with the largest shares."""
        shares = self.mixture.columns[1:]
        solutions = list(self.found.values())
        for number in np.argsort(-shares, kind="stable")[:STARTS]:
            if shares[number] > EXACT:
                yield solutions[number].counts

    @property
    def least(self) -> float:
        return self.mixture.value

    def is_done(self) -> bool:
        return self.least >= self.bound * (1 - EXACT)

    def look_at_the_clock(self) -> None:
        if self.stop and self.stop():
            raise Stopped

    def result(self) -> Distribution:
        """Only solutions with a share, in the order of their counts; shares sum to one again."""
        shares = np.where(self.mixture.columns[1:] > EXACT, self.mixture.columns[1:], 0)
        shares /= shares.sum()
        rows = sorted(zip(self.found, shares.tolist(), strict=True))
        kept = [(self.found[key], share) for key, share in rows if share > 0]
        chances = np.sum([share * found.chances for found, share in kept], axis=0)
        return Distribution(
            tuple(tuple(found.counts.astype(int).tolist()) for found, _share in kept),
            tuple(share for _found, share in kept),
            float(chances[self.possible].min()),
            self.bound,
            tuple(np.flatnonzero(self.possible).tolist()),
            self.work.is_left or self.is_done(),
        )
