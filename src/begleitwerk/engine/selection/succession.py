"""Whether places could be filled again: what a choice leaves to those who replace later."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from begleitwerk.engine.program import (
    Solver,
    Status,
    solver_name,
)
from begleitwerk.engine.selection.eligibility import eligible_candidates, failed_rules
from begleitwerk.engine.selection.frame import frame_of
from begleitwerk.engine.selection.model import reduced_model
from begleitwerk.engine.selection.problem import Problem, Theme, points_of
from begleitwerk.engine.selection.result import Proof, Result
from begleitwerk.engine.selection.weighing import weigh

Stop = Callable[[], bool]


def without_successor(
    problem: Problem, members: Mapping[str, str], *, stop: Stop | None = None
) -> tuple[str, ...]:
    """Those of a choice (candidate → theme) whose place the rules leave to nobody once they leave.

    As a replacement is calculated: all others keep their places, whoever left stands no more, and
    all places are filled under the same rules. In order of key. Raises Stopped.
    """
    return tuple(
        key for key in sorted(members) if not is_possible(left_by(problem, members, key), stop=stop)
    )


def left_by(problem: Problem, members: Mapping[str, str], leaver: str) -> Problem:
    """The problem of the replacement that follows when one of a choice leaves."""
    return replace(
        problem,
        candidates=tuple(row for row in problem.candidates if row.key != leaver),
        fixed={key: theme for key, theme in members.items() if key != leaver},
        excluded={key: why for key, why in problem.excluded.items() if key != leaver},
    )


def is_possible(problem: Problem, *, stop: Stop | None = None) -> bool:
    """Whether any choice keeps the rules; points play no part. Raises Stopped."""
    frame = frame_of(problem, eligible_candidates(problem, failed_rules(problem)))
    model = reduced_model(replace(frame, points=np.minimum(frame.points, 0)))
    return Solver(model.program, stop=stop).solve().status is not Status.INFEASIBLE


def fewer_places(problem: Problem, left: Mapping[str, int]) -> Problem:
    """The problem with so many places of each theme staying free: nobody is chosen for them.

    A theme without any place is none; who stands for no other one, and what it asked for, go too.
    """
    places = {row.key: row.places - left.get(row.key, 0) for row in problem.themes}
    gone = {key for key, count in places.items() if count <= 0}
    standing = (
        replace(row, scores={key: sheet for key, sheet in row.scores.items() if key not in gone})
        for row in problem.candidates
    )
    return replace(
        problem,
        themes=tuple(Theme(key, count) for key, count in places.items() if key not in gone),
        candidates=tuple(row for row in standing if row.scores),
        quotas=tuple(row for row in problem.quotas if row.theme not in gone),
    )


# --- Where the rules leave no choice --------------------------------------------------------------


def kept_places(problem: Problem) -> Result:
    """What stands where the rules leave no choice: those who keep their places, nobody new.

    The proof says INFEASIBLE; points and bound are what they have together.
    """
    portfolio = weigh(problem, problem.fixed).portfolio
    proof = Proof(Status.INFEASIBLE, portfolio.points, portfolio.points, solver_name())
    return Result(portfolio, proof, None, (), failed_rules(problem))


def free_places(problem: Problem, members: Mapping[str, str]) -> dict[str, int]:
    """How many places of each theme nobody has; themes without one are left out."""
    held = Counter(members.values())
    free = {row.key: row.places - held[row.key] for row in problem.themes}
    return {key: count for key, count in free.items() if count > 0}


def price_of(problem: Problem, members: Mapping[str, str], candidate: str, theme: str) -> int:
    """How many hundredths fewer somebody has than the best who could take a place of the theme."""
    eligible = eligible_candidates(problem, failed_rules(problem))
    points = {
        row.key: points_of(row.scores[theme], problem.criteria)
        for row in eligible
        if theme in row.scores and row.key not in members
    }
    return max(points.values()) - points[candidate]
