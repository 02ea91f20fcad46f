"""How alike two municipalities are in structure: a whole number from 0 to 100.

The formula is the platform's own and simple enough to be checked by hand:

    density     weight × (1 − classes apart ÷ 3)        four classes, 1 dense … 4 very thin
    population  weight × smaller ÷ larger
    kind        weight where both are of the same kind (county, county-free city …)
    Land        weight where both lie in the same Land

The sum is rounded half up. What is unknown on either side (None, 0 or "") adds nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

STEPS_OF_DENSITY = 3


@dataclass(frozen=True, slots=True)
class Traits:
    """What likeness looks at. `density` is a class from 1 to 4, `population` in inhabitants."""

    key: str
    density: int | None
    population: int
    kind: str
    land: str


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part can add; together 100."""

    density: int = 40
    population: int = 30
    kind: int = 20
    land: int = 10


PLATFORM = Weights()


def likeness(one: Traits, other: Traits, weights: Weights = PLATFORM) -> int:
    """0 (nothing in common) to 100 (alike in every part); the same in both directions."""
    total = weights.density * alike_in_density(one.density, other.density)
    total += weights.population * alike_in_size(one.population, other.population)
    total += weights.kind * (one.kind == other.kind != "")
    total += weights.land * (one.land == other.land != "")
    return int(total + Fraction(1, 2))


def likeness_of_pairs(places: Sequence[Traits]) -> Mapping[tuple[str, str], int]:
    """Every pair (keys in order) with its likeness."""
    ordered = sorted(places, key=lambda place: place.key)
    return {(a.key, b.key): likeness(a, b) for a, b in combinations(ordered, 2)}


def alike_in_density(one: int | None, other: int | None) -> Fraction:
    if one is None or other is None:
        return Fraction(0)
    return max(Fraction(0), 1 - Fraction(abs(one - other), STEPS_OF_DENSITY))


def alike_in_size(one: int, other: int) -> Fraction:
    smaller, larger = sorted((one, other))
    return Fraction(smaller, larger) if smaller > 0 else Fraction(0)
