"""Invented: a Land, nine municipalities, and the programme that accompanies them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.municipalities.enums import TerritoryType
from begleitwerk.municipalities.services import (
    add_land,
    add_municipality,
    change_municipality,
    change_notice,
    lay_out_invented,
)
from begleitwerk.processes.services import hold_meeting, plan_meeting
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import Engagement, Programme
from begleitwerk.programmes.services import (
    add_facilitator,
    create_cluster,
    create_edition,
    create_programme,
    move_engagement,
    open_engagement,
    record_contract,
    set_theme,
)
from begleitwerk.programmes.services.contracts import contract_for

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


# --- The programme ------------------------------------------------------------------------------

THEMES = {
    "anchoring": ("Verankerung", ("QD5", "QD3", "QD4")),
    "participation": ("Beteiligung", ("QD11", "QD7")),
    "impact": ("Wirkung", ("QD10", "QD9")),
}


def open_programme(world: DemoWorld) -> None:
    """Three themes with three places each, all taken; eighteen months have gone by."""
    office = world.people["office"]
    start, end = world.month(-18), world.month_end(17)
    years = f"{start.year}–{end.year}"
    programme = create_programme(
        by=office,
        name="Prozessbegleitung Frühe Hilfen im Land Nord (Demo)",
        short_name="Programm Frühe Hilfen",
        slug="programm-demo",
        office="Programmbüro Frühe Hilfen (erfunden)",
        funding="Die Mittel des Programms sind erfunden wie seine Kommunen.",
        description=(
            "Neun Kommunen arbeiten drei Jahre lang an je einem Entwicklungsthema. Eine "
            "Prozessbegleitung kommt regelmäßig vorbei, alle drei Kommunen eines Themas tauschen "
            "sich aus."
        ),
    )
    framework = current_version(ContentKind.QUALITY_FRAMEWORK)
    world.edition = create_edition(
        by=office,
        programme=programme,
        name=years,
        starts_on=start,
        ends_on=end,
        framework=framework,
        phase_template=current_version(ContentKind.PHASE_TEMPLATE),
        source=INVENTED,
    )
    for key, (name, dimensions) in THEMES.items():
        world.themes[key] = set_theme(
            by=office, edition=world.edition, item=item(ContentKind.THEMES, key), places=3
        )
        world.clusters[key] = create_cluster(
            by=office,
            edition=world.edition,
            name=f"Cluster {name}",
            dimensions=[item(ContentKind.QUALITY_FRAMEWORK, found) for found in dimensions],
        )
    for number, place in enumerate(PLACES, start=1):
        enter(world, number, place)
    turn_down(world)
    gather(world, programme)


def enter(world: DemoWorld, number: int, place: Place) -> Engagement:
    """From the invitation to the running participation, with its contract and facilitator."""
    office, municipality = world.people["office"], world.places[place.key]
    if world.edition is None:
        raise ValueError("the edition comes first")
    engagement = open_engagement(
        by=office,
        edition=world.edition,
        municipalities=[municipality],
        theme=world.themes[place.theme],
        cluster=world.clusters[place.theme],
        on=world.within(-22, 5),
        reason="Eingeladen nach der Befragung der Kommunen.",
        source=INVENTED,
    )
    signed = world.within(-19, 10 + number)
    for state, on, reason in (
        (EngagementState.APPLIED, world.within(-21, 4 + number), ""),
        (EngagementState.SELECTED, world.within(-20, 6), "Auswahl nach festgelegten Kriterien."),
        (EngagementState.CONTRACT_SENT, world.within(-20, 20), ""),
        (EngagementState.CONTRACT_SIGNED, signed, ""),
        (EngagementState.ACTIVE, world.month(-18), ""),
    ):
        engagement = move_engagement(
            by=office, engagement=engagement, state=state, on=on, reason=reason
        )
    record_contract(
        by=office,
        contract=contract_for(engagement),
        values={
            "number": f"PB-{signed.year}-{number:02d}",
            "note": "Laufzeit bis zum Ende des Programms. Kündbar zum Quartalsende.",
        },
    )
    add_facilitator(
        by=office,
        engagement=engagement,
        user=world.people[place.team],
        valid_from=world.month(-18),
    )
    return engagement


def turn_down(world: DemoWorld) -> None:
    """Not everybody who is invited comes: one town declined, a real case of every programme."""
    office = world.people["office"]
    if world.edition is None or world.land is None:
        raise ValueError("the edition comes first")
    town = add_municipality(
        by=world.people["operator"],
        values={
            "youth_office_id": "N1010",
            "name": "Stadt Erlenbruch",
            "kind": TOWN,
            "land": world.land,
            "population": 31_200,
            "population_date": date(world.today.year - 1, 12, 31),
            "area_km2": Decimal("64.30"),
            "county": world.places["heidequell"],
            "source": INVENTED,
            "is_invented": True,
        },
    )
    engagement = open_engagement(
        by=office,
        edition=world.edition,
        municipalities=[town],
        theme=world.themes["participation"],
        on=world.within(-22, 5),
        source=INVENTED,
    )
    move_engagement(
        by=office,
        engagement=engagement,
        state=EngagementState.DECLINED,
        on=world.within(-21, 17),
        reason="Die Stelle der Netzwerkkoordination war nicht besetzt.",
    )


def gather(world: DemoWorld, programme: Programme) -> None:
    """What the programme office holds for everybody: three behind us, two ahead."""
    office = world.people["office"]
    held = (
        (-17, 14, "framework_event", "Auftaktkonferenz", "Landeshaus, Großer Saal", 128,
         "Alle neun Kommunen haben sich vorgestellt. Die Themen und der Ablauf sind geklärt."),
        (-10, 21, "exchange", "Erster Austausch aller Kommunen", "online", 74,
         "Drei Gruppen nach Themen. Gewünscht: mehr Zeit für Beispiele aus der Praxis."),
        (-3, 16, "framework_event", "Zwischenkonferenz", "Landeshaus, Großer Saal", 141,
         "Jede Kommune zeigte eine Maßnahme. Das Land will gute Vorlagen weitergeben."),
    )  # fmt: skip
    for months, day, kind, title, place, participants, summary in held:
        meeting = plan_meeting(
            by=office,
            programme=programme,
            kind=item(ContentKind.MEETING_KINDS, kind),
            on=world.within(months, day),
            title=title,
            place=place,
        )
        hold_meeting(by=office, meeting=meeting, participants=participants, summary=summary)
    for on, kind, title, place in (
        (world.workday(38), "exchange", "Austausch zum Thema Verankerung", "online"),
        (world.workday(96), "framework_event", "Werkstatt Transfer", "Landeshaus, Saal 3"),
    ):
        plan_meeting(
            by=office,
            programme=programme,
            kind=item(ContentKind.MEETING_KINDS, kind),
            on=on,
            title=title,
            place=place,
        )
