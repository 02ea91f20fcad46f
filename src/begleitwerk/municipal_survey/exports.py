"""Survey data as the files the imports take, German in every language."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from begleitwerk.core.exports import header_of
from begleitwerk.core.imports import word_of
from begleitwerk.municipal_survey.enums import Compared
from begleitwerk.municipal_survey.imports.codebook import COLUMNS, KINDS
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable
from begleitwerk.municipal_survey.selectors.waves import OwnWave

OWN_HEADER = ("Welle", "Stand", "Variable", "Frage", "Antwort")
KEY_HEADER = ("Schlüssel", "Kommune")


def codebook_example() -> list[tuple[str, str]]:
    """Each column of a codebook file with an example of a cell."""
    kinds = ", ".join(names[0] for names in KINDS.values())
    cells = (
        "V12",
        "Gibt es ein Gesamtkonzept?",
        kinds,
        "VZÄ",
        "1",
        "5",
        "1=ja; 2=nein",
        "-9=keine Angabe",
        word_of(Compared)(Compared.EARLIER),
    )
    return list(zip(header_of(COLUMNS), cells, strict=True))


def answers_header(variables: Sequence[SurveyVariable]) -> tuple[str, ...]:
    return (*KEY_HEADER, *(variable.name for variable in variables))


def answer_rows(
    rows: Iterable[SurveyRow], variables: Sequence[SurveyVariable]
) -> Iterator[tuple[Any, ...]]:
    """Key, name, then the values as they were imported: codes, not words."""
    for row in rows:
        place = row.municipality
        values = [row.values.get(variable.name) for variable in variables]
        yield (place.youth_office_id, place.name, *values)


def own_rows(waves: Iterable[OwnWave]) -> Iterator[tuple[Any, ...]]:
    """A municipality's own answers in words, in the order of OWN_HEADER."""
    for own in waves:
        for answer in own.answers:
            yield (
                own.wave.name,
                own.wave.reference_date,
                answer.variable.name,
                answer.variable.label,
                answer.shown,
            )
