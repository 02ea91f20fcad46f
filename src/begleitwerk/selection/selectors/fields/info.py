"""What a field is, and what is known about a municipality in it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext

from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.selection.problem import Fact
from begleitwerk.engine.selection.protocol import Evidence
from begleitwerk.municipal_survey.enums import Compared
from begleitwerk.municipalities.models import Municipality
from begleitwerk.selection.enums import FieldSource

Choices = tuple[tuple[str, str], ...]
# Name, label, kind (SurveyKind), unit: what a source offers in every round.
Offer = tuple[str, str | Promise, str, str | Promise]
# Above so many municipalities a query asks for all instead of naming each.
NAMED_IN_QUERY = 500
YEARS = frozenset({"network_since"})
OF_SURVEY = "survey_"  # how a claim made in the survey begins, as its answer is kept


@dataclass(frozen=True)
class FieldInfo:
    """A field of one source: how rules call it ("register:land") and how people do.

    `kind` says what its values are (SurveyKind); `choices` are code and word for CHOICE; `claim`
    names what the register knows too, as an answer to a contradiction calls it.
    """

    key: str
    source: str
    name: str
    label: str
    kind: str
    choices: Choices = ()
    unit: str = ""
    claim: str = ""

    def word_of(self, value: Any) -> str:
        """A value of a rule in words: a choice by its label, a number with its unit."""
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(value, int | float | Decimal):
            return f"{self.figure(value)} {self.unit}".rstrip()
        return dict(self.choices).get(str(value), str(value))

    def figure(self, value: int | float | Decimal) -> str:
        """A year stands without the dot that parts thousands."""
        return (
            str(value)
            if self.claim.removeprefix(OF_SURVEY) in YEARS
            else number(Decimal(str(value)))
        )


@dataclass(frozen=True)
class FactValue:
    """What is known: `value` as the engine compares it, in words, and what says so.

    An unknown fact has the value None; `shown` says then why it is missing. `origin` is where it
    stands, for what came from a file.
    """

    value: Fact
    shown: str
    evidence: str = ""
    is_missing: bool = False
    origin: Evidence | None = None

    @property
    def kept(self) -> Evidence:
        """What a run keeps of it."""
        return self.origin or Evidence(words=self.shown, source=self.evidence)


def unknown(words: str = "", evidence: str = "") -> FactValue:
    return FactValue(None, words or gettext("unknown"), evidence, True)


def place_words(found: Evidence) -> str:
    """Where something stands: the source, and the row of a file it came from."""
    if not found.file:
        return found.source
    return gettext("%(wave)s, variable %(variable)s, row %(row)d of %(file)s") % {
        "wave": found.source,
        "variable": found.column,
        "row": found.row,
        "file": found.file,
    }


Facts = dict[str, FactValue]


def field_of(source: str, offer: Offer, choices: Choices = ()) -> FieldInfo:
    name, label, kind, unit = offer
    claim = name if source == FieldSource.APPLICATION and name in Compared.values else ""
    return FieldInfo(
        f"{source}:{name}", str(source), name, str(label), kind, choices, str(unit), claim
    )


def ids_for_query(places: list[Municipality]) -> list[int] | None:
    """The municipalities to ask for; None where asking for all is quicker."""
    return [place.pk for place in places] if len(places) <= NAMED_IN_QUERY else None
