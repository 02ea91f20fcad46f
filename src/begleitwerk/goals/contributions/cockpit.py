"""How many goals have which light, in a cockpit."""

from collections import Counter
from dataclasses import dataclass

from begleitwerk.core.contributions import Cell, CockpitScope
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals.selectors import light_counts

LIGHTS = (Shape.DONE, Shape.GOOD, Shape.RISK, Shape.LATE, Shape.NONE)


@dataclass(frozen=True)
class LightCount:
    light: str
    number: int


@dataclass(frozen=True)
class Lights:
    """The lights that occur; `released_only` tells why there may be none."""

    counts: list[LightCount]
    released_only: bool


def lights(scope: CockpitScope) -> dict[int, Cell]:
    places = [place.pk for place in scope.places]
    found = light_counts(places, scope.today, released_only=scope.released_only)
    return {pk: Cell(shown(found.get(pk, Counter()), scope)) for pk in places}


def shown(counts: Counter[Shape], scope: CockpitScope) -> Lights:
    rows = [LightCount(light.value, counts[light]) for light in LIGHTS if counts[light]]
    return Lights(rows, scope.released_only)
