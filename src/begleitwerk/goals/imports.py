"""Measures as rows of a file: the columns, and how cells become values.

The columns are German in every language, as in the register of municipalities, so that a list
exported by one person can be taken in by another. Nothing here writes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import top_items
from begleitwerk.core.forms.figures import plain_number
from begleitwerk.goals.enums import MeasureState
from begleitwerk.municipalities.imports import (
    FIRST_ROW,
    CellError,
    Problem,
    UnreadableError,
    day_of,
    header_key,
    lines_of,
    text_of,
)

MAX_ROWS = 1_000


@dataclass(frozen=True)
class Column:
    """A column: its name, the field it fills (none: only exported), and what else it is called."""

    name: str
    field: str
    aliases: tuple[str, ...] = ()
    required: bool = False


COLUMNS = (
    Column("Maßnahme", "title", ("titel", "measure", "title"), required=True),
    Column("Ziel", "goal", ("zu ziel", "goal"), required=True),
    Column("Zuständig", "owner", ("verantwortlich", "responsible"), required=True),
    Column("Stand", "state", ("status", "state")),
    Column("Ampel", "", ("light",)),
    Column("Beginn", "starts_on", ("start",)),
    Column("Frist", "due_on", ("bis", "fällig", "deadline")),
    Column("Erledigt am", "done_on", ("done on",)),
    Column("Kosten", "cost", ("kosten in euro", "cost")),
    Column("Geld aus", "funding", ("finanzierung", "funding")),
    Column("Worum es geht", "description", ("beschreibung", "description")),
    Column("Fortschritt", "progress", ("progress",)),
    Column("Gemeldet am", "progress_on", ("fortschritt vom", "reported on")),
)
COLUMN_NAMES = {column.field: column.name for column in COLUMNS if column.field}
BY_HEADER = {
    header_key(name): column for column in COLUMNS for name in (column.name, *column.aliases)
}
STATE_WORDS = {
    MeasureState.PLANNED: ("geplant", "planned"),
    MeasureState.RUNNING: ("läuft", "laufend", "running"),
    MeasureState.DONE: ("erledigt", "fertig", "done"),
    MeasureState.STOPPED: ("eingestellt", "abgebrochen", "stopped"),
}
BY_STATE = {header_key(word): state for state, words in STATE_WORDS.items() for word in words}


@dataclass(frozen=True)
class Row:
    """A line of the file by field; fields whose column is missing are missing here too."""

    number: int
    values: dict[str, Any]


@dataclass
class Sheet:
    """A file as read: its rows, and every problem that shows without looking elsewhere."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sheet(content: bytes, file_name: str) -> Sheet:
    """The file as rows of typed values with all their problems; at most MAX_ROWS rows."""
    sheet = Sheet()
    try:
        lines = iter(lines_of(content, file_name))
        columns = matched(next(lines, []), sheet.problems)
        if sheet.problems:
            return sheet
        readers = {**READERS, "funding": funding_reader()}
        for number, cells in enumerate(lines, start=FIRST_ROW):
            if number - FIRST_ROW >= MAX_ROWS:
                raise UnreadableError(
                    _("The file has more than %(rows)d rows.") % {"rows": MAX_ROWS},
                    _("Divide it into several files."),
                )
            read_row(number, cells, columns, readers, sheet)
    except UnreadableError as error:
        return Sheet(problems=[error.problem])
    if not sheet.rows and not sheet.problems:
        sheet.problems.append(
            Problem(0, "", _("The file has no rows."), _("Add a row for each measure."))
        )
    return sheet


def matched(header: Sequence[Any], problems: list[Problem]) -> list[Column | None]:
    """The column each cell of the header stands for; an unknown or missing one is a problem."""
    columns: list[Column | None] = []
    for cell in header:
        name = str(cell or "").strip()
        column = BY_HEADER.get(header_key(name))
        if name and column is None:
            known = ", ".join(column.name for column in COLUMNS)
            problems.append(
                Problem(
                    0,
                    name[:60],
                    _("The column “%(name)s” is not known.") % {"name": name[:60]},
                    _("Delete it, or call it one of: %(names)s.") % {"names": known},
                )
            )
        elif column is not None and column in columns:
            problems.append(
                Problem(0, name, _("This column stands there twice."), _("Delete one of them."))
            )
        columns.append(column)
    problems += [
        Problem(
            0,
            column.name,
            _("The column “%(name)s” is missing.") % {"name": column.name},
            _("Add it, in row 1."),
        )
        for column in COLUMNS
        if column.required and column not in columns
    ]
    return columns


Reader = Callable[[Any], Any]


def read_row(
    number: int,
    cells: Sequence[Any],
    columns: list[Column | None],
    readers: dict[str, Reader],
    sheet: Sheet,
) -> None:
    if not any(str(cell).strip() for cell in cells if cell is not None):
        return  # spreadsheets like to end in empty rows
    values: dict[str, Any] = {}
    for index, column in enumerate(columns):
        if column is None or not column.field:
            continue
        cell = cells[index] if index < len(cells) else None
        try:
            value = readers[column.field](cell)
            if column.required and not value:
                raise CellError(_("This cell is empty."), _("Fill it in."))
        except CellError as wrong:
            sheet.problems.append(Problem(number, column.name, wrong.what, wrong.mend))
            continue
        values[column.field] = value
    sheet.rows.append(Row(number, values))


# --- Cells --------------------------------------------------------------------------------------


def text_up_to(length: int) -> Reader:
    def read(cell: Any) -> str:
        text = text_of(cell)
        if len(text) > length:
            raise CellError(
                _("The text is longer than %(length)d characters.") % {"length": length},
                _("Shorten it."),
            )
        return text

    return read


def state_of(cell: Any) -> str:
    text = text_of(cell)
    if not text:
        return MeasureState.PLANNED
    if header_key(text) not in BY_STATE:
        raise CellError(
            _("“%(state)s” is no state of a measure.") % {"state": text[:40]},
            _("Enter one of: %(states)s.")
            % {"states": ", ".join(words[0] for words in STATE_WORDS.values())},
        )
    return BY_STATE[header_key(text)]


def cost_of(cell: Any) -> Decimal | None:
    """Euros, written in German or English; what a spreadsheet holds as a number stays one."""
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        text = str(cell)
    else:
        text = plain_number(text_of(cell).replace("€", ""))
    if not text:
        return None
    try:
        cost = Decimal(text).quantize(Decimal("0.01"))
        if not 0 <= cost < Decimal(10) ** 10:
            raise InvalidOperation
    except InvalidOperation:
        raise CellError(
            _("“%(value)s” is no amount.") % {"value": text_of(cell)[:40]},
            _("Enter euros, zero or more, for example 4800 or 1234,50."),
        ) from None
    return cost


def funding_reader() -> Reader:
    items = top_items(ContentKind.FUNDING_SOURCES)
    by_name = {
        header_key(name): item
        for item in items
        for name in (item.label_de, item.label_en, item.key)
    }

    def read(cell: Any) -> ContentItem | None:
        text = text_of(cell)
        if text and header_key(text) not in by_name:
            raise CellError(
                _("“%(source)s” is no funding source.") % {"source": text[:40]},
                _("Enter one of: %(names)s.")
                % {"names": ", ".join(item.label_de for item in items)},
            )
        return by_name.get(header_key(text))

    return read


READERS: dict[str, Reader] = {
    "title": text_up_to(200),
    "goal": text_up_to(200),
    "owner": text_up_to(120),
    "state": state_of,
    "starts_on": day_of,
    "due_on": day_of,
    "done_on": day_of,
    "cost": cost_of,
    "description": text_up_to(100_000),
    "progress": text_up_to(100_000),
    "progress_on": day_of,
}
