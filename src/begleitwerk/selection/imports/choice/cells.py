"""What cells of a candidate file and values of a rule file mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import CellError, text_of
from begleitwerk.municipal_survey.imports.values import GROUPED, NO_WORDS, PLAIN, YES_WORDS

MOST_DIGITS = 30
TRUE_SIGNS, FALSE_SIGNS = YES_WORDS | {"1"}, NO_WORDS | {"0"}


@dataclass(frozen=True)
class Band:
    """A step from a cell to a score: equal to `equal`, at least `at_least`, or empty (neither)."""

    score: Decimal
    equal: str | None = None
    at_least: Decimal | None = None

    @property
    def is_for_empty(self) -> bool:
        return self.equal is None and self.at_least is None


def decimal_of(cell: Any, *, point_is_decimal: bool = True) -> Decimal | None:
    """A figure, exactly as written: 3,5 and 3.5, 12 345 or 12.345,6; None for an empty cell.

    `point_is_decimal` is what `imports.values.decimal_point` says about the column: without it
    1.234 is refused, since it may be meant either way. Raises CellError.
    """
    text = re.sub(r"[\s'\u202f\u00a0]", "", text_of(cell))
    if not text:
        return None
    if isinstance(cell, bool):
        raise no_number(text)
    if not isinstance(cell, int | float | Decimal):
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        elif GROUPED.fullmatch(text) and not point_is_decimal:
            raise CellError(
                _("“%(value)s” can be read in two ways.") % {"value": text[:40]},
                _("Leave out the point for thousands, and write a comma before decimals."),
            )
    if not PLAIN.fullmatch(text) or len(text) > MOST_DIGITS:
        raise no_number(text)
    number = Decimal(text)
    if abs(number.adjusted()) > MOST_DIGITS:
        raise no_number(text)
    return number


def no_number(text: str) -> CellError:
    return CellError(
        _("“%(value)s” is no number.") % {"value": text[:40]}, _("Enter a number without words.")
    )


def truth_of(cell: Any) -> bool | None:
    """Yes or no in words, signs or as Excel keeps them; None for an empty cell."""
    text = text_of(cell).casefold()
    if not text:
        return None
    if text in TRUE_SIGNS or text in FALSE_SIGNS:
        return text in TRUE_SIGNS
    raise CellError(
        _("“%(value)s” is neither yes nor no.") % {"value": text[:40]}, _("Enter “ja” or “nein”.")
    )


def score_of(cell: Any, bands: Sequence[Band], *, point_is_decimal: bool) -> Decimal | None:
    """The score a cell stands for: its figure, or the score of the band it falls into.

    None for an empty cell, unless a band is for those. Raises CellError.
    """
    if not bands:
        return decimal_of(cell, point_is_decimal=point_is_decimal)
    text = text_of(cell)
    if not text:
        return next((band.score for band in bands if band.is_for_empty), None)
    for band in bands:
        if band.equal is not None and band.equal.casefold() == text.casefold():
            return band.score
    limits = [band for band in bands if band.at_least is not None]
    if limits:
        number = decimal_of(cell, point_is_decimal=point_is_decimal)
        if (score := score_from(number, limits)) is not None:
            return score
    raise CellError(
        _("“%(value)s” falls into none of the steps of this criterion.") % {"value": text[:40]},
        _("Correct the cell, or add a step to “bands”."),
    )


def score_from(number: Decimal | None, bands: Sequence[Band]) -> Decimal | None:
    """The score of the highest limit a figure reaches."""
    reached = [
        (band.at_least, band.score)
        for band in bands
        if number is not None and band.at_least is not None and number >= band.at_least
    ]
    return max(reached)[1] if reached else None
