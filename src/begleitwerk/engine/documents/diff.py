"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]

# Numbers and dates stay whole ("4.200", "30.06.2028"): half a number struck out misleads.
_TOKEN = re.compile(r"\s+|\d[\d.,:/-]*\d|\w+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Comparing costs up to the product of both lengths; above this, lines are compared first.
_PAIRS = 400_000_000


@dataclass(frozen=True)
class Segment:
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


# A stretch of the old text beside what stands for it now.
_Change = tuple[str, str]


def word_diff(old: str, new: str) -> tuple[Segment, ...]:
    """Segments that tell how `old` became `new`.

    "same" and "gone" together give `old`, "same" and "new" together give `new`. Neighbours
    differ in kind, no segment is empty, and what went stands before what came.
    """
    return tuple(_segments(_fold(list(_changes(old, new)))))


def _changes(old: str, new: str) -> Iterator[_Change]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    head, tail = "".join(before[:start]), "".join(before[len(before) - end :])
    yield head, head
    yield from _middle(before[start : len(before) - end], after[start : len(after) - end])
    yield tail, tail


def _middle(before: list[str], after: list[str]) -> Iterator[_Change]:
    if len(before) * len(after) <= _PAIRS:
        yield from _compare(before, after)
        return
    for left, right in _compare(*(_LINE.findall("".join(tokens)) for tokens in (before, after))):
        a, b = _TOKEN.findall(left), _TOKEN.findall(right)
        if left != right and len(a) * len(b) <= _PAIRS:
            yield from _compare(a, b)
        else:
            yield left, right


def _compare(before: list[str], after: list[str]) -> Iterator[_Change]:
    for _, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        yield "".join(before[i:j]), "".join(after[k:m])


def _common(before: list[str], after: list[str]) -> int:
    pairs = zip(before, after, strict=False)
    return next(
        (count for count, (a, b) in enumerate(pairs) if a != b), min(len(before), len(after))
    )


def _fold(changes: list[_Change]) -> Iterator[_Change]:
    """Join changes that only white space parts: "rot Haus" → "blau Tor" is one change."""
    changes = [change for change in changes if change != ("", "")]
    pending: _Change | None = None
    for position, (old, new) in enumerate(changes):
        following = changes[position + 1] if position + 1 < len(changes) else None
        bridge = old == new and old.isspace() and following and following[0] != following[1]
        if old != new or (pending and bridge):
            pending = (pending[0] + old, pending[1] + new) if pending else (old, new)
            continue
        if pending:
            yield pending
            pending = None
        yield old, new
    if pending:
        yield pending


def _segments(changes: Iterator[_Change]) -> Iterator[Segment]:
    same = ""
    for old, new in changes:
        if old == new:
            same += old
            continue
        if same:
            yield Segment("same", same)
            same = ""
        if old:
            yield Segment("gone", old)
        if new:
            yield Segment("new", new)
    if same:
        yield Segment("same", same)
