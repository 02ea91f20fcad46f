"""Documented bodies: Soest, Stendal, Rendsburg-Eckernförde, Nürnberg.

Seats are functions; no document's personal name is carried over.
"""

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body
from begleitwerk.networks.services import add_member, create_body, create_network

KINDS = ContentKind.BODY_KINDS


def record_bodies(world: DemoWorld) -> None:
    operator = world.people["operator"]
    seat_soest(world, operator)
    record_committees(world, operator)
    record_nuernberg(world, operator)


def seat_soest(world: DemoWorld, by: User) -> None:
    place = world.places["soest"]
    create_network(
        by=by,
        municipality=place,
        name="Örtliche Netzwerke Frühe Hilfen",
        note="Die Vorlage 017/2023 nennt mehrere örtliche Netzwerke, ohne ihre Namen.",
    )
    planning = world.bodies["soest planning"] = body(by, place, "planning_group", "Planungsgruppe")
    for function, title in (
        (Function.DIVISION_HEAD, "Sachgebietsleitung Besondere Soziale Dienste"),
        (Function.PLANNER, "Jugendhilfeplanung"),
        (Function.COORDINATOR, "Netzwerkkoordination Frühe Hilfen"),
    ):
        add_member(by=by, body=planning, function=function, title=title)
    steering = world.bodies["soest steering"] = body(
        by, place, "steering_group", "Steuerungsgruppe"
    )
    health = item(ContentKind.PARTNER_SECTORS, "health")
    add_member(
        by=by,
        body=steering,
        function=Function.DEPARTMENT_HEAD,
        title="Dezernat 4: Gesundheit, Verbraucherschutz, Gefahrenabwehr",
        sector=health,
    )
    youth = item(ContentKind.PARTNER_SECTORS, "youth_welfare")
    add_member(
        by=by,
        body=steering,
        function=Function.DEPARTMENT_HEAD,
        title="Dezernat 5: Jugend, Bildung und Soziales",
        sector=youth,
    )
    add_member(by=by, body=steering, function=Function.DIVISION_HEAD, title="Abteilungsleitung")
    add_member(
        by=by,
        body=steering,
        function=Function.COMMITTEE_CHAIR,
        title="Vorsitz des Jugendhilfeausschusses",
    )
    add_member(by=by, body=steering, member_body=planning)
    add_member(
        by=by,
        body=steering,
        function=Function.FACILITATOR,
        title="Prozessbegleitung des NZFH",
        seats=2,
    )


def record_committees(world: DemoWorld, by: User) -> None:
    """The bodies the papers went to."""
    for key in ("soest", "stendal", "rendsburg"):
        world.bodies[f"{key} committee"] = body(
            by, world.places[key], "youth_welfare_committee", "Jugendhilfeausschuss", predates=True
        )
    world.bodies["stendal heads"] = body(
        by, world.places["stendal"], "department_heads", "Dezernentenkonferenz", predates=True
    )
    create_network(
        by=by,
        municipality=world.places["rendsburg"],
        name="Netzwerkregionen Frühe Hilfen",
        founded_year=2012,
        note="Vorlage VO/2018/601: 2018 seit sechs Jahren Zusammenarbeit in Netzwerkregionen; "
        "das Jahr 2012 ist daraus errechnet.",
    )


def record_nuernberg(world: DemoWorld, by: User) -> None:
    """What the profile poster says about the network."""
    place = world.places["nuernberg"]
    network = create_network(
        by=by,
        municipality=place,
        name="Nürnberger Netzwerk Frühe Hilfen",
        founded_year=2008,
        first_document="Beschluss des Jugendhilfe- und Gesundheitsausschusses",
        note="Steckbrief 2018, Kooperationen: Gesundheit 5, Kinder und Jugend 16, "
        "Schwangerschaftsberatung 5, Frühförderung 2, Freiwilligenarbeit 5; für Sonstige ist "
        "keine Zahl genannt.",
    )
    for kind, name in (
        ("advisory_board", "Steuerungsgruppe (Fachbeirat)"),
        ("expert_group", "Fachgruppen (Arbeitskreise)"),
        ("round_table", "Großer Runder Tisch Frühe Hilfen"),
        ("regional_meeting", "Regionaltreffen"),
    ):
        create_body(
            by=by,
            municipality=place,
            kind=item(KINDS, kind),
            name=name,
            network=network,
            predates_programme=True,
        )


def body(by: User, place: Municipality, kind: str, name: str, *, predates: bool = False) -> Body:
    return create_body(
        by=by,
        municipality=place,
        kind=item(KINDS, kind),
        name=name,
        predates_programme=predates,
    )
