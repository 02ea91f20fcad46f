"""Versions and what rests on them, for whoever keeps the catalogue."""

from dataclasses import dataclass

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.selectors import (
    Use,
    shelves,
    top_items,
    uses_by_item,
    uses_of,
)


@dataclass(frozen=True)
class DeskRow:
    """A version: whether new work starts with it, how much rests on it, what it stands beside."""

    version: ContentVersion
    kind: ContentKind
    is_current: bool
    is_used: bool
    uses: tuple[Use, ...]
    has_others: bool


def desk_of(text: str = "") -> list[DeskRow]:
    """All versions by kind, the current one of each content first; with a text, those whose title
    or code holds it."""
    rows = [(shelf.kind, row) for shelf in shelves() for row in shelf.rows]
    uses = uses_of([row.version for _kind, row in rows])
    contents = [(kind, row.version.code) for kind, row in rows]
    wanted = text.casefold().strip()
    return [
        DeskRow(
            row.version,
            kind,
            row.current,
            row.used,
            uses.get(row.version.pk, ()),
            contents.count((kind, row.version.code)) > 1,
        )
        for kind, row in rows
        if wanted in f"{row.version.title} {row.version.code} {kind.label}".casefold()
    ]


@dataclass(frozen=True)
class UsageRow:
    item: ContentItem
    counts: tuple[tuple[str, int], ...]  # heading and number


@dataclass(frozen=True)
class Usage:
    """How many records of each kind rest on each item of the first level and those below it."""

    total: tuple[Use, ...]
    headings: tuple[str, ...]
    rows: tuple[UsageRow, ...]


def usage_of(version: ContentVersion) -> Usage:
    """What rests on a version: altogether, and by item of the first level."""
    found = uses_by_item(version)
    headings = tuple(dict.fromkeys(use.name for uses in found.values() for use in uses))
    rows = []
    for item in top_items(version):
        counts = {use.name: use.count for use in found.get(item.pk, ())}
        rows.append(UsageRow(item, tuple((name, counts.get(name, 0)) for name in headings)))
    return Usage(uses_of([version]).get(version.pk, ()), headings, tuple(rows))
