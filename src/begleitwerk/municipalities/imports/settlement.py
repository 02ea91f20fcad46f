"""The BBSR's list of settlement types: found in whatever file the BBSR or a person saved it in.

Its reference files hold dozens of columns under several names ("KRS2024" and "KTU2024", "Kreise
(2020) Kennziffer" and "Siedlungsstruktureller Kreistyp (2020) Kennziffer", "Kreistyp"), one to
three rows of headings, and more than one sheet. Two columns are looked for, the others are left
alone.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import (
    WHOLE,
    CellError,
    Column,
    Lines,
    Place,
    Problem,
    Reader,
    Sheet,
    UnreadableError,
    header_key,
    key_text,
    read_rows,
    sound_key,
    text_of,
)
from begleitwerk.core.imports.files import is_excel, sheets_of
from begleitwerk.core.imports.keys import whole_key
from begleitwerk.municipalities.enums import SettlementKind

MAX_ROWS = 20_000
MAX_SHEETS = 20
MAX_COLUMNS = 200
HEADINGS = 10  # as far down is looked for the names of the columns

DISTRICT = Column("Kreis", "district", required=True)
KIND = Column("Kreistyp", "kind", required=True)
COLUMNS = (DISTRICT, KIND)

# As header_key leaves them: small letters and figures. A year may follow, and what the cell holds.
YEAR = r"(\d{2}|\d{4}|3112\d{4})?"
NAMED_DISTRICT = re.compile(
    r"(krs|kreise?|kreis(kenn)?(ziffer|schluessel)|kennziffer|ags5?|a?rs|"
    r"(amtlicher)?gemeindeschluessel|(amtlicher)?regionalschluessel|key)"
    rf"{YEAR}(kennziffer|schluessel|nr)?"
)
NAMED_KIND = re.compile(
    r"(ktu|kty|ktyp4?|kreistyp|kreistypen|siedlungsstrukturelle[rn]?kreistyp(en)?)"
    rf"{YEAR}(kennziffer|schluessel|nr|name)?"
)


def read_settlement_types(content: bytes, file_name: str, place: Place = WHOLE) -> Sheet:
    """Rows with `district` (AGS, five digits) and `kind` (1 to 4), and every problem by row."""
    sheet = Sheet()
    try:
        columns, rest = table_in(content, file_name, place)
        # only the two columns count; rows the BBSR leaves half empty end the list
        read_rows(rest, columns, READERS, sheet, is_wide=True)
    except UnreadableError as error:
        return Sheet(problems=[error.problem])
    if not sheet.rows and not sheet.problems:
        sheet.problems.append(
            Problem(0, "", _("The file has no rows."), _("Add a row for each district."))
        )
    return sheet


# --- The table in the file ----------------------------------------------------------------------


def table_in(content: bytes, file_name: str, place: Place) -> tuple[list[Column | None], Lines]:
    """The columns in the order of the headings, and the rows below: where the office says they
    stand, else where they are found.

    Raises UnreadableError where no sheet of the file has both columns.
    """
    # the BBSR's workbook keeps its districts on a later sheet, in more columns than our lists have
    rows, sheets = max(HEADINGS, place.header_row) - 1, 1 if place.sheet else MAX_SHEETS
    where: dict[str, Any] = {"first": place.first, "sheets": sheets}
    tops = sheets_of(content, file_name, rows, MAX_COLUMNS, is_cut=True, **where)
    for index, lines in enumerate(tops, place.first):
        found = [
            (number, columns)
            for number, cells in enumerate(lines, start=1)
            if place.header_row in (0, number) and (columns := columns_in(cells))
        ]
        if found:
            number, columns = found[-1]
            is_cut = is_excel(content, file_name)
            (whole,) = sheets_of(
                content, file_name, MAX_ROWS, MAX_COLUMNS, first=index, is_cut=is_cut
            )
            whole.rows = islice(whole.rows, number, place.last_row or None)
            whole.first_row = number + 1
            return columns, whole
    raise UnreadableError(
        _("No sheet has a column for the district and one for its type."),
        _("Call them “Kreis” and “Kreistyp”, in row 1."),
    )


def columns_in(cells: Sequence[Any]) -> list[Column | None]:
    """What each cell of a heading stands for, up to the last that counts; empty unless both do.

    A type given twice, as figure and in words, is read from the figure.
    """
    names = [header_key(cell) for cell in cells]
    district = next((at for at, name in enumerate(names) if NAMED_DISTRICT.fullmatch(name)), None)
    kinds = [at for at, name in enumerate(names) if NAMED_KIND.fullmatch(name)]
    if district is None or not kinds:
        return []
    kind = min(kinds, key=lambda at: names[at].endswith("name"))
    found: list[Column | None] = [None] * (max(district, kind) + 1)
    found[district], found[kind] = DISTRICT, KIND
    return found


# --- Cells --------------------------------------------------------------------------------------


def district_of(cell: Any) -> str:
    """A district's key from five, eight or twelve digits.

    Unlike in the register, a lost leading zero is put back: the list holds keys of districts
    alone, so the digits leave no doubt, and the BBSR itself stores them as numbers.
    """
    text = sound_key(cell)
    if not text:
        return ""
    key = whole_key(text)
    if not key.isdecimal() or len(key) not in (5, 8):
        raise CellError(
            _("“%(key)s” is no key of a district.") % {"key": text[:40]},
            _("Enter the AGS of the district with five or eight digits, for example 05974."),
        )
    if len(key) == 8:
        raise CellError(
            _("%(key)s is the key of a municipality inside a district.") % {"key": key},
            _("Use the list of districts (Kreise), not that of municipalities (Gemeinden)."),
        )
    return key


# How the four types begin, as header_key leaves them; singular and plural, with and without "ß".
BEGINNINGS = {
    "kreisfreiegross": SettlementKind.LARGE_CITY,
    "staedtische": SettlementKind.URBAN,
    "laendlichekreisemitverdichtung": SettlementKind.RURAL_CONDENSING,
    "laendlicherkreismitverdichtung": SettlementKind.RURAL_CONDENSING,
    "duennbesiedelte": SettlementKind.RURAL_SPARSE,
}


def kind_of(cell: Any) -> int | None:
    """A type from its number, its words, or both: "2", "Städtischer Kreis", "2 Städtischer …"."""
    text = text_of(cell)
    if not text:
        return None
    words = header_key(key_text(text))
    figure, rest = words[:1], words[1:]
    named = next((kind for start, kind in BEGINNINGS.items() if start in words), None)
    if figure in ("1", "2", "3", "4") and (not rest or named == int(figure)):
        return int(figure)
    if named is not None and not figure.isdecimal():
        return int(named)
    raise CellError(
        _("“%(kind)s” is no settlement type.") % {"kind": text[:60]},
        _("Enter 1, 2, 3 or 4, or the name of the type."),
    )


READERS: dict[str, Reader] = {"district": district_of, "kind": kind_of}
