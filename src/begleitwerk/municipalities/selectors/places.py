"""Whom a file means: municipalities by key, AGS or name, and districts that are no more."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import Found, Keys, folded, text_of
from begleitwerk.core.imports.keys import DISTRICT, grouped, whole_key
from begleitwerk.core.templatetags.bw import day
from begleitwerk.municipalities.models import Municipality

DISSOLVED = Path(__file__).parent.parent / "content" / "dissolved_districts.csv"


@dataclass(frozen=True)
class Dissolved:
    """A district that ended, and the one that has its area since."""

    ags: str
    name: str
    since: date
    successor: str

    def __str__(self) -> str:
        return _(
            "The district %(key)s %(name)s has been part of %(heir)s since %(day)s: this row is"
            " left out."
        ) % {"key": self.ags, "name": self.name, "heir": self.successor, "day": day(self.since)}


@cache
def dissolved_districts() -> dict[str, Dissolved]:
    """Key → district, for all that ended since the surveys began; sources stand in the file."""
    with DISSOLVED.open(encoding="utf-8", newline="") as file:
        return {
            row["ags"]: Dissolved(
                row["ags"], row["name"], date.fromisoformat(row["since"]), row["successor"]
            )
            for row in csv.DictReader(file)
        }


def dissolved_by(cell: Any) -> Dissolved | None:
    """The dissolved district an official key names, or lies in."""
    key = whole_key(cell)
    return dissolved_districts().get(key[:DISTRICT]) if key.isdecimal() else None


class Places:
    """All municipalities by what a file may call them."""

    def __init__(self, rows: Iterable[Municipality]) -> None:
        self.rows = list(rows)

    @cached_property
    def keys(self) -> Keys[Municipality]:
        return Keys(
            ((row.youth_office_id, row) for row in self.rows),
            ((row.ags, row) for row in self.rows if row.ags),
        )

    @cached_property
    def by_name(self) -> dict[str, list[Municipality]]:
        return grouped((folded(row.name), row) for row in self.rows)

    def found(self, cell: Any) -> Found[Municipality]:
        """Whom a cell names: by key, else AGS, else exact name; several where it is not clear."""
        found = self.keys.find(cell)
        return found if found.items else Found(self.by_name.get(folded(text_of(cell)), ()))

    def is_key(self, cell: Any) -> bool:
        """Whether a cell is a key or an AGS, of the register or of a district that ended."""
        return bool(self.keys.find(cell).items or dissolved_by(cell))

    def is_named(self, cell: Any) -> bool:
        """Whether a cell names a municipality in any way."""
        return bool(self.found(cell).items or dissolved_by(cell))


def read_places() -> Places:
    return Places(Municipality.objects.only("youth_office_id", "ags", "name", "kind"))
