"""A TOML file table by table: typed entries, and every oddity with its line and remedy."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import CellError, Notation, figure_of
from begleitwerk.selection.choice.cells import Band
from begleitwerk.selection.choice.places import FaultyFilesError, Notice, Place

HEADER = re.compile(r"^[ \t]*\[\[[ \t]*([A-Za-z_]+)[ \t]*\]\]", re.MULTILINE)
NEEDED = object()  # the default of an entry that must be there

Read = Callable[[Any], Any]


@dataclass(frozen=True)
class Entry:
    """An entry of a table: its name, how its value is read, and what it is when absent."""

    name: str
    read: Read
    default: Any = NEEDED


@dataclass(frozen=True)
class Row:
    place: Place
    values: Mapping[str, Any]


@dataclass
class TomlFile:
    """A parsed file; `notices` grow while it is read."""

    name: str
    document: dict[str, Any]
    lines: Mapping[str, Sequence[int]]
    notices: list[Notice] = field(default_factory=list)

    @classmethod
    def parsed(cls, content: bytes, name: str) -> "TomlFile":
        """Raises FaultyFilesError where it is no TOML at all."""
        try:
            text = content.decode("utf-8-sig")
            document = tomllib.loads(text, parse_float=Decimal)
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
            what = _("This is no valid TOML: %(error)s.") % {"error": str(error)[:200]}
            mend = _("Correct the place, and save the file as UTF-8.")
            raise FaultyFilesError((Notice(Place(name), "", what, mend),)) from error
        lines: dict[str, list[int]] = {}
        for found in HEADER.finditer(text):
            lines.setdefault(found[1], []).append(text.count("\n", 0, found.start(1)) + 1)
        return cls(name, document, lines)

    def note(self, place: Place, entry: str, what: str, mend: str) -> None:
        self.notices.append(Notice(place, entry, what, mend))

    def check_tables(self, known: Sequence[str]) -> None:
        for table in self.document.keys() - set(known):
            self.note(Place(self.name), table, *unknown_entry(known))

    def top(self, entries: Sequence[Entry]) -> Mapping[str, Any]:
        """Entries before the first table; what cannot be read has its default."""
        found = {entry.name: self.document.get(entry.name) for entry in entries}
        given = {name: value for name, value in found.items() if value is not None}
        return self._read(given, entries, Place(self.name)) or {
            entry.name: entry.default for entry in entries
        }

    def table(self, name: str, entries: Sequence[Entry]) -> Mapping[str, Any]:
        """A single table: [name]."""
        place = Place(self.name, 0, f"[{name}]")
        given = self.document.get(name, {})
        if not isinstance(given, dict):
            self.note(place, "", *no_table(f"[{name}]"))
            given = {}
        return self._read(given, entries, place) or {entry.name: entry.default for entry in entries}

    def rows(self, name: str, entries: Sequence[Entry]) -> Iterator[Row]:
        """A list of tables: [[name]], each with its place; rows at fault are noted and left out."""
        given = self.document.get(name, [])
        if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
            self.note(Place(self.name), name, *no_table(f"[[{name}]]"))
            return
        for number, row in enumerate(given, 1):
            place = self._place(name, number, len(given), row)
            values = self._read(row, entries, place)
            if values is not None:
                yield Row(place, values)

    def _place(self, table: str, number: int, count: int, row: Mapping[str, Any]) -> Place:
        lines = self.lines.get(table, ())
        key = row.get("key", row.get("candidate", ""))
        title = f"{table} {number}" + (f": {key}" if isinstance(key, str) and key else "")
        return Place(self.name, lines[number - 1] if len(lines) == count else 0, title)

    def _read(
        self, given: Mapping[str, Any], entries: Sequence[Entry], place: Place
    ) -> dict[str, Any] | None:
        """Values by name; None where any is wrong, absent or unknown."""
        before = len(self.notices)
        for name in given.keys() - {entry.name for entry in entries}:
            self.note(place, name, *unknown_entry([entry.name for entry in entries]))
        values = {}
        for entry in entries:
            if entry.name not in given:
                values[entry.name] = entry.default
                if entry.default is NEEDED:
                    self.note(place, entry.name, _("This entry is missing."), _("Add it."))
                continue
            try:
                values[entry.name] = entry.read(given[entry.name])
            except CellError as wrong:
                self.note(place, entry.name, wrong.what, wrong.mend)
        return values if len(self.notices) == before else None


def unknown_entry(known: Sequence[str]) -> tuple[str, str]:
    mend = _("Delete it, or call it one of: %(names)s.") % {"names": ", ".join(known)}
    return _("This entry is not known."), mend


def no_table(header: str) -> tuple[str, str]:
    what = _("This is no table.")
    return what, _("Write %(header)s on a line of its own, and its entries below.") % {
        "header": header
    }


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


def whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong(value, _("Enter a whole number."))
    return value


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


def scale(value: Any) -> tuple[Decimal, Decimal]:
    if not isinstance(value, list) or len(value) != 2:
        raise wrong(value, _("Enter the lowest and the highest score: [0, 4]."))
    return figure(value[0]), figure(value[1])


def fact(value: Any) -> Any:
    """What a hard rule compares with: text, number, truth, or a list of texts."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return texts(value)
    return figure(value) if isinstance(value, int | Decimal) else text(value)


def one_of(known: Sequence[str]) -> Read:
    def read(value: Any) -> str:
        if value not in known:
            mend = _("Enter one of: %(names)s.") % {"names": ", ".join(known)}
            raise wrong(value, mend)
        return str(value)

    return read


def bands(value: Any) -> tuple[Band, ...]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise wrong(value, _('Enter a list of steps: [{ is = "ja", score = 4 }].'))
    return tuple(band(row) for row in value)


def band(row: Mapping[str, Any]) -> Band:
    """`{ is = "ja", score = 4 }`, with `at_least = 300` or `empty = true` in the place of `is`."""
    condition = row.keys() - {"score"}
    if "score" not in row or len(condition) != 1 or not condition <= {"is", "at_least", "empty"}:
        mend = _("A step has “score” and one of: is, at_least, empty = true.")
        raise wrong(dict(row), mend)
    score = figure(row["score"])
    if "is" in row:
        return Band(score, equal=text(row["is"]))
    if "at_least" in row:
        return Band(score, at_least=figure(row["at_least"]))
    return Band(score)
