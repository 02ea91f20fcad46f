"""Landkreis Musterau: networks, organisations, bodies and seats. All invented."""

from begleitwerk.demo.networks.seats import Seat, body_of, partners_of, seat_all
from begleitwerk.demo.world import DemoWorld
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Network
from begleitwerk.networks.services import add_member, create_network

ORGANISATIONS = (
    ("Kreisjugendamt Musterau", "youth_welfare"),
    ("Familienzentrum Auental", "youth_welfare"),
    ("Erziehungsberatung am Markt", "youth_welfare"),
    ("Kreisgesundheitsamt Musterau", "health"),
    ("Klinikum Musterau, Geburtshilfe", "health"),
    ("Kinderarztpraxis am Anger", "health"),
    ("Hebammenkreis Südkreis", "health"),
    ("Schwangerschaftsberatung Musterau", "pregnancy_counselling"),
    ("Beratungsstelle Lebensanfang", "pregnancy_counselling"),
    ("Frühförderstelle Musterau", "early_intervention"),
    ("Familienpatenschaften Musterau", "volunteering"),
    ("Jobcenter Musterau", "social_security_employment"),
    ("Kita Wiesengrund", "education"),
    ("Familienbildung im Mehrgenerationenhaus", "education"),
    ("Frauenhaus Musterau", "violence_protection"),
    ("Suchtberatung Musterau", "addiction_psychiatry"),
    ("Sprachmittlung Nordkreis", "migration"),
)


PLANNING = (
    Seat(Function.COORDINATOR, "Netzwerkkoordination", "Kreisjugendamt Musterau", chairs=True),
    Seat(Function.PLANNER, "Jugendhilfeplanung", "Kreisjugendamt Musterau"),
    Seat(Function.PRACTITIONER, "Frühe Hilfen im Gesundheitsamt", "Kreisgesundheitsamt Musterau"),
)
STEERING = (
    Seat(
        Function.DEPARTMENT_HEAD,
        "Dezernatsleitung Jugend, Familie und Soziales",
        sector="youth_welfare",
        chairs=True,
        substitute="Jugendamtsleitung",
    ),
    Seat(Function.DEPARTMENT_HEAD, "Dezernatsleitung Gesundheit", sector="health"),
    Seat(Function.YOUTH_OFFICE_HEAD, "Jugendamtsleitung", "Kreisjugendamt Musterau"),
    Seat(Function.COMMITTEE_CHAIR, "Vorsitz des Jugendhilfeausschusses"),
    Seat(Function.MAYOR, "Sprecherin der Gemeinden"),
    Seat(Function.PRACTITIONER, "Leitung der Geburtshilfe", "Klinikum Musterau, Geburtshilfe"),
    Seat(Function.OTHER, "Schwangerschaftsberatung", "Schwangerschaftsberatung Musterau"),
    Seat(Function.FACILITATOR, "Prozessbegleitung", seats=2),
)
ASSEMBLY = tuple(
    Seat(Function.PRACTITIONER, "", name)
    for name, _sector in ORGANISATIONS
    if name not in ("Kreisjugendamt Musterau", "Kreisgesundheitsamt Musterau")
)
# Short name, kind, name, task, month it was founded in (None: before the programme), seats.
BODIES: tuple[tuple[str, str, str, str, int | None, tuple[Seat, ...]], ...] = (
    ("planning", "planning_group", "Planungsgruppe",
     "Bereitet die Sitzungen der Steuerungsgruppe vor und hält Ziele und Maßnahmen aktuell.",
     -17, PLANNING),
    ("steering", "steering_group", "Steuerungsgruppe",
     "Beschließt Ziele und Maßnahmen und trägt die Ergebnisse in Verwaltung und Politik.",
     -16, STEERING),
    ("assembly", "network_assembly", "Netzwerkversammlung",
     "Alle Partner des Netzwerks, zweimal im Jahr.", None, ASSEMBLY),
    ("clinic", "expert_group", "Fachgruppe Übergang Geburtsklinik",
     "Regelt, wie Familien nach der Geburt gut in Angebote vor Ort kommen.", None,
     (Seat(Function.PRACTITIONER, "Geburtshilfe", "Klinikum Musterau, Geburtshilfe", chairs=True),
      Seat(Function.PRACTITIONER, "Hebammen", "Hebammenkreis Südkreis", seats=2),
      Seat(Function.PRACTITIONER, "Kinderärztin", "Kinderarztpraxis am Anger"),
      Seat(Function.COORDINATOR, "Netzwerkkoordination", "Kreisjugendamt Musterau"))),
    ("north", "regional_meeting", "Bürgermeisterrunde Nordkreis",
     "Fünf Gemeinden beraten zweimal im Jahr über Frühe Hilfen vor Ort.", -3,
     (Seat(Function.MAYOR, "Bürgermeisterinnen und Bürgermeister", seats=5),
      Seat(Function.COORDINATOR, "Netzwerkkoordination", "Kreisjugendamt Musterau"))),
    ("parents", "other", "Elterncafé Auental",
     "Eltern sagen, was ihnen hilft und was fehlt.", None,
     (Seat(Function.PARENT, "Elternvertretung", seats=2),
      Seat(Function.PRACTITIONER, "Begleitung", "Familienzentrum Auental"))),
    ("south", "regional_meeting", "Regionaltreffen Südkreis",
     "Fachkräfte aus vier Gemeinden, jedes Vierteljahr.", None,
     (Seat(Function.PRACTITIONER, "Hebammen", "Hebammenkreis Südkreis"),
      Seat(Function.PRACTITIONER, "Leitung", "Kita Wiesengrund", chairs=True),
      Seat(Function.PRACTITIONER, "Familienpatenschaften", "Familienpatenschaften Musterau"))),
    ("committee", "youth_welfare_committee", "Jugendhilfeausschuss", "", None,
     (Seat(Function.COMMITTEE_CHAIR, "Vorsitz des Jugendhilfeausschusses", chairs=True),
      Seat(Function.OTHER, "Stimmberechtigte Mitglieder", seats=14))),
    ("social", "council_committee", "Sozial- und Gesundheitsausschuss", "", None,
     (Seat(Function.OTHER, "Vorsitz", chairs=True), Seat(Function.OTHER, "Mitglieder", seats=10))),
    ("heads", "department_heads", "Dezernentenkonferenz", "", None,
     (Seat(Function.OTHER, "Landrat", chairs=True),
      Seat(Function.DEPARTMENT_HEAD, "Dezernatsleitungen", seats=4))),
)  # fmt: skip


def found_bodies(world: DemoWorld) -> None:
    """The planning group has nobody from the leadership, so that the check has something to say."""
    by, place = world.people["coordinator"], world.places["musterau"]
    organisations = partners_of(by, place, ORGANISATIONS)
    network = create_network(
        by=by,
        municipality=place,
        name="Netzwerk Frühe Hilfen Landkreis Musterau",
        founded_year=2011,
        first_document="Kooperationsvereinbarung der Netzwerkpartner",
        note="Zielgruppe sind werdende Eltern und Familien mit Kindern unter drei Jahren.",
    )
    south = create_network(
        by=by,
        municipality=place,
        name="Netzwerkregion Südkreis",
        founded_year=2019,
        note="Vier Gemeinden mit eigenen Regionaltreffen.",
    )
    for key, kind, name, task, months, seats in BODIES:
        body = body_of(
            by,
            place,
            kind,
            name,
            network=south if key == "south" else network_of(key, network),
            task=task,
            founded_on=None if months is None else world.within(months, 12),
            predates_programme=months is None,
        )
        world.bodies[key] = body
        seat_all(by, body, seats, organisations, body.founded_on)
    add_member(
        by=by,
        body=world.bodies["steering"],
        member_body=world.bodies["planning"],
        valid_from=world.bodies["steering"].founded_on,
    )


def network_of(key: str, network: Network) -> Network | None:
    return network if key in ("assembly", "clinic", "parents", "north") else None
