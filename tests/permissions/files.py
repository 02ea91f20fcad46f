"""Files of a municipality."""

from typing import Any

from tests.factories.files import StoredFileFactory
from tests.permissions.patterns import STAFF, below, in_municipality, page
from tests.permissions.world import World

READERS = in_municipality("opens its files", f"{STAFF} steering_member facilitator")

ROWS = (
    *below(
        "/k/{musterau}/dateien/",
        page("download", "{file}/", READERS),
    ),
)


def places(world: World) -> dict[str, Any]:
    return {"file": StoredFileFactory(municipality=world.musterau)}
