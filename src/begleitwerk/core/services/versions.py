"""Two people, one record: the second is told, and sees both versions."""

from typing import TypeVar

from begleitwerk.core.models import Versioned

Record = TypeVar("Record", bound=Versioned)


class EditConflict(Exception):
    """Somebody saved in between; `current` is the record as it stands now."""

    def __init__(self, current: Versioned) -> None:
        super().__init__(f"{current} is at version {current.version}")
        self.current = current


def claim(record: Record, *, version: int | None) -> Record:
    """The record locked, at the version the editor saw, its version raised by one.

    `version` is None where nobody could have seen an older state (commands, demo data).
    Call it inside the transaction that saves. Raises EditConflict.
    """
    current = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if version is not None and current.version != version:
        raise EditConflict(current)
    current.version += 1
    return current
