"""An invented Land with nine municipalities."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.enums import TerritoryType
from begleitwerk.municipalities.services import (
    add_land,
    add_municipality,
    change_municipality,
    change_notice,
    lay_out_invented,
)

COUNTY, CITY, TOWN = (
    TerritoryType.COUNTY,
    TerritoryType.CITY,
    TerritoryType.TOWN_WITH_YOUTH_OFFICE,
)


@dataclass(frozen=True)
class Place:
    """An invented municipality and the theme it works on; `team` accompanies it."""

    key: str
    name: str
    kind: TerritoryType
    population: int
    area: str
    theme: str
    team: str


# Who accompanies whom, by short name.
FIRST, SECOND = "facilitator", "second_facilitator"
PLACES = (
    Place("musterau", "Landkreis Musterau", COUNTY, 168_400, "1214.60", "anchoring", FIRST),
    Place("obermoor", "Kreis Obermoor", COUNTY, 121_900, "1688.25", "anchoring", SECOND),
    Place("lindfurt", "Stadt Lindfurt", CITY, 96_300, "112.40", "anchoring", FIRST),
    Place("rabenquell", "Stadt Rabenquell", TOWN, 48_700, "83.15", "participation", SECOND),
    Place("tannwalde", "Landkreis Tannwalde", COUNTY, 87_200, "1902.80", "participation", SECOND),
    Place("silberfurt", "Stadt Silberfurt", CITY, 204_100, "148.90", "participation", SECOND),
    Place("heidequell", "Landkreis Heidequell", COUNTY, 143_600, "1377.45", "impact", SECOND),
    Place("brueckenmuende", "Stadt Brückenmünde", CITY, 258_800, "176.05", "impact", SECOND),
    Place("sonnfeld", "Kreis Sonnfeld", COUNTY, 109_500, "964.70", "impact", FIRST),
)  # fmt: skip
# The county around the one town with its own youth office.
WITHIN = {"rabenquell": "tannwalde"}
INVENTED = "Erfunden für die Demo"
NOTICE = (
    "Begleitwerk nimmt keine Meldungen über Kinder in Gefahr entgegen. Wenden Sie sich an den "
    "Bereitschaftsdienst des Jugendamtes, rund um die Uhr. Bei unmittelbarer Gefahr wählen Sie "
    "die 110."
)


def found_places(world: DemoWorld) -> None:
    """The Land and its municipalities; every figure is made up and says so."""
    operator = world.people["operator"]
    world.land = add_land(by=operator, code="N1", name="Land Nord", is_invented=True)
    for number, place in enumerate(PLACES, start=1):
        world.places[place.key] = add_municipality(
            by=operator,
            values={
                "youth_office_id": f"N1{number:03d}",
                "name": place.name,
                "kind": place.kind,
                "land": world.land,
                "population": place.population,
                "population_date": date(world.today.year - 1, 12, 31),
                "area_km2": Decimal(place.area),
                "source": INVENTED,
                "is_invented": True,
            },
        )
    for inside, around in WITHIN.items():
        world.places[inside] = change_municipality(
            by=operator,
            municipality=world.places[inside],
            version=None,
            values={"county": world.places[around]},
        )
    lay_out_invented(by=operator, municipalities=[world.places[place.key] for place in PLACES])
    # numbers of this range are reserved for stories
    world.places["musterau"] = change_notice(
        by=operator,
        municipality=world.places["musterau"],
        version=None,
        values={"danger_text": NOTICE, "danger_phone": "030 23125 112", "website": ""},
    )
