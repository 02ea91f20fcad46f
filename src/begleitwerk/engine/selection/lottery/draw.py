"""Lotteries over portfolios: which take part, which tickets they get, which one is drawn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from begleitwerk.engine.program import (
    Program,
    Solver,
    Status,
)
from begleitwerk.engine.selection.checks import refuse_faults
from begleitwerk.engine.selection.conflicts import find_conflict
from begleitwerk.engine.selection.digest import problem_digest
from begleitwerk.engine.selection.eligibility import eligible_candidates, failed_rules
from begleitwerk.engine.selection.frame import frame_of, portfolio_of
from begleitwerk.engine.selection.lottery.best import best_face, only_best
from begleitwerk.engine.selection.lottery.fairest import fairest
from begleitwerk.engine.selection.lottery.maximin import maximin
from begleitwerk.engine.selection.lottery.mixture import Distribution, Group
from begleitwerk.engine.selection.lottery.tickets import (
    Lot,
    drawn_members,
    in_their_order,
    probabilities,
    whole_tickets,
)
from begleitwerk.engine.selection.lottery.work import ENDLESS, limits_for
from begleitwerk.engine.selection.model import Group as ModelGroup
from begleitwerk.engine.selection.model import Model, reduced_model
from begleitwerk.engine.selection.problem import (
    Candidate,
    Criterion,
    Fairness,
    Problem,
    points_of,
)
from begleitwerk.engine.selection.result import (
    Conflict,
    Draw,
    Lottery,
    Placed,
    Portfolio,
    Share,
    Ticket,
)

Stop = Callable[[], bool]
NO_MERIT = Criterion("merit", Decimal(1), Decimal(0), Decimal(1))


def draw_between(
    problem: Problem,
    eligible: Sequence[Candidate],
    best_points: int,
    *,
    stop: Stop | None = None,
    is_endless: bool = False,
) -> tuple[Portfolio, Lottery]:
    """Draws one of the portfolios that reach `best_points`, the proven optimum of a problem.

    `eligible` come in order of key. `is_endless`: until the lottery is proven, whatever it takes.
    Raises Stopped when `stop` says so.
    """
    model = reduced_model(frame_of(problem, eligible))
    is_older = problem.fairness is Fairness.MAXIMIN
    program = (only_best if is_older else best_face)(model.program, best_points)
    lottery = _lottery(model, program, problem, stop, is_endless=is_endless)
    return drawn_portfolio(problem, lottery), lottery


def fair_lottery(
    problem: Problem, *, stop: Stop | None = None
) -> tuple[Portfolio, Lottery] | Conflict:
    """Draws one of all portfolios that keep the rules; scores and criteria play no part.

    Portfolios have no points then. A Conflict where there is none. Raises FaultyError for bad
    input and Stopped when `stop` says so.
    """
    equal = _without_merit(problem)
    refuse_faults(equal)
    eligible = eligible_candidates(equal, failed_rules(equal))
    model = reduced_model(frame_of(equal, eligible))
    if Solver(model.program, stop=stop).solve().status is Status.INFEASIBLE:
        return find_conflict(equal, eligible)
    lottery = _lottery(model, model.program, problem, stop)
    return _portfolio(equal, lottery, lot_of(problem)), lottery


def drawn_portfolio(problem: Problem, lottery: Lottery) -> Portfolio:
    """The portfolio that the seed of a problem draws from the tickets of its lottery."""
    return _portfolio(problem, lottery, lot_of(problem, lottery.draw))


def lot_of(problem: Problem, draw: Draw = Draw.NUMBER) -> Lot:
    """What the draw for a problem depends on."""
    if draw is Draw.DATA:
        return Lot(f"{problem.seed}\n{problem_digest(problem)}")
    kept = (f"{key}={theme}" for key, theme in sorted(problem.fixed.items()))
    return Lot("\n".join((problem.seed, *kept)))


def _portfolio(problem: Problem, lottery: Lottery, lot: Lot) -> Portfolio:
    known = {row.key: row for row in problem.candidates}
    return portfolio_of(
        problem,
        [
            Placed(key, theme, points_of(known[key].scores[theme], problem.criteria))
            for key, theme in drawn_members(lottery.groups, lottery.tickets, lot)
        ],
    )


def _without_merit(problem: Problem) -> Problem:
    """The same problem with one criterion that nobody meets: everybody has no points."""
    sheet = {NO_MERIT.key: NO_MERIT.lowest}
    candidates = tuple(
        replace(row, scores=dict.fromkeys(row.scores, sheet)) for row in problem.candidates
    )
    return replace(problem, candidates=candidates, criteria=(NO_MERIT,))


def _lottery(
    model: Model,
    program: Program,
    problem: Problem,
    stop: Stop | None,
    *,
    is_endless: bool = False,
) -> Lottery:
    """The lottery over the solutions of a programme with the model's columns."""
    groups = [
        group
        for group in model.groups
        if any(program.upper[column] for _theme, column in group.columns)
    ]
    found = _distribution(program, groups, problem.fairness, stop, is_endless=is_endless)
    possible = [groups[number] for number in found.possible]
    candidates = model.frame.candidates
    names = tuple(tuple(candidates[row].key for row in group.members) for group in possible)
    tickets = in_their_order(tuple(_tickets(model, possible, found)))
    chances = probabilities(names, tickets)
    least = min(chances.values())
    return Lottery(
        names,
        tickets,
        chances,
        least,
        max(least, found.bound),
        lot_of(problem).number(),
        Draw.NUMBER,
        found.is_proven,
    )


def _distribution(
    program: Program,
    groups: Sequence[ModelGroup],
    rule: Fairness,
    stop: Stop | None,
    *,
    is_endless: bool,
) -> Distribution:
    counted = [_as_counted(group) for group in groups]
    limits = ENDLESS if is_endless else limits_for(len(program.upper))
    if rule is Fairness.MAXIMIN:
        return maximin(program, counted, stop=stop, climbs=limits.climbs)
    return fairest(program, counted, rule, work=limits.branches, stop=stop)


def _as_counted(group: ModelGroup) -> Group:
    return Group(tuple(column for _theme, column in group.columns), len(group.members))


def _tickets(model: Model, groups: Sequence[ModelGroup], found: Distribution) -> Iterator[Ticket]:
    themes = model.frame.themes
    numbers = whole_tickets(found.shares)
    for counts, tickets in zip(found.solutions, numbers, strict=True):
        shares = tuple(
            Share(number, themes[theme].key, counts[column])
            for number, group in enumerate(groups)
            for theme, column in group.columns
            if counts[column]
        )
        if tickets:
            yield Ticket(shares, tickets)
