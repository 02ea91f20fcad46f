"""Search and filters of the list of papers."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.tables import SearchFilter
from begleitwerk.council.enums import PaperState, PaperType
from begleitwerk.council.models import Paper


class PaperFilter(SearchFilter):
    """The year is that of the paper's date, of its making where the date is still open."""

    searched = ("title", "reference", "summary", "resolution_proposal")
    state = filters.ChoiceFilter(label=_("State"), choices=PaperState.choices, empty_label=_("all"))
    paper_type = filters.ChoiceFilter(
        label=_("Type"), choices=PaperType.choices, empty_label=_("all")
    )
    year = filters.ChoiceFilter(label=_("Year"), method="in_year", empty_label=_("all"))

    class Meta:
        model = Paper
        fields = ("q", "state", "paper_type", "year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = Coalesce(ExtractYear("date"), ExtractYear("created_at"))
        years = set(self.queryset.order_by().values_list(written, flat=True))
        self.filters["year"].extra["choices"] = [
            (year, str(year)) for year in sorted(years, reverse=True)
        ]

    def in_year(self, rows: QuerySet[Paper], name: str, value: str) -> QuerySet[Paper]:
        return rows.filter(Q(date__year=value) | Q(date=None, created_at__year=value))
