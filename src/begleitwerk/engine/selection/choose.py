"""The choice itself: checked, solved, proven, drawn where several are equally good."""

from collections.abc import Callable, Mapping, Sequence

from begleitwerk.engine.program import (
    Line,
    Program,
    Solution,
    Solver,
    Status,
)
from begleitwerk.engine.selection.checks import refuse_faults
from begleitwerk.engine.selection.conflicts import find_conflict
from begleitwerk.engine.selection.eligibility import eligible_candidates, failed_rules
from begleitwerk.engine.selection.frame import ABSENT, Frame, frame_of
from begleitwerk.engine.selection.lines import QuotaLine, with_attributes
from begleitwerk.engine.selection.lottery import draw_between
from begleitwerk.engine.selection.model import Model, full_model, reduced_model
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.result import (
    ChosenReason,
    Conflict,
    Placed,
    Portfolio,
    Proof,
    Result,
)

Progress = Callable[[int, int], None]  # steps done, steps in all
Stop = Callable[[], bool]


def choose(
    problem: Problem,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
    is_endless: bool = False,
) -> Result | Conflict:
    """The portfolio with most points under places, hard rules and quotas, with its proof.

    A Conflict where the rules leave no choice at all. Where several portfolios share the highest
    points, a lottery (see `draw_between`) picks one; `is_endless` lets
    it work until it is proven (see `lottery.work`). The order of rows never matters.
    Raises FaultyError for bad input and Stopped when `stop` says so.
    """
    tell = progress or _nobody
    refuse_faults(problem)
    ineligible = failed_rules(problem)
    eligible = eligible_candidates(problem, ineligible)
    tell(1, 4)
    model = reduced_model(frame_of(problem, eligible))
    solver = Solver(model.program, stop=stop)
    best = solver.solve()
    tell(2, 4)
    if best.status is Status.INFEASIBLE:
        return find_conflict(problem, eligible, stop=stop)
    portfolio, lottery = model.portfolio(best.counts), None
    if has_rival(model, solver, best):
        tell(3, 4)
        portfolio, lottery = draw_between(
            problem, eligible, best.value, stop=stop, is_endless=is_endless
        )
    tell(4, 4)
    return Result(
        portfolio=portfolio,
        proof=proof_of(best, solver),
        lottery=lottery,
        chosen=chosen_reasons(model.frame, portfolio),
        ineligible=ineligible,
    )


def _nobody(done: int, total: int) -> None:
    """Nobody asked how far it is."""


def full_program(problem: Problem) -> Program:
    """The programme of a checked problem with a column per candidate and theme, nothing left out.

    What a textbook would write down: the measure for how quick `choose` is, and for tests.
    """
    eligible = eligible_candidates(problem, failed_rules(problem))
    return full_model(frame_of(problem, eligible)).program


def frame_for(problem: Problem) -> Frame:
    """The frame of a problem that `choose` has answered already."""
    return frame_of(problem, eligible_candidates(problem, failed_rules(problem)))


def proof_of(best: Solution, solver: Solver) -> Proof:
    status = Status.OPTIMAL if best.bound <= best.value else Status.UNFINISHED
    return Proof(status, best.value, best.bound, solver.name)


def has_rival(model: Model, solver: Solver, best: Solution) -> bool:
    """Whether other candidates reach the same points; adds a line to the solver.

    Where only some of a group are placed, others of it could be. Else every other set leaves out
    one of the placed, since all sets have the same size.
    """
    placed = [(group, group.count(best.counts)) for group in model.groups]
    if any(0 < count < len(group.members) for group, count in placed):
        return True
    columns = [column for group, count in placed if count for _, column in group.columns]
    fewer = sum(count for _, count in placed) - 1
    solver.add_line(Line(tuple(columns), (1,) * len(columns), -1, fewer))
    bound = solver.bound()
    if bound is None or bound < best.value:
        return False
    other = solver.solve()
    return other.status is Status.OPTIMAL and other.value == best.value


def chosen_reasons(frame: Frame, portfolio: Portfolio) -> tuple[ChosenReason, ...]:
    """Rank in the theme and quotas served, for every member in the portfolio's order."""
    number = {theme.key: index for index, theme in enumerate(frame.themes)}
    serving = _serving(frame, portfolio.members)
    reasons = []
    for member, serves in zip(portfolio.members, serving, strict=True):
        points = frame.points[:, number[member.theme]]
        rank = int((points > member.points).sum()) + 1
        of = int((points != ABSENT).sum())
        reasons.append(
            ChosenReason(member.candidate, member.theme, member.points, rank, of, serves)
        )
    return tuple(reasons)


def _serving(frame: Frame, members: Sequence[Placed]) -> list[tuple[str, ...]]:
    """Per member the quotas that would fall below their minimum without it."""
    known = {row.key: row for row in frame.candidates}
    placed = with_attributes(members, known)
    tight = [
        line
        for line in frame.lines
        if line.quota.at_least and line.count(placed) == line.quota.at_least
    ]
    return [_served(tight, [*placed[:index], *placed[index + 1 :]]) for index in range(len(placed))]


def _served(
    tight: Sequence[QuotaLine], others: Sequence[tuple[str, Mapping[str, str]]]
) -> tuple[str, ...]:
    served = (line.quota.key for line in tight if line.count(others) < (line.quota.at_least or 0))
    return tuple(dict.fromkeys(served))
