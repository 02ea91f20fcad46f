"""What portfolio rules balance: town or country, Land, size, kind, earlier participation, answers.

An attribute is a field that has a few values. Every attribute has its basis: the list, the rule or
the question it comes from.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from begleitwerk.core.once import once_per_page
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipalities.models import Municipality
from begleitwerk.selection.enums import Attribute, FieldSource
from begleitwerk.selection.models import SelectionRound
from begleitwerk.selection.selectors.fields import FactValue, FieldInfo, facts_of, fields_of

YES, NO = "yes", "no"
COUNTABLE = (SurveyKind.CHOICE, SurveyKind.YES_NO)


@dataclass(frozen=True)
class AttributeInfo:
    """An attribute rules can balance, and the values it can have (key, word)."""

    key: str
    label: str
    values: tuple[tuple[str, str], ...]

    def word_of(self, value: str) -> str:
        return dict(self.values).get(value, value)


@dataclass(frozen=True)
class AttributeValue:
    """The value a municipality has; `key` is empty where it is not known."""

    key: str
    label: str
    basis: str


@once_per_page
def attribute_infos(round: SelectionRound) -> tuple[AttributeInfo, ...]:
    """The attributes of this round: those of every round, then questions with fixed answers."""
    fields = {field.key: field for field in fields_of(round)}
    own = tuple(info_of(name, fields[field_key(name)], str(name.label)) for name in Attribute)
    survey = tuple(
        info_of(field.key, field, field.label)
        for field in fields.values()
        if field.source == FieldSource.SURVEY and field.kind in COUNTABLE
    )
    return own + survey


def info_of(key: str, field: FieldInfo, label: str) -> AttributeInfo:
    yes_no = ((YES, gettext("yes")), (NO, gettext("no")))
    values = yes_no if field.kind == SurveyKind.YES_NO else field.choices
    return AttributeInfo(str(key), label, values)


def field_key(attribute: str) -> str:
    """The field an attribute is read from: "land" is "register:land", "survey:q7" itself."""
    return str(attribute) if ":" in attribute else f"{FieldSource.REGISTER}:{attribute}"


def attributes_of(
    round: SelectionRound,
    municipalities: Iterable[Municipality],
    *,
    attributes: Collection[str] | None = None,
) -> Mapping[int, Mapping[str, AttributeValue]]:
    """The attributes of each municipality, by its primary key; all of the round, or those named."""
    places = list(municipalities)
    wanted = attributes
    if wanted is None:
        wanted = tuple(info.key for info in attribute_infos(round))
    facts = facts_of(round, places, keys={field_key(name) for name in wanted})
    return {
        place.pk: {
            name: attribute_of(facts[place.pk][field_key(name)])
            for name in wanted
            if field_key(name) in facts[place.pk]
        }
        for place in places
    }


def attribute_of(fact: FactValue) -> AttributeValue:
    if fact.value is None:
        return AttributeValue("", fact.shown, fact.evidence)
    key = (YES if fact.value else NO) if isinstance(fact.value, bool) else str(fact.value)
    return AttributeValue(key, fact.shown, fact.evidence)
