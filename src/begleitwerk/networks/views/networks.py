"""Networks of a municipality and the organisations that work in them."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import Crumbs, Page
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
from begleitwerk.networks.views.base import NetworkArea, PlaceForm, PlaceList

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


class OfNetwork(NetworkArea):
    @cached_property
    def network(self) -> Network:
        return selectors.get_network_or_404(self.municipality, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.network

    def crumbs(self) -> Crumbs:
        return [
            (_("Networks"), self.address("networks")),
            (self.network.name, self.address("network", self.network.pk)),
        ]

    def get_success_url(self) -> str:
        return self.address("network", self.network.pk)


class NetworkPage(OfNetwork, Page):
    permission = "networks.view_body"
    template_name = "networks/network.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            network=self.network,
            bodies=selectors.bodies_of_network(self.network),
            history=history_of_network(self.network),
            **kwargs,
        )


class NetworkCreate(PlaceForm):
    form_class = NetworkForm
    title = _("Add network")
    submit_label = _("Add network")
    saved_message = _("The network is saved.")

    def crumbs(self) -> Crumbs:
        return [(_("Networks"), self.address("networks"))]

    def save(self, form: Any) -> Network:
        return services.create_network(by=self.user, municipality=self.municipality, **form.values)

    def get_success_url(self) -> str:
        return self.address("network", self.result.pk)

    def cancel_url(self) -> str:
        return self.address("networks")


class NetworkEdit(OfNetwork, PlaceForm):
    form_class = NetworkForm
    title = _("Edit network")
    submit_label = _("Save network")
    saved_message = _("The network is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.network}

    def save(self, form: Any) -> Network:
        return services.change_network(
            by=self.user, network=self.network, version=form.version, values=form.values
        )


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


class OrganisationCreate(PlaceForm):
    form_class = OrganisationForm
    title = _("Add organisation")
    submit_label = _("Add organisation")
    saved_message = _("The organisation is saved.")

    def crumbs(self) -> Crumbs:
        return [(_("Partner organisations"), self.address("organisations"))]

    def save(self, form: Any) -> PartnerOrganisation:
        return services.create_organisation(
            by=self.user, municipality=self.municipality, **form.values
        )

    def get_success_url(self) -> str:
        return self.address("organisations")


class OrganisationEdit(OrganisationCreate):
    title = _("Edit organisation")
    submit_label = _("Save organisation")

    @cached_property
    def organisation(self) -> PartnerOrganisation:
        return selectors.get_organisation_or_404(self.municipality, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.organisation

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.organisation}

    def save(self, form: Any) -> PartnerOrganisation:
        return services.change_organisation(
            by=self.user,
            organisation=self.organisation,
            version=form.version,
            values=form.values,
        )
