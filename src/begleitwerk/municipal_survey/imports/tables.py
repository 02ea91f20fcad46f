"""A survey file as a table: CSV and Excel by their header row, SPSS with its codebook."""

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pyreadstat
from django.utils.translation import gettext as _

from begleitwerk.core.imports import (
    FIRST_ROW,
    Broken,
    Problem,
    UnreadableError,
    cell_at,
    has_content,
    lines_of,
    text_of,
    too_long,
)
from begleitwerk.core.imports.encodings import read_once, read_twice
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.imports.values import guessed_kind
from begleitwerk.municipal_survey.models import SurveyVariable, code_of

MAX_ROWS = 5000
MAX_COLUMNS = 1000
LENGTH_OF_COLUMN = 200  # of a column's name, as SurveyColumn keeps it
SPSS_STARTS = (b"$FL2", b"$FL3")
SPSS_EPOCH = datetime(1582, 10, 14)  # noqa: DTZ001  a calendar's first day has no zone
SPSS_DAYS = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR", "YMDHMS")
SPSS_TIMES = ("TIME", "DTIME", "MTIME")
# What old files hold that say another encoding, or none.
OLD_ENCODING = "WINDOWS-1252"
SHOWN_WORDS = 5
MOST_SECONDS = 10**9
FIRST_CASE = 1  # SPSS counts cases, it has no row for the names


@dataclass(frozen=True)
class Line:
    """A row: its number in the file, and one cell per column."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A file as read. `book` holds a variable for each column that came with its codebook.

    `doubt` are words of the file whose letters somebody must look at before they count.
    """

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    book: Mapping[str, SurveyVariable] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    delimiter: str = ""
    doubt: tuple[str, ...] = ()

    def cells(self, column: str) -> list[Any]:
        index = self.columns.index(column)
        return [line.cells[index] for line in self.lines]


def read_table(content: bytes, file_name: str) -> Table:
    """The file as columns and rows; raises UnreadableError where it is none, or empty."""
    is_spss = content.startswith(SPSS_STARTS)
    table = spss_table(content) if is_spss else plain_table(content, file_name)
    if not table.lines:
        raise UnreadableError(
            _("The file has no rows."), _("Add a row for each municipality that answered.")
        )
    return table


# --- CSV and Excel ------------------------------------------------------------------------------


def plain_table(content: bytes, file_name: str) -> Table:
    lines = lines_of(content, file_name, MAX_ROWS, MAX_COLUMNS)
    header = list(next(lines, []))
    rows = [(number, cells) for number, cells in enumerate(lines, FIRST_ROW) if has_content(cells)]
    kept = [
        index
        for index, name in enumerate(header)
        if has_content([name]) or any(has_content(cells[index : index + 1]) for _n, cells in rows)
    ]
    if not kept:
        raise UnreadableError(
            _("The first row holds no names of columns."),
            _("Put the names of the variables into row 1."),
        )
    return Table(
        columns=column_names([header[index] for index in kept], kept),
        lines=tuple(
            Line(number, tuple(cell_at(cells, index) for index in kept)) for number, cells in rows
        ),
        problems=tuple(
            too_long(number) for number, cells in rows if has_content(cells[len(header) :])
        ),
        notes=tuple(lines.notes),
        delimiter=lines.delimiter,
    )


def column_names(header: Sequence[Any], places: Sequence[int]) -> tuple[str, ...]:
    """Each column's name, once: a nameless one is called by its place, a second one numbered."""
    names: list[str] = []
    for cell, place in zip(header, places, strict=True):
        plain = " ".join(text_of(cell).split())[: LENGTH_OF_COLUMN - 10] or f"Spalte {place + 1}"
        name, number = plain, 1
        while name in names:
            number += 1
            name = f"{plain} ({number})"
        names.append(name)
    return tuple(names)


# --- SPSS ---------------------------------------------------------------------------------------


def spss_table(content: bytes) -> Table:
    """A .sav or .zsav file with its labels; codes it declares missing stay codes."""
    data, meta, is_doubtful = spss_content(content)
    columns = tuple(meta.column_names)
    check_size(len(next(iter(data.values()), [])), len(columns))
    formats = meta.original_variable_types
    cells = {name: [spss_cell(cell, formats[name]) for cell in data[name]] for name in columns}
    book = {name: spss_variable(name, cells[name], meta) for name in columns}
    lines = tuple(
        Line(number, row)
        for number, row in enumerate(zip(*cells.values(), strict=True), FIRST_CASE)
        if has_content(row)
    )
    was_twice = any(is_twice(cell) for column in data.values() for cell in column)
    was_twice = was_twice or any(map(is_twice, meta.column_labels))
    words = strange_words(lines, book) if is_doubtful or was_twice else ()
    notes = (read_twice(),) if was_twice else ()
    return Table(columns, lines, book, notes=notes, doubt=words)


def spss_content(content: bytes) -> tuple[Any, Any, bool]:
    """Data, labels, and whether the encoding had to be guessed: the file states a wrong one."""
    for encoding in (None, OLD_ENCODING):
        try:
            data, meta = pyreadstat.read_sav(
                io.BytesIO(content),
                output_format="dict",
                user_missing=True,
                row_limit=MAX_ROWS + 1,
                encoding=encoding,
                disable_datetime_conversion=True,  # one impossible day would stop the whole file
            )
        except Exception as error:  # the reader raises whatever the broken file provokes
            failure = error
        else:
            return data, meta, encoding is not None
    raise UnreadableError(
        _("The SPSS file cannot be opened."), _("Save it anew as .sav, or as CSV.")
    ) from failure


def is_twice(cell: Any) -> bool:
    return isinstance(cell, str) and read_once(cell) != cell


def strange_words(lines: Sequence[Line], book: Mapping[str, SurveyVariable]) -> tuple[str, ...]:
    """The first few words with letters beyond ASCII; a wrong encoding shows there."""
    texts = [variable.label for variable in book.values()]
    texts += [words for variable in book.values() for words in variable.value_labels.values()]
    texts += [cell for line in lines for cell in line.cells if isinstance(cell, str)]
    words = dict.fromkeys(word for text in texts for word in text.split() if not word.isascii())
    return tuple(words)[:SHOWN_WORDS]


def check_size(rows: int, columns: int) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise UnreadableError(
            _("The file has more than %(rows)d rows or %(columns)d columns.")
            % {"rows": MAX_ROWS, "columns": MAX_COLUMNS},
            _("Divide it into several files."),
        )


def spss_cell(cell: Any, kind: str) -> Any:
    """A cell as other files have it: nothing, text, figure or day. Days are seconds in SPSS."""
    if isinstance(cell, str):
        return read_once(cell.rstrip())
    if cell is None or math.isnan(cell):
        return None
    if kind.startswith(SPSS_TIMES):
        return str(timedelta(seconds=cell)) if abs(cell) < MOST_SECONDS else Broken(f"{cell:g}")
    if kind.startswith(SPSS_DAYS):
        try:
            return (SPSS_EPOCH + timedelta(seconds=cell)).date()
        except OverflowError:
            return Broken(f"{cell:g}")
    return cell


def spss_variable(name: str, cells: Sequence[Any], meta: Any) -> SurveyVariable:
    """What the file says about a variable; its type follows from labels and values."""
    given = meta.variable_value_labels.get(name, {})
    labels = {code_of(code): read_once(words) for code, words in given.items()}
    missing = {
        code: labels.pop(code, "")
        for code in dict.fromkeys([*labels, *codes_in(cells)])
        if declared_missing(code, meta.missing_ranges.get(name, []))
    }
    variable = SurveyVariable(
        name=name,
        label=read_once(meta.column_names_to_labels.get(name) or name)[:400],
        value_labels=labels,
        missing_codes=missing,
    )
    answers = [cell for cell in cells if code_of(cell) not in missing]
    variable.kind = SurveyKind.TEXT if is_text(answers) and not labels else ""
    variable.kind = variable.kind or guessed_kind(answers, labels)
    return variable


def codes_in(cells: Sequence[Any]) -> Iterator[str]:
    return (code_of(cell) for cell in cells if isinstance(cell, int | float | str) and cell != "")


def is_text(cells: Sequence[Any]) -> bool:
    return any(isinstance(cell, str) and cell and not isinstance(cell, Broken) for cell in cells)


def declared_missing(code: str, ranges: Sequence[Mapping[str, Any]]) -> bool:
    """True for a code within one of the ranges; SPSS gives texts as a range of one."""
    for item in ranges:
        low, high = item["lo"], item["hi"]
        if isinstance(low, str):
            if code == low.strip():
                return True
            continue
        try:
            if low <= float(code) <= high:
                return True
        except ValueError:
            continue
    return False
