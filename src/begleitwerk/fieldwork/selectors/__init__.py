"""Reads of collections: who may open them, how far they are, whom they ask."""

from begleitwerk.fieldwork.selectors.access import (
    get_access_or_404,
    get_collection_or_404,
    get_group_or_404,
    visible_to,
)
from begleitwerk.fieldwork.selectors.counts import (
    Counts,
    canonical_rows,
    counts_of,
    sizes_of,
)
from begleitwerk.fieldwork.selectors.mails import Fault, faults_of, given_up
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
    Standing,
    asked_people,
    progress_of,
    small_groups,
    standing_of,
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
from begleitwerk.fieldwork.selectors.ways import (
    codes_of,
    links_of,
    remarks_left,
    remarks_of,
)
from begleitwerk.fieldwork.selectors.window import (
    Stage,
    stage_of,
    window_of,
)

__all__ = [
    "Counts",
    "Fault",
    "GroupProgress",
    "Level",
    "OpenSheet",
    "PollResult",
    "Scale",
    "Stage",
    "Standing",
    "Way",
    "asked_of",
    "asked_people",
    "canonical_rows",
    "codes_of",
    "counts_of",
    "faults_of",
    "get_access_or_404",
    "get_collection_or_404",
    "get_group_or_404",
    "given_up",
    "groups_to_choose",
    "links_of",
    "open_poll_of",
    "open_sheet",
    "poll_result",
    "progress_of",
    "remarks_left",
    "remarks_of",
    "room_by_digest",
    "scale_of",
    "section_of",
    "sizes_of",
    "small_groups",
    "stage_of",
    "standing_of",
    "statement_of",
    "visible_to",
    "vote_of",
    "votes_of",
    "way_of",
    "window_of",
]
