"""How the answers of people spread over the levels of an ordinal scale.

"Not applicable" leaves the denominator: who says so was not asked for a level. "Cannot judge" is
told apart: it says something about the question, not about its level.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import log2


@dataclass(frozen=True, slots=True)
class Distribution:
    """Counts of answers: per level of the scale (`levels` ascending), and answers that are none.

    `missing`: handed in without an answer to this.
    """

    levels: tuple[int, ...]
    counts: tuple[int, ...]
    not_applicable: int = 0
    cannot_judge: int = 0
    missing: int = 0

    def __post_init__(self) -> None:
        if len(self.levels) != len(self.counts) or list(self.levels) != sorted(set(self.levels)):
            raise ValueError("one count for each level, levels ascending")
        specials = (self.not_applicable, self.cannot_judge, self.missing)
        if min((*self.counts, *specials), default=0) < 0:
            raise ValueError("nobody answers less than never")

    @property
    def judged(self) -> int:
        """How many named a level."""
        return sum(self.counts)

    @property
    def applicable(self) -> int:
        """How many answered and did not say that it does not apply: what shares refer to."""
        return self.judged + self.cannot_judge

    @property
    def size(self) -> int:
        """All people, whatever they said."""
        return self.applicable + self.not_applicable + self.missing

    @property
    def span(self) -> int:
        """From the lowest level of the scale to the highest."""
        return self.levels[-1] - self.levels[0]


def together(parts: Iterable[Distribution]) -> Distribution | None:
    """The answers of several groups as one; None without any. ValueError on different scales."""
    found = list(parts)
    if not found:
        return None
    if len({part.levels for part in found}) > 1:
        raise ValueError("answers on different scales")
    return Distribution(
        levels=found[0].levels,
        counts=tuple(sum(counts) for counts in zip(*(part.counts for part in found), strict=True)),
        not_applicable=sum(part.not_applicable for part in found),
        cannot_judge=sum(part.cannot_judge for part in found),
        missing=sum(part.missing for part in found),
    )


# --- One figure for many answers ------------------------------------------------------------------


def median(answers: Distribution) -> tuple[int, int] | None:
    """The lower and the upper median, both levels of the scale; None where nobody named one.

    With an odd number of answers they are the same. With an even one they are the two in the
    middle: between levels that only have an order there is no half (Stevens 1946, "On the theory
    of scales of measurement", Science 103).
    """
    number = answers.judged
    return (_nth(answers, (number - 1) // 2), _nth(answers, number // 2)) if number else None


def quartiles(answers: Distribution) -> tuple[int, int] | None:
    """Between which levels the middle half of the answers lies: the lower quartile rounded down to
    an answer, the upper rounded up; None where nobody named a level."""
    number = answers.judged
    return (_nth(answers, (number - 1) // 4), _nth(answers, 3 * number // 4)) if number else None


def _nth(answers: Distribution, position: int) -> int:
    for level, count in zip(answers.levels, answers.counts, strict=True):
        if position < count:
            return level
        position -= count
    raise AssertionError("there are as many answers as there are")  # pragma: no cover - above


def mean(answers: Distribution) -> Fraction | None:
    """The mean level, exact; None where nobody named one, or levels do not lie equally far apart.

    A mean takes every step of the scale for equally long. For anchored levels that is a
    convention: it is told beside the distribution, never instead of it.
    """
    steps = {high - low for low, high in zip(answers.levels, answers.levels[1:], strict=False)}
    if not answers.judged or len(steps) != 1:
        return None
    pairs = zip(answers.levels, answers.counts, strict=True)
    return Fraction(sum(level * count for level, count in pairs), answers.judged)


def position(answers: Distribution) -> Fraction | None:
    """Where the mean lies on the scale: 0 at its lowest level, 1 at its highest."""
    found = mean(answers)
    return None if found is None else (found - answers.levels[0]) / answers.span


def consensus(answers: Distribution) -> float | None:
    """How far those who named a level agree: 1 where all named the same, 0 where one half named
    the lowest level of the scale and the other half the highest.

    Cns = 1 + sum of p(i) * log2(1 - |x(i) - mean| / span) over the levels (Tastle and Wierman
    2007, "Consensus and dissention: a measure of ordinal dispersion", International Journal of
    Approximate Reasoning 45). It stays the same where a scale is turned round, shifted or
    stretched. None where nobody named a level, or levels do not lie equally far apart.
    """
    middle = mean(answers)
    if middle is None:
        return None
    found = 1.0
    for level, count in zip(answers.levels, answers.counts, strict=True):
        if count:
            away = abs(level - middle) / answers.span
            found += count / answers.judged * log2(1 - away)
    return min(max(found, 0.0), 1.0)


def unjudged(answers: Distribution) -> Fraction | None:
    """Which share says that it cannot judge, of those to whom it applies; None without any."""
    return Fraction(answers.cannot_judge, answers.applicable) if answers.applicable else None
