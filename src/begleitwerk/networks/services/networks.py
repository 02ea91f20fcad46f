"""Networks and the organisations that work in them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, assign, changing, save_changes, save_new
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Network, PartnerOrganisation


def create_network(*, by: User | None, municipality: Municipality, **values: Any) -> Network:
    """A network of a municipality, which may have several; `name` is needed."""
    row = Network(municipality=municipality, **values)
    return save_new(by=by, row=row, verb="networks.network_created")


def change_network(
    *, by: User | None, network: Network, version: int | None, **values: Any
) -> Network:
    """Raises EditConflict."""
    verb = "networks.network_changed"
    return save_changes(by=by, row=network, version=version, values=values, verb=verb)


def create_organisation(
    *, by: User | None, municipality: Municipality, **values: Any
) -> PartnerOrganisation:
    """An organisation the network works with; `name` and `sector` are needed.

    Raises Refused at `name` where it is known.
    """
    row = PartnerOrganisation(municipality=municipality, **values)
    check_organisation_name(row)
    return save_new(by=by, row=row, verb="networks.organisation_created")


def change_organisation(
    *, by: User | None, organisation: PartnerOrganisation, version: int | None, **values: Any
) -> PartnerOrganisation:
    """Raises EditConflict, and Refused at `name` where another one has it."""
    verb = "networks.organisation_changed"
    with changing(organisation, by=by, version=version, verb=verb) as row:
        assign(row, values, row.logged)
        check_organisation_name(row)
    return row


def check_organisation_name(row: PartnerOrganisation) -> None:
    others = PartnerOrganisation.objects.filter(municipality=row.municipality_id)
    if others.filter(name__iexact=row.name).exclude(pk=row.pk).exists():
        raise Refused(_("An organisation of this name is already in the list."), "name")
