"""What a content file says, checked: plain data, whatever kind of file it stood in."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from begleitwerk.catalogue.enums import ContentKind

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json]"

CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}")
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,59}")

MAX_BYTES = 1_000_000
MAX_ITEMS = 2_000
MAX_DEPTH = 3
MAX_LABEL = 300
MAX_TEXT = 5_000
LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place of the file and what to do; `line` counts from 1."""

    where: str
    message: str
    line: int | None = None


@dataclass(frozen=True)
class Bilingual:
    """The same in both languages."""

    de: str
    en: str


@dataclass(frozen=True)
class Entry:
    """One item of a content file with the items below it."""

    key: str
    label: Bilingual
    text: Bilingual
    extra: dict[str, Json] = field(default_factory=dict)
    children: tuple["Entry", ...] = ()
    line: int = field(default=0, compare=False)  # of the file it stood in

    def walk(self) -> Iterator["Entry"]:
        """This item and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Content:
    """A whole content file, checked."""

    kind: ContentKind
    code: str
    version: str
    rank: int
    title: Bilingual
    source: Bilingual
    items: tuple[Entry, ...]

    @property
    def sha256(self) -> str:
        """Hex digest of what the file says; comments and layout do not count."""
        return hashlib.sha256(self._canonical().encode()).hexdigest()

    def entries(self) -> Iterator[Entry]:
        """All items in reading order, parents before their children."""
        for entry in self.items:
            yield from entry.walk()

    def _canonical(self) -> str:
        def flat(entry: Entry) -> list[Any]:
            below = [flat(child) for child in entry.children]
            return [entry.key, *_both(entry.label), *_both(entry.text), entry.extra, below]

        head = [self.kind.value, self.code, self.version, self.rank]
        items = [flat(entry) for entry in self.items]
        whole = [*head, *_both(self.title), *_both(self.source), items]
        return json.dumps(whole, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Reading:
    """Either content or problems; `notes` stop nothing."""

    content: Content | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def _both(pair: Bilingual) -> tuple[str, str]:
    return pair.de, pair.en
