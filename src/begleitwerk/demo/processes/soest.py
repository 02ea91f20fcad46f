"""Soest: phases and meetings, as documented."""

from datetime import date

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.processes.services import (
    PhasePlan,
    change_process,
    hold_meeting,
    plan_meeting,
    start_process,
)
from begleitwerk.programmes.models import Engagement

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


def begin_soest(world: DemoWorld) -> None:
    engagement = Engagement.objects.get(
        parties=world.places["soest"], edition__programme__short_name="Qualitätvoll gestalten"
    )
    process = start_process(
        by=world.people["operator"],
        engagement=engagement,
        template=current_version(ContentKind.PHASE_TEMPLATE),
        phases=SOEST_PHASES,
    )
    world.processes["soest"] = change_process(
        by=world.people["operator"],
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


def meet_soest(world: DemoWorld) -> None:
    """Of the meetings those whose month or day the paper names."""
    place = world.places["soest"]
    by, committee = world.people["operator"], world.bodies["soest committee"]
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
