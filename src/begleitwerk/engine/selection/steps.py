"""The smallest change of one rule that brings a loser in, for all losers with few solves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from begleitwerk.engine.selection.choose import Stop
from begleitwerk.engine.selection.frame import Frame
from begleitwerk.engine.selection.problem import Quota
from begleitwerk.engine.selection.result import PLACES, Portfolio, RuleStep
from begleitwerk.engine.selection.study import Study


@dataclass(frozen=True, slots=True)
class Opening:
    """A step and whom it brings in for certain: they are in every best choice after it."""

    step: RuleStep
    candidates: tuple[str, ...]

    @property
    def rank(self) -> tuple[bool, int, bool, str, str, str]:
        """Small steps first, quotas before places; without a rule only at the very end."""
        step = self.step
        way = 0 if step.after is None else abs(step.after - step.before)
        return step.after is None, way, step.key == PLACES, step.key, step.side, step.theme


def rule_steps(frame: Frame, chosen: Portfolio, stop: Stop | None) -> Mapping[str, RuleStep]:
    """Candidate → the smallest step that brings it in; who is missing, no single step brings in.

    A step moves one limit of one quota in all its lines, or gives one theme one place more, or
    drops a rule. A limit is moved until the result is that without it: further steps change
    nothing, since the choice can only gain rivals from there.
    """
    openings = [*_quota_openings(frame, chosen, stop), *_place_openings(frame, chosen, stop)]
    steps: dict[str, RuleStep] = {}
    for opening in sorted(openings, key=lambda row: row.rank):
        for candidate in opening.candidates:
            steps.setdefault(candidate, opening.step)
    return steps


def _quota_openings(frame: Frame, chosen: Portfolio, stop: Stop | None) -> Iterator[Opening]:
    study = Study.of_rules(frame, chosen, stop)
    for quota in sorted(frame.problem.quotas, key=lambda row: row.key):
        with study.limits(quota, None, None):
            without, candidates = study.newcomers()
        if without is None or without.points == chosen.points:
            continue  # the chosen portfolio stays a best one, so nobody can be sure to enter
        yield from _side_openings(study, quota, "at_least")
        yield from _side_openings(study, quota, "at_most")
        if quota.at_least is not None and quota.at_most is not None:
            step = RuleStep(quota.key, "at_least", quota.theme, quota.at_least, None)
            yield Opening(step, candidates)


def _side_openings(study: Study, quota: Quota, side: str) -> Iterator[Opening]:
    before = quota.at_least if side == "at_least" else quota.at_most
    if before is None:
        return
    with study.limits(quota, *_moved(quota, side, None)):
        without = study.best()
    reached, after = study.chosen.points, before
    while without and reached < without.points:
        after += -1 if side == "at_least" else 1
        with study.limits(quota, *_moved(quota, side, after)):
            portfolio, candidates = study.newcomers()
        reached = portfolio.points if portfolio else reached
        yield Opening(RuleStep(quota.key, side, quota.theme, before, after), candidates)


def _moved(quota: Quota, side: str, limit: int | None) -> tuple[int | None, int | None]:
    """Limits with one side moved."""
    return (limit, quota.at_most) if side == "at_least" else (quota.at_least, limit)


def _place_openings(frame: Frame, chosen: Portfolio, stop: Stop | None) -> Iterator[Opening]:
    for number, theme in enumerate(frame.themes):
        _, candidates = Study.of_one_more(frame, chosen, stop, number).newcomers()
        step = RuleStep(PLACES, "places", theme.key, theme.places, theme.places + 1)
        yield Opening(step, candidates)
    _, candidates = Study.of_places(frame, chosen, stop).newcomers()
    yield Opening(RuleStep(PLACES, "places", "", frame.places, None), candidates)
