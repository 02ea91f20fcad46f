"""The goals and measures a programme could read, as they stand when its way in closes."""

from typing import Any

from django.utils import timezone

from begleitwerk.core.papers import TableShape, day, euro, light_word
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.selectors import light_of, released_goals, standings


def tables(party: Any) -> list[TableShape]:
    """Goals released to the programme, and their measures."""
    goals = list(released_goals(party.municipality))
    return [_goals(party.municipality.pk, goals), _measures(goals)]


def _goals(municipality_id: int, goals: list[Goal]) -> TableShape:
    lights = standings([municipality_id], timezone.localdate())
    rows = (
        (
            goal.title,
            str(goal.get_level_display()),
            goal.description or "–",
            goal.owner or "–",
            day(goal.due_on) if goal.due_on else "offen",
            light_word(lights[goal.pk].light),
            goal.state_note or "–",
        )
        for goal in goals
    )
    header = ("Ziel", "Ebene", "Worum es geht", "Zuständig", "Frist", "Stand", "Bericht")
    return TableShape("Freigegebene Ziele", header, tuple(rows))


def _measures(goals: list[Goal]) -> TableShape:
    found, today = Measure.objects.filter(goal__in=goals), timezone.localdate()
    rows = (
        (
            measure.title,
            measure.goal.title,
            measure.description or "–",
            measure.owner,
            day(measure.due_on) if measure.due_on else "offen",
            light_word(light_of(measure, today)),
            measure.progress or "–",
            "–" if measure.cost is None else euro(measure.cost),
        )
        for measure in found.select_related("goal").order_by("goal__position", "pk")
    )
    header = (
        "Maßnahme", "Ziel", "Worum es geht", "Zuständig", "Frist", "Stand", "Bericht", "Kosten",
    )  # fmt: skip
    return TableShape("Maßnahmen zu diesen Zielen", header, tuple(rows), numeric=(7,))
