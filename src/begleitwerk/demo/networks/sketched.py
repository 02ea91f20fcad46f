"""Network and bodies of a sketched municipality."""

from begleitwerk.accounts.models import User
from begleitwerk.demo.networks.seats import Seat, body_of, partners_of, seat_all
from begleitwerk.demo.sketches.sketch import Sketch
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body
from begleitwerk.networks.services import add_member, create_network

PLANNING = (
    Seat(Function.COORDINATOR, "Netzwerkkoordination"),
    Seat(Function.PLANNER, "Jugendhilfeplanung"),
    Seat(Function.YOUTH_OFFICE_HEAD, "Jugendamtsleitung"),
)
COMMITTEE = (
    Seat(Function.COMMITTEE_CHAIR, "Vorsitz", chairs=True),
    Seat(Function.OTHER, "Stimmberechtigte Mitglieder", seats=14),
)
STEERING = (
    (Function.DEPARTMENT_HEAD, "Dezernatsleitung", "youth_welfare"),
    (Function.YOUTH_OFFICE_HEAD, "Jugendamtsleitung", "youth_welfare"),
    (Function.COMMITTEE_CHAIR, "Vorsitz des Jugendhilfeausschusses", ""),
    (Function.PRACTITIONER, "Gesundheitsamt", "health"),
    (Function.FACILITATOR, "Prozessbegleitung", ""),
)


def found(
    world: DemoWorld, sketch: Sketch, by: User | None, place: Municipality
) -> dict[str, Body]:
    """A network, the two groups of the process, and the committee."""
    network = create_network(
        by=by, municipality=place, name=sketch.network, founded_year=sketch.since
    )
    partners = partners_of(by, place, sketch.partners)
    bodies = {
        key: body_of(
            by,
            place,
            kind,
            name,
            network=network if founded is None and key != "committee" else None,
            founded_on=founded,
            predates_programme=founded is None,
        )
        for key, kind, name, founded in (
            ("planning", "planning_group", "Planungsgruppe", world.within(-17, 15)),
            ("steering", "steering_group", "Steuerungsgruppe", world.within(-16, 18)),
            ("assembly", "network_assembly", "Netzwerkversammlung", None),
            ("committee", "youth_welfare_committee", "Jugendhilfeausschuss", None),
        )
    }
    chosen = enumerate(sketch.seats or STEERING)
    seats = {
        "planning": PLANNING,
        "assembly": [Seat(Function.PRACTITIONER, organisation=name) for name in partners],
        "committee": COMMITTEE,
        "steering": [
            Seat(function, title, sector=sector, chairs=number == 0)
            for number, (function, title, sector) in chosen
        ],
    }
    for key, listed in seats.items():
        seat_all(by, bodies[key], listed, partners)
    add_member(by=by, body=bodies["steering"], member_body=bodies["planning"])
    return bodies
