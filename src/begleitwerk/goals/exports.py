"""Measures as the file the import takes."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import override

from begleitwerk.core.templatetags.bw import light_word
from begleitwerk.goals.imports import COLUMNS
from begleitwerk.goals.models import Measure
from begleitwerk.goals.selectors import light_of

HEADER = tuple(column.name for column in COLUMNS)


def measure_rows(measures: Iterable[Measure], today: date) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of HEADER, German whatever the language of the page."""
    with override("de"):
        for measure in measures:
            yield tuple(cell_of(measure, column.field, today) for column in COLUMNS)


def cell_of(measure: Measure, field: str, today: date) -> Any:
    """What stands in the column of a field; a choice in its words."""
    match field:
        case "":
            return light_word(light_of(measure, today))
        case "goal":
            return measure.goal.title
        case "funding":
            return measure.funding.label_de if measure.funding else ""
    in_words = getattr(measure, f"get_{field}_display", None)
    return in_words() if in_words else getattr(measure, field)
