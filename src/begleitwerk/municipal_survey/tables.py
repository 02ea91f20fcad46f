"""Lists of waves, of the codebook, and of who answered."""

from collections.abc import Sequence
from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.tables import DayColumn, ListTable, NumberColumn, SearchFilter
from begleitwerk.core.templatetags.bw import number
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable, SurveyWave
from begleitwerk.municipal_survey.selectors.waves import Tally
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import fold, search_register


class WaveFilter(filters.FilterSet):
    """Nothing to narrow down: a programme has a handful of waves."""


class WaveTable(ListTable):
    caption = _("Waves of the municipal survey")
    name = tables.Column(verbose_name=_("Wave"), order_by=("number",))
    reference_date = DayColumn(verbose_name=_("Answers as of"), default=_("not given"))
    questions = NumberColumn(verbose_name=_("Questions"))
    answered = NumberColumn(verbose_name=_("Municipalities"))

    class Meta(ListTable.Meta):
        order_by = "-name"

    def cell_name(self, record: SurveyWave) -> str:
        url = record.get_absolute_url()
        words = gettext("Wave %(number)d") % {"number": record.number}
        return format_html('<a href="{}">{}</a><small>{}</small>', url, record.name, words)


# --- Codebook -----------------------------------------------------------------------------------


class VariableFilter(SearchFilter):
    """Words of the question or the name of the variable; type of answer."""

    searched = ("name", "label")
    kind = filters.ChoiceFilter(
        label=_("Type of answer"), choices=SurveyKind.choices, empty_label=_("all")
    )


class VariableTable(ListTable):
    """The codebook; `tallies` says how each question was answered."""

    caption = _("Questions of this wave")
    label = tables.Column(verbose_name=_("Question"), order_by=("position", "pk"))
    kind = tables.Column(verbose_name=_("Type of answer"))
    valid = NumberColumn(verbose_name=_("Answered"), empty_values=(), orderable=False)
    missing = NumberColumn(verbose_name=_("No answer"), empty_values=(), orderable=False)

    class Meta(ListTable.Meta):
        order_by = "label"

    def __init__(self, *args: Any, tallies: dict[str, Tally] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tallies = tallies or {}

    def tally(self, record: SurveyVariable) -> Tally:
        return self.tallies.get(record.name, Tally())

    def cell_label(self, record: SurveyVariable) -> str:
        url = record.get_absolute_url()
        return format_html('<a href="{}">{}</a><small>{}</small>', url, record.label, record.name)

    def cell_kind(self, record: SurveyVariable) -> str:
        unit = f", {record.unit}" if record.unit else ""
        return f"{record.get_kind_display()}{unit}"

    def cell_valid(self, record: SurveyVariable) -> str:
        tally = self.tally(record)
        words = gettext("of %(total)s") % {"total": number(tally.total)}
        return format_html("{}<small>{}</small>", number(tally.valid), words)

    def cell_missing(self, record: SurveyVariable) -> str:
        tally = self.tally(record)
        return number(tally.missing + tally.absent)


# --- Rows ---------------------------------------------------------------------------------------


class RowFilter(SearchFilter):
    land = filters.ChoiceFilter(
        label="Land", field_name="municipality__land__code", empty_label=_("all")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        laender = self.queryset.order_by("municipality__land__name").values_list(
            "municipality__land__code", "municipality__land__name"
        )
        self.filters["land"].extra["choices"] = list(dict.fromkeys(laender))

    def search(self, rows: QuerySet[SurveyRow], name: str, value: str) -> QuerySet[SurveyRow]:
        if not fold(value):
            return rows
        places = Municipality.objects.filter(search_register(value))
        return rows.filter(Q(municipality__in=places))


class RowTable(ListTable):
    """Who answered how many questions, and where that was imported from."""

    caption = _("Municipalities that answered")
    municipality = tables.Column(
        verbose_name=_("Municipality"), order_by=("municipality__search_text", "pk")
    )
    land = tables.Column(verbose_name="Land", accessor="municipality__land__name")
    valid = NumberColumn(verbose_name=_("Answered"), empty_values=(), orderable=False)
    source = tables.Column(
        verbose_name=_("Source"), empty_values=(), order_by=("file_name", "row_number")
    )

    class Meta(ListTable.Meta):
        order_by = "municipality"

    def __init__(self, *args: Any, variables: Sequence[SurveyVariable] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.variables = variables

    @cached_property
    def asked(self) -> str:
        return gettext("of %(total)s") % {"total": number(len(self.variables))}

    def cell_municipality(self, record: SurveyRow) -> str:
        url = record.get_absolute_url()
        return format_html('<a href="{}">{}</a>', url, record.municipality.name)

    def cell_valid(self, record: SurveyRow) -> str:
        given = sum(
            1 for item in self.variables if not item.is_missing(record.values.get(item.name))
        )
        return format_html("{}<small>{}</small>", number(given), self.asked)

    def cell_source(self, record: SurveyRow) -> str:
        words = gettext("row %(row)s") % {"row": number(record.row_number)}
        return format_html("{}<small>{}</small>", record.file_name, words)
