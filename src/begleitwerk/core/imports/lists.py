"""A list from a file: rows of typed values by column, and what is wrong by row.

An app names its columns and how their cells are read; the columns are those of its export, German
in every language, so that a list can be exported, edited and taken back by another person.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports.figures import Evidence, Figures
from begleitwerk.core.imports.files import WHOLE, Lines, Place, lines_of
from begleitwerk.core.imports.problems import CellError, Problem, UnreadableError, sound
from begleitwerk.core.imports.texts import header_key

Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """A column: its name, the field it fills (none: only exported), and what else it is called.

    An export takes what stands at `path` of a row, the field where nothing is said, and writes
    it as `told` tells it.
    """

    name: str
    field: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    path: str = ""
    told: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Row:
    """A line of the file by field; missing are columns not there and cells that cannot be read."""

    number: int
    values: dict[str, Any]


@dataclass
class Sheet:
    """A file as read: its rows, every problem that shows without looking elsewhere, and notes
    that stop nothing."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def read_list(
    content: bytes,
    file_name: str,
    *,
    columns: Sequence[Column],
    readers: Mapping[str, Reader],
    max_rows: int,
    empty_hint: str,
    place: Place = WHOLE,
) -> Sheet:
    """The file as rows of typed values with all their problems; `empty_hint` says what to add."""
    sheet = Sheet()
    try:
        lines = lines_of(content, file_name, max_rows, place=place)
        found = matched(next(lines, []), columns, sheet.problems, lines.first_row - 1)
        if not sheet.problems:
            read_rows(lines, found, readers, sheet)
    except UnreadableError as error:
        return Sheet(problems=[error.problem])
    if not sheet.rows and not sheet.problems:
        sheet.problems.append(Problem(0, "", _("The file has no rows."), empty_hint))
    return sheet


# --- Header -------------------------------------------------------------------------------------


def matched(
    header: Sequence[Any], columns: Sequence[Column], problems: list[Problem], row: int = 1
) -> list[Column | None]:
    """The column each cell of the header stands for; an unknown or missing one is a problem."""
    by_header = {
        header_key(name): column for column in columns for name in (column.name, *column.aliases)
    }
    found: list[Column | None] = []
    for cell in header:
        name = " ".join(str(cell or "").split())
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
            mend = _("Add it, in row %(row)d.") % {"row": row}
            problems.append(Problem(0, column.name, what, mend))
    return found


def unknown_column(name: str, columns: Sequence[Column]) -> Problem:
    return Problem(
        0,
        name[:60],
        _("The column “%(name)s” is not known.") % {"name": name[:60]},
        _("Delete it, or call it one of: %(names)s.")
        % {"names": ", ".join(column.name for column in columns)},
    )


# --- Rows ---------------------------------------------------------------------------------------


def read_rows(
    lines: Lines,
    columns: Sequence[Column | None],
    readers: Mapping[str, Reader],
    sheet: Sheet,
    *,
    is_wide: bool = False,
) -> None:
    """All rows; `is_wide` where the file may hold more columns than those that count."""
    rows = [
        (number, cells) for number, cells in enumerate(lines, lines.first_row) if has_content(cells)
    ]
    evidence = Evidence(lines.delimiter)
    for index, column in enumerate(columns):
        reader = readers.get(column.field) if column else None
        if column and isinstance(reader, Figures):
            evidence.look_at(column.name, (cell_at(c, index) for _n, c in rows), reader.unit)
    for number, cells in rows:
        values = read_row(number, cells, columns, readers, evidence, sheet)
        if has_content(cells[len(columns) :]) and not is_wide:
            sheet.problems.append(too_long(number))
        sheet.rows.append(Row(number, values))
    sheet.notes += [*lines.notes, *evidence.notes()]


def read_row(
    number: int,
    cells: Sequence[Any],
    columns: Sequence[Column | None],
    readers: Mapping[str, Reader],
    evidence: Evidence,
    sheet: Sheet,
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for index, column in enumerate(columns):
        if column is None or not column.field:
            continue
        reader = readers[column.field]
        try:
            cell = sound(cell_at(cells, index))
            if isinstance(reader, Figures):
                value = reader(cell, evidence.notation(column.name))
            else:
                value = reader(cell)
            if column.required and not value:
                raise CellError(_("This cell is empty."), _("Fill it in."))
        except CellError as wrong:
            sheet.problems.append(Problem(number, column.name, wrong.what, wrong.mend))
        else:
            values[column.field] = value
    return values


def cell_at(cells: Sequence[Any], index: int | None) -> Any:
    return cells[index] if index is not None and index < len(cells) else None


def has_content(cells: Sequence[Any]) -> bool:
    """Whether anything stands there; spreadsheets like to end in empty rows."""
    return any(str(cell).strip() for cell in cells if cell is not None)


def too_long(number: int) -> Problem:
    return Problem(
        number,
        "",
        _("The row has more cells than there are columns."),
        _("Put texts that contain the separator into quotation marks."),
    )
