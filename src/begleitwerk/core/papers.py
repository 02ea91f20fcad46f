"""What apps say in papers: text and table with their sources, in German as a committee reads it.

Papers are German whatever the interface language, so these words are not translated.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, wraps
from typing import Any, NamedTuple, ParamSpec

from django.utils.translation import override

from begleitwerk.core.templatetags import bw
from begleitwerk.engine.canonical import digest_of

Table = dict[str, Any]
Arguments = ParamSpec("Arguments")


class Source(NamedTuple):
    """Where a value comes from: what it is called, and the page that shows it."""

    label: str
    url: str


@dataclass(frozen=True)
class PartContent:
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
    """A table while it is built; `as_json` is the form a paper keeps."""

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


class Figure(NamedTuple):
    """A figure of a brief: its key, and what stands there."""

    key: str
    value: str
    label: str
    note: str


# --- German ---------------------------------------------------------------------------------------

# What a writer still has to fill in; a warning names the part that holds it.
GAP = "[Bitte ergänzen: "


def gap(what: str) -> str:
    """A hole in the text that says what belongs there."""
    return f"{GAP}{what}]"


def in_german(words: Callable[Arguments, str]) -> Callable[Arguments, str]:
    @wraps(words)
    def told(*args: Arguments.args, **kwargs: Arguments.kwargs) -> str:
        with override("de"):
            return words(*args, **kwargs)

    return told


# A table has thousands of days and lights, so neither asks for the language each time.
day, light_word = bw.german_day, cache(in_german(bw.light_word))
month, number = in_german(bw.month), in_german(bw.number_word)


def euro(amount: Decimal | int) -> str:
    """4.200 € or 4.200,50 €, never rounded."""
    return in_german(bw.money)(amount).replace("\N{NO-BREAK SPACE}", " ")


def counted(count: int, one: str, many: str) -> str:
    """ "ein Ziel", "drei Ziele"; `one` brings its own article: "ein Ziel", "eine Maßnahme"."""
    return one if count == 1 else f"{number(count)} {many}"


def listed(items: Iterable[str]) -> str:
    """ "a", "a und b", "a, b und c"; items with commas of their own are parted by semicolons."""
    found = list(items)
    return in_german(bw.listed)(found, "; " if any("," in item for item in found) else ", ")


def sentence(text: str) -> str:
    """The text with a full stop where it has no end of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…:" else f"{text}."


def with_article(name: str) -> str:
    """A municipality as the subject of a sentence: "Der Landkreis Musterau", "Lindfurt"."""
    words = name.split()
    first, last = words[0], words[-1]
    if first in {"Landkreis", "Kreis", "Bezirk", "Regionalverband"} or last.endswith("kreis"):
        return f"Der {name}"
    if first in {"Stadt", "Hansestadt", "Landeshauptstadt", "Region", "Städteregion"}:
        return f"Die {name}"
    return name
