"""Equally good choices that only a rule keeps out.

A rule whose best choice has no more points without it may still decide: without it further choices
may be just as good, and the lot would decide between more. So for every limit of the rule a choice
is looked for that has as many points and goes beyond it. Most limits are ruled out by the bound of
a linear programme alone; where branching takes too long, it is said that nobody knows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from begleitwerk.engine.program import (
    INFINITE,
    Line,
    Solver,
    SolverError,
    Status,
)
from begleitwerk.engine.selection.choose import Stop
from begleitwerk.engine.selection.frame import Frame
from begleitwerk.engine.selection.model import Model, Wish, reduced_model
from begleitwerk.engine.selection.problem import Quota
from begleitwerk.engine.selection.result import Portfolio

NODES = 200  # of one tree; small problems never come near


@dataclass(frozen=True, slots=True)
class Tie:
    """A choice as good that only the rule keeps out; without one, whether that is proven."""

    other: Portfolio | None
    is_proven: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """A line of a rule with its limits (None: no limit)."""

    line: int
    at_least: int | None
    at_most: int | None

    def beyond(self) -> Iterator[tuple[float, float]]:
        """Limits of the line that ask for the opposite."""
        if self.at_most is not None:
            yield self.at_most + 1, INFINITE
        if self.at_least:
            yield -INFINITE, self.at_least - 1


def exact_model(frame: Frame, chosen: Portfolio) -> Model:
    """The programme all quotas are asked about."""
    return reduced_model(frame, Wish(chosen=frame.numbers(chosen.members), spare=1, exact=True))


def tie_without_quota(model: Model, chosen: Portfolio, quota: Quota, stop: Stop | None) -> Tie:
    """A choice as good as the chosen that does not keep a quota."""
    lines = model.rule_lines[quota.key]
    limits = [Limit(line, quota.at_least, quota.at_most) for line in lines]
    return _looked_for(model, chosen, limits, (), stop)


def tie_without_places(frame: Frame, chosen: Portfolio, stop: Stop | None) -> Tie:
    """A choice as good as the chosen with as many places, shared otherwise between the themes."""
    wish = Wish(
        chosen=frame.numbers(chosen.members),
        rooms=(frame.places,) * len(frame.themes),
        spare=1,
        exact=True,
    )
    model = reduced_model(frame, wish)
    columns = tuple(column for group in model.groups for _, column in group.columns)
    total = Line(columns, (1,) * len(columns), frame.places, frame.places)
    pairs = zip(model.place_lines, frame.themes, strict=True)
    limits = [Limit(line, None, theme.places) for line, theme in pairs]
    return _looked_for(model, chosen, limits, (total,), stop)


def _looked_for(
    model: Model,
    chosen: Portfolio,
    limits: Sequence[Limit],
    further: Sequence[Line],
    stop: Stop | None,
) -> Tie:
    """Limit after limit, with no fewer points than the chosen has."""
    program = replace(model.program, lines=[*model.program.lines, *further])
    program.line(enumerate(program.values), lower=chosen.points * model.scale)
    solver, is_proven = Solver(program, stop=stop, nodes=NODES), True
    for limit in limits:
        solver.change_line(limit.line, -INFINITE, INFINITE)
    for limit in limits:
        for lower, upper in limit.beyond():
            solver.change_line(limit.line, lower, upper)
            try:
                solution = solver.solve()
            except SolverError:
                is_proven = False
            else:
                if solution.status is not Status.INFEASIBLE:
                    return Tie(model.portfolio(solution.counts), is_proven=True)
            solver.change_line(limit.line, -INFINITE, INFINITE)
    return Tie(None, is_proven)
