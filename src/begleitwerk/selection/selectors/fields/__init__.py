"""What rules may look at: fields of register, survey and application, and the facts in them."""

from collections.abc import Callable, Collection, Iterable, Mapping

from begleitwerk.core.once import once_per_page
from begleitwerk.municipalities.models import Municipality
from begleitwerk.selection.enums import FieldSource
from begleitwerk.selection.models import SelectionRound
from begleitwerk.selection.selectors.fields.application import (
    application_fields,
    no_application,
    read_application,
)
from begleitwerk.selection.selectors.fields.info import (
    OF_SURVEY,
    Facts,
    FactValue,
    FieldInfo,
    ids_for_query,
    place_words,
    unknown,
)
from begleitwerk.selection.selectors.fields.register import (
    earlier_participations,
    read_register,
    register_fields,
)
from begleitwerk.selection.selectors.fields.settled import answers_in, settle
from begleitwerk.selection.selectors.fields.survey import (
    read_survey,
    read_survey_values,
    survey_fields,
)

__all__ = [
    "OF_SURVEY",
    "FactValue",
    "FieldInfo",
    "answers_in",
    "earlier_participations",
    "facts_of",
    "fields_of",
    "ids_for_query",
    "place_words",
    "unknown",
]

Reader = Callable[
    [SelectionRound, list[Municipality], list[FieldInfo], dict[int, Facts]],
    None,
]
READ: dict[str, Reader] = {
    FieldSource.REGISTER: read_register,
    FieldSource.SURVEY: read_survey,
    FieldSource.APPLICATION: read_application,
}


@once_per_page
def fields_of(round: SelectionRound) -> tuple[FieldInfo, ...]:
    """Everything a rule of this round may look at: register, its survey, application."""
    return (*register_fields(), *survey_fields(round), *application_fields())


def facts_of(
    round: SelectionRound,
    municipalities: Iterable[Municipality],
    *,
    sources: Collection[str] | None = None,
    keys: Collection[str] | None = None,
    with_words: bool = True,
    applied: bool = True,
    as_stated: bool = False,
) -> Mapping[int, Mapping[str, FactValue]]:
    """What is known about each municipality, by its primary key and the key of the field.

    At most six queries, however many municipalities. `sources` or `keys` narrow it down to what
    is asked for. A survey answer nobody gave, and everything of an application that is not there,
    is an unknown fact, never a missing key. Where only counts are asked for, answers of the survey
    come quicker without their words and rows; where none of them has `applied`, no application is
    looked for. After an answered contradiction the value that counts stands in every field that
    says the same, unless what was stated itself is asked for.
    """
    places = list(municipalities)
    if not places or (keys is not None and not keys):
        return {place.pk: {} for place in places}
    wanted = [
        field
        for field in fields_of(round)
        if (sources is None or field.source in sources) and (keys is None or field.key in keys)
    ]
    by_source = {
        str(source): [field for field in wanted if field.source == source] for source in FieldSource
    }
    found: dict[int, Facts] = {place.pk: {} for place in places}
    readers = dict(READ)
    if not with_words:
        readers[FieldSource.SURVEY] = read_survey_values
    if not applied:
        readers[FieldSource.APPLICATION] = no_application
    for source, read in readers.items():
        if by_source[source]:
            read(round, places, by_source[source], found)
    if not as_stated:
        settle(round, wanted, found)
    return found
