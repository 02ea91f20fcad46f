"""Measures as the file the import takes."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import override

from begleitwerk.core.templatetags.bw import light_word
from begleitwerk.goals.enums import MeasureState
from begleitwerk.goals.imports import COLUMNS, STATE_WORDS
from begleitwerk.goals.models import Measure
from begleitwerk.goals.selectors import light_of

HEADER = tuple(column.name for column in COLUMNS)


def measure_rows(measures: Iterable[Measure], today: date) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of HEADER, German whatever the language of the page."""
    with override("de"):
        for measure in measures:
            yield (
                measure.title,
                measure.goal.title,
                measure.owner,
                STATE_WORDS[MeasureState(measure.state)][0],
                light_word(light_of(measure, today)),
                measure.starts_on,
                measure.due_on,
                measure.done_on,
                measure.cost,
                measure.funding.label_de if measure.funding else "",
                measure.description,
                measure.progress,
                measure.progress_on,
            )
