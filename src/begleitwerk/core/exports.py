"""Lists as CSV and Excel files that no spreadsheet takes for formulas."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from begleitwerk.core.imports.lists import Column
from begleitwerk.core.imports.texts import FORMULA_STARTS

CSV_TYPE = "text/csv; charset=utf-8"
# What a table holds as it is, and what of it is written with a point; made once, not per cell.
KEPT, WITH_POINT = (int, float, Decimal, date), (float, Decimal)
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def defused(value: Any) -> Any:
    """A text that a spreadsheet would run gets an apostrophe before it; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def as_cell(value: Any) -> Any:
    """A value as a table cell: figures and days stay what they are, the rest becomes text."""
    if isinstance(value, str):  # most cells are: asked first, because a list has thousands
        return defused(str(value))
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, KEPT):
        return value
    return defused(str(value))


def csv_cell(value: Any) -> Any:
    """A figure with the comma a German spreadsheet reads; with a point it would make dates of it.

    One with three decimals gets a fourth, so that nobody takes the comma for thousands.
    """
    if not isinstance(value, WITH_POINT):
        return as_cell(value)
    text = format(Decimal(str(value)), "f").replace(".", ",")
    return f"{text}0" if re.fullmatch(r"-?\d{1,3},\d{3}", text) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV as German Excel opens it: semicolons, UTF-8 with byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([defused(str(name)) for name in header])
    writer.writerows([csv_cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


@dataclass(frozen=True)
class TableSheet:
    """A sheet of an Excel file; `widths` of its columns in signs, from the left."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = ()


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "Liste") -> bytes:
    return book_bytes([TableSheet(title, header, rows)])


def book_bytes(sheets: Sequence[TableSheet]) -> bytes:
    """An Excel file of several sheets, each with its header in row 1."""
    book = Workbook(write_only=True)
    for table in sheets:
        write_sheet(book.create_sheet(table.title[:31]), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_sheet(sheet: Any, table: TableSheet) -> None:
    sheet.freeze_panes = "A2"
    for index, width in enumerate(table.widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    bold = []
    for name in table.header:
        cell = WriteOnlyCell(sheet, value=defused(str(name)))
        cell.font = Font(bold=True)
        bold.append(cell)
    sheet.append(bold)
    for row in table.rows:
        sheet.append([text_cell(sheet, as_cell(value)) for value in row])


def text_cell(sheet: Any, value: Any) -> Any:
    """Texts are marked as texts, so that not even a typed formula is one."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell


def file_response(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def header_of(columns: Sequence[Column]) -> list[str]:
    return [column.name for column in columns]


def list_rows(rows: QuerySet[Any], columns: Sequence[Column]) -> Iterator[list[Any]]:
    """Rows as the import with these columns takes them back, straight from the database."""
    tellers = [(at, column.told) for at, column in enumerate(columns) if column.told]
    for values in rows.values_list(*(column.path or column.field for column in columns)):
        row = list(values)
        for at, told in tellers:
            row[at] = told(row[at])
        yield row


def list_response(
    *, name: str, kind: str, rows: QuerySet[Any], columns: Sequence[Column]
) -> HttpResponse:
    """A list that can be taken back as a file: German whatever the language of the page."""
    found = list_rows(rows, columns)
    return table_response(name=name, kind=kind, header=header_of(columns), rows=found)


def table_response(
    *, name: str, kind: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """The list as a file; `kind` is "csv" or "xlsx"."""
    if kind == "xlsx":
        return file_response(xlsx_bytes(header, rows), name=f"{name}.xlsx", content_type=XLSX_TYPE)
    return file_response(csv_bytes(header, rows), name=f"{name}.csv", content_type=CSV_TYPE)
