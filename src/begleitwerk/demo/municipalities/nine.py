"""An invented Land with nine municipalities."""

from begleitwerk.demo.municipalities.invented import CITY, COUNTY, TOWN, Place, found, settle
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.services import add_land, change_notice

# Who accompanies whom, by short name.
FIRST, SECOND = "facilitator", "second_facilitator"
PLACES = (
    Place("musterau", "Landkreis Musterau", COUNTY, 168_400, "1214.60", "", "anchoring", FIRST),
    Place("obermoor", "Kreis Obermoor", COUNTY, 121_900, "1688.25", "", "anchoring", SECOND),
    Place("lindfurt", "Stadt Lindfurt", CITY, 96_300, "112.40", "", "anchoring", FIRST),
    Place("rabenquell", "Stadt Rabenquell", TOWN, 48_700, "83.15", "tannwalde",
          "participation", SECOND),
    Place("tannwalde", "Landkreis Tannwalde", COUNTY, 87_200, "1902.80", "",
          "participation", SECOND),
    Place("silberfurt", "Stadt Silberfurt", CITY, 204_100, "148.90", "", "participation", SECOND),
    Place("heidequell", "Landkreis Heidequell", COUNTY, 143_600, "1377.45", "", "impact", SECOND),
    Place("brueckenmuende", "Stadt Brückenmünde", CITY, 258_800, "176.05", "", "impact", SECOND),
    Place("sonnfeld", "Kreis Sonnfeld", COUNTY, 109_500, "964.70", "", "impact", FIRST),
)  # fmt: skip
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
        found(world, world.land, number, place)
    settle(world, PLACES)
    # numbers of this range are reserved for stories
    world.places["musterau"] = change_notice(
        by=operator,
        municipality=world.places["musterau"],
        version=None,
        danger_text=NOTICE,
        danger_phone="030 23125 112",
        website="",
    )
