"""A survey file as a table: CSV and Excel by their header row, SPSS with its codebook."""

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

import pyreadstat
from django.utils.translation import gettext as _

from begleitwerk.core.imports import FIRST_ROW, Problem, UnreadableError, lines_of
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.imports.values import guessed_kind
from begleitwerk.municipal_survey.models import SurveyVariable, code_of

MAX_ROWS = 5000
MAX_COLUMNS = 1000
LENGTH_OF_COLUMN = 200  # of a column's name, as SurveyColumn keeps it
SPSS_STARTS = (b"$FL2", b"$FL3")
FIRST_CASE = 1  # SPSS counts cases, it has no row for the names


@dataclass(frozen=True)
class Line:
    """A row: its number in the file, and one cell per column."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A file as read. `book` holds a variable for each column that came with its codebook."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    book: Mapping[str, SurveyVariable] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

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
            Line(number, tuple(cells[index] if index < len(cells) else None for index in kept))
            for number, cells in rows
        ),
        problems=tuple(
            too_long(number) for number, cells in rows if has_content(cells[len(header) :])
        ),
    )


def has_content(cells: Sequence[Any]) -> bool:
    return any(cell is not None and str(cell).strip() for cell in cells)


def too_long(number: int) -> Problem:
    return Problem(
        number,
        "",
        _("The row has more cells than there are columns."),
        _("Put texts that contain the separator into quotation marks."),
    )


def column_names(header: Sequence[Any], places: Sequence[int]) -> tuple[str, ...]:
    """Each column's name, once: a nameless one is called by its place, a second one numbered."""
    names: list[str] = []
    for cell, place in zip(header, places, strict=True):
        plain = str(cell or "").strip()[: LENGTH_OF_COLUMN - 10] or f"Spalte {place + 1}"
        name, number = plain, 1
        while name in names:
            number += 1
            name = f"{plain} ({number})"
        names.append(name)
    return tuple(names)


# --- SPSS ---------------------------------------------------------------------------------------


def spss_table(content: bytes) -> Table:
    """A .sav or .zsav file with its labels; codes it declares missing stay codes."""
    try:
        data, meta = pyreadstat.read_sav(
            io.BytesIO(content), output_format="dict", user_missing=True, row_limit=MAX_ROWS + 1
        )
    except Exception as error:  # the reader raises whatever the broken file provokes
        raise UnreadableError(
            _("The SPSS file cannot be opened."), _("Save it anew as .sav, or as CSV.")
        ) from error
    columns = tuple(meta.column_names)
    check_size(len(next(iter(data.values()), [])), len(columns))
    cells = {name: [spss_cell(cell) for cell in data[name]] for name in columns}
    return Table(
        columns=columns,
        lines=tuple(
            Line(number, row)
            for number, row in enumerate(zip(*cells.values(), strict=True), FIRST_CASE)
            if has_content(row)
        ),
        book={name: spss_variable(name, cells[name], meta) for name in columns},
    )


def check_size(rows: int, columns: int) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise UnreadableError(
            _("The file has more than %(rows)d rows or %(columns)d columns.")
            % {"rows": MAX_ROWS, "columns": MAX_COLUMNS},
            _("Divide it into several files."),
        )


def spss_cell(cell: Any) -> Any:
    """A cell as other files have it: nothing, text, figure or day."""
    if isinstance(cell, float) and math.isnan(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, time):
        return cell.isoformat()
    return cell.rstrip() if isinstance(cell, str) else cell


def spss_variable(name: str, cells: Sequence[Any], meta: Any) -> SurveyVariable:
    """What the file says about a variable; its type follows from labels and values."""
    given = meta.variable_value_labels.get(name, {})
    labels = {code_of(code): words for code, words in given.items()}
    missing = {
        code: labels.pop(code, "")
        for code in dict.fromkeys([*labels, *codes_in(cells)])
        if declared_missing(code, meta.missing_ranges.get(name, []))
    }
    variable = SurveyVariable(
        name=name,
        label=(meta.column_names_to_labels.get(name) or name)[:400],
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
    return any(isinstance(cell, str) and cell for cell in cells)


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
