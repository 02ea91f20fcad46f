"""What papers and the brief read of goals, once for all of their parts."""

from begleitwerk.core.contributions import PaperLook
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals.enums import Light
from begleitwerk.goals.models import Goal
from begleitwerk.goals.selectors import (
    Costs,
    MeasureFacts,
    costs_of,
    measure_facts,
    pursued_goals,
    standings,
)


def goals_told(look: PaperLook) -> tuple[Goal, ...]:
    """The goals of the process that are pursued."""
    rows = pursued_goals(look.municipality.pk, look.process.pk if look.process else None)
    return tuple(rows.select_related("adopted_by").order_by("position", "pk"))


def measures_told(look: PaperLook) -> tuple[MeasureFacts, ...]:
    return measure_facts(look.municipality.pk, look.once(goals_told))


def costs_told(look: PaperLook) -> Costs:
    return costs_of(look.once(measures_told))


def lights_told(look: PaperLook) -> dict[int, Shape]:
    """The lights as everywhere else: a goal is as good as what serves it."""
    found = standings([look.municipality.pk], look.today)
    return {pk: standing.light for pk, standing in found.items()}


def light_told(look: PaperLook, goal: Goal) -> Light:
    return Light(look.once(lights_told)[goal.pk])
