"""The eligible candidates in canonical order, as arrays: what every calculation starts from."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from begleitwerk.engine.selection.lines import QuotaLine, quota_lines
from begleitwerk.engine.selection.points import IntArray, scorecard_of, whole_weights
from begleitwerk.engine.selection.problem import Candidate, Problem, Theme
from begleitwerk.engine.selection.result import Placed, Portfolio


@dataclass(frozen=True, slots=True)
class Kind:
    """Candidates no rule can tell apart: the same themes, the same attributes, fixed or not.

    `themes` are numbers in Frame.themes, upwards; a fixed candidate stands for its theme alone.
    """

    themes: tuple[int, ...]
    attributes: tuple[str, ...]  # in the order of Frame.attributes
    is_fixed: bool


Counting = tuple[tuple[int, str], ...]  # number in Frame.lines, and the value where values count


@dataclass(frozen=True, slots=True)
class Frame:
    """Candidates by key and themes by key; `points` where a candidate stands, else ABSENT."""

    problem: Problem
    candidates: tuple[Candidate, ...]
    themes: tuple[Theme, ...]
    attributes: tuple[str, ...]  # those quotas look at, by name
    lines: tuple[QuotaLine, ...]
    points: IntArray  # shape (candidates, themes)
    kind_of: NDArray[np.int64]  # number in `kinds`, per candidate
    kinds: tuple[Kind, ...]
    _counting: dict[tuple[int, int], Counting] = field(default_factory=dict, compare=False)

    @property
    def places(self) -> int:
        return self.problem.places

    def counting(self, kind: int, theme: int) -> Counting:
        """The lines that count candidates of a kind in a theme; worked out once for each."""
        if (kind, theme) not in self._counting:
            values = self.kinds[kind].attributes
            attributes = dict(zip(self.attributes, values, strict=True))
            self._counting[kind, theme] = tuple(
                (number, attributes[line.quota.attribute] if line.counts_values else "")
                for number, line in enumerate(self.lines)
                if line.holds(self.themes[theme].key, attributes)
            )
        return self._counting[kind, theme]

    def placed(self, candidate: int, theme: int) -> Placed:
        points = int(self.points[candidate, theme])
        return Placed(self.candidates[candidate].key, self.themes[theme].key, points)

    def portfolio(self, placed: Sequence[Placed]) -> Portfolio:
        return portfolio_of(self.problem, placed)

    def numbers(self, members: Sequence[Placed]) -> dict[int, int]:
        """Members as numbers: candidate → theme."""
        number = {candidate.key: index for index, candidate in enumerate(self.candidates)}
        theme = {row.key: index for index, row in enumerate(self.themes)}
        return {number[member.candidate]: theme[member.theme] for member in members}


ABSENT = -1  # in `points`: the candidate does not stand for this theme


def frame_of(problem: Problem, eligible: Sequence[Candidate]) -> Frame:
    """The frame of a checked problem; `eligible` come in order of key."""
    candidates = tuple(eligible)
    themes = tuple(sorted(problem.themes, key=lambda row: row.key))
    attributes = tuple(sorted({quota.attribute for quota in problem.quotas}))
    standings, kinds, kind_of = _standings(problem, candidates, themes, attributes)
    points = np.full((len(candidates), len(themes)), ABSENT, np.int64)
    if standings:
        card = scorecard_of(
            candidates, [(row, themes[theme].key) for row, theme in standings], problem.criteria
        )
        where = np.array(standings)
        points[where[:, 0], where[:, 1]] = card.points(whole_weights(problem.criteria))
    lines = quota_lines(problem, candidates)
    return Frame(problem, candidates, themes, attributes, lines, points, kind_of, kinds)


def portfolio_of(problem: Problem, placed: Sequence[Placed]) -> Portfolio:
    """Members in the order of the problem's themes, then points downwards, then key."""
    order = {theme.key: number for number, theme in enumerate(problem.themes)}
    members = sorted(placed, key=lambda row: (order[row.theme], -row.points, row.candidate))
    return Portfolio(tuple(members), sum(member.points for member in members))


def _standings(
    problem: Problem,
    candidates: Sequence[Candidate],
    themes: Sequence[Theme],
    attributes: Sequence[str],
) -> tuple[list[tuple[int, int]], tuple[Kind, ...], NDArray[np.int64]]:
    """Candidate × theme as numbers; the kinds, in the order they occur; each candidate's kind."""
    theme_number = {theme.key: number for number, theme in enumerate(themes)}
    kinds: dict[Kind, int] = {}
    shapes: dict[tuple[object, ...], int] = {}
    standings, kind_of = [], []
    for number, row in enumerate(candidates):
        fixed = problem.fixed.get(row.key)
        stands = tuple(row.scores) if fixed is None else (fixed,)
        values = tuple([row.attributes[name] for name in attributes])
        shape = (stands, values, fixed)
        if shape not in shapes:
            kind = Kind(tuple(sorted(theme_number[key] for key in stands)), values, bool(fixed))
            shapes[shape] = kinds.setdefault(kind, len(kinds))
        kind_of.append(shapes[shape])
        standings.extend([(number, theme_number[key]) for key in stands])
    return standings, tuple(kinds), np.array(kind_of, np.int64)
