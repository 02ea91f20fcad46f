"""A choice made by people, weighed: its points, and the rules it does not keep."""

from collections.abc import Mapping
from dataclasses import dataclass

from begleitwerk.engine.selection.choose import frame_for
from begleitwerk.engine.selection.lines import is_kept, place_counts, with_attributes
from begleitwerk.engine.selection.problem import Problem, points_of
from begleitwerk.engine.selection.result import PLACES, Placed, Portfolio, RuleCount


@dataclass(frozen=True, slots=True)
class Weighed:
    """A set of members as the rules see it: `broken` are the lines that do not hold."""

    portfolio: Portfolio
    broken: tuple[tuple[str, RuleCount], ...]


def weigh(problem: Problem, members: Mapping[str, str]) -> Weighed:
    """Points and broken rules of candidate → theme, whatever the rules say of it.

    Raises KeyError for a candidate that is unknown, not eligible, or does not stand for its theme.
    """
    frame = frame_for(problem)
    rows = {row.key: row for row in frame.candidates}
    order = {theme.key: number for number, theme in enumerate(problem.themes)}
    placed = sorted(
        (
            Placed(key, theme, points_of(rows[key].scores[theme], problem.criteria))
            for key, theme in members.items()
        ),
        key=lambda row: (order[row.theme], -row.points, row.candidate),
    )
    pairs = with_attributes(placed, rows)
    counted = [(line.quota.key, line.standing(pairs)) for line in frame.lines]
    counted += [(PLACES, line) for line in place_counts(problem, placed)]
    broken = tuple((key, line) for key, line in counted if not is_kept(line))
    return Weighed(Portfolio(tuple(placed), sum(row.points for row in placed)), broken)
