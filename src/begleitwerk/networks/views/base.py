"""What the pages of this app share."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import AddPage, Crumbs, ListPage, OneRecord, Values
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.networks import selectors
from begleitwerk.networks.models import Body


class NetworkArea(MunicipalityPage):
    """A page in the area "Netzwerk" of a municipality."""

    def address(self, name: str, *ids: int) -> str:
        return reverse(f"networks:{name}", args=[self.municipality.slug, *ids])

    @property
    def may_edit(self) -> bool:
        return bool(self.user.has_perm("networks.edit_body", self.municipality))

    def values(self) -> Values:
        return {**super().values(), "may_edit": self.may_edit}


class OfBody(OneRecord, NetworkArea):
    """A page about one body, or below it."""

    permission = "networks.edit_body"
    record_name = "body"

    @cached_property
    def body(self) -> Body:
        return selectors.get_body_or_404(self.municipality, self.kwargs["pk"])

    def crumbs(self) -> Crumbs:
        body_url = self.body.get_absolute_url()
        return [(_("Bodies"), self.address("bodies")), (self.body.name, body_url)]

    def get_success_url(self) -> str:
        return self.body.get_absolute_url()


class PlaceList(NetworkArea, ListPage):
    """A list of a municipality's records, with one button for those who may edit."""

    permission = "networks.view_body"
    create_name = ""
    create_label: str | Promise = ""

    def get_table(self, **kwargs: Any) -> Any:
        table = super().get_table(**kwargs)
        table.view = self
        return table

    def values(self) -> Values:
        url, label = self.address(self.create_name), self.create_label
        action = {"action_url": url, "action_label": label} if self.may_edit else {}
        return {**super().values(), **action}


class PlaceAdd(NetworkArea, AddPage):
    """A form for a new record of a municipality."""

    permission = "networks.edit_body"
    form_takes = ("municipality",)

    def within(self) -> Values:
        return {"municipality": self.municipality}
