"""The shipped register, and districts the documents add to it."""

from dataclasses import dataclass

from begleitwerk.demo.programmes.documented import CLUSTER_LIST
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.enums import TerritoryType
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.services import add_municipality, load_boundaries, load_register


@dataclass(frozen=True)
class Further:
    """A youth-office district the register of counties does not hold; `within` is an AGS."""

    key: str
    name: str
    kind: TerritoryType
    within: str


TOWN, DISTRICT = TerritoryType.TOWN_WITH_YOUTH_OFFICE, TerritoryType.CITY_DISTRICT
FURTHER = (
    Further("03241-hannover", "Hannover", TOWN, "03241"),
    Further("06532-wetzlar", "Stadt Wetzlar", TOWN, "06532"),
    Further("05358-dueren", "Stadt Düren", TOWN, "05358"),
    Further("11000-pankow", "Berlin-Pankow", DISTRICT, "11000"),
    Further("02000-harburg", "Hamburg-Harburg", DISTRICT, "02000"),
)
# Short names the other steps use.
CALLED = {"05974": "soest", "15090": "stendal", "01058": "rendsburg", "09564": "nuernberg"}


def load_places(world: DemoWorld) -> None:
    """The register that comes with the product, and five districts it does not hold."""
    operator = world.people["operator"]
    load_register(by=operator)
    load_boundaries(by=operator)
    known = Municipality.objects.select_related("land", "workspace")
    world.places |= {place.youth_office_id: place for place in known}
    for further in FURTHER:
        around = world.places[further.within]
        world.places[further.key] = add_municipality(
            by=operator,
            youth_office_id=further.key,
            name=further.name,
            kind=further.kind,
            land=around.land,
            county=around,
            source=CLUSTER_LIST,
        )
    world.places |= {name: world.places[ags] for ags, name in CALLED.items()}
