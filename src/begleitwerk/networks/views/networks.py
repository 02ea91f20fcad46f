"""Networks of a municipality and the organisations that work in them."""

from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ChangePage, Crumbs, DetailPage, OneRecord, Values
from begleitwerk.networks import selectors, services
from begleitwerk.networks.forms import NetworkForm, OrganisationForm
from begleitwerk.networks.models import Network, PartnerOrganisation
from begleitwerk.networks.presenters import history_of_network
from begleitwerk.networks.tables import (
    NetworkFilter,
    NetworkTable,
    OrganisationFilter,
    OrganisationTable,
)
from begleitwerk.networks.views.base import NetworkArea, PlaceAdd, PlaceList

# --- Networks -----------------------------------------------------------------------------------


class NetworkList(PlaceList):
    template_name = "networks/networks.html"
    table_class = NetworkTable
    filterset_class = NetworkFilter
    export_name = "netzwerke"
    create_name = "network_create"
    create_label = _("Add network")

    def get_queryset(self) -> QuerySet[Network]:
        return selectors.networks_of(self.municipality)


class OfNetwork(OneRecord, NetworkArea):
    record_name = "network"

    @cached_property
    def network(self) -> Network:
        return selectors.get_network_or_404(self.municipality, self.kwargs["pk"])

    def crumbs(self) -> Crumbs:
        return [(_("Networks"), self.address("networks"))]


class NetworkPage(OfNetwork, DetailPage):
    permission = "networks.view_body"
    template_name = "networks/network.html"

    def values(self) -> Values:
        return {
            **super().values(),
            "bodies": selectors.bodies_of_network(self.network),
            "history": history_of_network(self.network),
        }


class NetworkCreate(PlaceAdd):
    service = staticmethod(services.create_network)
    form_class = NetworkForm
    title = _("Add network")
    submit_label = _("Add network")
    saved_message = _("The network is saved.")

    def crumbs(self) -> Crumbs:
        return [(_("Networks"), self.address("networks"))]


class NetworkEdit(OfNetwork, ChangePage):
    permission = "networks.edit_body"
    service = staticmethod(services.change_network)
    form_takes = ("municipality",)
    form_class = NetworkForm
    title = _("Edit network")
    submit_label = _("Save network")
    saved_message = _("The network is saved.")

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.network.name, self.network.get_absolute_url())]


# --- Organisations ------------------------------------------------------------------------------


class OrganisationList(PlaceList):
    template_name = "networks/organisations.html"
    table_class = OrganisationTable
    filterset_class = OrganisationFilter
    export_name = "organisationen"
    create_name = "organisation_create"
    create_label = _("Add organisation")

    def get_queryset(self) -> QuerySet[PartnerOrganisation]:
        return selectors.organisations_of(self.municipality)


class OrganisationArea(NetworkArea):
    """A page below the list: an organisation has none of its own."""

    permission = "networks.edit_body"

    def crumbs(self) -> Crumbs:
        return [(_("Partner organisations"), self.get_success_url())]

    def get_success_url(self) -> str:
        return self.address("organisations")


class OrganisationCreate(OrganisationArea, PlaceAdd):
    service = staticmethod(services.create_organisation)
    form_class = OrganisationForm
    saved_message = _("The organisation is saved.")
    title = _("Add organisation")
    submit_label = _("Add organisation")


class OrganisationEdit(OrganisationArea, ChangePage):
    service = staticmethod(services.change_organisation)
    record_name = "organisation"
    form_class = OrganisationForm
    form_takes = ("municipality",)
    saved_message = _("The organisation is saved.")
    title = _("Edit organisation")
    submit_label = _("Save organisation")

    @cached_property
    def organisation(self) -> PartnerOrganisation:
        return selectors.get_organisation_or_404(self.municipality, self.kwargs["pk"])

    def permission_object(self) -> PartnerOrganisation:
        return self.organisation
