"""Reading a register file: CSV or Excel into rows of typed values, with a report of what is wrong.

Nothing here touches the database. The columns are those of the export, so that a list can be
exported, edited and taken back. Formulas stay the text they are written as.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from begleitwerk.core.exports import FORMULA_STARTS
from begleitwerk.municipalities.enums import TerritoryType

MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_UNPACKED = 200 * 1024 * 1024
FIRST_ROW = 2  # row 1 holds the names of the columns, in a spreadsheet's own numbering


@dataclass(frozen=True)
class Column:
    """A column of the file: its German name, the field it fills, and what else it may be called."""

    name: str
    field: str
    aliases: tuple[str, ...] = ()
    required: bool = False


COLUMNS = (
    Column("Schlüssel", "youth_office_id", ("jugendamtsschlüssel", "key"), required=True),
    Column("Name", "name", ("kommune", "bezeichnung", "municipality"), required=True),
    Column("Art", "kind", ("typ", "kind"), required=True),
    Column("Land", "land", ("bundesland", "state"), required=True),
    Column("AGS", "ags", ("gemeindeschlüssel", "amtlicher gemeindeschlüssel")),
    Column("ARS", "ars", ("regionalschlüssel", "amtlicher regionalschlüssel", "rs")),
    Column("NUTS 3", "nuts3", ("nuts",)),
    Column("Liegt in", "county", ("landkreis", "kreis", "county")),
    Column("Einwohner", "population", ("bevölkerung", "einwohnerzahl", "population")),
    Column("Einwohner am", "population_date", ("stand", "stichtag", "stand einwohner")),
    Column("Fläche in km²", "area_km2", ("fläche", "fläche km2", "area_km2", "area")),
    Column("Quelle", "source", ("datenquelle", "source")),
    Column("Website", "website", ("internet", "webseite", "url")),
)

KINDS = {
    TerritoryType.COUNTY: ("Kreis", "landkreis", "county"),
    TerritoryType.CITY: ("Kreisfreie Stadt", "stadtkreis", "city", "county-free city"),
    TerritoryType.TOWN_WITH_YOUTH_OFFICE: (
        "Stadt mit eigenem Jugendamt",
        "kreisangehörige stadt",
        "town",
        "town with its own youth office",
    ),
    TerritoryType.CITY_DISTRICT: (
        "Stadtbezirk",
        "bezirk",
        "district",
        "bezirk eines stadtstaats",
        "district of a city-state",
    ),
}


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row, and how to mend it. Row 0 is the file as a whole."""

    row: int
    column: str
    what: str
    mend: str


@dataclass(frozen=True)
class Row:
    """A line of the file by field name; fields whose column is missing are missing here too."""

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


def read_sheet(content: bytes, file_name: str) -> Sheet:
    """The file as rows of typed values with all their problems."""
    sheet = Sheet()
    try:
        lines = iter(lines_of(content, file_name))
        columns = matched(next(lines, []), sheet.problems)
        if not any(problem.row == 0 for problem in sheet.problems):
            for number, cells in enumerate(lines, start=FIRST_ROW):
                read_row(number, cells, columns, sheet)
    except UnreadableError as error:
        sheet.problems.append(error.problem)
    if not sheet.rows and not sheet.problems:
        sheet.problems.append(
            Problem(0, "", _("The file has no rows."), _("Add a row for each municipality."))
        )
    return sheet


# --- File to cells ------------------------------------------------------------------------------


def lines_of(content: bytes, file_name: str) -> Iterable[Sequence[Any]]:
    if content.startswith(b"PK") or file_name.lower().endswith((".xlsx", ".xlsm")):
        return limited(excel_lines(content))
    return limited(csv_lines(content))


def limited(lines: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    for number, cells in enumerate(lines):
        if number > MAX_ROWS or len(cells) > 10 * MAX_COLUMNS:
            raise UnreadableError(
                _("The file has more than %(rows)d rows or far too many columns.")
                % {"rows": MAX_ROWS},
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


def excel_lines(content: bytes) -> Iterator[Sequence[Any]]:
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
    for cells in sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True):
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


BY_HEADER = {
    header_key(name): column for column in COLUMNS for name in (column.name, *column.aliases)
}


def matched(header: Sequence[Any], problems: list[Problem]) -> list[Column | None]:
    """The column each cell of the header stands for; an unknown or missing one is a problem."""
    columns: list[Column | None] = []
    for cell in header:
        name = str(cell or "").strip()
        column = BY_HEADER.get(header_key(name))
        if name and column is None:
            problems.append(unknown_column(name))
        elif column is not None and column in columns:
            problems.append(
                Problem(0, name, _("This column stands there twice."), _("Delete one of them."))
            )
        columns.append(column)
    for column in COLUMNS:
        if column.required and column not in columns:
            what = _("The column “%(name)s” is missing.") % {"name": column.name}
            problems.append(Problem(0, column.name, what, _("Add it, in row 1.")))
    return columns


def unknown_column(name: str) -> Problem:
    return Problem(
        0,
        name[:60],
        _("The column “%(name)s” is not known.") % {"name": name[:60]},
        _("Delete it, or call it one of: %(names)s.")
        % {"names": ", ".join(column.name for column in COLUMNS)},
    )


# --- Cells --------------------------------------------------------------------------------------


class CellError(Exception):
    """A cell cannot be read; says what is wrong and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def read_row(number: int, cells: Sequence[Any], columns: list[Column | None], sheet: Sheet) -> None:
    if not any(str(cell).strip() for cell in cells if cell is not None):
        return  # spreadsheets like to end in empty rows
    values: dict[str, Any] = {}
    for index, column in enumerate(columns):
        if column is None:
            continue
        cell = cells[index] if index < len(cells) else None
        try:
            values[column.field] = READERS[column.field](cell)
        except CellError as wrong:
            sheet.problems.append(Problem(number, column.name, wrong.what, wrong.mend))
            values[column.field] = None
            continue
        if column.required and values[column.field] == "":
            sheet.problems.append(
                Problem(number, column.name, _("This cell is empty."), _("Fill it in."))
            )
    if len(cells) > len(columns):
        sheet.problems.append(
            Problem(
                number,
                "",
                _("The row has more cells than there are columns."),
                _("Put texts that contain the separator into quotation marks."),
            )
        )
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


def digits_of(*lengths: int) -> Callable[[Any], str]:
    """An official key: text of so many digits, leading zeros included."""
    allowed = " / ".join(str(length) for length in lengths)

    def read(cell: Any) -> str:
        text = text_of(cell).replace(" ", "")
        if not text or (text.isdecimal() and len(text) in lengths):
            return text
        if text.isdecimal() and len(text) + 1 in lengths:
            raise CellError(
                _("The leading zero is missing: %(key)s.") % {"key": text},
                _("Format the column as text and enter %(key)s.") % {"key": f"0{text}"},
            )
        raise CellError(
            _("“%(key)s” is no such key.") % {"key": text[:40]},
            _("Enter %(allowed)s digits, or leave the cell empty.") % {"allowed": allowed},
        )

    return read


KEY = re.compile(r"[0-9A-Z][0-9A-Z-]{1,19}")


def key_of(cell: Any) -> str:
    """The key of the youth-office district; a county's lost leading zero is told, not guessed."""
    text = text_of(cell).upper()
    if not text:
        return ""
    if isinstance(cell, int | float) and len(text) in (4, 7):
        raise CellError(
            _("The leading zero is missing: %(key)s.") % {"key": text},
            _("Format the column as text and enter %(key)s.") % {"key": f"0{text}"},
        )
    if not KEY.fullmatch(text):
        raise CellError(
            _("“%(key)s” is no key of a youth-office district.") % {"key": text[:40]},
            _("Use two to twenty digits, capital letters and hyphens, for example 05974."),
        )
    return text


BY_KIND = {header_key(name): kind for kind, names in KINDS.items() for name in names}


def kind_of(cell: Any) -> str:
    text = text_of(cell)
    if not text:
        return ""
    if header_key(text) not in BY_KIND:
        raise CellError(
            _("“%(kind)s” is no kind of municipality.") % {"kind": text[:40]},
            _("Enter one of: %(kinds)s.")
            % {"kinds": ", ".join(names[0] for names in KINDS.values())},
        )
    return BY_KIND[header_key(text)]


def whole_number_of(cell: Any) -> int | None:
    text = re.sub(r"[\s.'\u202f\u00a0]", "", text_of(cell))
    if not text:
        return None
    if not text.isdecimal() or int(text) > 100_000_000:
        raise CellError(
            _("“%(value)s” is no number of people.") % {"value": text_of(cell)[:40]},
            _("Enter a whole number without words, for example 301902."),
        )
    return int(text)


def area_of(cell: Any) -> Decimal | None:
    text = re.sub(r"[\s'\u202f\u00a0]", "", text_of(cell))
    if not text:
        return None
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    try:
        area = Decimal(text).quantize(Decimal("0.01"))
        if not 0 < area < 100_000:
            raise InvalidOperation
    except InvalidOperation:
        raise CellError(
            _("“%(value)s” is no area.") % {"value": text_of(cell)[:40]},
            _("Enter square kilometres, for example 1328,63."),
        ) from None
    return area


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


def website_of(cell: Any) -> str:
    text = text_up_to(200)(cell)
    try:
        if text:
            URLValidator(["http", "https"])(text)
    except ValidationError:
        raise CellError(
            _("“%(value)s” is no web address.") % {"value": text[:60]},
            _("Enter it with https:// in front."),
        ) from None
    return text


READERS: dict[str, Callable[[Any], Any]] = {
    "youth_office_id": key_of,
    "name": text_up_to(160),
    "kind": kind_of,
    "land": text_up_to(80),
    "ags": digits_of(5, 8),
    "ars": digits_of(5, 12),
    "nuts3": text_up_to(5),
    "county": key_of,
    "population": whole_number_of,
    "population_date": day_of,
    "area_km2": area_of,
    "source": text_up_to(200),
    "website": website_of,
}
