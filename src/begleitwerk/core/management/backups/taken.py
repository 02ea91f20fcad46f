"""What a store says of the state it took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# Read from what was taken, not from the database, which goes on.
HEAD = "SELECT number, digest FROM core_audithead WHERE id = 1"
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"


@dataclass(frozen=True)
class Taken:
    server: int
    migrations: list[str]
    head: dict[str, Any]


def taken_from(
    head: Sequence[Any] | None, migrations: Iterable[Sequence[Any]], *, server: int
) -> Taken:
    number, digest = head or (0, "")
    return Taken(server, [str(row[0]) for row in migrations], {"number": number, "digest": digest})
