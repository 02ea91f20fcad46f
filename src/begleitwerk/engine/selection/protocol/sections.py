"""Sections of a protocol, each with its own digest: a change is found at its place.

An entry of a list or object is a section of its own, three levels down ("problem.candidates[x]"),
and the list is one too: the names of its entries in their order. The digest of the whole is that
of all section digests together, so whoever changes a section together with its digest is found
as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from begleitwerk.engine.canonical import digest_of
from begleitwerk.engine.selection.plain import Plain, Record, below, item_place

WHOLE, EACH = "digest", "digests"  # where a file keeps the digest of the whole and of sections
DEPTH = 3


class Change(StrEnum):
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Tampering:
    """A section that is not what its digest says. `place` is a path, "digest" the whole."""

    place: str
    change: Change


class TamperedError(Exception):
    """The protocol was changed after it was written; `places` say where."""

    def __init__(self, found: tuple[Tampering, ...]) -> None:
        super().__init__(", ".join(f"{row.place} ({row.change})" for row in found[:5]))
        self.found = found

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(row.place for row in self.found)


def with_digests(document: Record) -> Record:
    """The document with the digests of its sections and of the whole; the latter first."""
    digests: Record = dict(section_digests(document))
    return {WHOLE: digest_of(digests), **document, EACH: digests}


def section_digests(document: Record) -> dict[str, str]:
    """Path of each section → digest, for a document without digests."""
    return {place: digest_of(part) for place, part in sections_of(document, "", DEPTH)}


def sections_of(part: Plain, place: str, depth: int) -> Iterator[tuple[str, Plain]]:
    """Path and content of every section; that of a list or object is the names of its entries."""
    entries = entries_of(part, place) if depth else None
    if entries is None:
        yield place, part
        return
    if place:
        yield place, [name for name, _ in entries] or part
    for name, entry in entries:
        yield from sections_of(entry, name, depth - 1)


def entries_of(part: Plain, place: str) -> list[tuple[str, Plain]] | None:
    """Paths and entries of a list or object; None for anything else."""
    if isinstance(part, dict):
        return [(below(place, name), part[name]) for name in sorted(part)]
    if not isinstance(part, list):
        return None
    named: dict[str, Plain] = {}
    for number, entry in enumerate(part):
        name = item_place(place, number, entry)
        named[f"{name}[{number}]" if name in named else name] = entry
    return list(named.items())


def tampering_of(document: Record) -> tuple[Tampering, ...]:
    """Every section that is not what the file's digests say, in order of place.

    The digest of the whole is named only where no single place can be.
    """
    content = {name: part for name, part in document.items() if name not in (WHOLE, EACH)}
    found, stated = section_digests(content), document.get(EACH)
    if not isinstance(stated, dict):
        return (Tampering(EACH, Change.REMOVED if stated is None else Change.CHANGED),)
    places = tuple(compared(found, stated))
    if places or document.get(WHOLE) == digest_of(stated):
        return places
    return (Tampering(WHOLE, Change.CHANGED if WHOLE in document else Change.REMOVED),)


def compared(found: Mapping[str, str], stated: Record) -> Iterator[Tampering]:
    """What was added or removed is named once, not with everything in it."""
    whole: list[str] = []
    for place in sorted(found.keys() | stated.keys()):
        if any(place.startswith((f"{outer}.", f"{outer}[")) for outer in whole):
            continue
        if place in found and place in stated:
            if found[place] != stated[place]:
                yield Tampering(place, Change.CHANGED)
            continue
        whole.append(place)
        yield Tampering(place, Change.ADDED if place in found else Change.REMOVED)
