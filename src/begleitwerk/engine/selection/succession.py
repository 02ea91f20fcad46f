"""Whether places could be filled again: what a choice leaves to those who replace later."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from begleitwerk.engine.selection.eligibility import eligible_candidates, failed_rules
from begleitwerk.engine.selection.frame import frame_of
from begleitwerk.engine.selection.model import reduced_model
from begleitwerk.engine.selection.problem import Problem, Theme
from begleitwerk.engine.selection.program import Solver
from begleitwerk.engine.selection.result import Status

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
