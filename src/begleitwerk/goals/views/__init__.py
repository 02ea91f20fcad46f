"""Pages about goals and measures."""

from begleitwerk.goals.views.answers import (
    FindingAnswer,
    FindingLink,
    FindingUnlink,
    GoalAddFor,
    GoalFinding,
    MeasureAddFor,
    MeasureFinding,
)
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
    "FindingAnswer",
    "FindingLink",
    "FindingUnlink",
    "GoalAdd",
    "GoalAddFor",
    "GoalAdopt",
    "GoalDetail",
    "GoalEdit",
    "GoalFinding",
    "GoalLight",
    "GoalLightClear",
    "GoalMove",
    "GoalOrder",
    "GoalRelease",
    "GoalRemove",
    "GoalReport",
    "GoalTree",
    "MeasureAdd",
    "MeasureAddFor",
    "MeasureDetail",
    "MeasureEdit",
    "MeasureFinding",
    "MeasureImport",
    "MeasureImportReport",
    "MeasureImportWrite",
    "MeasureLight",
    "MeasureLightClear",
    "MeasureList",
    "MeasureRemove",
    "MeasureReport",
]
