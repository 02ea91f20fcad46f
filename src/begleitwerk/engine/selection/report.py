"""All a run has to say, beside the choice itself: effects, alternatives, reasons, reserves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from begleitwerk.engine.program import SolverError
from begleitwerk.engine.selection.effects import rule_effects
from begleitwerk.engine.selection.lottery import lot_of
from begleitwerk.engine.selection.next_best import next_best
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.reasons import loser_reasons
from begleitwerk.engine.selection.result import (
    LoserKind,
    LoserReason,
    Placed,
    Portfolio,
    Result,
    RuleEffect,
    Sensitivity,
)
from begleitwerk.engine.selection.sensitivity import SPREAD, sensitivity

T = TypeVar("T")

RESERVES_PER_THEME = 2
STEPS = 100
# Shares of the work, in hundredths, as measured at 570 candidates.
EFFECTS, NEXT, REASONS = 5, 8, 40
NOT_IN_LINE = frozenset({LoserKind.INELIGIBLE, LoserKind.EXCLUDED, LoserKind.IMPOSSIBLE})


class Step(StrEnum):
    """What a report is made of, beside the choice itself."""

    EFFECTS = "effects"
    NEXT_BEST = "next_best"
    REASONS = "reasons"  # and with them the reserves
    SENSITIVITY = "sensitivity"


@dataclass(frozen=True, slots=True)
class Report:
    """What page, protocol, letters and command tell about a result."""

    effects: tuple[RuleEffect, ...]
    next_best: tuple[Portfolio, ...]
    reasons: Mapping[str, LoserReason]
    reserves: tuple[Placed, ...]
    sensitivity: Sensitivity
    failed: tuple[Step, ...] = ()  # the solver gave up on these: what they say is empty


class Steps:
    """Steps of a report one after the other; a lenient one goes on where one fails."""

    def __init__(self, *, is_lenient: bool) -> None:
        self.is_lenient = is_lenient
        self.failed: list[Step] = []

    def take(self, step: Step, work: Callable[[], T]) -> T | None:
        try:
            return work()
        except SolverError:
            if not self.is_lenient:
                raise
            self.failed.append(step)
            return None


def report_on(
    problem: Problem,
    result: Result,
    *,
    samples: int = 1000,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
    is_lenient: bool = False,
) -> Report:
    """Everything there is to say about a result; progress in hundredths.

    Raises Stopped, and SolverError unless `is_lenient`: then the steps that failed are named in
    the report, which holds all the others found.
    """
    tell = progress or silent
    steps = Steps(is_lenient=is_lenient)
    effects = steps.take(Step.EFFECTS, lambda: rule_effects(problem, result, stop=stop)) or ()
    tell(EFFECTS, STEPS)
    others = steps.take(Step.NEXT_BEST, lambda: next_best(problem, result, stop=stop)) or ()
    tell(NEXT, STEPS)
    told = part_of(tell, NEXT, REASONS)
    found = steps.take(
        Step.REASONS, lambda: loser_reasons(problem, result, progress=told, stop=stop)
    )
    tell(REASONS, STEPS)
    last = part_of(tell, REASONS, STEPS)
    varied = steps.take(
        Step.SENSITIVITY,
        lambda: sensitivity(problem, samples=samples, progress=last, stop=stop),
    )
    reasons: Mapping[str, LoserReason] = found or {}
    return Report(
        effects,
        others,
        reasons,
        reserves_of(problem, reasons),
        varied or Sensitivity(0, SPREAD, {}),
        tuple(steps.failed),
    )


def silent(done: int, total: int) -> None:
    """Progress nobody asked for."""


def part_of(tell: Callable[[int, int], None], start: int, end: int) -> Callable[[int, int], None]:
    """Progress of a part as progress of the whole, which is counted in hundredths."""

    def told(done: int, total: int) -> None:
        tell(start + (end - start) * done // max(total, 1), STEPS)

    return told


def reserves_of(
    problem: Problem, reasons: Mapping[str, LoserReason], per_theme: int = RESERVES_PER_THEME
) -> tuple[Placed, ...]:
    """Who is next, for each theme in the problem's order: those who missed by least.

    A candidate waits in the theme its reason is about. It comes before another where the best
    choice that holds it has more points; equals by own points, then by lot: in the order in which
    the members of a group are drawn (`lottery.tickets`).
    """
    waiting = [reason for reason in reasons.values() if reason.kind not in NOT_IN_LINE]
    drawn = lot_of(problem).in_order([reason.candidate for reason in waiting])
    place = {candidate: number for number, candidate in enumerate(drawn)}
    line = sorted(waiting, key=lambda reason: (*standing(reason), place[reason.candidate]))
    return tuple(
        Placed(reason.candidate, reason.theme, reason.points)
        for theme in problem.themes
        for reason in [row for row in line if row.theme == theme.key][:per_theme]
    )


def standing(reason: LoserReason) -> tuple[int, int]:
    """What decides who comes first on the reserve list of a theme; the lot between equals."""
    return reason.missing or 0, -reason.points


def drawn_with(reasons: Mapping[str, LoserReason], candidate: str) -> tuple[str, ...]:
    """Who stands exactly as a candidate does on its reserve list: the lot put them in order."""
    own = reasons[candidate]
    return tuple(
        sorted(
            row.candidate
            for row in reasons.values()
            if row.candidate != candidate
            and row.kind not in NOT_IN_LINE
            and row.theme == own.theme
            and standing(row) == standing(own)
        )
    )
