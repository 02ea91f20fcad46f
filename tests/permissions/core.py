"""The legal pages, the outbox, jobs and saved filters."""

from typing import Any

from tests.factories.core import JobFactory, OutboxMailFactory, SavedFilterFactory
from tests.permissions.patterns import (
    EVERYBODY,
    SIGNED_IN,
    UNKNOWN,
    action,
    below,
    in_country,
    page,
)
from tests.permissions.world import World

OPERATORS = in_country("edits the legal pages, looks after the outbox", "operator")
SEAL_READERS = in_country("checks that the log was not changed", "head protection_officer operator")

ROWS = (
    *below(
        "/",
        page("page", "seite/impressum/", EVERYBODY),
        page("page_edit", "seite/impressum/bearbeiten/", OPERATORS),
        page("outbox", "postausgang/", OPERATORS),
        action("outbox_retry", "postausgang/{mail}/erneut/", OPERATORS),
        page("seals", "siegel/", SEAL_READERS),
        page("seals_file", "siegel/datei/", SEAL_READERS),
        action("filter_save", "filter/", SIGNED_IN),
        action("filter_remove", "filter/{saved_filter}/entfernen/", SIGNED_IN, post=UNKNOWN),
        page("job", "auftrag/{job}/", SIGNED_IN, get=UNKNOWN),
    ),
)


def places(world: World) -> dict[str, Any]:
    """Filter and job belong to somebody else."""
    return {
        "mail": OutboxMailFactory(),
        "saved_filter": SavedFilterFactory(owner_id=0),
        "job": JobFactory(owner_id=0),
    }
