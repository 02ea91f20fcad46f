"""What people should talk about, found in what may be told of their answers.

Every point names the rule that found it, with its thresholds. They are the platform's own and are
shares of the scale, so that they mean the same on four levels and on six.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from begleitwerk.engine.ratings.distribution import (
    Distribution,
    consensus,
    mean,
    position,
    unjudged,
)


class PointKind(StrEnum):
    """What a point is; in the order in which they are talked about."""

    DISAGREEMENT = "disagreement"  # two groups see it differently
    DIVIDED = "divided"  # people see it differently, whatever their group
    IMPORTANT = "important"  # important, and little developed
    NEED = "need"  # all agree that little is there
    UNJUDGED = "unjudged"  # many cannot judge
    STRENGTH = "strength"  # all agree that it is there


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a rule finds something; levels and distances as shares of the scale.

    `apart`: two groups lie at least so far apart. `agreed`, `divided`: consensus at least, or at
    most. `low`, `high`: where the mean lies at most, or at least. `important`: mean importance at
    least; `undeveloped`: its mean at most. `unjudged`: share that cannot judge at least. `voices`:
    below so many who named a level nothing is concluded.
    """

    apart: Fraction = Fraction(1, 3)
    agreed: float = 0.7
    divided: float = 0.4
    low: Fraction = Fraction(2, 5)
    high: Fraction = Fraction(2, 3)
    important: Fraction = Fraction(7, 10)
    undeveloped: Fraction = Fraction(1, 2)
    unjudged: Fraction = Fraction(1, 3)
    voices: int = 3


@dataclass(frozen=True)
class Rated:
    """What may be told of a criterion: of all, by group, and how important it is; None is withheld.

    `overall` and `importance` are those of all groups that are told.
    """

    key: str
    overall: Distribution | None
    groups: Mapping[str, Distribution | None]
    importance: Distribution | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """How far two groups lie apart on a criterion: the difference of their means, in levels."""

    low: str
    high: str
    low_mean: Fraction
    high_mean: Fraction

    @property
    def levels(self) -> Fraction:
        return self.high_mean - self.low_mean


@dataclass(frozen=True, slots=True)
class Point:
    """Something to talk about. `weight` orders points of a kind, the heaviest first.

    `distance` where groups lie apart; the figures are those its rule looked at.
    """

    kind: PointKind
    criterion: str
    weight: float
    distance: Distance | None = None
    mean: Fraction | None = None
    importance: Fraction | None = None
    consensus: float | None = None
    unjudged: Fraction | None = None


def widest(groups: Mapping[str, Distribution | None], voices: int = 1) -> Distance | None:
    """The two groups that lie farthest apart, the first such pair in their order; None where
    fewer than two are told in which at least `voices` named a level."""
    means = {
        name: found
        for name, answers in groups.items()
        if answers and answers.judged >= voices and (found := mean(answers)) is not None
    }
    pairs = [_distance(means, *pair) for pair in combinations(means, 2)]
    return max(pairs, key=lambda pair: pair.levels, default=None)


def _distance(means: Mapping[str, Fraction], one: str, other: str) -> Distance:
    low, high = (one, other) if means[one] <= means[other] else (other, one)
    return Distance(low, high, means[low], means[high])


def talking_points(
    criteria: Sequence[Rated], thresholds: Thresholds | None = None
) -> tuple[Point, ...]:
    """What to talk about: kind by kind, the clearest first, then in the order of the criteria.

    A criterion on which groups differ, or people do, is neither an agreed strength nor an agreed
    need; besides it may be important or hard to judge.
    """
    limits = thresholds or Thresholds()
    found = [point for rated in criteria for point in _points(rated, limits)]
    order = list(PointKind)
    return tuple(sorted(found, key=lambda point: (order.index(point.kind), -point.weight)))


def _points(rated: Rated, limits: Thresholds) -> Iterator[Point]:
    overall = rated.overall
    if overall is None:
        return
    yield from _hard_to_judge(rated.key, overall, limits)
    middle, agreement = mean(overall), consensus(overall)
    if overall.judged < limits.voices or middle is None or agreement is None:
        return
    apart = _apart(rated, overall, limits)
    if apart:
        yield Point(
            PointKind.DISAGREEMENT, rated.key, float(apart.levels), apart, middle, None, agreement
        )
    elif agreement <= limits.divided:
        yield Point(PointKind.DIVIDED, rated.key, 1 - agreement, mean=middle, consensus=agreement)
    elif agreement >= limits.agreed:
        yield from _agreed(rated.key, overall, limits)
    yield from _worth_it(rated, overall, limits)


def _apart(rated: Rated, overall: Distribution, limits: Thresholds) -> Distance | None:
    found = widest(rated.groups, limits.voices)
    return found if found and found.levels / overall.span >= limits.apart else None


def _agreed(key: str, overall: Distribution, limits: Thresholds) -> Iterator[Point]:
    where, middle, agreement = position(overall), mean(overall), consensus(overall)
    if where is not None and where >= limits.high:
        yield Point(PointKind.STRENGTH, key, float(where), mean=middle, consensus=agreement)
    if where is not None and where <= limits.low:
        yield Point(PointKind.NEED, key, float(1 - where), mean=middle, consensus=agreement)


def _hard_to_judge(key: str, overall: Distribution, limits: Thresholds) -> Iterator[Point]:
    share = unjudged(overall)
    if share is not None and share >= limits.unjudged and overall.cannot_judge >= limits.voices:
        yield Point(PointKind.UNJUDGED, key, float(share), unjudged=share)


def _worth_it(rated: Rated, overall: Distribution, limits: Thresholds) -> Iterator[Point]:
    if rated.importance is None or rated.importance.judged < limits.voices:
        return
    matters, developed = position(rated.importance), position(overall)
    if (matters or 0) >= limits.important and (developed or 0) <= limits.undeveloped:
        yield Point(
            PointKind.IMPORTANT,
            rated.key,
            float((matters or 0) - (developed or 0)),
            mean=mean(overall),
            importance=mean(rated.importance),
        )
