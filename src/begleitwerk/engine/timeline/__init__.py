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
from begleitwerk.engine.timeline.picture import Bar, Lane, Picture, Tick, draw, month_after
from begleitwerk.engine.timeline.windows import (
    Oddity,
    Position,
    Window,
    WindowStanding,
    check_windows,
    ends_on,
    months_left,
    share_passed,
    standing,
)

__all__ = [
    "NEAR_DAYS",
    "STALE_DAYS",
    "Bar",
    "Lane",
    "Oddity",
    "Picture",
    "Position",
    "Shape",
    "Tick",
    "Window",
    "WindowStanding",
    "check_windows",
    "draw",
    "ends_on",
    "goal_light",
    "measure_light",
    "month_after",
    "months_left",
    "share_passed",
    "standing",
]
