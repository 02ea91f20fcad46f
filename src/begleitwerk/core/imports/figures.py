"""Figures: what a comma and a point mean, by the evidence of the file itself."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports.problems import CellError, Problem, sound
from begleitwerk.core.imports.texts import text_of

PLAIN = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
# One mark with three digits behind it: a thousand and more, or one and a bit.
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
GROUPS = {mark: re.compile(rf"[+-]?[1-9]\d{{0,2}}(\{mark}\d{{3}})+") for mark in ".,"}
DIGITS = "+-0123456789"
MOST_DIGITS = 30
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mär mrz mar", "apr", "mai may", "jun", "jul", "aug", "sep", "okt oct",
         "nov", "dez dec"), 1)
    for name in names.split()
}  # fmt: skip
DAY_AND_MONTH = re.compile(r"(\d{1,2})[. -]+([a-zä]{3,9})\.?", re.IGNORECASE)
MONTH_AND_YEAR = re.compile(r"([a-zä]{3,9})\.?[ -]+(\d{2}|\d{4})", re.IGNORECASE)
WRITTEN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})?|\d{4}-(\d{2})-(\d{2})")


class NoFigureError(CellError):
    """A cell holds no figure at all."""


class Notation(Enum):
    """The mark that stands before decimals."""

    COMMA = ","
    POINT = "."

    @property
    def groups(self) -> str:
        """The mark that stands between thousands."""
        return "." if self is Notation.COMMA else ","


def bare(cell: Any, unit: str = "") -> str:
    """A figure's text without blanks, apostrophes and its unit."""
    text = text_of(cell).replace("\N{MINUS SIGN}", "-")
    return re.sub(r"[\s'’]", "", text.replace(unit, "") if unit else text)


# --- Evidence -----------------------------------------------------------------------------------


def notations_in(cells: Iterable[Any], unit: str = "") -> frozenset[Notation]:
    """The notations the texts of a column show beyond doubt."""
    texts = (bare(cell, unit) for cell in cells if isinstance(cell, str))
    return frozenset(found for text in texts if (found := notation_shown(text)))


def notation_shown(text: str) -> Notation | None:
    """What one figure shows: 2.5 and 1,234.5 and 1,234,567 the point, 2,5 the comma."""
    marks = [sign for sign in text if sign in ".,"]
    if not marks or AMBIGUOUS.fullmatch(text) or not re.fullmatch(r"[+-]?[\d.,]+", text):
        return None
    for notation in Notation:
        if with_point(text, notation) is not None:
            return notation
    return None


def with_point(text: str, notation: Notation) -> str | None:
    """The figure as Python writes it, or None where it is none in this notation."""
    whole, mark, decimals = text.partition(notation.value)
    if mark and not decimals.isdecimal():
        return None
    if notation.groups in whole:
        if not GROUPS[notation.groups].fullmatch(whole):
            return None
        whole = whole.replace(notation.groups, "")
    return f"{whole}.{decimals}" if mark else whole


@dataclass
class Evidence:
    """What the columns of figures of a file show, each by its own cells and all together."""

    delimiter: str = ""
    columns: dict[str, frozenset[Notation]] = field(default_factory=dict)

    def look_at(self, column: str, cells: Iterable[Any], unit: str = "") -> None:
        self.columns[column] = notations_in(cells, unit)

    def notation(self, column: str) -> Notation | None:
        """Of a column: what it shows itself, else what all others of the file agree upon."""
        own = self.columns.get(column, frozenset())
        shown = own or frozenset[Notation]().union(*self.columns.values())
        return next(iter(shown)) if len(shown) == 1 else None

    def notes(self) -> list[Problem]:
        """Columns a spreadsheet program will turn into dates."""
        if self.delimiter != ";":
            return []
        return [
            Problem(
                0,
                column,
                _("Figures of this column have a point before decimals, and the file has"
                  " semicolons: a spreadsheet program set to German turns 2.5 into 2 May."),
                _("Do not open and save the file there, or write a comma before decimals."),
            )
            for column, shown in self.columns.items()
            if Notation.POINT in shown
        ]  # fmt: skip


# --- Reading ------------------------------------------------------------------------------------


def figure_of(
    cell: Any, notation: Notation | None = None, *, is_whole: bool = False, unit: str = ""
) -> Decimal | None:
    """A figure, exactly as written: 3,5 and 3.5, 12 345 or 12.345,6; None for an empty cell.

    "1.234" and "1,234" are read in the `notation` of the file; where that is not known they are
    refused, unless the column holds whole figures only. Raises CellError.
    """
    if isinstance(cell, bool):
        raise no_figure(cell)
    if isinstance(cell, date) or became_date(text_of(cell)):
        raise was_figure(cell)
    if isinstance(cell, int | float | Decimal):
        text = "" if math.isnan(cell) else str(cell)
    else:
        text = read_marks(bare(cell, unit), notation, is_whole)
    if not text:
        return None
    if not PLAIN.fullmatch(text) or len(text) > MOST_DIGITS:
        raise no_figure(cell)
    number = Decimal(text)
    if abs(number.adjusted()) > MOST_DIGITS:
        raise no_figure(cell)
    return number


def read_marks(text: str, notation: Notation | None, is_whole: bool) -> str:
    """The text with a point before decimals and no mark between thousands."""
    if AMBIGUOUS.fullmatch(text):
        if notation is None and not is_whole:
            raise two_readings(text)
        mark = notation.value if notation else ""
        return "".join("." if sign == mark else sign for sign in text if sign in (mark, *DIGITS))
    readings = (with_point(text, shown) for shown in Notation if set(".,") & set(text))
    return next((reading for reading in readings if reading is not None), text)


def two_readings(text: str) -> CellError:
    digits, decimals = re.sub("[.,]", "", text), text.replace(".", ",")
    return CellError(
        _("“%(value)s” can be read in two ways: as %(whole)s, or as %(decimals)s with decimals.")
        % {"value": text[:40], "whole": digits, "decimals": decimals},
        _("Leave out the mark between thousands, and write decimals as 2,50 or 2.50."),
    )


def no_figure(cell: Any) -> NoFigureError:
    return NoFigureError(
        _("“%(value)s” is no number.") % {"value": text_of(cell)[:40]},
        _("Enter a number without words."),
    )


# --- Figures that became dates ------------------------------------------------------------------


def became_date(text: str) -> tuple[int, int] | None:
    """The two figures a spreadsheet made a date of: "02. Mai" of 2.5, "Mai 95" of 5.95."""
    if found := DAY_AND_MONTH.fullmatch(text):
        month = MONTHS.get(found[2][:3].lower())
        return (int(found[1]), month) if month else None
    if found := MONTH_AND_YEAR.fullmatch(text):
        month = MONTHS.get(found[1][:3].lower())
        return (month, int(found[2])) if month else None
    if found := WRITTEN_DAY.fullmatch(text):
        first, second = (found[1], found[2]) if found[1] else (found[5], found[4])
        return int(first), int(second)
    return None


def was_figure(cell: Any) -> CellError:
    """The error for a date in the place of a figure."""
    if isinstance(cell, date):
        parts: tuple[int, int] | None = (cell.day, cell.month)
        shown = f"{cell:%d.%m.%Y}"
    else:
        parts, shown = became_date(text_of(cell)), text_of(cell)
    figure = ",".join(map(str, parts or ()))
    return CellError(
        _("“%(value)s” is a date: a spreadsheet program may have made it of %(figure)s.")
        % {"value": shown[:40], "figure": figure},
        _("Enter the figure anew, and format the column as text or number before."),
    )


@dataclass(frozen=True)
class Figures:
    """Reads a column of figures; `finish` makes the value of it, or raises CellError."""

    finish: Callable[[Decimal], Any]
    wrong: Callable[[Any], CellError] = no_figure
    is_whole: bool = False
    unit: str = ""

    def __call__(self, cell: Any, notation: Notation | None = None) -> Any:
        try:
            number = figure_of(sound(cell), notation, is_whole=self.is_whole, unit=self.unit)
        except NoFigureError:
            raise self.wrong(cell) from None
        return None if number is None else self.finish(number)
