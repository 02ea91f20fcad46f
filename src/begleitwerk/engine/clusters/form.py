"""The best clusters, exactly: every possible cluster is one column of a partition.

Assigning members to clusters and counting pairs (even with the line that makes that model tight,
Σ_j pair[i, j, g] = (size − 1) × member[i, g]) leaves HiGHS with a weak bound: 24 into six fours
takes it seconds to minutes. Over whole clusters the bound is nearly the optimum, clusters that
share a dimension are not interchangeable, and ties are columns left out. There are 10,626 fours
of 24 for every dimension; few matter:

1. A linear programme over a few columns; while its prices (duals) show a better column, it joins
   (column generation; Gilmore and Gomory 1961). Prices are applied to all columns at once, so the
   end is a proven bound.
2. A whole solution within a gap of that bound uses only columns whose reduced cost lies within
   the gap. Branch and bound over those gives a clustering; if it lies farther from the bound than
   the gap, once more with its own distance. Then nothing that was left out can be better.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, floor

import numpy as np
from numpy.typing import NDArray

from begleitwerk.engine.clusters.problem import (
    MOST_GROUPINGS,
    Cluster,
    ClusterFault,
    ClusterProblem,
    Clusters,
    FaultCode,
    FaultyClustersError,
    cluster_faults,
    clusters_of,
)
from begleitwerk.engine.program import (
    INFINITE,
    FloatArray,
    LinearSolver,
    Program,
    Solution,
    Status,
    Stopped,
    branch,
    solver_name,
)
from begleitwerk.engine.selection.result import Proof

IntArray = NDArray[np.int64]
AT_ONCE = 200  # columns that join per size and round
FIRST_COLUMNS = 10  # per member, for the first whole solution
NOISE = 1e-6  # what floating point leaves of an exact number
OUT = -1.0  # value of a column no tie allows; real values are 0 upwards
PENALTY = 1000  # times the dearest cluster: nobody stays alone while a place is left

Stop = Callable[[], bool]


def form_clusters(
    problem: ClusterProblem, *, seconds: float | None = None, stop: Stop | None = None
) -> Clusters:
    """The clustering worth most, with its proof; the same for any order of members.

    `seconds` limits each branch and bound (there are one to three, usually one); without limit
    it runs until the proof. Raises FaultyClustersError for bad input, Stopped when `stop` says
    so.
    """
    if faults := cluster_faults(problem) or size_faults(problem):
        raise FaultyClustersError(faults)
    table = table_of(problem)
    relaxed = Relaxed(table)
    bound = relaxed.bound(stop)
    if bound is None:
        return Clusters((), Proof(Status.INFEASIBLE, 0, 0, solver_name()))
    return Search(table, relaxed.reduced_costs(), bound, seconds, stop).result()


def size_faults(problem: ClusterProblem) -> tuple[ClusterFault, ...]:
    """Refuses what would have to look at more columns than fit into memory."""
    count, dimensions = len(problem.members), len(problem.dimensions)
    columns = sum(comb(count, size) for size in set(problem.sizes)) * dimensions
    return (ClusterFault(FaultCode.TOO_MANY, str(columns)),) if columns > MOST_GROUPINGS else ()


@dataclass(frozen=True, slots=True)
class Block:
    """All clusters of one size: members (cluster × size), value (cluster × dimension)."""

    members: IntArray
    values: FloatArray


@dataclass(frozen=True, slots=True)
class Table:
    """All columns, and the lines they stand in: members, then sizes, then dimensions."""

    problem: ClusterProblem
    keys: tuple[str, ...]
    sizes: tuple[int, ...]
    blocks: tuple[Block, ...]

    def lines_of(self, block: int, row: int, dimension: int) -> list[int]:
        first = len(self.keys)
        members = self.blocks[block].members[row].tolist()
        return [*members, first + block, first + len(self.sizes) + dimension]

    def limits(self) -> Iterator[tuple[float, float]]:
        """Every member once, every size as often as asked, every dimension as often as it may."""
        yield from ((1, 1) for _ in self.keys)
        yield from ((n, n) for n in (self.problem.sizes.count(size) for size in self.sizes))
        most = self.problem.most_per_dimension
        yield from ((-INFINITE, INFINITE if most is None else most) for _ in self.dimensions)

    @property
    def dimensions(self) -> tuple[str, ...]:
        return self.problem.dimensions


def table_of(problem: ClusterProblem) -> Table:
    keys, sizes = tuple(sorted(problem.members)), tuple(sorted(set(problem.sizes)))
    number = {key: index for index, key in enumerate(keys)}
    points = np.array([[problem.points_of(k, d) for d in problem.dimensions] for k in keys])
    alike = np.zeros((len(keys), len(keys)))
    for (one, other), value in problem.likeness.items():
        if one in number and other in number:
            alike[number[one], number[other]] = alike[number[other], number[one]] = value
    worth = (problem.preference_weight * points).astype(float)
    blocks = tuple(block_of(problem, number, worth, alike, size) for size in sizes)
    return Table(problem, keys, sizes, blocks)


def block_of(
    problem: ClusterProblem,
    number: dict[str, int],
    worth: FloatArray,
    alike: FloatArray,
    size: int,
) -> Block:
    """Clusters of one size that keep the ties; OUT where a pin forbids the dimension."""
    members = np.array(list(combinations(range(len(number)), size)), np.int64)
    members = members[keeps_ties(problem, number, members)]
    values = worth[members].sum(axis=1)
    for one, other in combinations(range(size), 2):
        values += alike[members[:, one], members[:, other]][:, None]
    for key, dimension in problem.pinned.items():
        others = np.arange(len(problem.dimensions)) != problem.dimensions.index(dimension)
        values[np.ix_((members == number[key]).any(axis=1), others)] = OUT
    return Block(members, values)


def keeps_ties(
    problem: ClusterProblem, number: dict[str, int], members: IntArray
) -> NDArray[np.bool_]:
    kept = np.ones(len(members), bool)
    for pairs, both in ((problem.together, True), (problem.apart, False)):
        for one, other in pairs:
            has_one = (members == number[one]).any(axis=1)
            has_other = (members == number[other]).any(axis=1)
            kept &= (has_one == has_other) if both else ~(has_one & has_other)
    return kept


class Relaxed:
    """The partition without the demand for whole clusters, grown column by column."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.solver = LinearSolver()
        limits = list(table.limits())
        for lower, upper in limits:
            self.solver.add_line(lower, upper, [], [])
        dearest = max((block.values.max(initial=0) for block in table.blocks), default=0)
        self.alone = len(table.keys) + len(table.sizes)
        for line in range(self.alone):
            self.solver.add_column(-PENALTY * (dearest + 1), [line], [1.0])
        self.prices = np.zeros(len(limits))

    def bound(self, stop: Stop | None) -> float | None:
        """What no clustering exceeds; None where there is none, even in pieces."""
        while True:
            if stop and stop():
                raise Stopped
            mixture = self.solver.solve()
            self.prices = mixture.duals
            if not self.grow():
                break
        return None if mixture.columns[: self.alone].max() > NOISE else mixture.value

    def grow(self) -> bool:
        """The most promising columns of every size join; False where none promises anything."""
        joined = False
        for number, costs in enumerate(self.reduced_costs()):
            best = np.argsort(-costs, axis=None, kind="stable")[:AT_ONCE]
            rows, dimensions = np.unravel_index(best, costs.shape)
            for row, dimension in zip(rows.tolist(), dimensions.tolist(), strict=True):
                if costs[row, dimension] <= NOISE:
                    break
                lines = self.table.lines_of(number, row, dimension)
                value = float(self.table.blocks[number].values[row, dimension])
                self.solver.add_column(value, lines, [1.0] * len(lines))
                joined = True
        return joined

    def reduced_costs(self) -> list[FloatArray]:
        """Per size: value less prices, cluster × dimension; −∞ where a pin forbids it."""
        first, sizes = len(self.table.keys), len(self.table.sizes)
        of_dimensions = self.prices[first + sizes :]
        costs = []
        for number, block in enumerate(self.table.blocks):
            of_members = self.prices[block.members].sum(axis=1) + self.prices[first + number]
            reduced = block.values - of_members[:, None] - of_dimensions
            costs.append(np.where(block.values == OUT, -np.inf, reduced))
        return costs


@dataclass(frozen=True, slots=True)
class Search:
    """From the bound down to the best whole clustering."""

    table: Table
    costs: list[FloatArray]
    bound: float
    seconds: float | None
    stop: Stop | None

    def result(self) -> Clusters:
        """Widens the gap until what is left out cannot matter, or time is up."""
        gap = self.first_gap()
        while True:
            columns = self.columns_within(gap)
            found = self.branched(columns)
            widest = len(columns) == self.possible
            if found.status is Status.UNFINISHED:
                limit = found.bound if widest else max(found.bound, self.bound - gap)
                return self.clusters(found, columns, min(self.bound, limit))
            if found.status is Status.OPTIMAL:
                distance = self.bound - found.value
                if distance <= gap or widest:
                    return self.clusters(found, columns, found.value)
                gap = distance
            elif widest:
                return Clusters((), Proof(Status.INFEASIBLE, 0, 0, solver_name()))
            else:
                gap = 2 * gap + 1

    @property
    def possible(self) -> int:
        return sum(int(np.isfinite(costs).sum()) for costs in self.costs)

    def first_gap(self) -> float:
        """Wide enough for a few columns per member."""
        flat = np.concatenate([costs.ravel() for costs in self.costs])
        rank = min(len(flat), FIRST_COLUMNS * len(self.table.keys)) - 1
        last = float(-np.partition(-flat, rank)[rank])
        return max(0.0, -last) if np.isfinite(last) else float(-flat[np.isfinite(flat)].min())

    def columns_within(self, gap: float) -> list[tuple[int, int, int]]:
        """(size, cluster, dimension) of all columns a solution that close can hold."""
        return [
            (number, int(row), int(dimension))
            for number, costs in enumerate(self.costs)
            for row, dimension in zip(*np.nonzero(costs >= -gap - NOISE), strict=True)
        ]

    def branched(self, columns: Sequence[tuple[int, int, int]]) -> Solution:
        if self.stop and self.stop():
            raise Stopped
        program = Program()
        terms: list[list[tuple[int, int]]] = [[] for _ in self.table.limits()]
        for number, row, dimension in columns:
            value = int(self.table.blocks[number].values[row, dimension])
            column = program.column(1, value)
            for line in self.table.lines_of(number, row, dimension):
                terms[line].append((column, 1))
        for pairs, (lower, upper) in zip(terms, self.table.limits(), strict=True):
            program.line(pairs, lower=lower, upper=upper)
        return branch(program, seconds=self.seconds)

    def clusters(
        self, found: Solution, columns: Sequence[tuple[int, int, int]], bound: float
    ) -> Clusters:
        picked = [column for column, count in zip(columns, found.counts, strict=False) if count]
        rows = self.in_words(picked)
        limit = max(found.value, floor(bound + NOISE))
        proven = bool(rows) and limit == found.value
        status = Status.OPTIMAL if proven else Status.UNFINISHED
        return Clusters(rows, Proof(status, found.value, limit, solver_name()))

    def in_words(self, picked: Sequence[tuple[int, int, int]]) -> tuple[Cluster, ...]:
        """By dimension as in the problem, then by first member."""
        table = self.table
        groups = sorted(
            (dimension, [table.keys[member] for member in table.blocks[number].members[row]])
            for number, row, dimension in picked
        )
        return clusters_of(table.problem, [(table.dimensions[d], keys) for d, keys in groups])
