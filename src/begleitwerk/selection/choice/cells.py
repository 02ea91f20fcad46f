"""What cells of a candidate file and values of a rule file mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports import CellError, Notation, figure_of, text_of
from begleitwerk.core.imports.texts import near_key


@dataclass(frozen=True)
class Band:
    """A step from a cell to a score: equal to `equal`, at least `at_least`, or empty (neither)."""

    score: Decimal
    equal: str | None = None
    at_least: Decimal | None = None

    @property
    def is_for_empty(self) -> bool:
        return self.equal is None and self.at_least is None


def score_of(cell: Any, bands: Sequence[Band], notation: Notation | None) -> Decimal | None:
    """The score a cell stands for: its figure, or the score of the band it falls into.

    None for an empty cell, unless a band is for those. Raises CellError.
    """
    if not bands:
        return figure_of(cell, notation)
    text = text_of(cell)
    if not text:
        return next((band.score for band in bands if band.is_for_empty), None)
    for band in bands:
        if band.equal is not None and near_key(band.equal) == near_key(text):
            return band.score
    limits = [band for band in bands if band.at_least is not None]
    if limits:
        number = figure_of(cell, notation)
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
