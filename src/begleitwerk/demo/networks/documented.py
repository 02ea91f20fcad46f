"""Documented bodies: Soest, Stendal, Rendsburg-Eckernförde, Nürnberg.

Seats are functions; no document's personal name is carried over.
"""

from begleitwerk.accounts.models import User
from begleitwerk.demo.networks.seats import Seat, body_of, seat_all
from begleitwerk.demo.world import DemoWorld
from begleitwerk.networks.enums import Function
from begleitwerk.networks.services import add_member, create_network

PLANNING_SOEST = (
    Seat(Function.DIVISION_HEAD, "Sachgebietsleitung Besondere Soziale Dienste"),
    Seat(Function.PLANNER, "Jugendhilfeplanung"),
    Seat(Function.COORDINATOR, "Netzwerkkoordination Frühe Hilfen"),
)
STEERING_SOEST = (
    Seat(
        Function.DEPARTMENT_HEAD,
        "Dezernat 4: Gesundheit, Verbraucherschutz, Gefahrenabwehr",
        sector="health",
    ),
    Seat(
        Function.DEPARTMENT_HEAD,
        "Dezernat 5: Jugend, Bildung und Soziales",
        sector="youth_welfare",
    ),
    Seat(Function.DIVISION_HEAD, "Abteilungsleitung"),
    Seat(Function.COMMITTEE_CHAIR, "Vorsitz des Jugendhilfeausschusses"),
    Seat(Function.FACILITATOR, "Prozessbegleitung des NZFH", seats=2),
)


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
    planning = body_of(by, place, "planning_group", "Planungsgruppe")
    steering = body_of(by, place, "steering_group", "Steuerungsgruppe")
    world.bodies |= {"soest planning": planning, "soest steering": steering}
    seat_all(by, planning, PLANNING_SOEST)
    *insiders, outsider = STEERING_SOEST
    seat_all(by, steering, insiders)
    add_member(by=by, body=steering, member_body=planning)
    seat_all(by, steering, [outsider])


def record_committees(world: DemoWorld, by: User) -> None:
    """The bodies the papers went to."""
    for key in ("soest", "stendal", "rendsburg"):
        world.bodies[f"{key} committee"] = body_of(
            by,
            world.places[key],
            "youth_welfare_committee",
            "Jugendhilfeausschuss",
            predates_programme=True,
        )
    world.bodies["stendal heads"] = body_of(
        by,
        world.places["stendal"],
        "department_heads",
        "Dezernentenkonferenz",
        predates_programme=True,
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
        body_of(by, place, kind, name, network=network, predates_programme=True)
