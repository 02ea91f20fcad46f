"""Values of a rule file that no other TOML file has."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports.toml import figure, text, texts, wrong
from begleitwerk.selection.choice.cells import Band


def scale(value: Any) -> tuple[Decimal, Decimal]:
    if not isinstance(value, list) or len(value) != 2:
        raise wrong(value, _("Enter the lowest and the highest score: [0, 4]."))
    return figure(value[0]), figure(value[1])


def fact(value: Any) -> Any:
    """What a hard rule compares with: text, number, truth, or a list of texts."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return texts(value)
    return figure(value) if isinstance(value, int | Decimal) else text(value)


def bands(value: Any) -> tuple[Band, ...]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise wrong(value, _('Enter a list of steps: [{ is = "ja", score = 4 }].'))
    return tuple(band(row) for row in value)


def band(row: Mapping[str, Any]) -> Band:
    """`{ is = "ja", score = 4 }`, with `at_least = 300` or `empty = true` in the place of `is`."""
    condition = row.keys() - {"score"}
    if "score" not in row or len(condition) != 1 or not condition <= {"is", "at_least", "empty"}:
        mend = _("A step has “score” and one of: is, at_least, empty = true.")
        raise wrong(dict(row), mend)
    score = figure(row["score"])
    if "is" in row:
        return Band(score, equal=text(row["is"]))
    if "at_least" in row:
        return Band(score, at_least=figure(row["at_least"]))
    return Band(score)
