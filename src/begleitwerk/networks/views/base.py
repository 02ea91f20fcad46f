"""What the pages of this app share."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import Crumbs, FormPage, ListPage, Values
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.networks import selectors
from begleitwerk.networks.models import Body


class NetworkArea(MunicipalityPage):
    """A page in the area "Netzwerk" of a municipality."""

    def address(self, name: str, *ids: int) -> str:
        return reverse(f"networks:{name}", args=[self.municipality.slug, *ids])

    @property
    def may_edit(self) -> bool:
        return bool(self.request.user.has_perm("networks.edit_body", self.municipality))

    def values(self) -> Values:
        return {**super().values(), "may_edit": self.may_edit}


class OfBody(NetworkArea):
    """A page about one body, or below it."""

    @cached_property
    def body(self) -> Body:
        return selectors.get_body_or_404(self.municipality, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.body

    def crumbs(self) -> Crumbs:
        return [
            (_("Bodies"), self.address("bodies")),
            (self.body.name, self.address("body", self.body.pk)),
        ]

    def get_success_url(self) -> str:
        return self.address("body", self.body.pk)


class PlaceList(NetworkArea, ListPage):
    """A list of a municipality's records, with one button for those who may edit."""

    permission = "networks.view_body"
    create_name = ""
    create_label: str | Promise = ""

    def get_table(self, **kwargs: Any) -> Any:
        table = super().get_table(**kwargs)
        table.view = self
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.may_edit:
            context |= {
                "action_url": self.address(self.create_name),
                "action_label": self.create_label,
            }
        return context


class PlaceForm(NetworkArea, FormPage):
    """A form about one record of a municipality."""

    permission = "networks.edit_body"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "municipality": self.municipality}
