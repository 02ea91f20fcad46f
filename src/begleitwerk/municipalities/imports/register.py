"""The register as rows of a file: the columns, and how cells become values. Nothing here writes."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from begleitwerk.core.imports import (
    CellError,
    Column,
    Reader,
    Sheet,
    day_of,
    header_key,
    read_list,
    text_of,
    text_up_to,
)
from begleitwerk.municipalities.enums import TerritoryType

MAX_ROWS = 20_000

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


def read_sheet(content: bytes, file_name: str) -> Sheet:
    """The file as rows of typed values with all their problems."""
    return read_list(
        content,
        file_name,
        columns=COLUMNS,
        readers=READERS,
        max_rows=MAX_ROWS,
        empty_hint=_("Add a row for each municipality."),
    )


# --- Cells --------------------------------------------------------------------------------------


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


READERS: dict[str, Reader] = {
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
