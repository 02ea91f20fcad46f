"""An integer programme and the solver under it: the only module that knows HiGHS."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import highspy
import numpy as np
from numpy.typing import NDArray

INFINITE = highspy.kHighsInf
FloatArray = NDArray[np.float64]
ALMOST_WHOLE = 1e-6  # what the solver's tolerances may leave of a whole column
ENDINGS = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kModelEmpty,  # no columns
)
DUAL_SIMPLEX, PRIMAL_SIMPLEX = 1, 4  # HiGHS's names for its strategies; 1 is its own choice
WHOLE = 0.5  # values are whole numbers: a gap under this leaves no room for a better one


class Status(StrEnum):
    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    UNFINISHED = "unfinished"  # a time limit stopped the proof; value and bound still hold


@dataclass(frozen=True, slots=True)
class Line:
    """`lower` ≤ Σ coefficient × column ≤ `upper`; `rule` says whose line it is ("" structure)."""

    columns: tuple[int, ...]
    coefficients: tuple[int, ...]
    lower: float
    upper: float
    rule: str = ""


@dataclass(slots=True)
class Program:
    """Whole-number columns between `lower` and `upper`, and the value of each, to be maximised."""

    upper: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    lower: list[int] = field(default_factory=list)

    def column(self, upper: int, value: int = 0, *, lower: int = 0) -> int:
        self.upper.append(upper)
        self.values.append(value)
        self.lower.append(lower)
        return len(self.upper) - 1

    def line(
        self,
        terms: Iterable[tuple[int, int]],
        *,
        lower: float = -INFINITE,
        upper: float = INFINITE,
        rule: str = "",
    ) -> None:
        """Adds a line; without terms it still asks that 0 lies between its limits."""
        pairs = tuple(terms)
        columns = tuple(column for column, _ in pairs)
        self.lines.append(Line(columns, tuple(weight for _, weight in pairs), lower, upper, rule))


@dataclass(frozen=True, slots=True)
class Solution:
    """`counts` per column; empty where nothing is possible. `bound` as whole number."""

    status: Status
    value: int
    bound: int
    counts: tuple[int, ...]


class Stopped(Exception):
    """The caller asked to stop; nothing is proven."""


class SolverError(Exception):
    """The solver ended with neither an optimum nor a proof that there is none."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """The optimum of a linear programme, where columns need not be whole.

    `duals` per line: what one more of its limit would be worth. `gains` per column (reduced
    cost): what one more of it changes; never above 0 where it is at its lower bound.
    """

    value: float
    columns: FloatArray
    duals: FloatArray
    gains: FloatArray


def mixture_of(highs: highspy.Highs) -> Mixture:
    """What a solver found that ended with an optimum."""
    solution = highs.getSolution()
    return Mixture(
        float(highs.getInfo().objective_function_value),
        np.array(solution.col_value),
        np.array(solution.row_dual),
        np.array(solution.col_dual),
    )


class Solver:
    """One programme in HiGHS, which may get new values, bounds and lines between solves.

    Every solve first drops the demand for whole numbers, which is quick and starts where the
    last one ended; where the answer is whole all the same it is the optimum, else HiGHS branches.
    One thread and a fixed seed: the same steps on the same programme give the same solution.
    `branched` counts how often it had to. After `nodes` of one tree (None: no limit) it takes the
    best solution found and the bound proven by then; SolverError where there is none.
    """

    def __init__(
        self,
        program: Program,
        *,
        stop: Callable[[], bool] | None = None,
        gap: float = WHOLE,
        nodes: int | None = None,
    ) -> None:
        self.program = program
        self.stop = stop
        self.branched = 0
        self.values: list[float] = list(program.values)
        self.highs = _highs(mip_abs_gap=gap, mip_feasibility_tolerance=1e-7)
        if nodes is not None:
            self.highs.setOptionValue("mip_max_nodes", nodes)
        lp = as_lp(program)
        lp.integrality_ = []
        self.highs.passModel(lp)

    def change_values(self, values: Sequence[float]) -> None:
        self.values = list(values)
        count = len(values)
        self.highs.changeColsCost(count, np.arange(count, dtype=np.int32), np.array(values, float))

    def change_bounds(self, column: int, lower: float, upper: float) -> None:
        self.highs.changeColBounds(column, lower, upper)

    def change_line(self, number: int, lower: float, upper: float) -> None:
        self.highs.changeRowBounds(number, lower, upper)

    def add_line(self, line: Line) -> int:
        self.highs.addRow(
            line.lower,
            line.upper,
            len(line.columns),
            np.array(line.columns, np.int32),
            np.array(line.coefficients, float),
        )
        return int(self.highs.getNumRow()) - 1

    def add_cut(self, columns: Sequence[int], coefficients: Sequence[float], lower: float) -> None:
        """A line from below whose coefficients need not be whole."""
        pair = np.array(columns, np.int32), np.array(coefficients, float)
        self.highs.addRow(lower, INFINITE, len(columns), *pair)

    def solve(self) -> Solution:
        """Raises Stopped where `stop` says so before the run."""
        outcome = self._optimum()
        if outcome is None:
            return Solution(Status.INFEASIBLE, 0, 0, ())
        counts, limit = outcome
        used = (column for column, count in enumerate(counts) if count)
        value = sum(round(self.values[column]) * counts[column] for column in used)
        return Solution(Status.OPTIMAL, value, max(value, whole_below(limit)), counts)

    def bound(self) -> int | None:
        """A whole number no solution exceeds, at the price of a linear programme; None if none."""
        outcome = self._relaxed()
        return None if outcome is None else whole_below(outcome[1])

    def price(self, values: Sequence[float]) -> tuple[tuple[int, ...], float]:
        """The best counts under values that need not be whole, and what none can exceed.

        For a programme known to be possible, and a solver with a small `gap`.
        """
        self.change_values(values)
        outcome = self._optimum()
        if outcome is None:
            raise ValueError("the programme has no solution")
        return outcome

    def relax(self, values: Sequence[float]) -> Mixture | None:
        """The optimum under these values where columns need not be whole; None if there is none."""
        self.change_values(values)
        if self._relaxed() is None:
            return None
        return mixture_of(self.highs)

    @property
    def name(self) -> str:
        return f"HiGHS {self.highs.version()}"

    def _optimum(self) -> tuple[tuple[int, ...], float] | None:
        relaxed = self._relaxed()
        if relaxed is None:
            return None
        columns, limit = relaxed
        counts = np.rint(columns)
        if np.abs(columns - counts).max(initial=0) <= ALMOST_WHOLE:
            return tuple(counts.astype(np.int64).tolist()), limit
        return self._branched()

    def _relaxed(self) -> tuple[FloatArray, float] | None:
        """Column values and optimum where columns need not be whole."""
        if self.stop and self.stop():
            raise Stopped
        self.highs.setOptionValue("presolve", "off")
        if not self._runs():
            return None
        columns = np.array(self.highs.getSolution().col_value, float)
        return columns, float(self.highs.getInfo().objective_function_value)

    def _branched(self) -> tuple[tuple[int, ...], float] | None:
        """Counts and proven bound by branch and bound; the relaxed basis is kept for the next."""
        self.branched += 1
        basis = self.highs.getBasis()
        self.highs.setOptionValue("presolve", "choose")
        self._demand(highspy.HighsVarType.kInteger)
        try:
            found = self._runs()
            columns = np.rint(np.array(self.highs.getSolution().col_value, float))
            limit = float(self.highs.getInfo().mip_dual_bound)
        finally:
            self._demand(highspy.HighsVarType.kContinuous)
            self.highs.setBasis(basis)
        return (tuple(columns.astype(np.int64).tolist()), limit) if found else None

    def _demand(self, kind: highspy.HighsVarType) -> None:
        count = self.highs.getNumCol()
        kinds = np.full(count, int(kind), np.uint8)
        self.highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)

    def _runs(self) -> bool:
        """Whether an optimum was found (else there is none)."""
        self.highs.run()
        if self._is_cut_short():
            return True
        if self.highs.getModelStatus() not in ENDINGS:  # numbers went astray: from the start
            self.highs.clearSolver()
            self.highs.run()
        if self.highs.getModelStatus() not in ENDINGS:  # and once more, another way
            self._run_by_primal_simplex()
        status = self.highs.getModelStatus()
        if status not in ENDINGS:
            raise SolverError(self.highs.modelStatusToString(status))
        if status == highspy.HighsModelStatus.kModelEmpty:
            lp = self.highs.getLp()
            return bool(
                np.all(np.array(lp.row_lower_) <= 0) and np.all(np.array(lp.row_upper_) >= 0)
            )
        return bool(status == highspy.HighsModelStatus.kOptimal)

    def _run_by_primal_simplex(self) -> None:
        """Great values may leave the dual one with a rest it takes for neither end."""
        self.highs.clearSolver()
        self.highs.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
        self.highs.run()
        self.highs.setOptionValue("simplex_strategy", DUAL_SIMPLEX)

    def _is_cut_short(self) -> bool:
        """Whether the limit of nodes ended a run that has a solution."""
        ended = self.highs.getModelStatus() == highspy.HighsModelStatus.kSolutionLimit
        found = self.highs.getInfo().primal_solution_status
        return ended and bool(found == highspy.SolutionStatus.kSolutionStatusFeasible)


def whole_below(limit: float) -> int:
    """The greatest whole number a sum of whole values can reach under this limit."""
    return int(np.floor(limit + WHOLE / 2))


class LinearSolver:
    """A programme without the demand for whole numbers, which grows between solves.

    Each solve starts where the last one ended. `program` None starts it empty.
    """

    TOLERANCE = 1e-10

    def __init__(self, program: Program | None = None) -> None:
        self.highs = _highs(
            primal_feasibility_tolerance=self.TOLERANCE, dual_feasibility_tolerance=self.TOLERANCE
        )
        lp = as_lp(program or Program())
        lp.integrality_ = []
        self.highs.passModel(lp)

    def add_line(
        self, lower: float, upper: float, columns: Sequence[int], coefficients: Sequence[float]
    ) -> None:
        pair = np.array(columns, np.int32), np.array(coefficients, float)
        self.highs.addRow(lower, upper, len(columns), *pair)

    def add_column(
        self,
        value: float,
        lines: Sequence[int],
        coefficients: Sequence[float],
        *,
        lower: float = 0,
    ) -> None:
        """A column from `lower` upwards, with its coefficients in lines that stand already."""
        pair = np.array(lines, np.int32), np.array(coefficients, float)
        self.highs.addCol(value, lower, INFINITE, len(lines), *pair)

    def change_line(self, number: int, lower: float, upper: float) -> None:
        self.highs.changeRowBounds(number, lower, upper)

    def change_coefficient(self, line: int, column: int, coefficient: float) -> None:
        self.highs.changeCoeff(line, column, coefficient)

    def change_value(self, column: int, value: float) -> None:
        self.highs.changeColCost(column, value)

    @property
    def lines(self) -> int:
        return int(self.highs.getNumRow())

    def solve(self) -> Mixture:
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self.highs.clearSolver()  # numbers went astray: from the start
            self.highs.run()
        status = self.highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverError(self.highs.modelStatusToString(status))
        return mixture_of(self.highs)


def branch(program: Program, *, seconds: float | None = None) -> Solution:
    """One branch and bound, for programmes that are solved once and may take long.

    After `seconds` (None: no limit) it ends UNFINISHED with the best counts found (none, if none
    was) and the bound proven so far.
    """
    highs = _highs(mip_abs_gap=WHOLE, time_limit=INFINITE if seconds is None else float(seconds))
    highs.passModel(as_lp(program))
    highs.run()
    status, info = highs.getModelStatus(), highs.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kModelEmpty):
        return Solution(Status.INFEASIBLE, 0, 0, ())
    if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit):
        raise SolverError(highs.modelStatusToString(status))
    counts: tuple[int, ...] = ()
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        columns = np.rint(np.array(highs.getSolution().col_value, float))
        counts = tuple(columns.astype(np.int64).tolist())
    value = sum(worth * count for worth, count in zip(program.values, counts, strict=False))
    if status == highspy.HighsModelStatus.kOptimal:
        return Solution(Status.OPTIMAL, value, value, counts)
    most = sum(worth * upper for worth, upper in zip(program.values, program.upper, strict=True))
    bound = min(float(most), info.mip_dual_bound)  # infinite where time was up before the first
    return Solution(Status.UNFINISHED, value, max(value, whole_below(bound)), counts)


def solver_name() -> str:
    return f"HiGHS {_highs().version()}"


def _highs(**options: float) -> highspy.Highs:
    """HiGHS without output, on one thread, with a fixed seed and no gap relative to the value."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    settings = {"threads": 1, "random_seed": 1, "mip_rel_gap": 0.0, **options}
    for name, setting in settings.items():
        highs.setOptionValue(name, setting)
    return highs


def as_lp(program: Program) -> highspy.HighsLp:
    """The programme in HiGHS's own row-wise form."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.upper), len(program.lines)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array(program.values, float)
    lp.col_lower_ = np.array(program.lower, float)
    lp.col_upper_ = np.array(program.upper, float)
    lp.row_lower_ = np.array([line.lower for line in program.lines], float)
    lp.row_upper_ = np.array([line.upper for line in program.lines], float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lengths = [len(line.columns) for line in program.lines]
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int32)
    lp.a_matrix_.index_ = np.array([c for line in program.lines for c in line.columns], np.int32)
    lp.a_matrix_.value_ = np.array([v for line in program.lines for v in line.coefficients], float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(program.upper)
    return lp
