"""Sheets of an Excel file."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import load_workbook

from begleitwerk.engine.reading.cells import BROKEN, FORMULA, RESULTS, Budget, marked, plain
from begleitwerk.engine.reading.csv_table import limited
from begleitwerk.engine.reading.encodings import READ_TWICE, read_once
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import Limits
from begleitwerk.engine.reading.packages import check_package


def read_xlsx(
    content: bytes,
    limits: Limits,
    *,
    rows: int,
    columns: int,
    first: int = 0,
    sheets: int = 1,
    is_cut: bool = False,
) -> list[dict[str, Any]]:
    """So many `sheets` from the `first` on: `rows` of cells, and `notes` on how they were read.

    The header and at most `rows` more: whatever is longer is refused, or left where it `is_cut`.
    Of a formula comes the result the file holds, which is noted; without one the formula itself.
    """
    check_package(content, limits)
    budget = Budget(limits)
    found = []
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    if first >= len(book.worksheets):
        raise ReadingError("no_sheet", sheets=len(book.worksheets))
    chosen = [book.worksheets[first], *book.worksheets[first + 1 : first + sheets]]
    for index, sheet in enumerate(chosen, first):
        notes: list[str] = []
        read = sheet_rows(sheet, columns, notes)
        cells = limited(read, budget, rows, columns, is_cut=is_cut)
        if any(map(has_formula, cells)) and take_results(content, index, cells):
            notes.append(RESULTS)
        found.append({"rows": cells, "delimiter": "", "notes": notes})
    return found


def sheet_rows(sheet: Any, columns: int, notes: list[str]) -> Iterator[list[Any]]:
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_col=columns):
        cells = [excel_cell(cell.value, cell.data_type) for cell in row]
        once = [read_once(cell) if type(cell) is str else cell for cell in cells]
        if once != cells and not notes:
            notes.append(READ_TWICE)
        yield trimmed(once)


def has_formula(cells: Sequence[Any]) -> bool:
    return any(map(is_formula, cells))


def is_formula(cell: Any) -> bool:
    return isinstance(cell, dict) and FORMULA in cell


def take_results(content: bytes, index: int, rows: list[list[Any]]) -> bool:
    """Put the stored results into the places of formulas; whether there were any."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheet = book.worksheets[index]
    sheet.reset_dimensions()
    taken = False
    for cells, results in zip(rows, sheet.iter_rows(), strict=False):
        for at, cell in enumerate(cells):
            if is_formula(cell) and is_stored(results[at]):
                result = excel_cell(results[at].value, results[at].data_type)
                cells[at] = read_once(result) if type(result) is str else result
                taken = True
    return taken


def is_stored(result: Any) -> bool:
    """Whether the program that saved the file left a result, be it an empty text."""
    return result.value is not None or result.data_type in ("s", "str")


def excel_cell(value: Any, data_type: str) -> Any:
    if data_type == "f":
        return marked(FORMULA, plain(str(getattr(value, "text", value))))
    return marked(BROKEN, plain(str(value))) if data_type == "e" else plain(value)


def trimmed(cells: Sequence[Any]) -> list[Any]:
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return list(cells[:end])
