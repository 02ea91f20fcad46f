"""A survey file as a table: CSV and Excel by their header row, SPSS with its codebook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import (
    WHOLE,
    Broken,
    Place,
    Problem,
    UnreadableError,
    cell_at,
    has_content,
    lines_of,
    note_of,
    read_file,
    revived,
    text_of,
    too_long,
)
from begleitwerk.engine.reading.encodings import READ_TWICE
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.imports.values import guessed_kind
from begleitwerk.municipal_survey.models import SurveyVariable, code_of

MAX_ROWS = 5000
MAX_COLUMNS = 1000
LENGTH_OF_COLUMN = 200  # of a column's name, as SurveyColumn keeps it
SPSS_STARTS = (b"$FL2", b"$FL3")
SHOWN_WORDS = 5
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


def read_table(content: bytes, file_name: str, place: Place = WHOLE) -> Table:
    """The file as columns and rows; raises UnreadableError where it is none, or empty."""
    is_spss = content.startswith(SPSS_STARTS)
    table = spss_table(content) if is_spss else plain_table(content, file_name, place)
    if not table.lines:
        raise UnreadableError(
            _("The file has no rows."), _("Add a row for each municipality that answered.")
        )
    return table


# --- CSV and Excel ------------------------------------------------------------------------------


def plain_table(content: bytes, file_name: str, place: Place) -> Table:
    lines = lines_of(content, file_name, MAX_ROWS, MAX_COLUMNS, place)
    header = list(next(lines, []))
    numbered = enumerate(lines, lines.first_row)
    rows = [(number, cells) for number, cells in numbered if has_content(cells)]
    kept = [
        index
        for index, name in enumerate(header)
        if has_content([name]) or any(has_content(cells[index : index + 1]) for _n, cells in rows)
    ]
    if not kept:
        raise UnreadableError(
            _("Row %(row)d holds no names of columns.") % {"row": lines.first_row - 1},
            _("Say in which row the names of the variables stand."),
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
    found = read_file("sav", content, rows=MAX_ROWS, columns=MAX_COLUMNS)
    columns = tuple(found["names"])
    cells = [[revived(cell) for cell in column] for column in found["cells"]]
    said = zip(columns, cells, found["labels"], found["words"], found["missing"], strict=True)
    book = {name: spss_variable(name, *about) for name, *about in said}
    lines = tuple(
        Line(number, row)
        for number, row in enumerate(zip(*cells, strict=True), FIRST_CASE)
        if has_content(row)
    )
    words = strange_words(lines, book) if found["guessed"] or found["twice"] else ()
    notes = (note_of(READ_TWICE),) if found["twice"] else ()
    return Table(columns, lines, book, notes=notes, doubt=words)


def strange_words(lines: Sequence[Line], book: Mapping[str, SurveyVariable]) -> tuple[str, ...]:
    """The first few words with letters beyond ASCII; a wrong encoding shows there."""
    texts = [variable.label for variable in book.values()]
    texts += [words for variable in book.values() for words in variable.value_labels.values()]
    texts += [cell for line in lines for cell in line.cells if isinstance(cell, str)]
    words = dict.fromkeys(word for text in texts for word in text.split() if not word.isascii())
    return tuple(words)[:SHOWN_WORDS]


def spss_variable(
    name: str,
    cells: Sequence[Any],
    label: str,
    words: Sequence[tuple[Any, str]],
    ranges: Sequence[tuple[Any, Any]],
) -> SurveyVariable:
    """What the file says about a variable: its question, words for codes, ranges of missing ones.

    Its type follows from labels and values.
    """
    labels = {code_of(code): said for code, said in words}
    missing = {
        code: labels.pop(code, "")
        for code in dict.fromkeys([*labels, *codes_in(cells)])
        if declared_missing(code, ranges)
    }
    variable = SurveyVariable(
        name=name, label=label[:400], value_labels=labels, missing_codes=missing
    )
    answers = [cell for cell in cells if code_of(cell) not in missing]
    variable.kind = SurveyKind.TEXT if is_text(answers) and not labels else ""
    variable.kind = variable.kind or guessed_kind(answers, labels)
    return variable


def codes_in(cells: Sequence[Any]) -> Iterator[str]:
    return (code_of(cell) for cell in cells if isinstance(cell, int | float | str) and cell != "")


def is_text(cells: Sequence[Any]) -> bool:
    return any(isinstance(cell, str) and cell and not isinstance(cell, Broken) for cell in cells)


def declared_missing(code: str, ranges: Sequence[tuple[Any, Any]]) -> bool:
    """True for a code within one of the ranges; SPSS gives texts as a range of one."""
    for low, high in ranges:
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
