"""All a run has to say, beside the choice itself: effects, alternatives, reasons, reserves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from begleitwerk.engine.selection.effects import rule_effects
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
from begleitwerk.engine.selection.sensitivity import sensitivity

RESERVES_PER_THEME = 2
STEPS = 100
# Shares of the work, in hundredths, as measured at 570 candidates.
EFFECTS, NEXT, REASONS = 5, 8, 40
NOT_IN_LINE = frozenset({LoserKind.INELIGIBLE, LoserKind.EXCLUDED, LoserKind.IMPOSSIBLE})


@dataclass(frozen=True, slots=True)
class Report:
    """What page, protocol, letters and command tell about a result."""

    effects: tuple[RuleEffect, ...]
    next_best: tuple[Portfolio, ...]
    reasons: Mapping[str, LoserReason]
    reserves: tuple[Placed, ...]
    sensitivity: Sensitivity


def report_on(
    problem: Problem,
    result: Result,
    *,
    samples: int = 1000,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Report:
    """Everything there is to say about a result; progress in hundredths. Raises Stopped."""
    tell = progress or silent
    effects = rule_effects(problem, result, stop=stop)
    tell(EFFECTS, STEPS)
    others = next_best(problem, result, stop=stop)
    tell(NEXT, STEPS)
    reasons = loser_reasons(problem, result, progress=part_of(tell, NEXT, REASONS), stop=stop)
    tell(REASONS, STEPS)
    varied = sensitivity(
        problem, samples=samples, progress=part_of(tell, REASONS, STEPS), stop=stop
    )
    return Report(effects, others, reasons, reserves_of(problem, reasons), varied)


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
    choice that holds it has more points; equals by own points, then by key.
    """
    line = sorted(
        (reason for reason in reasons.values() if reason.kind not in NOT_IN_LINE),
        key=lambda reason: (reason.missing or 0, -reason.points, reason.candidate),
    )
    return tuple(
        Placed(reason.candidate, reason.theme, reason.points)
        for theme in problem.themes
        for reason in [row for row in line if row.theme == theme.key][:per_theme]
    )
