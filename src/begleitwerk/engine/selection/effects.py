"""What each rule does to the choice: how it is kept, and what would be chosen without it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from begleitwerk.engine.selection.choose import Stop, frame_for
from begleitwerk.engine.selection.lines import place_counts, with_attributes
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.result import (
    PLACES,
    Portfolio,
    Result,
    RuleCount,
    RuleEffect,
)
from begleitwerk.engine.selection.study import Study
from begleitwerk.engine.selection.swaps import swaps_between
from begleitwerk.engine.selection.ties import (
    Tie,
    exact_model,
    tie_without_places,
    tie_without_quota,
)


def rule_effects(
    problem: Problem, result: Result, *, stop: Stop | None = None
) -> tuple[RuleEffect, ...]:
    """The effect of PLACES first, then of every quota in the problem's order.

    Without PLACES only the total of places holds and themes may share it as they like. The choice
    without a rule is, among the best ones, one that differs least from the chosen portfolio.
    """
    frame = frame_for(problem)
    study = Study.of_rules(frame, result.portfolio, stop)
    free = Study.of_places(frame, result.portfolio, stop).best()
    known = {row.key: row for row in frame.candidates}
    placed = with_attributes(result.portfolio.members, known)
    effects = [_effect(study, PLACES, place_counts(problem, result.portfolio.members), free)]
    tied = partial(tie_without_places, frame, result.portfolio, stop)
    effects[0] = _with_ties(effects[0], tied, result.portfolio, problem)
    model = exact_model(frame, result.portfolio)
    for quota in problem.quotas:
        lines = [line for line in frame.lines if line.quota == quota]
        counts = tuple(line.standing(placed) for line in lines)
        with study.limits(quota, None, None):
            effect = _effect(study, quota.key, counts, study.best())
        tied = partial(tie_without_quota, model, result.portfolio, quota, stop)
        effects.append(_with_ties(effect, tied, result.portfolio, problem))
    return tuple(effects)


def _effect(
    study: Study, key: str, counts: Sequence[RuleCount], other: Portfolio | None
) -> RuleEffect:
    if other is None:
        raise ValueError("the result does not belong to the problem")
    more = other.points - study.chosen.points
    problem = study.model.frame.problem
    swaps = swaps_between(problem, study.chosen, other) if more else ()
    return RuleEffect(key, tuple(counts), more, swaps)


def _with_ties(
    effect: RuleEffect, find: Callable[[], Tie], chosen: Portfolio, problem: Problem
) -> RuleEffect:
    """Where the best choice without a rule has no more points: whether others are as good."""
    if effect.is_binding:
        return replace(effect, ties=())
    tie = find()
    if tie.other is None:
        return replace(effect, ties=() if tie.is_proven else None)
    return replace(effect, ties=swaps_between(problem, chosen, tie.other))
