"""Facts of the municipal survey, each with wave, variable and row."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, cast

from django.utils.translation import gettext

from begleitwerk.engine.selection.problem import Fact
from begleitwerk.engine.selection.protocol import Evidence
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.imports.values import YES, code_for
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable, SurveyWave, code_of
from begleitwerk.municipal_survey.selectors.waves import (
    answers_of,
    origin_of,
    shown_value,
    variables_of,
)
from begleitwerk.municipalities.models import Municipality
from begleitwerk.selection.enums import FieldSource
from begleitwerk.selection.models import SelectionRound
from begleitwerk.selection.selectors.fields.info import (
    OF_SURVEY,
    Facts,
    FactValue,
    FieldInfo,
    ids_for_query,
    place_words,
    unknown,
)


def survey_fields(round: SelectionRound) -> tuple[FieldInfo, ...]:
    wave = round.wave
    return tuple(survey_field(variable) for variable in variables_of(wave)) if wave else ()


def survey_field(variable: SurveyVariable) -> FieldInfo:
    """A question of the survey; of its answers those that are not codes for "missing"."""
    answers = variable.value_labels.items()
    return FieldInfo(
        key=f"{FieldSource.SURVEY}:{variable.name}",
        source=FieldSource.SURVEY,
        name=variable.name,
        label=variable.label,
        kind=variable.kind,
        choices=tuple((code, word) for code, word in answers if code not in variable.missing_codes)
        if variable.kind == SurveyKind.CHOICE
        else (),
        unit=variable.unit,
        claim=f"{OF_SURVEY}{variable.compared_with}" if variable.compared_with else "",
    )


def read_survey(
    round: SelectionRound,
    places: list[Municipality],
    fields: list[FieldInfo],
    found: dict[int, Facts],
) -> None:
    read_answers(round, places, fields, found, survey_fact)


def read_survey_values(
    round: SelectionRound,
    places: list[Municipality],
    fields: list[FieldInfo],
    found: dict[int, Facts],
) -> None:
    """Only what the engine compares."""
    read_answers(round, places, fields, found, bare_fact)


def read_answers(
    round: SelectionRound,
    places: list[Municipality],
    fields: list[FieldInfo],
    found: dict[int, Facts],
    fact: Callable[[SurveyVariable, SurveyRow], FactValue],
) -> None:
    wave = cast("SurveyWave", round.wave)  # without one there are no fields to read
    answers = answers_of(wave, ids_for_query(places))
    variables = {variable.name: variable for variable in variables_of(wave)}
    for variable in variables.values():
        variable.wave = wave
    asked = [(field.key, variables[field.name]) for field in fields]
    nothing = unknown(gettext("not in the survey"), str(wave))
    for place in places:
        row = answers.get(place.pk)
        for key, variable in asked:
            found[place.pk][key] = fact(variable, row) if row else nothing


def survey_fact(variable: SurveyVariable, row: SurveyRow) -> FactValue:
    """An answer; a code that stands for none is unknown, in its own words."""
    raw = row.values.get(variable.name)
    shown, value = shown_value(variable, raw), fact_of(variable, raw)
    found = evidence_of(variable, row, shown)
    return FactValue(value, shown, place_words(found), value is None, found)


def bare_fact(variable: SurveyVariable, row: SurveyRow) -> FactValue:
    value = fact_of(variable, row.values.get(variable.name))
    return FactValue(value, "", "", value is None)


def fact_of(variable: SurveyVariable, raw: Any) -> Fact:
    """An answer as rules compare it: Decimal, bool, code of the answer, ISO day, text.

    None where it is missing.
    """
    if variable.is_missing(raw):
        return None
    match variable.kind:
        case SurveyKind.NUMBER:
            return Decimal(str(raw))
        case SurveyKind.YES_NO:
            return code_of(raw) == (code_for(variable.value_labels, truth=True) or YES)
    return code_of(raw)


def evidence_of(variable: SurveyVariable, row: SurveyRow, shown: str) -> Evidence:
    """The answer as the file has it, with wave, variable, file and row."""
    origin, raw = origin_of(row, variable.name), row.values.get(variable.name)
    return Evidence(
        words=shown,
        printed="" if raw is None else str(raw),
        source=str(variable.wave),
        file=origin.file_name,
        column=variable.name,
        row=origin.row_number,
    )
