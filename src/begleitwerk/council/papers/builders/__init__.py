"""The blocks over live data: whole German sentences, each with its sources.

A builder never gives nothing: where data is missing it says what to fill in.
"""

from collections.abc import Callable

from begleitwerk.council.enums import BlockKind
from begleitwerk.council.papers.builders.goals import costs, goals, measures
from begleitwerk.council.papers.builders.groups import bodies, held_meetings, meetings
from begleitwerk.council.papers.builders.process import outlook, phases, programme, reason
from begleitwerk.council.papers.content import BlockContent
from begleitwerk.council.selectors import LiveData

__all__ = ["BUILDERS", "held_meetings"]

BUILDERS: dict[BlockKind, Callable[[LiveData], BlockContent]] = {
    BlockKind.PROGRAMME: programme,
    BlockKind.REASON: reason,
    BlockKind.PHASES: phases,
    BlockKind.BODIES: bodies,
    BlockKind.MEETINGS: meetings,
    BlockKind.GOALS: goals,
    BlockKind.MEASURES: measures,
    BlockKind.COSTS: costs,
    BlockKind.OUTLOOK: outlook,
}
