"""Lists of editions and participations, with their filters."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.selectors import dictionary_order
from begleitwerk.core.tables import DayColumn, ListTable, NameColumn, NumberColumn, SearchFilter
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import fold, search_register
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import (
    Edition,
    EditionTheme,
    Engagement,
    Programme,
    ReleasedRecord,
)


class EditionFilter(SearchFilter):
    searched = ("name",)


class EditionTable(ListTable):
    caption = _("Editions")
    name = tables.Column(verbose_name=_("Edition"))
    starts_on = DayColumn(verbose_name=_("Start"), default=_("unknown"))
    ends_on = DayColumn(verbose_name=_("End"), default=_("unknown"))
    pending = NumberColumn(verbose_name=_("undecided"))
    running = NumberColumn(verbose_name=_("taking part"))
    finished = NumberColumn(verbose_name=_("completed"))

    class Meta(ListTable.Meta):
        order_by = "-starts_on"

    def cell_name(self, record: Edition) -> str:
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.name)


class EngagementFilter(SearchFilter):
    """Search in the names of the municipalities; edition, theme, state."""

    edition = filters.ModelChoiceFilter(
        label=_("Edition"), queryset=Edition.objects.none(), empty_label=_("all")
    )
    theme = filters.ChoiceFilter(
        label=_("Theme"), field_name="theme__item__key", choices=(), empty_label=_("all")
    )
    state = filters.ChoiceFilter(
        label=_("State"), choices=EngagementState.choices, empty_label=_("all")
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition, theme = self.filters["edition"], self.filters["theme"]
        edition.queryset = programme.editions.select_related("programme")
        edition.field.label_from_instance = lambda row: row.name
        rows = EditionTheme.objects.filter(edition__programme=programme).select_related("item")
        themes = {row.item.key: row.item.label for row in rows}
        theme.extra["choices"] = sorted(themes.items(), key=lambda pair: dictionary_order(pair[1]))

    def search(self, rows: QuerySet[Engagement], name: str, value: str) -> QuerySet[Engagement]:
        if not fold(value):
            return rows
        places = Municipality.objects.filter(search_register(value))
        return rows.filter(parties__in=places).distinct()


class EngagementTable(ListTable):
    caption = _("Participations")
    title = NameColumn(verbose_name=_("Municipality"), of="lead_name")
    edition = tables.Column(verbose_name=_("Edition"), accessor="edition__name")
    theme = tables.Column(
        verbose_name=_("Theme"),
        accessor="theme__item__label",
        default=_("still open"),
        orderable=False,
    )
    cluster = tables.Column(verbose_name=_("Cluster"), accessor="cluster__name", default="–")
    state = tables.Column(verbose_name=_("State"))

    class Meta(ListTable.Meta):
        order_by = "title"

    def cell_title(self, record: Engagement) -> str:
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.title)

    def cell_state(self, record: Engagement) -> str:
        return record.get_state_display()

    def export_value_state(self, record: Engagement) -> str:
        return record.get_state_display()


class ReleasedRecordFilter(SearchFilter):
    searched = ("municipality__name",)


class ReleasedRecordTable(ListTable):
    caption = _("Released until the end")
    municipality = NameColumn(verbose_name=_("Municipality"), of="municipality__name")
    edition = tables.Column(verbose_name=_("Edition"), accessor="engagement__edition__name")
    closed_at = DayColumn(verbose_name=_("Read until"))

    class Meta(ListTable.Meta):
        order_by = "-closed_at"

    def cell_municipality(self, record: ReleasedRecord) -> str:
        return format_html(
            '<a href="{}">{}</a>', record.get_absolute_url(), record.municipality.name
        )
