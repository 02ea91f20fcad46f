"""Reads a content file: pure parsing and checking, no database.

A file that is wrong gives problems, each with the line and what to do, and no content.
"""

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.core.imports import CellError
from begleitwerk.core.imports.texts import one_line
from begleitwerk.core.imports.toml import Entry as Field
from begleitwerk.core.imports.toml import (
    Nested,
    Table,
    TomlError,
    TomlFile,
    TomlProblem,
    matching,
    one_of,
    whole_between,
)

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json]"

MAX_BYTES = 1_000_000
MAX_ITEMS = 2_000
MAX_DEPTH = 3
MAX_LABEL = 300
MAX_TEXT = 5_000
LANGUAGES = ("de", "en")

CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}")
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,59}")


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
    """Either content or problems."""

    content: Content | None
    problems: tuple[Problem, ...] = ()


def decode(raw: bytes) -> tuple[str, Problem | None]:
    """Text of an uploaded file (UTF-8, with or without byte order mark), or the problem."""
    if len(raw) > MAX_BYTES:
        return "", too_large(len(raw))
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = _("The file is not UTF-8. Save it with the encoding UTF-8 and try again.")
        return "", Problem(_("File"), message, line)


def too_large(size: int) -> Problem:
    message = _("The file has %(size)s kB, at most %(most)s kB are read. Split the content.") % {
        "size": math.ceil(size / 1000),
        "most": MAX_BYTES // 1000,
    }
    return Problem(_("File"), message)


def read_content(text: str, *, is_received: bool = False) -> Reading:
    """Parse and check a content file; never raises on bad input.

    One that was received from somebody is parsed in a process of its own.
    """
    size = len(text.encode("utf-8", errors="surrogatepass"))
    if size > MAX_BYTES:
        return Reading(None, (too_large(size),))
    try:
        if is_received:
            file = TomlFile.received(text.encode(), figure=float)
        else:
            file = TomlFile.parsed(text, figure=float)
    except TomlError as error:
        return Reading(None, (in_words(error.problem),))
    return _Reader(file).read()


def in_words(problem: TomlProblem) -> Problem:
    """For an item by its key; for the head of the file by the entry."""
    message = f"{problem.key}: {problem.words}" if problem.key else problem.words
    return Problem(problem.table or problem.key or _("File"), message, problem.line or None)


def within(most: int, *, in_lines: bool = True) -> Callable[[Any], str]:
    """A text that is not empty and not longer; blanks around it go, and line breaks of a label."""

    def read(value: Any) -> str:
        text = value.strip() if isinstance(value, str) else ""
        text = text if in_lines else one_line(text)
        for fault in _text_faults(text, most):
            raise CellError(fault, "")
        return text

    return read


def both(most: int, *, in_lines: bool = True) -> Nested:
    """{ de = "…", en = "…" }, both there."""
    return Nested([Field(name, within(most, in_lines=in_lines)) for name in LANGUAGES], Bilingual)


HEAD = (
    Field("kind", one_of(ContentKind.values)),
    Field("code", matching(CODE, gettext_lazy("small letters, digits, hyphen, at most 40"))),
    Field("version", matching(VERSION, gettext_lazy("letters, digits, dot, hyphen, at most 20"))),
    Field("rank", whole_between(1, 9999)),
    Field("title", both(MAX_LABEL, in_lines=False)),
    Field("source", both(MAX_TEXT)),
)
ITEM = (
    Field(
        "key",
        matching(KEY, gettext_lazy("a letter, then letters, digits, “_”, “-”, “.”, at most 60")),
    ),
    Field("label", both(MAX_LABEL, in_lines=False)),
    Field("text", both(MAX_TEXT)),
)


class _Reader:
    """Builds the content of one file; what is wrong gathers in the file."""

    def __init__(self, file: TomlFile) -> None:
        self.file = file
        self.keys: dict[str, int] = {}
        self.count = 0

    def read(self) -> Reading:
        top = self.file.top
        top.refuse_others([*(entry.name for entry in HEAD), "items"])
        head = top.read(HEAD, is_open=True)
        items = self._items(top, "items", 1)
        if not items and not self.file.problems:
            top.note("items", _("Add at least one item under [[items]]."))
        if head["kind"] in ContentKind.values:
            self._fixed_keys(ContentKind(head["kind"]))
        if self.file.problems:
            return Reading(None, tuple(in_words(problem) for problem in self.file.problems))
        kind = ContentKind(head.pop("kind"))
        return Reading(Content(kind=kind, items=items, **head))

    def _items(self, above: Table, name: str, depth: int) -> tuple[Entry, ...]:
        if name in above.given and depth > MAX_DEPTH:
            message = _("At most %(depth)s levels are possible. Move the item up.")
            above.note(name, message % {"depth": MAX_DEPTH})
            return ()
        return tuple(self._item(table, depth) for table in above.tables(name))

    def _item(self, table: Table, depth: int) -> Entry:
        self.count += 1
        key = table.given.get("key")
        named = isinstance(key, str) and key
        title = str(key) if named else _("item %(number)s") % {"number": self.count}
        table = replace(table, title=title)
        if self.count == MAX_ITEMS + 1:
            message = _("At most %(most)s items are read. Split the content.")
            table.note("", message % {"most": MAX_ITEMS})
        values = table.read(ITEM, is_open=True)
        self._once(table, values["key"])
        known = {entry.name for entry in ITEM} | {"children"}
        extra = {name: value for name, value in table.given.items() if name not in known}
        for name, value in extra.items():
            for fault in _extra_faults(value):
                table.note(name, fault)
        children = self._items(table, "children", depth + 1)
        return Entry(title, values["label"], values["text"], extra, children)

    def _once(self, table: Table, key: Any) -> None:
        if not isinstance(key, str):
            return
        if key in self.keys:
            message = _("The key “%(key)s” is already used in line %(line)s. Choose another one.")
            table.note("key", message % {"key": key, "line": self.keys[key]})
        else:
            self.keys[key] = table.line

    def _fixed_keys(self, kind: ContentKind) -> None:
        missing = sorted(kind.fixed_keys - set(self.keys))
        if missing:
            message = ngettext(
                "The platform needs the key %(keys)s. Add the item.",
                "The platform needs the keys %(keys)s. Add the items.",
                len(missing),
            )
            self.file.top.note("items", message % {"keys": ", ".join(missing)})


def _both(pair: Bilingual) -> tuple[str, str]:
    return pair.de, pair.en


def _text_faults(text: str, most: int) -> Iterator[str]:
    if not text:
        yield _("The text is missing. Write it.")
    elif len(text) > most:
        message = _(
            "The text has %(length)s characters, at most %(most)s are possible. Shorten it."
        )
        yield message % {"length": len(text), "most": most}
    if "\x00" in text:
        yield _("The text holds an invisible character (U+0000). Remove it.")


def _extra_faults(value: Any, depth: int = 1) -> Iterator[str]:
    """Further fields hold texts, numbers, yes/no, lists and tables; texts in both languages."""
    if isinstance(value, dict):
        yield from _table_faults(value, depth)
    elif isinstance(value, list):
        for part in value:
            if isinstance(part, list | dict):
                yield _("A list holds texts or numbers only. Write it flat.")
            else:
                yield from _extra_faults(part, depth)
    elif isinstance(value, str):
        if len(value) > MAX_TEXT or "\x00" in value:
            yield from _text_faults(value, MAX_TEXT)
    elif not isinstance(value, bool | int | float) or not -(2**53) <= value <= 2**53:
        yield _("This kind of value is not read. Write a text in quotation marks or a number.")


def _table_faults(value: dict[str, Any], depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        yield _("At most %(depth)s levels are possible. Move the item up.") % {"depth": MAX_DEPTH}
        return
    if set(value) & set(LANGUAGES):
        yield from _translation_faults(value)
    for name, part in value.items():
        yield from _extra_faults(name, depth + 1)
        yield from _extra_faults(part, depth + 1)


def _translation_faults(value: dict[str, Any]) -> Iterator[str]:
    german, english = value.get("de"), value.get("en")
    if set(value) != set(LANGUAGES) or type(german) is not type(english):
        yield _("Give it in German and English (.de and .en).")
    elif not german or not english or not all(_filled(value[name]) for name in LANGUAGES):
        yield _("The text is missing. Write it.")
    elif isinstance(german, list) and len(german) != len(english):
        yield _("The German and the English list differ in length. Translate each entry.")


def _filled(value: Any) -> bool:
    return all(
        part.strip()
        for part in ([value] if isinstance(value, str) else value)
        if isinstance(part, str)
    )
