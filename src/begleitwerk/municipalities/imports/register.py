"""The register as rows of a file: the columns, and how cells become values. Nothing here writes."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from begleitwerk.core.imports import (
    WHOLE,
    CellError,
    Column,
    Figures,
    Place,
    Reader,
    Sheet,
    day_of,
    header_key,
    line_up_to,
    name_up_to,
    read_list,
    sound_key,
    text_of,
    text_up_to,
)
from begleitwerk.core.imports.keys import (
    DISTRICT,
    LONG,
    PLACE,
    lacks_zero,
    missing_zero,
    plain_key,
)
from begleitwerk.municipalities.enums import TerritoryType

MAX_ROWS = 20_000

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


def kind_word(kind: str) -> str:
    """The kind as the register's files name it."""
    return KINDS[TerritoryType(kind)][0]


COLUMNS = (
    Column("Schlüssel", "youth_office_id", ("jugendamtsschlüssel", "key"), required=True),
    Column("Name", "name", ("kommune", "bezeichnung", "municipality"), required=True),
    Column("Art", "kind", ("typ", "kind"), required=True, told=kind_word),
    Column("Land", "land", ("bundesland", "state"), required=True, path="land__name"),
    Column("AGS", "ags", ("gemeindeschlüssel", "amtlicher gemeindeschlüssel")),
    Column("ARS", "ars", ("regionalschlüssel", "amtlicher regionalschlüssel", "rs")),
    Column("NUTS 3", "nuts3", ("nuts",)),
    Column("Liegt in", "county", ("landkreis", "kreis", "county"), path="county__youth_office_id"),
    Column("Einwohner", "population", ("bevölkerung", "einwohnerzahl", "population")),
    Column("Einwohner am", "population_date", ("stand", "stichtag", "stand einwohner")),
    Column("Fläche in km²", "area_km2", ("fläche", "fläche km2", "area_km2", "area")),
    Column("Quelle", "source", ("datenquelle", "source")),
    Column("Website", "website", ("internet", "webseite", "url")),
)


def read_sheet(content: bytes, file_name: str, place: Place = WHOLE) -> Sheet:
    """The file as rows of typed values with all their problems."""
    return read_list(
        content,
        file_name,
        columns=COLUMNS,
        readers=READERS,
        max_rows=MAX_ROWS,
        empty_hint=_("Add a row for each municipality."),
        place=place,
    )


# --- Cells --------------------------------------------------------------------------------------


def digits_of(*lengths: int) -> Callable[[Any], str]:
    """An official key: text of so many digits, leading zeros included."""
    allowed = " / ".join(str(length) for length in lengths)

    def read(cell: Any) -> str:
        text = sound_key(cell)
        if not text or (text.isdecimal() and len(text) in lengths):
            return text
        if lacks_zero(text) and len(text) + 1 in lengths:
            raise missing_zero(text)
        raise CellError(
            _("“%(key)s” is no such key.") % {"key": text[:40]},
            _("Enter %(allowed)s digits, or leave the cell empty.") % {"allowed": allowed},
        )

    return read


def ags_of(cell: Any) -> str:
    """An AGS, also from the long key (ARS) that ends in it."""
    text = digits_of(DISTRICT, PLACE, LONG)(cell)
    return plain_key(text) if len(text) == LONG else text


KEY = re.compile(r"[0-9A-Z][0-9A-Z-]{1,19}")


def key_of(cell: Any) -> str:
    """The key of a youth-office district; whether it lost its zero only the register can tell."""
    text = sound_key(cell).upper()
    if text and not KEY.fullmatch(text):
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


MOST_PEOPLE = 100_000_000


def people_of(number: Decimal) -> int:
    if number != number.to_integral_value() or not 0 <= number <= MOST_PEOPLE:
        raise no_people(number)
    return int(number)


def no_people(cell: Any) -> CellError:
    return CellError(
        _("“%(value)s” is no number of people.") % {"value": text_of(cell)[:40]},
        _("Enter a whole number without words, for example 301902."),
    )


def area_of(number: Decimal) -> Decimal:
    if not 0 < number < 100_000:
        raise no_area(number)
    return number.quantize(Decimal("0.01"))


def no_area(cell: Any) -> CellError:
    return CellError(
        _("“%(value)s” is no area.") % {"value": text_of(cell)[:40]},
        _("Enter square kilometres, for example 1328,63."),
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


READERS: dict[str, Reader] = {
    "youth_office_id": key_of,
    "name": name_up_to(160),
    "kind": kind_of,
    "land": line_up_to(80),
    "ags": ags_of,
    "ars": digits_of(DISTRICT, LONG),
    "nuts3": line_up_to(5),
    "county": key_of,
    "population": Figures(people_of, no_people, is_whole=True),
    "population_date": day_of,
    "area_km2": Figures(area_of, no_area),
    "source": line_up_to(200),
    "website": website_of,
}
