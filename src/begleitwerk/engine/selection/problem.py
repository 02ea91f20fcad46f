"""What a choice is made from: candidates, themes with places, criteria, rules. Plain data.

Points are whole hundredths of a point everywhere ("8850" is 88,50), so that a sum is exact, a tie
is a tie, and the proof of an optimum needs no tolerance.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from begleitwerk.engine.selection.plain import UNNAMED

POINTS_OF_FULL_SCORE = 10_000  # hundredths: a candidate at the top of every scale has 100,00

Fact = str | int | bool | Decimal | None


class Operator(StrEnum):
    """How a hard rule compares a fact with its value."""

    EQUALS = "equals"
    DIFFERS = "differs"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    IS_KNOWN = "is_known"


class Scope(StrEnum):
    """Where a quota counts: among all chosen, in every theme on its own, or in one theme."""

    OVERALL = "overall"
    EACH_THEME = "each_theme"
    ONE_THEME = "one_theme"


class Counted(StrEnum):
    """What a quota counts: chosen candidates, or different values among them ("five Länder")."""

    MEMBERS = "members"
    VALUES = "values"


class Fairness(StrEnum):
    """What the lottery makes as fair as can be, where several portfolios are equally good.

    MAXIMIN: the smallest chance of all. LEXIMIN: that, then the next smallest, and so on. NASH:
    the product of all chances.
    """

    MAXIMIN = "maximin"
    LEXIMIN = "leximin"
    NASH = "nash"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme and how many candidates are to be chosen for it: exactly `places`."""

    key: str
    places: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """A scored criterion: its weight (> 0) and the ends of its scale (`lowest` < `highest`)."""

    key: str
    weight: Decimal
    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class HardRule:
    """Who may be chosen at all. `value` is a number, a text, or for ONE_OF/NONE_OF texts.

    Rules without a `group` must all be met; of those of one group a single one is enough.
    """

    key: str
    field: str
    operator: Operator
    value: Fact | tuple[str, ...] = None
    group: str = dataclasses.field(default="", metadata={UNNAMED: ""})


@dataclass(frozen=True, slots=True)
class Quota:
    """A portfolio rule: between `at_least` and `at_most` (None: no limit) of something.

    MEMBERS with `values`: chosen candidates whose attribute is one of them ("at least four
    urban"). MEMBERS without `values`: for every value that occurs among the eligible candidates
    on its own ("at most two of each Land"). VALUES: how many different values the chosen have
    ("at least five Länder"); `values` is empty then. `theme` is set for ONE_THEME only.
    """

    key: str
    attribute: str
    values: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    scope: Scope = Scope.OVERALL
    theme: str = ""
    counted: Counted = Counted.MEMBERS


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate: the themes it stands for, with its scores there, and what rules look at.

    `scores` is theme → criterion → score on the criterion's scale. `attributes` are what quotas
    count by (every attribute a quota names must have a value, "" is not one), `facts` what hard
    rules compare (a missing fact fails its rule as "unknown").
    """

    key: str
    scores: Mapping[str, Mapping[str, Decimal]]
    attributes: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a choice depends on. The order of candidates and rules never matters.

    `fixed` maps candidates that keep their place to their theme (replacement: the others stay);
    `excluded` maps candidates that are out to the reason. `seed` is the public text the lottery
    draws from where several portfolios are equally good, and `fairness` the rule of that lottery;
    what was written before there was a choice had MAXIMIN.
    """

    candidates: tuple[Candidate, ...]
    themes: tuple[Theme, ...]
    criteria: tuple[Criterion, ...]
    hard_rules: tuple[HardRule, ...] = ()
    quotas: tuple[Quota, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    excluded: Mapping[str, str] = field(default_factory=dict)
    seed: str = ""
    fairness: Fairness = field(default=Fairness.LEXIMIN, metadata={UNNAMED: Fairness.MAXIMIN})

    @property
    def places(self) -> int:
        return sum(theme.places for theme in self.themes)


def points_of(scores: Mapping[str, Decimal], criteria: tuple[Criterion, ...]) -> int:
    """Weighted points in hundredths, 0 to 10,000, rounded half up from the exact fraction.

    100 × Σ weight × (score − lowest) ÷ (highest − lowest) ÷ Σ weight.
    """
    exact = _exact_parts(scores, criteria)
    return int(sum(exact.values(), Fraction(0)) + Fraction(1, 2))


def parts_of(scores: Mapping[str, Decimal], criteria: tuple[Criterion, ...]) -> dict[str, int]:
    """What each criterion gives of the points, in hundredths that add up to `points_of`.

    Rounded down, and what is then missing goes to those that lost most by it.
    """
    exact = _exact_parts(scores, criteria)
    parts = {key: int(value) for key, value in exact.items()}
    missing = points_of(scores, criteria) - sum(parts.values())
    for key in sorted(exact, key=lambda key: (parts[key] - exact[key], key))[:missing]:
        parts[key] += 1
    return parts


def _exact_parts(
    scores: Mapping[str, Decimal], criteria: tuple[Criterion, ...]
) -> dict[str, Fraction]:
    total = sum((Fraction(criterion.weight) for criterion in criteria), Fraction(0))
    return {
        criterion.key: Fraction(criterion.weight)
        * Fraction(scores[criterion.key] - criterion.lowest)
        / Fraction(criterion.highest - criterion.lowest)
        * POINTS_OF_FULL_SCORE
        / total
        for criterion in criteria
    }
