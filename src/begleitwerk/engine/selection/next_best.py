"""The next best portfolios: what the choice was up against."""

from begleitwerk.engine.program import (
    Line,
    Solver,
    Status,
)
from begleitwerk.engine.selection.choose import Stop, frame_for
from begleitwerk.engine.selection.model import single_model
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.result import Portfolio, Result


def next_best(
    problem: Problem, result: Result, count: int = 3, *, stop: Stop | None = None
) -> tuple[Portfolio, ...]:
    """The best portfolios with other members than the chosen one, best first; at most `count`.

    Each has another set of members than all before it and, among all such, the most points;
    equals come in an order that depends on the problem alone. Fewer where no more are possible.
    """
    frame = frame_for(problem)
    members = frame.numbers(result.portfolio.members)
    model = single_model(frame, count, list(members))
    columns = {group.members[0]: [column for _, column in group.columns] for group in model.groups}
    solver = Solver(model.program, stop=stop)
    found: list[Portfolio] = []
    while len(found) < count:
        taken = tuple(column for member in members for column in columns[member])
        solver.add_line(Line(taken, (1,) * len(taken), 0, len(members) - 1))
        solution = solver.solve()
        if solution.status is Status.INFEASIBLE:
            break
        portfolio = model.portfolio(solution.counts)
        members = frame.numbers(portfolio.members)
        found.append(portfolio)
    return tuple(found)
