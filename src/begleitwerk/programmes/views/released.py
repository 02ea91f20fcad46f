"""What a programme could read in a municipality until its way in closed."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import Crumbs, DetailPage, ListPage, Values
from begleitwerk.programmes import selectors
from begleitwerk.programmes.models import ReleasedRecord
from begleitwerk.programmes.presenters import tables_of
from begleitwerk.programmes.tables import ReleasedRecordFilter, ReleasedRecordTable
from begleitwerk.programmes.views.base import ProgrammeArea


class ReleasedRecordList(ProgrammeArea, ListPage):
    permission = "programmes.view_released"
    table_class = ReleasedRecordTable
    filterset_class = ReleasedRecordFilter
    export_name = "freigegebenes"
    title = _("Released until the end")

    def crumbs(self) -> Crumbs:
        return []

    def get_queryset(self) -> QuerySet[ReleasedRecord]:
        return selectors.records_of(self.programme).defer("content")


class ReleasedRecordPage(ProgrammeArea, DetailPage):
    permission = "programmes.view_released"
    template_name = "programmes/released_record.html"
    record_name = "kept"

    def permission_object(self) -> Any:
        return self.programme

    @cached_property
    def kept(self) -> ReleasedRecord:
        return selectors.record_or_404(selectors.records_of(self.programme), self.kwargs["pk"])

    def values(self) -> Values:
        return {**super().values(), "tables": tables_of(self.kept)}

    def crumbs(self) -> Crumbs:
        return [(ReleasedRecordList.title, self.address("released_records"))]
