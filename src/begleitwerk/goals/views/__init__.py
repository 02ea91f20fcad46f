"""Pages about goals and measures."""

from begleitwerk.goals.views.goal import GoalDetail
from begleitwerk.goals.views.goals import (
    GoalAdd,
    GoalAdopt,
    GoalEdit,
    GoalLight,
    GoalLightClear,
    GoalMove,
    GoalOrder,
    GoalRelease,
    GoalRemove,
    GoalReport,
    GoalTree,
)
from begleitwerk.goals.views.imports import (
    MeasureImport,
    MeasureImportReport,
    MeasureImportWrite,
)
from begleitwerk.goals.views.measures import (
    MeasureAdd,
    MeasureDetail,
    MeasureEdit,
    MeasureLight,
    MeasureLightClear,
    MeasureList,
    MeasureRemove,
    MeasureReport,
)

__all__ = [
    "GoalAdd",
    "GoalAdopt",
    "GoalDetail",
    "GoalEdit",
    "GoalLight",
    "GoalLightClear",
    "GoalMove",
    "GoalOrder",
    "GoalRelease",
    "GoalRemove",
    "GoalReport",
    "GoalTree",
    "MeasureAdd",
    "MeasureDetail",
    "MeasureEdit",
    "MeasureImport",
    "MeasureImportReport",
    "MeasureImportWrite",
    "MeasureLight",
    "MeasureLightClear",
    "MeasureList",
    "MeasureRemove",
    "MeasureReport",
]
