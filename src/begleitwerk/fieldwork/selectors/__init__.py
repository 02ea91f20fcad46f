"""Reads of collections: who may open them, how far they are, whom they ask."""

from begleitwerk.fieldwork.selectors.access import (
    get_collection_or_404,
    visible_to,
)
from begleitwerk.fieldwork.selectors.counts import (
    Counts,
    canonical_rows,
    counts_of,
    sizes_of,
)
from begleitwerk.fieldwork.selectors.polls import (
    PollResult,
    open_poll_of,
    poll_result,
    room_by_digest,
    vote_of,
    votes_of,
)
from begleitwerk.fieldwork.selectors.progress import (
    GroupProgress,
    asked_people,
    progress_of,
    small_groups,
)
from begleitwerk.fieldwork.selectors.scales import (
    Level,
    Scale,
    scale_of,
    section_of,
    statement_of,
)
from begleitwerk.fieldwork.selectors.sheets import (
    OpenSheet,
    Way,
    asked_of,
    groups_to_choose,
    open_sheet,
    way_of,
)
from begleitwerk.fieldwork.selectors.window import (
    Stage,
    stage_of,
    window_of,
)

__all__ = [
    "Counts",
    "GroupProgress",
    "Level",
    "OpenSheet",
    "PollResult",
    "Scale",
    "Stage",
    "Way",
    "asked_of",
    "asked_people",
    "canonical_rows",
    "counts_of",
    "get_collection_or_404",
    "groups_to_choose",
    "open_poll_of",
    "open_sheet",
    "poll_result",
    "progress_of",
    "room_by_digest",
    "scale_of",
    "section_of",
    "sizes_of",
    "small_groups",
    "stage_of",
    "statement_of",
    "visible_to",
    "vote_of",
    "votes_of",
    "way_of",
    "window_of",
]
