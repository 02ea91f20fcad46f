"""Reading a list from a file: CSV or Excel into rows of typed values, and what is wrong by row.

Nothing here touches the database. An app names its columns and how their cells are read; the
columns are those of its export, German in every language, so that a list can be exported, edited
and taken back by another person. Formulas stay the text they are written as.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from begleitwerk.core.exports import FORMULA_STARTS

MAX_COLUMNS = 60
MAX_UNPACKED = 200 * 1024 * 1024
FIRST_ROW = 2  # row 1 holds the names of the columns, in a spreadsheet's own numbering

Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """A column: its name, the field it fills (none: only exported), and what else it is called."""

    name: str
    field: str
    aliases: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row, and how to mend it. Row 0 is the file as a whole."""

    row: int
    column: str
    what: str
    mend: str


@dataclass(frozen=True)
class Row:
    """A line of the file by field; missing are columns not there and cells that cannot be read."""

    number: int
    values: dict[str, Any]


@dataclass
class Sheet:
    """A file as read: its rows, and every problem that shows without looking elsewhere."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class UnreadableError(Exception):
    """The file as a whole cannot be read; the text says why and what to do."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.problem = Problem(0, "", what, mend)


class CellError(Exception):
    """A cell cannot be read; says what is wrong and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def read_list(
    content: bytes,
    file_name: str,
    *,
    columns: Sequence[Column],
    readers: Mapping[str, Reader],
    max_rows: int,
    empty_hint: str,
) -> Sheet:
    """The file as rows of typed values with all their problems; `empty_hint` says what to add."""
    sheet = Sheet()
    try:
        lines = lines_of(content, file_name, max_rows)
        found = matched(next(lines, []), columns, sheet.problems)
        if sheet.problems:
            return sheet
        for number, cells in enumerate(lines, start=FIRST_ROW):
            read_row(number, cells, found, readers, sheet)
    except UnreadableError as error:
        return Sheet(problems=[error.problem])
    if not sheet.rows and not sheet.problems:
        sheet.problems.append(Problem(0, "", _("The file has no rows."), empty_hint))
    return sheet


# --- File to cells ------------------------------------------------------------------------------


def lines_of(
    content: bytes, file_name: str, max_rows: int, max_columns: int = MAX_COLUMNS
) -> Iterator[Sequence[Any]]:
    """The header and at most `max_rows` rows; an Excel sheet up to `max_columns`.

    Raises UnreadableError.
    """
    excel = content.startswith(b"PK") or file_name.lower().endswith((".xlsx", ".xlsm"))
    lines = excel_lines(content, max_columns) if excel else csv_lines(content)
    for number, cells in enumerate(lines):
        if number > max_rows or len(cells) > 10 * max_columns:
            raise UnreadableError(
                _("The file has more than %(rows)d rows or far too many columns.")
                % {"rows": max_rows},
                _("Divide it into several files."),
            )
        yield cells


def csv_lines(content: bytes) -> Iterator[Sequence[Any]]:
    text = decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableError(
            _("The file is no valid CSV: %(error)s.") % {"error": error},
            _("Save it anew as CSV or as Excel file."),
        ) from error


def decoded(content: bytes) -> str:
    """UTF-8 with or without byte order mark, else UTF-16 by its mark, else Windows' Latin-1."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise UnreadableError(
            _("This is neither a CSV nor an Excel file."), _("Choose a file of type .csv or .xlsx.")
        )
    return text


def excel_lines(content: bytes, max_columns: int = MAX_COLUMNS) -> Iterator[Sequence[Any]]:
    """The first sheet. Formulas come as their text, never as a value somebody else computed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise UnreadableError(_("The file is too large when unpacked."), _("Divide it."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises whatever the broken file provokes
        raise UnreadableError(
            _("The Excel file cannot be opened."), _("Save it anew as .xlsx or as CSV.")
        ) from error
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_col=max_columns, values_only=True):
        yield trimmed(cells)
    book.close()


def trimmed(cells: Sequence[Any]) -> Sequence[Any]:
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]


# --- Header -------------------------------------------------------------------------------------


def header_key(text: object) -> str:
    """A column's name as people vary it: case, spaces, points, umlauts, "km2" and "km²"."""
    plain = str(text or "").lower().replace("²", "2")
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(umlaut, letters)
    return re.sub(r"[^a-z0-9]", "", plain)


def matched(
    header: Sequence[Any], columns: Sequence[Column], problems: list[Problem]
) -> list[Column | None]:
    """The column each cell of the header stands for; an unknown or missing one is a problem."""
    by_header = {
        header_key(name): column for column in columns for name in (column.name, *column.aliases)
    }
    found: list[Column | None] = []
    for cell in header:
        name = str(cell or "").strip()
        column = by_header.get(header_key(name))
        if name and column is None:
            problems.append(unknown_column(name, columns))
        elif column is not None and column in found:
            problems.append(
                Problem(0, name, _("This column stands there twice."), _("Delete one of them."))
            )
        found.append(column)
    for column in columns:
        if column.required and column not in found:
            what = _("The column “%(name)s” is missing.") % {"name": column.name}
            problems.append(Problem(0, column.name, what, _("Add it, in row 1.")))
    return found


def unknown_column(name: str, columns: Sequence[Column]) -> Problem:
    return Problem(
        0,
        name[:60],
        _("The column “%(name)s” is not known.") % {"name": name[:60]},
        _("Delete it, or call it one of: %(names)s.")
        % {"names": ", ".join(column.name for column in columns)},
    )


# --- Cells --------------------------------------------------------------------------------------


def read_row(
    number: int,
    cells: Sequence[Any],
    columns: Sequence[Column | None],
    readers: Mapping[str, Reader],
    sheet: Sheet,
) -> None:
    if not any(str(cell).strip() for cell in cells if cell is not None):
        return  # spreadsheets like to end in empty rows
    values: dict[str, Any] = {}
    for index, column in enumerate(columns):
        if column is None or not column.field:
            continue
        try:
            value = readers[column.field](cells[index] if index < len(cells) else None)
            if column.required and not value:
                raise CellError(_("This cell is empty."), _("Fill it in."))
        except CellError as wrong:
            sheet.problems.append(Problem(number, column.name, wrong.what, wrong.mend))
        else:
            values[column.field] = value
    if len(cells) > len(columns):
        what = _("The row has more cells than there are columns.")
        mend = _("Put texts that contain the separator into quotation marks.")
        sheet.problems.append(Problem(number, "", what, mend))
    sheet.rows.append(Row(number, values))


def text_of(cell: Any) -> str:
    """A cell as text; the apostrophe that defuses a formula in our exports goes again."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def text_up_to(length: int) -> Callable[[Any], str]:
    def read(cell: Any) -> str:
        text = text_of(cell)
        if len(text) > length:
            raise CellError(
                _("The text is longer than %(length)d characters.") % {"length": length},
                _("Shorten it."),
            )
        return text

    return read


def day_of(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if not text:
        return None
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise CellError(
        _("“%(value)s” is no date.") % {"value": text[:40]},
        _("Enter it as 31.12.2018 or 2018-12-31."),
    )
