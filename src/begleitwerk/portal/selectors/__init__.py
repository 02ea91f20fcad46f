"""What the frame and the composed pages show."""

from begleitwerk.portal.selectors.cockpit import (
    cockpit_rows,
    grouped,
    most_urgent,
    participants,
    shown_columns,
)
from begleitwerk.portal.selectors.due import due_lines
from begleitwerk.portal.selectors.frame import PageFrame, frame_context, start_url
from begleitwerk.portal.selectors.handbook import chapter
from begleitwerk.portal.selectors.home import headline_of, overdue_for_onlookers
from begleitwerk.portal.selectors.search import PER_KIND, kinds_searched, search

__all__ = [
    "PER_KIND",
    "PageFrame",
    "chapter",
    "cockpit_rows",
    "due_lines",
    "frame_context",
    "grouped",
    "headline_of",
    "kinds_searched",
    "most_urgent",
    "overdue_for_onlookers",
    "participants",
    "search",
    "shown_columns",
    "start_url",
]
