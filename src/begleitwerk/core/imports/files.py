"""A file to rows of cells: CSV in any usual form, or the first sheet of an Excel file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from begleitwerk.core.imports.problems import Problem
from begleitwerk.core.imports.reading import note_of, read_file, revived

MAX_COLUMNS = 60
FIRST_ROW = 2  # row 1 holds the names of the columns, in a spreadsheet's own numbering


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

    Raises UnreadableError.
    """
    return sheets_of(content, file_name, max_rows, max_columns)[0]


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
