"""Fifty more invented municipalities in five invented Länder."""

from begleitwerk.demo.municipalities.invented import CITY, COUNTY, TOWN, Place, found, settle
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.services import add_land

# Code and name of the Land, the first number of its new keys, and its municipalities.
LAENDER: tuple[tuple[str, str, int, tuple[Place, ...]], ...] = (
    ("N1", "Land Nord", 11, (
        Place("ankermuende", "Stadt Ankermünde", CITY, 187_300, "141.20"),
        Place("duenenrade", "Landkreis Dünenrade", COUNTY, 98_600, "1106.40"),
        Place("reetmark", "Kreis Reetmark", COUNTY, 132_800, "1843.70"),
        Place("wattenrode", "Landkreis Wattenrode", COUNTY, 76_900, "894.30"),
        Place("moewenfurt", "Stadt Möwenfurt", CITY, 83_500, "97.60"),
        Place("faehrlande", "Kreis Fährlande", COUNTY, 156_200, "1290.10"),
        Place("torfhagen", "Landkreis Torfhagen", COUNTY, 112_400, "2034.50"),
        Place("schilfsee", "Kreis Schilfsee", COUNTY, 91_300, "1377.80"),
        Place("salzdeich", "Stadt Salzdeich", TOWN, 34_800, "71.40", "wattenrode"),
        Place("sturmheide", "Landkreis Sturmheide", COUNTY, 121_700, "1522.90"),
    )),
    ("O1", "Land Ost", 1, (
        Place("hagenmoor", "Kreis Hagenmoor", COUNTY, 104_200, "1755.30"),
        Place("birkenstrom", "Landkreis Birkenstrom", COUNTY, 88_700, "1640.20"),
        Place("ziegelwerder", "Stadt Ziegelwerder", CITY, 68_900, "118.30"),
        Place("kranichfurt", "Stadt Kranichfurt", CITY, 236_400, "208.70"),
        Place("sandauen", "Landkreis Sandauen", COUNTY, 81_500, "2140.60"),
        Place("seenrode", "Landkreis Seenrode", COUNTY, 126_300, "2488.90"),
        Place("fuchswalde", "Landkreis Fuchswalde", COUNTY, 73_400, "1299.00"),
        Place("stoerchenau", "Landkreis Störchenau", COUNTY, 95_100, "1877.40"),
        Place("glasbrueck", "Stadt Glasbrück", CITY, 59_200, "74.50"),
        Place("braunheide", "Landkreis Braunheide", COUNTY, 117_900, "1434.15"),
    )),
    ("W1", "Land West", 1, (
        Place("stahlbrueck", "Stadt Stahlbrück", CITY, 312_500, "164.90"),
        Place("muehlquell", "Stadt Mühlquell", CITY, 241_700, "179.05"),
        Place("zechenfeld", "Stadt Zechenfeld", CITY, 118_200, "76.40"),
        Place("hammerwald", "Kreis Hammerwald", COUNTY, 274_300, "612.50"),
        Place("schieferhoeh", "Kreis Schieferhöh", COUNTY, 133_600, "968.20"),
        Place("talbruch", "Kreis Talbruch", COUNTY, 198_400, "541.30"),
        Place("webersund", "Stadt Webersund", TOWN, 54_600, "61.20", "talbruch"),
        Place("nadelgrund", "Stadt Nadelgrund", TOWN, 47_100, "88.30", "hammerwald"),
        Place("basaltau", "Kreis Basaltau", COUNTY, 96_400, "1043.60"),
        Place("flachsmark", "Kreis Flachsmark", COUNTY, 142_900, "1215.80"),
    )),
    ("S1", "Land Süd", 1, (
        Place("almried", "Landkreis Almried", COUNTY, 92_800, "1311.70"),
        Place("glockenfurt", "Stadt Glockenfurt", CITY, 164_900, "132.35"),
        Place("hopfengau", "Landkreis Hopfengau", COUNTY, 118_300, "948.50"),
        Place("enzianfurt", "Stadt Enzianfurt", CITY, 72_600, "58.90"),
        Place("rebengrund", "Landkreis Rebengrund", COUNTY, 139_700, "802.40"),
        Place("foehntal", "Landkreis Föhntal", COUNTY, 84_100, "1466.25"),
        Place("marktsteig", "Stadt Marktsteig", CITY, 101_800, "89.70"),
        Place("zirbenstein", "Landkreis Zirbenstein", COUNTY, 79_300, "1588.10"),
        Place("silberseen", "Landkreis Silberseen", COUNTY, 127_500, "1019.60"),
        Place("kupferau", "Landkreis Kupferau", COUNTY, 185_200, "577.45"),
    )),
    ("M1", "Land Mitte", 1, (
        Place("eschgrund", "Landkreis Eschgrund", COUNTY, 131_000, "1070.30"),
        Place("kieferstein", "Stadt Kieferstein", CITY, 103_400, "121.10"),
        Place("weidengrund", "Landkreis Weidengrund", COUNTY, 108_700, "1154.90"),
        Place("burgwiesen", "Landkreis Burgwiesen", COUNTY, 151_600, "1342.20"),
        Place("schlehenfeld", "Landkreis Schlehenfeld", COUNTY, 86_900, "1011.75"),
        Place("holunderau", "Landkreis Holunderau", COUNTY, 95_800, "1237.40"),
        Place("fachwerden", "Stadt Fachwerden", CITY, 64_300, "93.10"),
        Place("dreibruecken", "Stadt Dreibrücken", TOWN, 41_900, "66.70", "eschgrund"),
        Place("lindenwarte", "Landkreis Lindenwarte", COUNTY, 122_100, "1188.85"),
        Place("steinmuehlen", "Stadt Steinmühlen", CITY, 219_800, "173.50"),
    )),
)  # fmt: skip
PLACES = tuple(place for *_land, places in LAENDER for place in places)


def found_places(world: DemoWorld) -> None:
    """Four further Länder, ten municipalities more in each of the five, all on the map."""
    laender = {world.land.code: world.land}
    for code, name, first, places in LAENDER:
        if code not in laender:
            operator = world.people["operator"]
            laender[code] = add_land(by=operator, code=code, name=name, is_invented=True)
        for number, place in enumerate(places, start=first):
            found(world, laender[code], number, place)
    settle(world, PLACES)
