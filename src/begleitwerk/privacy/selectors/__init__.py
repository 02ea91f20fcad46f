"""Reads: what is held of people, of all tables."""

from begleitwerk.privacy.selectors.persons import (
    Person,
    Place,
    accounts_called,
    get_person_or_404,
    left_before,
    obstacles_of,
    person_called,
    person_of,
    places_of,
    register_obstacles,
)
from begleitwerk.privacy.selectors.reports import last_clearings
from begleitwerk.privacy.selectors.tables import Table, table, tables
from begleitwerk.privacy.selectors.terms import (
    Over,
    days_of,
    leaving,
    nothing_in,
    rows_over,
    timed,
    what_is_over,
)

__all__ = [
    "Over", "Person", "Place", "Table", "accounts_called", "days_of", "get_person_or_404",
    "last_clearings", "leaving", "left_before", "nothing_in", "obstacles_of",
    "person_called", "person_of", "places_of", "register_obstacles", "rows_over", "table",
    "tables", "timed", "what_is_over",
]  # fmt: skip
