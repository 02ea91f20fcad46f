"""Candidates with their answers to questions the office chose: list, filters, file."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import GermanDecimalField
from begleitwerk.core.tables import NUMERIC, SearchFilter
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.models import SurveyVariable
from begleitwerk.municipal_survey.selectors.waves import shown_value
from begleitwerk.selection.enums import CandidacyState
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.selectors.ranking import CODED, MOST, codes_of, column_of, ranked
from begleitwerk.selection.tables.candidates import CandidateTable

LENGTH_OF_QUESTION = 90


class DecimalFilter(filters.NumberFilter):
    field_class = GermanDecimalField


class RankFilter(SearchFilter):
    """Search, state, up to three questions, and for each chosen one its range, answer or word."""

    searched = ("municipality__name",)

    state = filters.ChoiceFilter(
        label=_("State"), choices=CandidacyState.choices, empty_label=_("all")
    )

    def __init__(
        self,
        *args: Any,
        questions: Sequence[SurveyVariable],
        asked: Sequence[SurveyVariable],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = Counter(row.label for row in questions)
        choices = [(row.name, question_words(row, labels[row.label])) for row in questions]
        for number in range(1, MOST + 1):
            self.filters[f"s{number}"] = filters.ChoiceFilter(
                label=gettext("Column %(number)d") % {"number": number},
                choices=choices,
                method="choose",
                empty_label=gettext("none"),
            )
            if number <= len(asked):
                self.filters |= filters_for(asked[number - 1], number)
        for each in self.filters.values():
            each.parent, each.model = self, Candidacy

    def choose(self, rows: QuerySet[Candidacy], name: str, value: str) -> QuerySet[Candidacy]:
        """Which columns there are says the page; nobody is left out by that."""
        return rows


def question_words(variable: SurveyVariable, number: int) -> str:
    """The question; with its name in the file only where several are worded alike."""
    words = variable.label if number == 1 else f"{variable.label}: {variable.name}"
    return words[:LENGTH_OF_QUESTION]


def filters_for(variable: SurveyVariable, number: int) -> dict[str, filters.Filter]:
    name, words = column_of(number), {"question": str(variable)[:60]}
    if variable.kind == SurveyKind.NUMBER:
        least, most = gettext("%(question)s: from"), gettext("%(question)s: to")
        return {
            f"s{number}_von": DecimalFilter(name, "gte", label=least % words),
            f"s{number}_bis": DecimalFilter(name, "lte", label=most % words),
        }
    if variable.kind in CODED:
        choices = [(code, shown_value(variable, code)) for code, _words in codes_of(variable)]
        label = str(variable)[:60]
        return {
            f"s{number}_wert": filters.MultipleChoiceFilter(
                field_name=name, label=label, choices=choices
            )
        }
    label = gettext("%(question)s: holds") % words
    return {f"s{number}_wort": filters.CharFilter(name, "icontains", label=label)}


class AnswerColumn(tables.Column):
    """The answers to one question, as people read them."""

    def __init__(self, variable: SurveyVariable, number: int, columns: int) -> None:
        is_figure = variable.kind == SurveyKind.NUMBER
        super().__init__(
            verbose_name=str(variable)[:LENGTH_OF_QUESTION],
            accessor=column_of(number),
            default="–",
            attrs=NUMERIC if is_figure else {},
        )
        self.variable, self.number, self.columns = variable, number, columns

    def order(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        return ranked(queryset, self.number, self.columns, falling=is_descending), True

    def cell(self, value: Any, record: Any) -> str:
        return shown_value(self.variable, value)

    def export(self, value: Any) -> Any:
        is_figure = self.variable.kind == SurveyKind.NUMBER
        return value if value is None or is_figure else shown_value(self.variable, value)


class RankTable(CandidateTable):
    """As the list of candidates, with answers in place of what the register says."""

    caption = _("Candidates by their answers")

    class Meta(CandidateTable.Meta):
        exclude = ("space", "population")

    def __init__(self, *args: Any, asked: Sequence[SurveyVariable] = (), **kwargs: Any) -> None:
        columns = [
            (f"s{number}", AnswerColumn(row, number, len(asked)))
            for number, row in enumerate(asked, 1)
        ]
        super().__init__(*args, extra_columns=columns, **kwargs)
