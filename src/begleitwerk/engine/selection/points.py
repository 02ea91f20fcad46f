"""Points of many candidates at once, exact to the last hundredth.

Scores are brought to whole numbers over one common denominator first, so that new weights cost
one product of a matrix and a vector, and nothing is ever rounded but the points themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import lcm

import numpy as np
from numpy.typing import NDArray

from begleitwerk.engine.selection.problem import POINTS_OF_FULL_SCORE, Candidate, Criterion

IntArray = NDArray[np.int64]
SAFE = 2**62  # below it sums stay within 64 bits; above, numpy counts with Python's own numbers


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Which share of each scale was reached, in units of 1 ÷ `unit`.

    One row per standing, that is candidate × theme, in the order given; one column per criterion.
    """

    shares: NDArray[np.generic]  # shape (standings, criteria)
    unit: int

    def points(self, weights: Sequence[int]) -> IntArray:
        """Points of every standing in hundredths, rounded half up, as `points_of` has them.

        `weights` are whole and positive; only their proportions matter.
        """
        whole = self.unit * sum(weights)
        is_safe = 3 * POINTS_OF_FULL_SCORE * whole < SAFE
        kind = np.int64 if is_safe else object
        reached = self.shares.astype(kind) @ np.array(weights, kind)
        points = (2 * POINTS_OF_FULL_SCORE * reached + whole) // (2 * whole)
        return np.asarray(points, np.int64)


def scorecard_of(
    candidates: Sequence[Candidate],
    standings: Iterable[tuple[int, str]],
    criteria: Sequence[Criterion],
) -> Scorecard:
    """The scorecard of standings, each given as index of a candidate and key of a theme."""
    sheets = [candidates[index].scores[theme] for index, theme in standings]
    columns = [[sheet[criterion.key] for sheet in sheets] for criterion in criteria]
    scales = [
        _whole([criterion.lowest, criterion.highest, *column])
        for criterion, column in zip(criteria, columns, strict=True)
    ]
    unit = lcm(*(highest - lowest for lowest, highest, *_ in scales))
    shares = np.empty((len(sheets), len(criteria)), object)
    for number, (lowest, highest, *scores) in enumerate(scales):
        step = unit // (highest - lowest)
        shares[:, number] = [(score - lowest) * step for score in scores]
    return Scorecard(shares if unit >= SAFE else shares.astype(np.int64), unit)


def whole_weights(criteria: Sequence[Criterion]) -> tuple[int, ...]:
    """Weights as whole numbers in the same proportions."""
    return tuple(_whole([criterion.weight for criterion in criteria]))


def _whole(numbers: Sequence[Decimal]) -> list[int]:
    """Decimals times their common denominator; exact, however many digits they have."""
    pairs = [number.as_integer_ratio() for number in numbers]
    common = lcm(*{denominator for _, denominator in pairs})
    return [numerator * (common // denominator) for numerator, denominator in pairs]
