"""What a block of the body text holds."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from begleitwerk.engine.canonical import digest_of

Table = dict[str, Any]


class Source(NamedTuple):
    """Where a value comes from: what it is called, and the page that shows it."""

    label: str
    url: str


@dataclass(frozen=True)
class BlockContent:
    """Text and perhaps a table, with where they come from and the goals they report on.

    `amount` is what the text says in euros where it sums something up.
    """

    text: str
    table: Table | None = None
    sources: tuple[Source, ...] = ()
    goal_ids: tuple[int, ...] = ()
    amount: Decimal | None = None

    @property
    def digest(self) -> str:
        """SHA-256 over what a reader sees; sources and ids are no part of it."""
        return digest_of({"text": self.text, "table": self.table})


@dataclass(frozen=True)
class TableShape:
    """A table while it is built; `as_json` is the form a block keeps."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    dated: bool = False

    def as_json(self) -> Table | None:
        """None without rows: an empty table says nothing."""
        if not self.rows:
            return None
        return {
            "caption": self.caption,
            "header": list(self.header),
            "rows": [list(row) for row in self.rows],
            "numeric": list(self.numeric),
            "dated": self.dated,
        }


@dataclass
class Addresses:
    """Sources in the order they are named, each once."""

    found: dict[str, Source] = field(default_factory=dict)

    def add(self, label: str, url: str) -> None:
        if url:
            self.found.setdefault(url, Source(label, url))

    def all(self) -> tuple[Source, ...]:
        return tuple(self.found.values())
