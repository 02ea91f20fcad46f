"""What pages say about a process: where it stands, its phases as a picture, its history."""

from begleitwerk.processes.presenters.history import FIELDS, VERBS, events_of_meeting
from begleitwerk.processes.presenters.standing import (
    PhaseLine,
    ProcessStanding,
    label_of,
    oddities_of,
    planned_words,
    standing_of,
    standings_of,
    windows_of,
)
from begleitwerk.processes.presenters.timeline import Timeline, timeline_of

__all__ = [
    "FIELDS",
    "VERBS",
    "PhaseLine",
    "ProcessStanding",
    "Timeline",
    "events_of_meeting",
    "label_of",
    "oddities_of",
    "planned_words",
    "standing_of",
    "standings_of",
    "timeline_of",
    "windows_of",
]
