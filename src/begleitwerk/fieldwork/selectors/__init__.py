"""Reads of collections: who may open them, how far they are, whom they ask."""

from begleitwerk.fieldwork.selectors.access import get_collection_or_404, visible_to
from begleitwerk.fieldwork.selectors.progress import (
    GroupProgress,
    asked_people,
    progress_of,
    small_groups,
)
from begleitwerk.fieldwork.selectors.window import Stage, stage_of, window_of

__all__ = [
    "GroupProgress",
    "Stage",
    "asked_people",
    "get_collection_or_404",
    "progress_of",
    "small_groups",
    "stage_of",
    "visible_to",
    "window_of",
]
