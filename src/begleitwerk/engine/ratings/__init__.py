"""Ratings on ordinal scales: what may be told of them, what they say, what to talk about.

`tell` decides what may be told of the answers of groups; everything else is computed from that.
"""

from begleitwerk.engine.ratings.distribution import (
    Distribution,
    consensus,
    mean,
    median,
    position,
    quartiles,
    together,
    unjudged,
)
from begleitwerk.engine.ratings.talking import (
    Distance,
    Point,
    PointKind,
    Rated,
    Thresholds,
    talking_points,
    widest,
)
from begleitwerk.engine.ratings.telling import (
    EVERYBODY,
    JOINT,
    MISSING,
    Party,
    Question,
    Told,
    joined_up,
    tell,
)

__all__ = [
    "EVERYBODY",
    "JOINT",
    "MISSING",
    "Distance",
    "Distribution",
    "Party",
    "Point",
    "PointKind",
    "Question",
    "Rated",
    "Thresholds",
    "Told",
    "consensus",
    "joined_up",
    "mean",
    "median",
    "position",
    "quartiles",
    "talking_points",
    "tell",
    "together",
    "unjudged",
    "widest",
]
