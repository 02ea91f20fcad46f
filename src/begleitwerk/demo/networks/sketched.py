"""Network and bodies of a sketched municipality."""

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.demo.sketches.sketch import Sketch
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body
from begleitwerk.networks.services import (
    add_member,
    create_body,
    create_network,
    create_organisation,
)

SEATS = (
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
    partners = [
        create_organisation(
            by=by, municipality=place, name=name, sector=item(ContentKind.PARTNER_SECTORS, sector)
        )
        for name, sector in sketch.partners
    ]
    bodies = {
        key: create_body(
            by=by,
            municipality=place,
            kind=item(ContentKind.BODY_KINDS, kind),
            name=name,
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
    for function, title in (
        (Function.COORDINATOR, "Netzwerkkoordination"),
        (Function.PLANNER, "Jugendhilfeplanung"),
        (Function.YOUTH_OFFICE_HEAD, "Jugendamtsleitung"),
    ):
        add_member(by=by, body=bodies["planning"], function=function, title=title)
    for partner in partners:
        add_member(
            by=by,
            body=bodies["assembly"],
            function=Function.PRACTITIONER,
            organisation=partner,
            sector=partner.sector,
        )
    for title, number, chairs in (("Vorsitz", 1, True), ("Stimmberechtigte Mitglieder", 14, False)):
        add_member(
            by=by,
            body=bodies["committee"],
            function=Function.COMMITTEE_CHAIR if chairs else Function.OTHER,
            title=title,
            seats=number,
            is_chair=chairs,
        )
    for number, (function, title, sector) in enumerate(sketch.seats or SEATS):
        add_member(
            by=by,
            body=bodies["steering"],
            function=function,
            title=title,
            sector=item(ContentKind.PARTNER_SECTORS, sector) if sector else None,
            is_chair=number == 0,
        )
    add_member(by=by, body=bodies["steering"], member_body=bodies["planning"])
    return bodies
