"""A file to rows of cells: CSV in any usual form, or the first sheet of an Excel file."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from begleitwerk.core.imports.encodings import decoded, read_once, read_twice
from begleitwerk.core.imports.problems import Broken, Formula, Problem, UnreadableError

MAX_COLUMNS = 60
MAX_UNPACKED = 200 * 1024 * 1024
FIRST_ROW = 2  # row 1 holds the names of the columns, in a spreadsheet's own numbering
SEPARATORS = ";,\t"
SAYS_SEPARATOR = re.compile(r'"?sep=(.)"?\s*?(?:\r\n|\n|\r)', re.IGNORECASE)
# ="05974" is how some programs keep a spreadsheet from taking a key for a figure.
QUOTED_FORMULA = re.compile(r'="([^"=]*)"')
FORMULA = re.compile(r"=\s*[\w(+\-\"'{$@.]", re.ASCII)


@dataclass
class Lines(Iterator[Sequence[Any]]):
    """The rows of a file one after the other, the header first; and what is to be said of it."""

    rows: Iterator[Sequence[Any]]
    delimiter: str = ""  # of a CSV file
    notes: list[Problem] = field(default_factory=list)

    def __next__(self) -> Sequence[Any]:
        return next(self.rows)


def lines_of(
    content: bytes, file_name: str, max_rows: int, max_columns: int = MAX_COLUMNS
) -> Lines:
    """The header and at most `max_rows` rows; an Excel sheet up to `max_columns`.

    Raises UnreadableError, here and while the rows are read.
    """
    if is_excel(content, file_name):
        lines = Lines(iter(()))
        lines.rows = sheet_rows(content, max_columns, lines.notes)
    else:
        lines = csv_lines(content)
    lines.rows = limited(lines.rows, max_rows, max_columns)
    return lines


def is_excel(content: bytes, file_name: str) -> bool:
    return content.startswith(b"PK") or file_name.lower().endswith((".xlsx", ".xlsm"))


def limited(
    rows: Iterator[Sequence[Any]], max_rows: int, max_columns: int
) -> Iterator[Sequence[Any]]:
    for number, cells in enumerate(rows):
        if number > max_rows or len(cells) > 10 * max_columns:
            raise UnreadableError(
                _("The file has more than %(rows)d rows or far too many columns.")
                % {"rows": max_rows},
                _("Divide it into several files."),
            )
        yield cells


# --- CSV ----------------------------------------------------------------------------------------


def csv_lines(content: bytes) -> Lines:
    text, notes = decoded(content)
    said = SAYS_SEPARATOR.match(text)
    if said:
        text = text[said.end() :]
    delimiter = said[1] if said else likely_delimiter(text)
    return Lines(csv_rows(text, delimiter), delimiter, notes)


def likely_delimiter(text: str) -> str:
    """The separator that stands most often between the headings, line breaks within them or not."""
    counts, quoted = dict.fromkeys(SEPARATORS, 0), False
    for sign in text:
        if sign == '"':
            quoted = not quoted
        elif not quoted and sign in "\r\n":
            break
        elif not quoted and sign in counts:
            counts[sign] += 1
    if quoted:  # a quotation mark that is never closed
        first = text.partition("\n")[0]
        counts = {sign: first.count(sign) for sign in SEPARATORS}
    return max(counts, key=lambda sign: counts[sign])


def csv_rows(text: str, delimiter: str) -> Iterator[Sequence[Any]]:
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [csv_cell(cell) for cell in cells]
    except csv.Error as error:
        raise UnreadableError(
            _("The file is no valid CSV: %(error)s.") % {"error": error},
            _("Save it anew as CSV or as Excel file."),
        ) from error


def csv_cell(cell: str) -> str:
    if not cell.startswith("="):
        return cell
    if quoted := QUOTED_FORMULA.fullmatch(cell):
        return quoted[1]
    return Formula(cell) if FORMULA.match(cell) else cell


# --- Excel --------------------------------------------------------------------------------------


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """The workbook. Raises UnreadableError where it is none, or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise UnreadableError(_("The file is too large when unpacked."), _("Divide it."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises whatever the broken file provokes
        raise UnreadableError(
            _("The Excel file cannot be opened."), _("Save it anew as .xlsx or as CSV.")
        ) from error
    try:
        yield book
    finally:
        book.close()


def sheet_rows(content: bytes, max_columns: int, notes: list[Problem]) -> Iterator[Sequence[Any]]:
    with opened(content) as book:
        yield from rows_in(book.worksheets[0], max_columns, notes)


def rows_in(sheet: Any, max_columns: int, notes: list[Problem]) -> Iterator[Sequence[Any]]:
    """The rows of a sheet. A formula comes as such, never as a value somebody else computed."""
    sheet.reset_dimensions()
    was_broken = False
    for row in sheet.iter_rows(max_col=max_columns):
        cells = [excel_cell(cell.value, cell.data_type) for cell in row]
        once = [read_once(cell) if type(cell) is str else cell for cell in cells]
        if once != cells and not was_broken:
            was_broken = True
            notes.append(read_twice())
        yield trimmed(once)


def excel_cell(value: Any, data_type: str) -> Any:
    if data_type == "f":
        return Formula(getattr(value, "text", value))
    return Broken(value) if data_type == "e" else value


def trimmed(cells: Sequence[Any]) -> Sequence[Any]:
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]
