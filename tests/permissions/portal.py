"""Home, cockpits, what is due, search and handbook."""

from tests.permissions.patterns import (
    DONE,
    SIGNED_IN,
    STAFF,
    below,
    in_country,
    in_land,
    in_municipality,
    in_programme,
    page,
)

OPERATORS = in_country("sees how the platform runs", "operator")
COCKPIT_READERS = in_country("has a cockpit", "facilitator office lead state_office")
PROGRAMME_READERS = in_programme("sees the cockpit of the programme", "office lead researcher").but(
    reviewer=DONE  # led on to her reviews
)
LAND_READERS = in_land("sees the cockpit of the Land", "state_office")
PROGRAMME_WORKERS = in_programme("sees what is due in the programme", "office lead reviewer")
INSIDERS = in_municipality(
    "sees home and what is due",
    f"{STAFF} steering_member partner parent committee_member protection_officer facilitator"
    " office lead researcher state_office",
)

ROWS = (
    *below(
        "/",
        page("start", "", SIGNED_IN, get=DONE),
        page("search", "suche/?q=ziel", SIGNED_IN),
        page("help", "hilfe/", SIGNED_IN),
        page("help_chapter", "hilfe/index/", SIGNED_IN),
        page("platform", "betrieb/", OPERATORS),
        page("my_cockpit", "cockpit/", COCKPIT_READERS),
    ),
    *below(
        "/p/{programme}/",
        page("cockpit", "", PROGRAMME_READERS),
        page("programme_due", "faellig/", PROGRAMME_WORKERS),
    ),
    *below(
        "/l/{land}/",
        page("land", "", LAND_READERS),
    ),
    *below(
        "/k/{musterau}/",
        page("home", "", INSIDERS),
        page("due", "faellig/", INSIDERS),
    ),
)
