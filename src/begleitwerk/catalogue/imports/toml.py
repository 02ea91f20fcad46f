"""Reads a content file: pure parsing and checking, no database.

A file that is wrong gives problems, each with the line and what to do, and no content.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.imports.content import (
    CODE,
    KEY,
    LANGUAGES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ITEMS,
    MAX_LABEL,
    MAX_TEXT,
    VERSION,
    Bilingual,
    Content,
    Entry,
    Problem,
    Reading,
)
from begleitwerk.catalogue.imports.further import further_faults, text_faults
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
        for fault in text_faults(text, most):
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
        self.kind: Any = None
        self.keys: dict[str, int] = {}
        self.count = 0

    def read(self) -> Reading:
        top = self.file.top
        top.refuse_others([*(entry.name for entry in HEAD), "items"])
        head = top.read(HEAD, is_open=True)
        self.kind = head["kind"]
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
        children = self._items(table, "children", depth + 1)
        entry = Entry(title, values["label"], values["text"], extra, children, table.line)
        for name, fault in further_faults(self.kind, entry):
            table.note(name, fault)
        return entry

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
