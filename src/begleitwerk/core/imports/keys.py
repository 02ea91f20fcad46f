"""Official keys as spreadsheets leave them, and what they are the keys of.

A district has five digits (AGS), a municipality eight, both twelve in the long form (ARS). A
spreadsheet takes them for figures: the leading zero goes, ".0" comes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from begleitwerk.core.imports.problems import CellError
from begleitwerk.core.imports.texts import text_of

DISTRICT, PLACE, LONG = 5, 8, 12
ROUNDED = re.compile(r"\d+([.,]\d+)?e\+\d+", re.IGNORECASE)
AS_FIGURE = re.compile(r"^(\d+)[.,]0+$")
T = TypeVar("T")


def key_text(cell: Any) -> str:
    """A key as it was meant: without blanks, without the ".0" of a figure."""
    return AS_FIGURE.sub(r"\1", "".join(text_of(cell).lstrip("'").split()))


def sound_key(cell: Any) -> str:
    """`key_text`, but raises CellError where a spreadsheet has rounded the key away."""
    text = key_text(cell)
    if ROUNDED.fullmatch(text):
        raise CellError(
            _("The spreadsheet program has rounded this key: %(key)s.") % {"key": text},
            _("Format the column as text and enter the key anew."),
        )
    return text


def lacks_zero(text: str) -> bool:
    """Whether these digits are a key but for the leading zero."""
    return text.isdecimal() and len(text) + 1 in (DISTRICT, PLACE, LONG)


def missing_zero(text: str) -> CellError:
    return CellError(
        _("The leading zero is missing: %(key)s.") % {"key": text},
        _("Format the column as text and enter %(key)s.") % {"key": f"0{text}"},
    )


def plain_key(text: str) -> str:
    """A key in its shortest form: a district's five digits, else a municipality's eight."""
    if not text.isdecimal():
        return text.upper()
    if len(text) == LONG and (text.endswith("0000000") or not text.endswith("000")):
        text = text[:DISTRICT] + text[-3:]
    if len(text) == PLACE and text.endswith("000"):
        return text[:DISTRICT]
    return text


def whole_key(cell: Any) -> str:
    """A key in its shortest form, its zero put back where the digits are one short."""
    text = key_text(cell)
    return plain_key(f"0{text}" if lacks_zero(text) else text)


@dataclass(frozen=True)
class Found(Generic[T]):
    """What a key stands for: several where it is not clear; `is_repaired` where a zero was put
    back."""

    items: Sequence[T] = ()
    is_repaired: bool = False


class Keys(Generic[T]):
    """Things by their keys, found however a file writes those.

    A key counts as written before it counts in its shortest form, and both before a zero is put
    back; of several lists the first counts first. What a repaired key could be in any of them is
    all found, so that the reader asks.
    """

    def __init__(self, *lists: Iterable[tuple[str, T]]) -> None:
        self.written: list[Mapping[str, list[T]]] = []
        self.plain: list[Mapping[str, list[T]]] = []
        for pairs in map(list, lists):
            self.written.append(grouped((key.upper(), item) for key, item in pairs))
            self.plain.append(grouped((plain_key(key), item) for key, item in pairs))

    def find(self, cell: Any) -> Found[T]:
        text = key_text(cell).upper()
        exact = [rows[text] for rows in self.written if text in rows]
        exact += [rows[plain_key(text)] for rows in self.plain if plain_key(text) in rows]
        if exact or not lacks_zero(text):
            return Found(exact[0] if exact else ())
        repaired = (rows.get(whole_key(text), ()) for rows in self.plain)
        items = [item for found in repaired for item in found]
        return Found([item for n, item in enumerate(items) if item not in items[:n]], bool(items))


def grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups
