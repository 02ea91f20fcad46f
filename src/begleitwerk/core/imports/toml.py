"""TOML files table by table: typed entries, and every oddity with its line, its key and a remedy.

A reader says which entries a table has and how each value is read; what cannot be read is noted and
the rest is read all the same, so that all mistakes of a file are told at once.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports.figures import Notation, figure_of
from begleitwerk.core.imports.problems import CellError, UnreadableError
from begleitwerk.core.imports.reading import in_words, read_file
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.toml_file import Figure, parsed, taken
from begleitwerk.engine.reading.toml_lines import Path

NEEDED = object()  # the default of an entry that must be there

Read = Callable[[Any], Any]


@dataclass(frozen=True)
class TomlProblem:
    """What is wrong in a file and how to mend it; `line` counts from 1, 0 is the whole file."""

    file: str
    line: int
    table: str
    key: str
    what: str
    mend: str

    @property
    def words(self) -> str:
        return f"{self.what} {self.mend}".strip()


class TomlError(Exception):
    """The file as a whole is no TOML."""

    def __init__(self, problem: TomlProblem) -> None:
        super().__init__(problem.words)
        self.problem = problem


@dataclass(frozen=True)
class Nested:
    """Reads a table within a table: its entries, and what becomes of their values."""

    entries: Sequence["Entry"]
    build: Callable[..., Any] = dict


@dataclass(frozen=True)
class Entry:
    """An entry of a table: its name, how its value is read, and what it is when absent."""

    name: str
    read: Read | Nested
    default: Any = NEEDED


@dataclass
class TomlFile:
    """A parsed file; `problems` grow while it is read."""

    name: str
    document: dict[str, Any]
    lines: Mapping[Path, int]
    problems: list[TomlProblem] = field(default_factory=list)

    @classmethod
    def parsed(
        cls, content: bytes | str, name: str = "", *, figure: Figure = Decimal
    ) -> "TomlFile":
        """A file of our own, or of whoever runs a command. Raises TomlError where it is no TOML."""
        try:
            return cls(name, *parsed(content, figure))
        except ReadingError as error:
            raise TomlError(no_toml(name, in_words("toml", error))) from error

    @classmethod
    def received(cls, content: bytes, name: str = "", *, figure: Figure = Decimal) -> "TomlFile":
        """A file somebody uploaded, read elsewhere. Raises TomlError where that does not go."""
        try:
            return cls(name, *taken(read_file("toml", content), figure))
        except UnreadableError as error:
            raise TomlError(no_toml(name, error)) from error

    @property
    def top(self) -> "Table":
        return Table(self, (), self.document)

    def line_of(self, path: Path) -> int:
        """Where this stands, or what it stands in."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)


@dataclass(frozen=True)
class Table:
    """A table of a file, by its path: ("items", 0, "children", 2)."""

    file: TomlFile
    path: Path
    given: Mapping[str, Any]
    title: str = ""
    within: str = ""  # before each key of a table within a table: "title."

    @property
    def line(self) -> int:
        return self.file.line_of(self.path)

    def note(self, key: str, what: str, mend: str = "") -> None:
        line = self.file.line_of((*self.path, key)) if key else self.line
        shown = (self.within + key).rstrip(".")
        self.file.problems.append(TomlProblem(self.file.name, line, self.title, shown, what, mend))

    def read(self, entries: Sequence[Entry], *, is_open: bool = False) -> dict[str, Any]:
        """Values by name; what cannot be read has its default. An open table may hold more."""
        if not is_open:
            self.refuse_others([entry.name for entry in entries])
        return {entry.name: self._value(entry) for entry in entries}

    def read_whole(self, entries: Sequence[Entry]) -> dict[str, Any] | None:
        """Values by name; None where any is wrong, absent or unknown."""
        before = len(self.file.problems)
        values = self.read(entries)
        return values if len(self.file.problems) == before else None

    def refuse_others(self, known: Sequence[str]) -> None:
        for name in self.given.keys() - set(known):
            mend = _("Delete it, or call it one of: %(names)s.") % {"names": ", ".join(known)}
            self.note(name, _("This entry is not known."), mend)

    def _value(self, entry: Entry) -> Any:
        if entry.name not in self.given:
            if entry.default is NEEDED:
                self.note(entry.name, _("This entry is missing."), _("Add it."))
            return entry.default
        value = self.given[entry.name]
        if isinstance(entry.read, Nested):
            return self._nested(entry.name, entry.read)
        try:
            return entry.read(value)
        except CellError as fault:
            self.note(entry.name, fault.what, fault.mend)
            return entry.default

    def _nested(self, name: str, nested: Nested) -> Any:
        table = self.table(name)
        if table is None:
            return NEEDED
        inner = replace(table, title=self.title, within=f"{self.within}{name}.")
        return nested.build(**inner.read(nested.entries))

    def table(self, name: str) -> "Table | None":
        """A single table, [name] or name = { … }; None where something else stands there."""
        given = self.given.get(name, {})
        if not isinstance(given, Mapping):
            self.note(name, *no_table(f"[{name}]"))
            return None
        return Table(self.file, (*self.path, name), given, f"[{name}]")

    def tables(self, name: str, *, label: str = "key") -> Iterator["Table"]:
        """A list of tables, [[name]], each called after its number and its `label`."""
        given = self.given.get(name, [])
        if not isinstance(given, list) or not all(isinstance(row, Mapping) for row in given):
            self.note(name, *no_table(f"[[{name}]]"))
            return
        for index, row in enumerate(given):
            key = row.get(label, "")
            title = f"{name} {index + 1}" + (f": {key}" if isinstance(key, str) and key else "")
            yield Table(self.file, (*self.path, name, index), row, title)


def no_toml(name: str, error: UnreadableError) -> TomlProblem:
    problem = error.problem
    return TomlProblem(name, problem.row, "", "", problem.what, problem.mend)


def no_table(header: str) -> tuple[str, str]:
    mend = _("Write %(header)s on a line of its own, and its entries below.")
    return _("This is no table."), mend % {"header": header}


# --- Values -------------------------------------------------------------------------------------


def wrong(value: object, mend: str) -> CellError:
    return CellError(_("“%(value)s” does not fit here.") % {"value": str(value)[:40]}, mend)


def text(value: Any) -> str:
    """A text that is not empty; a whole number is one as well (AGS without quotation marks)."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise wrong(value, _("Enter a text in quotation marks."))
    return value.strip()


def matching(pattern: re.Pattern[str], rule: Any) -> Read:
    """A text of one form; `rule` says which, in words."""

    def read(value: Any) -> str:
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        raise wrong(value, _("Enter a text in quotation marks: %(rule)s.") % {"rule": rule})

    return read


def whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong(value, _("Enter a whole number."))
    return value


def whole_between(least: int, most: int) -> Read:
    def read(value: Any) -> int:
        if least <= (number := whole(value)) <= most:
            return number
        mend = _("Enter a whole number from %(least)d to %(most)d.")
        raise wrong(value, mend % {"least": least, "most": most})

    return read


def figure(value: Any) -> Decimal:
    """A number, also in quotation marks."""
    if isinstance(value, str | int | Decimal):
        number = figure_of(value, Notation.POINT)
        if number is not None:
            return number
    raise wrong(value, _("Enter a number."))


def texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise wrong(value, _('Enter a list of texts: ["A", "B"].'))
    return tuple(text(entry) for entry in value)


def one_of(known: Sequence[str]) -> Read:
    def read(value: Any) -> str:
        if value not in known:
            raise wrong(value, _("Enter one of: %(names)s.") % {"names": ", ".join(known)})
        return str(value)

    return read
