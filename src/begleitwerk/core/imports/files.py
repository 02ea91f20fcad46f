"""A file to rows of cells: CSV in any usual form, or the first sheet of an Excel file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from begleitwerk.core.imports.problems import Problem
from begleitwerk.core.imports.reading import note_of, read_file, revived

MAX_COLUMNS = 60
FIRST_ROW = 2  # row 1 holds the names of the columns, in a spreadsheet's own numbering


@dataclass(frozen=True)
class Place:
    """Where the table of a file stands, sheet and rows counted from 1.

    0 is what goes without saying: the first sheet, names of the columns in row 1, down to the end.
    """

    sheet: int = 0
    header_row: int = 0
    last_row: int = 0

    @classmethod
    def kept(cls, options: Mapping[str, Any]) -> "Place":
        """As it was said when the file was uploaded."""
        return cls(**options.get("place", {}))

    @property
    def first(self) -> int:
        """Sheets before it."""
        return max(self.sheet - 1, 0)

    @property
    def above(self) -> int:
        """Rows above the names of the columns."""
        return max(self.header_row - 1, 0)


WHOLE = Place()


@dataclass
class Lines(Iterator[Sequence[Any]]):
    """The rows of a file one after the other, the header first; and what is to be said of it."""

    rows: Iterator[Sequence[Any]]
    delimiter: str = ""  # of a CSV file
    notes: list[Problem] = field(default_factory=list)
    first_row: int = FIRST_ROW  # below the header

    def __next__(self) -> Sequence[Any]:
        return next(self.rows)


def lines_of(
    content: bytes,
    file_name: str,
    max_rows: int,
    max_columns: int = MAX_COLUMNS,
    place: Place = WHOLE,
) -> Lines:
    """The header and at most `max_rows` rows; an Excel sheet up to `max_columns`.

    Raises UnreadableError.
    """
    most = max_rows + place.above
    (lines,) = sheets_of(content, file_name, most, max_columns, first=place.first)
    lines.rows = islice(lines.rows, place.above, place.last_row or None)
    lines.first_row += place.above
    return lines


def sheets_of(
    content: bytes, file_name: str, max_rows: int, max_columns: int, **how: Any
) -> list[Lines]:
    """The same of several sheets (`how`: `first`, `sheets`), longer ones cut (`is_cut`).

    A CSV file is one sheet.
    """
    how = {"rows": max_rows, "columns": max_columns, **how}
    if not is_excel(content, file_name):
        how = {name: value for name, value in how.items() if name not in ("first", "sheets")}
    kind = "xlsx" if is_excel(content, file_name) else "csv"
    return [lines_in(sheet) for sheet in read_file(kind, content, **how)]


def lines_in(sheet: dict[str, Any]) -> Lines:
    rows = ([revived(cell) for cell in row] for row in sheet["rows"])
    return Lines(rows, sheet["delimiter"], [note_of(code) for code in sheet["notes"]])


def is_excel(content: bytes, file_name: str) -> bool:
    return content.startswith(b"PK") or file_name.lower().endswith((".xlsx", ".xlsm"))
