"""Remarks looked through before others read them, once nobody can answer any more."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ActionPage, ListPage, Rows, Values
from begleitwerk.fieldwork import selectors, services
from begleitwerk.fieldwork.enums import CollectionState
from begleitwerk.fieldwork.models import Remark
from begleitwerk.fieldwork.tables import RemarkFilter, RemarkTable
from begleitwerk.fieldwork.views.inside.area import CollectionArea

HIGHEST = 2**63 - 1  # their numbers are random and use the whole range


class Remarks(CollectionArea, ListPage):
    """What people wrote, by item; what may point to a person is marked."""

    template_name = "fieldwork/inside/remarks.html"
    table_class = RemarkTable
    filterset_class = RemarkFilter
    title = _("Remarks")
    model = Remark

    def get_queryset(self) -> Rows:
        rows = selectors.remarks_of(self.collection)
        return rows if self.collection.state == CollectionState.CLOSED else rows.none()

    def get_table_kwargs(self) -> dict[str, Any]:
        return {**super().get_table_kwargs(), "collection": self.collection}

    def values(self) -> Values:
        is_closed = self.collection.state == CollectionState.CLOSED
        return {**super().values(), "is_closed": is_closed, "exports": False}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["table"].records
        sound = [row.pk for row in rows if row.is_shown is None and not row.hints]
        return {**context, "sound": sound}


class RemarksDecide(CollectionArea, ActionPage):
    """One remark, or all of a page in which nothing stands out."""

    done_message = _("It is decided.")

    def act(self) -> None:
        sent = self.request.POST.getlist("remark")
        chosen = [int(value) for value in sent if is_number(value)]
        to = "shown" if self.request.POST.get("decision") == "show" else "hidden"
        about: dict[str, Any] = {to: chosen}
        services.screen_remarks(by=self.user, collection=self.collection, **about)

    def target_url(self) -> str:
        """Back to the list as it was narrowed."""
        kept = self.request.GET.urlencode()
        return f"{self.url('remarks')}?{kept}" if kept else self.url("remarks")


def is_number(value: str) -> bool:
    return value.isdecimal() and len(value) <= len(str(HIGHEST)) and int(value) <= HIGHEST
