"""The list of self-assessments: what about, how far, until when, how many answered."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.enums import AssessmentState, Purpose
from begleitwerk.assessment.models import Assessment, Criterion
from begleitwerk.assessment.presenters import url_of
from begleitwerk.assessment.selectors import dimension_labels
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import choices
from begleitwerk.core.selectors import holding, words_of
from begleitwerk.core.tables import DayColumn, ListTable, NameColumn, NumberColumn, SearchFilter
from begleitwerk.core.templatetags.bw import listed
from begleitwerk.fieldwork.enums import SheetState
from begleitwerk.fieldwork.models import Sheet


def dimensions() -> list[tuple[str, str]]:
    return choices(ContentKind.QUALITY_FRAMEWORK)


class AssessmentFilter(SearchFilter):
    """Search in names and statements; state, purpose and dimension in the address bar."""

    stand = django_filters.ChoiceFilter(
        label=_("State"), field_name="state", choices=AssessmentState.choices, empty_label=_("all")
    )
    zweck = django_filters.ChoiceFilter(
        label=_("Purpose"), field_name="purpose", choices=Purpose.choices, empty_label=_("all")
    )
    dimension = django_filters.ChoiceFilter(
        label=_("Quality dimension"), method="about", choices=dimensions, empty_label=_("all")
    )

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in words_of(value):
            said = Criterion.objects.filter(
                holding(word, "number", "label_de", "text_de"), assessment=OuterRef("pk")
            )
            rows = rows.filter(holding(word, "title") | Q(Exists(said)))
        return rows

    def about(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        asked = Criterion.objects.filter(assessment=OuterRef("pk"), dimension__key=value)
        return rows.filter(Exists(asked))


class AssessmentTable(ListTable):
    caption = _("Self-assessments, the latest first")
    title = NameColumn(verbose_name=_("Self-assessment"), of="title")
    state = tables.Column(verbose_name=_("State"), order_by=("state", "-pk"))
    purpose = tables.Column(verbose_name=_("Purpose"), orderable=False)
    opens_on = DayColumn(
        verbose_name=_("First day"),
        accessor="collection__opens_on",
        order_by=("collection__opens_on", "pk"),
    )
    closes_on = DayColumn(
        verbose_name=_("Last day"),
        accessor="collection__closes_on",
        order_by=("collection__closes_on", "pk"),
    )
    answers = NumberColumn(verbose_name=_("Answers"), empty_values=(), orderable=False)

    class Meta(ListTable.Meta):
        order_by = "-opens_on"

    def __init__(self, *args: Any, inside: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inside = inside

    @cached_property
    def shown(self) -> list[Assessment]:
        """The rows of this page; an export's are all of them."""
        return list(self.records if hasattr(self, "page") else self.data)

    @cached_property
    def about(self) -> dict[int, list[str]]:
        return dimension_labels(self.shown)

    @cached_property
    def came(self) -> dict[int, int]:
        """Sheets handed in, by collection."""
        rows = Sheet.objects.filter(
            collection__in=[row.collection_id for row in self.shown], state=SheetState.HANDED_IN
        )
        return dict(rows.order_by().values_list("collection").annotate(Count("pk")))

    def cell_title(self, record: Assessment) -> str:
        about = listed(self.about.get(record.pk, ())) or gettext("no criteria yet")
        url = record.get_absolute_url() if self.inside else url_of(record, "released")
        return format_html('<a href="{}">{}</a><small>{}</small>', url, record.title, about)

    def export_value_title(self, record: Assessment) -> str:
        return record.title

    def cell_state(self, record: Assessment) -> str:
        return record.get_state_display()

    def export_value_state(self, record: Assessment) -> str:
        return record.get_state_display()

    def cell_purpose(self, record: Assessment) -> str:
        return record.get_purpose_display()

    def export_value_purpose(self, record: Assessment) -> str:
        return record.get_purpose_display()

    def cell_answers(self, record: Assessment) -> str:
        return str(self.came.get(record.collection_id, 0))

    def export_value_answers(self, record: Assessment) -> int:
        return self.came.get(record.collection_id, 0)
