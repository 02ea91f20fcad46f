"""Cells as texts, and when two texts say the same."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports.problems import CellError

# With these a spreadsheet takes a text for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# What mail programmes make a link of. "Neumarkt i.d.OPf." is none, and "Dr. Müller" neither.
ADDRESS = re.compile(
    r"://|@|\bwww\.|\b(?:mailto|tel|sms):"
    r"|[\w-][^\W_]\.[^\W\d_]{2}"
    r"|\b\w\.(?:com|org|net|info|io|co|de|eu|me|app|dev)\b"
    r"|\d\.\d{1,3}\.\d{1,3}\.\d",
    re.IGNORECASE,
)
UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))


def text_of(cell: Any) -> str:
    """A cell as text; the apostrophe that defuses a formula in our exports goes again."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def text_up_to(length: int) -> Callable[[Any], str]:
    def read(cell: Any) -> str:
        text = text_of(cell)
        if len(text) > length:
            raise CellError(
                _("The text is longer than %(length)d characters.") % {"length": length},
                _("Shorten it."),
            )
        return text

    return read


def line_up_to(length: int) -> Callable[[Any], str]:
    """A text of one line: a line break in a cell, of which spreadsheets are fond, is a blank."""
    read = text_up_to(length)
    return lambda cell: one_line(read(cell))


def one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def name_up_to(length: int) -> Callable[[Any], str]:
    """A name of one line, which goes into mails: it holds no address."""
    read = line_up_to(length)

    def name_of(cell: Any) -> str:
        name = read(cell)
        if holds_address(name):
            raise CellError(
                _("“%(name)s” holds a web or mail address.") % {"name": name[:60]},
                _("Take it out; write a blank after a full stop."),
            )
        return name

    return name_of


def holds_address(text: str) -> bool:
    """Whether a mail programme may make a link of something in this text.

    Signs that look like a full stop count as one, and signs nobody sees do not part anything.
    """
    plain = unicodedata.normalize("NFKC", text).replace("\N{IDEOGRAPHIC FULL STOP}", ".")
    seen = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return ADDRESS.search(seen) is not None


# --- The same -----------------------------------------------------------------------------------


@lru_cache(4096)  # a column says the same few things again and again
def folded(text: str) -> str:
    """A text as people vary it without meaning it: case, blanks, how umlauts are stored."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


@lru_cache(4096)
def near_key(text: str) -> str:
    """The same for all spellings that are near-equal: case, blanks, "ae" for "ä"."""
    plain = unicodedata.normalize("NFC", text).lower()
    for umlaut, letters in UMLAUTS:
        plain = plain.replace(umlaut, letters)
    return "".join(plain.split()).casefold()


def header_key(text: object) -> str:
    """A column's name as people vary it: case, spaces, points, umlauts, "km2" and "km²"."""
    return re.sub(r"[^a-z0-9]", "", near_key(str(text or "").replace("²", "2")))


def near_equals(texts: Iterable[str], known: Sequence[str] = ()) -> Mapping[str, str]:
    """Spelling → the one it nearly equals: that of `known`, else the most frequent one.

    Texts that are spelled as they should be are not in it.
    """
    counts = Counter(texts)
    chosen = {near_key(text): text for text in reversed(known)}
    for text, _count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        chosen.setdefault(near_key(text), text)
    exact = set(known)
    return {
        text: chosen[near_key(text)]
        for text in counts
        if text and text not in exact and chosen[near_key(text)] != text
    }
