"""Documented bodies, phases and papers: Soest, Stendal, Rendsburg-Eckernförde, Nürnberg.

Seats are functions; no document's personal name is carried over.
"""

from datetime import date

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.demo.council.documented import build_papers
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body
from begleitwerk.networks.services import add_member, create_body, create_network
from begleitwerk.processes.services import (
    PhasePlan,
    change_process,
    hold_meeting,
    plan_meeting,
    start_process,
)
from begleitwerk.programmes.models import Engagement

KINDS = ContentKind.BODY_KINDS


def record_places(world: DemoWorld) -> None:
    operator = world.people["operator"]
    begin_soest(world, operator)
    seat_soest(world, operator)
    meet_soest(world, operator)
    record_committees(world, operator)
    record_nuernberg(world, operator)
    build_papers(by=operator, places=world.places)


# --- Soest --------------------------------------------------------------------------------------

SOEST_PHASES = (
    PhasePlan(
        key="preparation",
        actual_start=date(2022, 5, 1),
        actual_end=date(2022, 9, 30),
        note="Mit dem NZFH fanden regelmäßig Jours fixes statt. Planungsgruppe und "
        "Steuerungsgruppe wurden eingerichtet.",
    ),
    PhasePlan(
        key="goal_finding",
        planned_start=date(2022, 10, 1),
        planned_end=date(2023, 6, 30),
        is_tentative=True,
        note="Mitglieder der Steuerungsgruppe sprachen mit dem Sprechergremium der "
        "Bürgermeisterinnen und Bürgermeister; den Tag nennt die Vorlage nicht.",
    ),
    PhasePlan(
        key="implementation",
        planned_start=date(2023, 7, 1),
        planned_end=date(2025, 6, 30),
        note="Die Vorlage nennt für Umsetzung sowie Evaluation und Transfer ein gemeinsames "
        "Ende: Juni 2025.",
    ),
    PhasePlan(
        key="evaluation",
        planned_end=date(2025, 6, 30),
        actual_end=date(2025, 6, 30),
        note="Wann die Phase begann, nennt die Vorlage nicht.",
    ),
)


def begin_soest(world: DemoWorld, by: User) -> None:
    engagement = Engagement.objects.get(
        parties=world.places["soest"], edition__programme__short_name="Qualitätvoll gestalten"
    )
    process = start_process(
        by=by,
        engagement=engagement,
        template=current_version(ContentKind.PHASE_TEMPLATE),
        phases=SOEST_PHASES,
    )
    world.processes["soest"] = change_process(
        by=by,
        process=process,
        reason_to_join=(
            "Politikerinnen und Politiker sollen ein örtliches Verständnis der Frühen Hilfen "
            "gewinnen und sie in ihren Kommunen dauerhaft tragen. Beide Dezernate halten viele "
            "Angebote vor, die zuerst gebündelt werden müssen."
        ),
        outlook=(
            "Die Frühen Hilfen sind der erste Baustein der Präventionskette des Kreises. Der "
            "Jugendhilfeausschuss wird regelmäßig über den Stand informiert."
        ),
    )


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


def meet_soest(world: DemoWorld, by: User) -> None:
    """Of the meetings those whose month or day the paper names."""
    place = world.places["soest"]
    committee = world.bodies["soest committee"] = body(
        by, place, "youth_welfare_committee", "Jugendhilfeausschuss", predates=True
    )
    workshop = plan_meeting(
        by=by,
        municipality=place,
        kind=item(ContentKind.MEETING_KINDS, "workshop"),
        on=date(2023, 1, 1),
        day_known=False,
        title="Erstes Austausch- und Arbeitstreffen",
    )
    hold_meeting(
        by=by,
        meeting=workshop,
        participants=20,
        summary="Planungsgruppe und Steuerungsgruppe trafen Personen mit Aufgaben in den "
        "örtlichen Netzwerken. Größere Workshops mit freien Trägern sollen folgen.",
    )
    session = plan_meeting(
        by=by,
        municipality=place,
        body=committee,
        kind=item(ContentKind.MEETING_KINDS, "session"),
        on=date(2023, 3, 14),
        session_number="11. Sitzung",
    )
    hold_meeting(
        by=by,
        meeting=session,
        participants=None,
        summary="Auf der Tagesordnung: Vorlage 017/2023 zur Kenntnisnahme. Das Ergebnis ist "
        "nicht belegt.",
    )


# --- Stendal, Rendsburg-Eckernförde, Nürnberg ---------------------------------------------------


def record_committees(world: DemoWorld, by: User) -> None:
    """The bodies the two other papers went to."""
    for key in ("stendal", "rendsburg"):
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
