"""How an invented municipality comes into the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.enums import TerritoryType
from begleitwerk.municipalities.models import Land
from begleitwerk.municipalities.selectors import contact_of
from begleitwerk.municipalities.services import (
    add_municipality,
    change_contact,
    change_municipality,
    lay_out_invented,
)

COUNTY, CITY, TOWN = (
    TerritoryType.COUNTY,
    TerritoryType.CITY,
    TerritoryType.TOWN_WITH_YOUTH_OFFICE,
)
INVENTED = "Erfunden für die Demo"


@dataclass(frozen=True)
class Place:
    """An invented municipality; `area` in km², `within` the county around a town.

    `theme` is what it works on in the programme, `team` who accompanies it.
    """

    key: str
    name: str
    kind: TerritoryType
    population: int
    area: str
    within: str = ""
    theme: str = ""
    team: str = ""


def found(world: DemoWorld, land: Land, number: int, place: Place) -> None:
    """A municipality of a Land; every figure is made up and says so."""
    world.places[place.key] = add_municipality(
        by=world.people["operator"],
        youth_office_id=f"{land.code}{number:03d}",
        name=place.name,
        kind=place.kind,
        land=land,
        population=place.population,
        population_date=date(world.today.year - 1, 12, 31),
        area_km2=Decimal(place.area),
        source=INVENTED,
        is_invented=True,
    )
    change_contact(
        by=world.people["operator"],
        contact=contact_of(world.places[place.key]),
        office="Jugendamt",
        function="Leitung des Jugendamts",
        street=f"Rathausplatz {number}",
        postcode=f"00{number:03d}",  # nobody has one that begins like this
        town=place.name.removeprefix("Stadt ").removeprefix("Landkreis "),
    )


def settle(world: DemoWorld, places: Iterable[Place]) -> None:
    """Towns lie in the county around them, and all of them on the map."""
    operator = world.people["operator"]
    for place in places:
        if place.within:
            world.places[place.key] = change_municipality(
                by=operator,
                municipality=world.places[place.key],
                version=None,
                county=world.places[place.within],
            )
    lay_out_invented(by=operator, municipalities=[world.places[place.key] for place in places])
