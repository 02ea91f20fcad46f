"""What the frame and the composed pages show."""

from begleitwerk.portal.selectors.cockpit import (
    cockpit_rows,
    grouped,
    month_starts,
    most_urgent,
    page_of,
    parties_of_facilitator,
    parties_of_land,
    parties_of_programme,
)
from begleitwerk.portal.selectors.due import DueLine, due_lines
from begleitwerk.portal.selectors.frame import frame_context, start_url
from begleitwerk.portal.selectors.handbook import chapter
from begleitwerk.portal.selectors.home import SHOWN_DUE, home_of
from begleitwerk.portal.selectors.search import PER_KIND, search
from begleitwerk.portal.selectors.thread import thread_of

__all__ = [
    "PER_KIND",
    "SHOWN_DUE",
    "DueLine",
    "chapter",
    "cockpit_rows",
    "due_lines",
    "frame_context",
    "grouped",
    "home_of",
    "month_starts",
    "most_urgent",
    "page_of",
    "parties_of_facilitator",
    "parties_of_land",
    "parties_of_programme",
    "search",
    "start_url",
    "thread_of",
]
