"""A municipality in a few strokes: phases, groups, meetings, goals that show a wanted light."""

from dataclasses import dataclass, field

from begleitwerk.engine.timeline import Shape
from begleitwerk.networks.enums import Function

GOOD, RISK, NONE, DONE = Shape.GOOD, Shape.RISK, Shape.NONE, Shape.DONE


@dataclass(frozen=True)
class Wish:
    """A goal and how it stands; its measures are made to fit. `cost` in euros."""

    light: Shape
    title: str
    measure: str
    owner: str = "Netzwerkkoordination"
    cost: int = 0


@dataclass(frozen=True)
class Date:
    """A meeting: days from today, kind, body or none, title; `words` once it was held."""

    days: int
    kind: str
    body: str = ""
    title: str = ""
    words: str = ""
    participants: int | None = None


@dataclass(frozen=True)
class Sketch:
    """`goal_finding_ends` is the day phase 2 ends, from today, and `why_late` the reason.

    None: it was over in time, months ago.
    """

    key: str
    theme: str
    dimension: str
    network: str
    since: int
    reason: str
    outlook: str
    partners: tuple[tuple[str, str], ...]
    wishes: tuple[Wish, ...]
    dates: tuple[Date, ...]
    goal_finding_ends: int | None = None
    why_late: str = ""
    request: str = "Bitte sichern Sie die Koordinationsstelle über das Programm hinaus."
    by: str | None = None
    seats: tuple[tuple[Function, str, str], ...] = field(default=())
