"""Time windows, defined once: where a process stands, what overlaps, which light a date gives.

Days are calendar dates; a window runs from its first to its last day, both included; an open
end is None. `today` is always a parameter.
"""

from begleitwerk.engine.timeline.lights import (
    NEAR_DAYS,
    STALE_DAYS,
    Shape,
    goal_light,
    measure_light,
)
from begleitwerk.engine.timeline.windows import (
    Position,
    Standing,
    Warning,
    Window,
    check_windows,
    months_left,
    share_passed,
    standing,
)

__all__ = [
    "NEAR_DAYS",
    "STALE_DAYS",
    "Position",
    "Shape",
    "Standing",
    "Warning",
    "Window",
    "check_windows",
    "goal_light",
    "measure_light",
    "months_left",
    "share_passed",
    "standing",
]
