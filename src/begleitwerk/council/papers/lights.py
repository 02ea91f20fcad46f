"""Lights of goals and measures as a paper tells them: set by hand, else computed."""

from datetime import date

from begleitwerk.engine import timeline
from begleitwerk.goals.enums import Light
from begleitwerk.goals.models import Goal, Measure


def measure_light(measure: Measure, today: date) -> Light:
    if measure.light_override:
        return Light(measure.light_override)
    shape = timeline.measure_light(
        state=measure.state,
        starts_on=measure.starts_on,
        due_on=measure.due_on,
        reported_on=measure.progress_on,
        today=today,
    )
    return Light(shape)


def goal_light(goal: Goal, today: date) -> Light:
    """The light of a goal whose measures are read already."""
    if goal.light_override:
        return Light(goal.light_override)
    shapes = [timeline.Shape(measure_light(row, today)) for row in goal.measures.all()]
    shape = timeline.goal_light(
        state=goal.state, due_on=goal.due_on, measures=shapes, today=today
    )
    return Light(shape)
