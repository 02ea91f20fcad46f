"""Which app a collection belongs to: that one shows it under its own name."""

from collections.abc import Callable
from dataclasses import dataclass

from begleitwerk.core.contributions import Text
from begleitwerk.fieldwork.models import Collection


@dataclass(frozen=True)
class Owner:
    """`url_of` is the page a collection is worked on, `label` says what it is there
    ("self-assessment"); `close_url_of` the page on which it is closed."""

    label: Text
    url_of: Callable[[Collection], str]
    close_url_of: Callable[[Collection], str] | None = None


owners: dict[str, Owner] = {}


def register_owner(kind: str, owner: Owner) -> None:
    """Called at start, in the `contributions` of the owner."""
    owners[kind] = owner


def owner_of(collection: Collection) -> Owner | None:
    return owners.get(collection.kind)
