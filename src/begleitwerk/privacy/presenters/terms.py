"""When data end, in words: what is next, and what went."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from begleitwerk.core.templatetags.bw import number
from begleitwerk.privacy.models import Clearing
from begleitwerk.privacy.presenters.record import time_words
from begleitwerk.privacy.selectors import tables, what_is_over


@dataclass(frozen=True)
class Term:
    """What the next clearing takes away of a table."""

    label: str
    number: int
    after: str
    fate: str


@dataclass(frozen=True)
class Report:
    """What a clearing took away."""

    at: datetime
    words: str


def terms() -> list[Term]:
    """What the next clearing takes away; nothing is written."""
    return [
        Term(
            str(over.table.said.label),
            over.number,
            time_words(over.days) if over.days else _("at once"),
            _("is emptied") if over.is_emptied else _("goes"),
        )
        for over in what_is_over()
    ]


def reports(rows: Iterable[Clearing]) -> list[Report]:
    return [Report(row.at, records_words(row.gone) or _("nothing was over")) for row in rows]


def records_words(counts: Mapping[str, int]) -> str:
    """How many rows of which table: "Outbox: 12, Invitations: 2"."""
    labels = {row.key: str(row.said.label) for row in tables()}
    return ", ".join(f"{labels.get(key, key)}: {number(count)}" for key, count in counts.items())
