"""Measures as rows of a file: the columns, and how cells become values. Nothing here writes."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import top_items
from begleitwerk.core.imports import (
    WHOLE,
    CellError,
    Column,
    Figures,
    Place,
    Reader,
    Sheet,
    choice_of,
    day_of,
    header_key,
    line_up_to,
    read_list,
    text_of,
    text_up_to,
    word_of,
)
from begleitwerk.goals.enums import Light, MeasureState

MAX_ROWS = 1_000

# The light is what the list computes (`selectors.with_light`).
COLUMNS = (
    Column("Maßnahme", "title", ("titel", "measure", "title"), required=True),
    Column("Ziel", "goal", ("zu ziel", "goal"), required=True, path="goal__title"),
    Column("Zuständig", "owner", ("verantwortlich", "responsible"), required=True),
    Column("Stand", "state", ("status", "state"), told=word_of(MeasureState)),
    Column("Ampel", "", ("light",), path="light", told=word_of(Light)),
    Column("Beginn", "starts_on", ("start",)),
    Column("Frist", "due_on", ("bis", "fällig", "deadline")),
    Column("Erledigt am", "done_on", ("done on",)),
    Column("Kosten", "cost", ("kosten in euro", "cost")),
    Column("Geld aus", "funding", ("finanzierung", "funding"), path="funding__label_de"),
    Column("Worum es geht", "description", ("beschreibung", "description")),
    Column("Fortschritt", "progress", ("progress",)),
    Column("Gemeldet am", "progress_on", ("fortschritt vom", "reported on")),
)
COLUMN_NAMES = {column.field: column.name for column in COLUMNS if column.field}
# What else people write for a state.
ALSO = {"laufend": "running", "fertig": "done", "abgebrochen": "stopped"}


def read_sheet(content: bytes, file_name: str, place: Place = WHOLE) -> Sheet:
    """The file as rows of typed values with all their problems; at most MAX_ROWS rows."""
    return read_list(
        content,
        file_name,
        columns=COLUMNS,
        readers={**READERS, "funding": funding_reader()},
        max_rows=MAX_ROWS,
        empty_hint=_("Add a row for each measure."),
        place=place,
    )


# --- Cells --------------------------------------------------------------------------------------


def cost_of(number: Decimal) -> Decimal:
    """Euros and cents, zero or more."""
    if not 0 <= number < Decimal(10) ** 10:
        raise no_amount(number)
    return number.quantize(Decimal("0.01"))


def no_amount(cell: Any) -> CellError:
    return CellError(
        _("“%(value)s” is no amount.") % {"value": text_of(cell)[:40]},
        _("Enter euros, zero or more, for example 4800 or 1234,50."),
    )


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
    "title": line_up_to(200),
    "goal": line_up_to(200),
    "owner": line_up_to(120),
    "state": choice_of(MeasureState, also=ALSO, empty=MeasureState.PLANNED),
    "starts_on": day_of,
    "due_on": day_of,
    "done_on": day_of,
    "cost": Figures(cost_of, no_amount, unit="€"),
    "description": text_up_to(100_000),
    "progress": text_up_to(100_000),
    "progress_on": day_of,
}
