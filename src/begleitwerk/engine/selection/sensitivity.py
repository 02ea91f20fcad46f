"""How firm a choice is: the same problem again and again with other weights."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256, shake_256

import numpy as np

from begleitwerk.engine.program import (
    Solver,
    Status,
)
from begleitwerk.engine.selection.choose import Progress, Stop, frame_for
from begleitwerk.engine.selection.frame import ABSENT, Frame
from begleitwerk.engine.selection.model import single_model
from begleitwerk.engine.selection.points import IntArray, Scorecard, scorecard_of, whole_weights
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.result import Sensitivity

SPREAD = 20  # per cent, the published default
THOUSAND = 1000
LOTS = 256  # levels of the lot that decides between equals


def sensitivity(
    problem: Problem,
    *,
    samples: int = 1000,
    spread: int = SPREAD,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Sensitivity:
    """How many of `samples` choices hold each eligible candidate when weights vary.

    In every sample each weight is multiplied by its own factor between 1 − spread and 1 + spread
    (per cent), all thousandths equally likely, and the exact best choice is taken; equals are
    told apart by a lot of that sample. Everything follows from the problem's seed: see `factor`.
    A problem without any choice counts nobody. Raises Stopped when `stop` says so.
    """
    study = _Study.of(problem)
    chosen = np.zeros(len(study.frame.candidates), np.int64)
    for number in range(samples):
        if progress:
            progress(number, samples)
        for candidate in study.members(number, spread, stop):
            chosen[candidate] += 1
    if progress:
        progress(samples, samples)
    keys = (row.key for row in study.frame.candidates)
    return Sensitivity(samples, spread, dict(zip(keys, chosen.tolist(), strict=True)))


def factor(seed: str, number: int, criterion: str, spread: int) -> int:
    """The thousandths a weight is multiplied by in one sample.

    SHA-256 of "seed⏎sensitivity⏎number⏎criterion" (UTF-8) as one big-endian number, modulo the
    20 × spread + 1 thousandths between the ends: uniform but for one part in 2^240.
    """
    digest = sha256(f"{seed}\nsensitivity\n{number}\n{criterion}".encode()).digest()
    steps = 2 * spread * THOUSAND // 100 + 1
    return THOUSAND - spread * THOUSAND // 100 + int.from_bytes(digest, "big") % steps


@dataclass(frozen=True, slots=True)
class _Study:
    frame: Frame
    card: Scorecard
    standings: tuple[IntArray, IntArray]  # candidate and theme of each row of the scorecard
    weights: tuple[int, ...]

    @classmethod
    def of(cls, problem: Problem) -> "_Study":
        frame = frame_for(problem)
        rows, themes = np.nonzero(frame.points != ABSENT)
        standings = [
            (row, frame.themes[theme].key)
            for row, theme in zip(rows.tolist(), themes.tolist(), strict=True)
        ]
        card = scorecard_of(frame.candidates, standings, problem.criteria)
        return cls(frame, card, (rows, themes), whole_weights(problem.criteria))

    def members(self, number: int, spread: int, stop: Stop | None) -> Sequence[int]:
        """Numbers of the candidates chosen in one sample."""
        points = self._points(number, spread)
        model = single_model(replace(self.frame, points=points))
        solution = Solver(model.program, stop=stop).solve()
        if solution.status is Status.INFEASIBLE:
            return ()
        return [group.members[0] for group in model.groups if group.count(solution.counts)]

    def _points(self, number: int, spread: int) -> IntArray:
        """Points × a scale, plus a lot whose sum over all places stays below that scale."""
        problem = self.frame.problem
        weights = [
            weight * factor(problem.seed, number, criterion.key, spread)
            for weight, criterion in zip(self.weights, problem.criteria, strict=True)
        ]
        points = np.full(self.frame.points.shape, ABSENT, np.int64)
        lots = self._lots(number)[self.standings[0]]
        points[self.standings] = self.card.points(weights) * (LOTS * self.frame.places) + lots
        return points

    def _lots(self, number: int) -> IntArray:
        text = f"{self.frame.problem.seed}\nlots\n{number}".encode()
        drawn = shake_256(text).digest(len(self.frame.candidates))
        return np.frombuffer(drawn, np.uint8).astype(np.int64)
