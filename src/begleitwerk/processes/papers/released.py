"""The phases of a participation, as they stand when the way of its programme closes."""

from typing import Any

from begleitwerk.core.papers import TableShape, day
from begleitwerk.processes.models import Phase


def tables(party: Any) -> list[TableShape]:
    """The phases with their planned and actual dates; their notes are the municipality's own."""
    rows = Phase.objects.filter(process__engagement=party.engagement)
    header = ("Phase", "Geplant von", "Geplant bis", "Begonnen", "Beendet")
    days = ("planned_start", "planned_end", "actual_start", "actual_end")
    return [
        TableShape(
            "Phasen",
            header,
            tuple(
                (phase.name, *(_day(getattr(phase, name)) for name in days))
                for phase in rows.order_by("position", "pk")
            ),
        )
    ]


def _day(value: Any) -> str:
    return day(value) if value else "–"
