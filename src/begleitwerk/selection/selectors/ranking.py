"""Candidates by what they answered in the survey: answers as columns a database orders and narrows.

An answer that is missing, or stands for none, is nothing: it fits no range and comes last.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import (
    Case,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Lower

from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.imports.values import NO, YES, sorted_codes
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable
from begleitwerk.municipal_survey.selectors.waves import variables_of
from begleitwerk.selection.models import Candidacy, SelectionRound

MOST = 3  # columns at once: more do not fit beside each other
FIGURE = r"^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$"
CODED = (SurveyKind.CHOICE, SurveyKind.YES_NO)


def rankable(round: SelectionRound) -> dict[str, SurveyVariable]:
    """The questions of the round's survey by name, in the order of the codebook."""
    return {row.name: row for row in variables_of(round.wave)} if round.wave else {}


def column_of(number: int) -> str:
    return f"answer{number}"


def with_answers(
    rows: QuerySet[Candidacy], round: SelectionRound, asked: Sequence[SurveyVariable]
) -> QuerySet[Candidacy]:
    """Each answer as `answer1`, `answer2` …, and what it is ordered by as `answer1_order` …"""
    for number, variable in enumerate(asked, 1):
        name = column_of(number)
        rows = rows.annotate(**{name: answer_to(variable, round)})
        rows = rows.annotate(**{f"{name}_order": order_of(variable, name)})
    return rows


def answer_to(variable: SurveyVariable, round: SelectionRound) -> Subquery:
    own = SurveyRow.objects.filter(wave=round.wave_id, municipality=OuterRef("municipality"))
    none = [form for code in variable.missing_codes for form in (code, f"{code}.0")]
    text = Cast(KeyTextTransform(variable.name, "values"), TextField())
    given = own.annotate(answer=text)
    given = given.exclude(answer__in=none).exclude(answer="")
    if variable.kind == SurveyKind.NUMBER:
        figures = given.filter(answer__regex=FIGURE)
        return Subquery(figures.values_list(Cast("answer", FloatField()))[:1])
    return Subquery(given.values("answer")[:1])


def order_of(variable: SurveyVariable, name: str) -> Any:
    """Answers with codes as the codebook lists them, texts without regard to capitals."""
    if variable.kind in CODED:
        codes = [code for code, _words in codes_of(variable)]
        places = (When(**{name: code}, then=place) for place, code in enumerate(codes))
        return Case(*places, output_field=IntegerField())
    return Lower(name) if variable.kind == SurveyKind.TEXT else F(name)


def codes_of(variable: SurveyVariable) -> list[tuple[str, str]]:
    """The answers to choose from, with their words."""
    return sorted_codes(variable.value_labels or {YES: "", NO: ""})


def ranked(
    rows: QuerySet[Candidacy], first: int, columns: int, *, falling: bool
) -> QuerySet[Candidacy]:
    """Ordered by one of the columns, between equals by the others, then by name; nothing last."""
    places = [first, *(number for number in range(1, columns + 1) if number != first)]
    keys = [F(f"{column_of(number)}_order") for number in places]
    order = [key.desc(nulls_last=True) if falling else key.asc(nulls_last=True) for key in keys]
    return rows.order_by(*order, "municipality__search_text", "pk")
