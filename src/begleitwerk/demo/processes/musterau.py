"""Landkreis Musterau: its process. All invented."""

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.demo.world import DemoWorld
from begleitwerk.processes.services import (
    PhasePlan,
    change_process,
    shift_phase,
    start_process,
)
from begleitwerk.programmes.models import Engagement


def begin_process(world: DemoWorld) -> None:
    """Two phases behind us, the third running for another seven months or so."""
    coordinator, place = world.people["coordinator"], world.places["musterau"]
    process = start_process(
        by=coordinator,
        engagement=Engagement.objects.get(edition=world.edition, parties=place),
        template=current_version(ContentKind.PHASE_TEMPLATE),
        phases=(
            PhasePlan(
                key="preparation",
                planned_start=world.month(-18),
                planned_end=world.month_end(-14),
                actual_start=world.month(-18),
                actual_end=world.month_end(-14),
                note="Planungsgruppe und Steuerungsgruppe haben ihren Auftrag beschlossen.",
            ),
            PhasePlan(
                key="goal_finding",
                planned_start=world.month(-13),
                planned_end=world.month_end(-6),
                actual_start=world.month(-13),
                actual_end=world.month_end(-5),
                note="Nach der Bestandsaufnahme hat die Steuerungsgruppe fünf Ziele beschlossen.",
            ),
            PhasePlan(
                key="implementation",
                planned_start=world.month(-5),
                planned_end=world.month_end(6),
                actual_start=world.month(-4),
            ),
            PhasePlan(
                key="evaluation",
                planned_start=world.month(7),
                planned_end=world.month_end(16),
                is_tentative=True,
            ),
        ),
    )
    shift_phase(
        by=coordinator,
        phase=process.phases.get(item__key="implementation"),
        planned_start=world.month(-4),
        planned_end=world.month_end(7),
        reason="Wegen der Kommunalwahl konnte die Steuerungsgruppe die Ziele erst einen Monat "
        "später beschließen.",
    )
    shift_phase(
        by=coordinator,
        phase=process.phases.get(item__key="evaluation"),
        planned_start=world.month(8),
        planned_end=world.month_end(17),
        reason="Folgt der Phase Maßnahmen und Umsetzung.",
    )
    world.processes["musterau"] = change_process(
        by=coordinator,
        process=process,
        reason_to_join=(
            "Im Landkreis sind gute Angebote der Frühen Hilfen entstanden, aber ihr Bestand hängt "
            "an einzelnen Personen und an befristeten Mitteln. Die neun Gemeinden wissen wenig "
            "voneinander. Mit der Prozessbegleitung wollen wir die Frühen Hilfen in Politik und "
            "Verwaltung so verankern, dass sie auch bei einem Wechsel tragen."
        ),
        outlook=(
            "Bis zum Ende der Phase soll das Gesamtkonzept beschlossen sein und jede Gemeinde "
            "eine feste Ansprechperson haben. Danach werten wir gemeinsam aus, was gewirkt hat, "
            "und vereinbaren, wie es ohne Prozessbegleitung weitergeht. Dem Jugendhilfeausschuss "
            "berichten wir jedes Jahr."
        ),
    )
