"""Writes about goals and measures."""

from begleitwerk.goals.services.answers import (
    add_goal_for,
    add_measure_for,
    answer_finding,
    stop_answering,
)
from begleitwerk.goals.services.goals import (
    add_goal,
    adopt_goal,
    change_goal,
    clear_goal_light,
    drop_goal,
    override_goal_light,
    release_goal,
    remove_goal,
    reorder_goals,
    report_goal,
)
from begleitwerk.goals.services.imports import MEASURES_UPLOAD
from begleitwerk.goals.services.measures import (
    add_measure,
    change_measure,
    clear_measure_light,
    override_measure_light,
    remove_measure,
    report_measure,
)
from begleitwerk.goals.services.values import GoalValues, MeasureValues

__all__ = [
    "MEASURES_UPLOAD",
    "GoalValues",
    "MeasureValues",
    "add_goal",
    "add_goal_for",
    "add_measure",
    "add_measure_for",
    "adopt_goal",
    "answer_finding",
    "change_goal",
    "change_measure",
    "clear_goal_light",
    "clear_measure_light",
    "drop_goal",
    "override_goal_light",
    "override_measure_light",
    "release_goal",
    "remove_goal",
    "remove_measure",
    "reorder_goals",
    "report_goal",
    "report_measure",
    "stop_answering",
]
