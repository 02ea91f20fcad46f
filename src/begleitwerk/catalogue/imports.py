"""Reads a content file: pure parsing and checking, no database.

A file that is wrong gives problems, each with the line and what to do, and no content.
"""

import hashlib
import json
import math
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.catalogue.enums import ContentKind

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
ITEM_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*items(?:[ \t]*\.[ \t]*children)*[ \t]*\]\]", re.MULTILINE)
HEAD_FIELDS = {"kind", "code", "version", "rank", "title", "source", "items"}
ITEM_FIELDS = {"key", "label", "text", "children"}


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


def read_content(text: str) -> Reading:
    """Parse and check a content file; never raises on bad input."""
    size = len(text.encode("utf-8", errors="surrogatepass"))
    if size > MAX_BYTES:
        return Reading(None, (too_large(size),))
    try:
        data = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except ValueError as error:  # also a number of thousands of digits
        return Reading(None, (_not_toml(error),))
    except RecursionError:
        message = _("The file is nested too deeply. Write items below one another.")
        return Reading(None, (Problem(_("File"), message),))
    return _Reader(text).read(data)


def _not_toml(error: ValueError) -> Problem:
    found = re.search(r"at line (\d+)", str(error))
    message = _(
        "This is not valid TOML (%(reason)s). Correct the line or export a version as model."
    )
    line = int(found.group(1)) if found else None
    return Problem(_("File"), message % {"reason": error}, line)


class _Reader:
    """Collects the problems of one file while it builds the content."""

    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self.keys: dict[str, str] = {}
        self.count = 0
        self.heads = [text.count("\n", 0, m.end()) + 1 for m in ITEM_HEAD.finditer(text)]
        self.lines = {
            name: text.count("\n", 0, m.start(1)) + 1
            for name in HEAD_FIELDS
            if (m := re.search(rf"^[ \t]*\[{{0,2}}[ \t]*({name})\b", text, re.MULTILINE))
        }

    def read(self, data: dict[str, Any]) -> Reading:
        kind = self._kind(data.get("kind"))
        code = self._word(data, "code", CODE, _("small letters, digits, hyphen, at most 40"))
        version = self._word(
            data, "version", VERSION, _("letters, digits, dot, hyphen, at most 20")
        )
        rank = self._rank(data.get("rank"))
        title = self._head_pair(data, "title", MAX_LABEL)
        source = self._head_pair(data, "source", MAX_TEXT)
        items = self._entries(data.get("items"), 1)
        self._unknown_head(data)
        if not items and not self.problems:
            self._at("items", _("Add at least one item under [[items]]."))
        if kind:
            self._fixed_keys(kind)
        if self.problems or kind is None:
            self._locate()
            return Reading(None, tuple(self.problems))
        return Reading(Content(kind, code, version, rank, title, source, items))

    # --- head -------------------------------------------------------------------------------

    def _at(self, name: str, message: str) -> None:
        self.problems.append(Problem(name, message, self.lines.get(name)))

    def _kind(self, value: Any) -> ContentKind | None:
        if isinstance(value, str) and value in ContentKind.values:
            return ContentKind(value)
        self._at("kind", _("Name one of: %(kinds)s.") % {"kinds": ", ".join(ContentKind.values)})
        return None

    def _word(self, data: dict[str, Any], name: str, pattern: re.Pattern[str], rule: str) -> str:
        value = data.get(name)
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        self._at(name, _("Give a text in quotation marks: %(rule)s.") % {"rule": rule})
        return ""

    def _rank(self, value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999:
            return value
        self._at(
            "rank", _("Give a whole number from 1 to 9999; the highest is the current version.")
        )
        return 0

    def _head_pair(self, data: dict[str, Any], name: str, most: int) -> Bilingual:
        pair, faults = _bilingual(data.get(name), most)
        for fault in faults:
            self._at(name, f"{name}{fault}")
        return pair

    def _unknown_head(self, data: dict[str, Any]) -> None:
        for name in sorted(set(data) - HEAD_FIELDS):
            self._at(name, _("This field is unknown. Remove it or move it into an item."))

    # --- items ------------------------------------------------------------------------------

    def _entries(self, rows: Any, depth: int) -> tuple[Entry, ...]:
        if rows is None:
            return ()
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._at("items", _("Write each item as a table of its own: [[items]]."))
            return ()
        if depth > MAX_DEPTH:
            message = _("At most %(depth)s levels are possible. Move the item up.")
            self._at("items", message % {"depth": MAX_DEPTH})
            return ()
        return tuple(self._entry(row, depth) for row in rows)

    def _entry(self, row: dict[str, Any], depth: int) -> Entry:
        self.count += 1
        number = self.count
        key = row.get("key")
        where = key if isinstance(key, str) and key else _("item %(number)s") % {"number": number}
        line = self.heads[number - 1] if number <= len(self.heads) else None
        faults = [*self._key_faults(key, where, line)]
        label, label_faults = _bilingual(row.get("label"), MAX_LABEL)
        text, text_faults = _bilingual(row.get("text"), MAX_TEXT)
        faults += [f"label{fault}" for fault in label_faults]
        faults += [f"text{fault}" for fault in text_faults]
        extra = {name: value for name, value in row.items() if name not in ITEM_FIELDS}
        for name, value in extra.items():
            faults += [f"{name}: {fault}" for fault in _extra_faults(value)]
        if number == MAX_ITEMS + 1:
            faults.append(
                _("At most %(most)s items are read. Split the content.") % {"most": MAX_ITEMS}
            )
        self.problems += [Problem(where, fault, line) for fault in faults]
        children = self._entries(row.get("children"), depth + 1)
        return Entry(where, label, text, extra, children)

    def _key_faults(self, key: Any, where: str, line: int | None) -> Iterator[str]:
        if not isinstance(key, str) or not KEY.fullmatch(key):
            yield _("Give a key: a letter, then letters, digits, “_”, “-”, “.”, at most 60.")
        elif key in self.keys:
            message = _("The key “%(key)s” is already used %(first)s. Choose another one.")
            yield message % {"key": key, "first": self.keys[key]}
        else:
            self.keys[key] = _("in line %(line)s") % {"line": line} if line else _("further up")

    def _fixed_keys(self, kind: ContentKind) -> None:
        missing = sorted(kind.fixed_keys - set(self.keys))
        if missing:
            message = ngettext(
                "The platform needs the key %(keys)s. Add the item.",
                "The platform needs the keys %(keys)s. Add the items.",
                len(missing),
            )
            self._at("items", message % {"keys": ", ".join(missing)})

    def _locate(self) -> None:
        """Lines are only certain when each item has a heading of its own."""
        if len(self.heads) != self.count:
            known = set(self.lines.values())
            self.problems = [
                p if p.line in known else Problem(p.where, p.message) for p in self.problems
            ]


def _both(pair: Bilingual) -> tuple[str, str]:
    return pair.de, pair.en


def _bilingual(value: Any, most: int) -> tuple[Bilingual, list[str]]:
    if not isinstance(value, dict):
        return Bilingual("", ""), [": " + _("Give it in German and English (.de and .en).")]
    faults = [
        ": " + _("The language “%(language)s” is not read, only de and en.") % {"language": name}
        for name in sorted(set(value) - set(LANGUAGES))
    ]
    texts = []
    for language in LANGUAGES:
        text = value.get(language)
        texts.append(text.strip() if isinstance(text, str) else "")
        faults += [f".{language}: {fault}" for fault in _text_faults(texts[-1], most)]
    return Bilingual(*texts), faults


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
