"""Networks and the organisations that work in them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.services import Refused, record_added, save_changes
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Network, PartnerOrganisation


def create_network(
    *,
    by: User | None,
    municipality: Municipality,
    name: str,
    founded_year: int | None = None,
    first_document: str = "",
    note: str = "",
) -> Network:
    """A network of a municipality, which may have several."""
    row = Network(
        municipality=municipality,
        name=name,
        founded_year=founded_year,
        first_document=first_document,
        note=note,
    )
    with transaction.atomic():
        row.save(force_insert=True)
        record_added(by=by, verb="networks.network_created", row=row)
        return row


def change_network(
    *, by: User | None, network: Network, version: int | None, values: Mapping[str, Any]
) -> Network:
    """Raises EditConflict."""
    with transaction.atomic():
        return save_changes(
            by=by,
            row=network,
            version=version,
            values=values,
            verb="networks.network_changed",
        )


def create_organisation(
    *,
    by: User | None,
    municipality: Municipality,
    name: str,
    sector: ContentItem,
    website: str = "",
) -> PartnerOrganisation:
    """An organisation the network works with. Raises Refused at `name` where it is known."""
    row = PartnerOrganisation(municipality=municipality, name=name, sector=sector, website=website)
    with transaction.atomic():
        check_organisation_name(municipality, name)
        row.save(force_insert=True)
        record_added(by=by, verb="networks.organisation_created", row=row)
        return row


def change_organisation(
    *,
    by: User | None,
    organisation: PartnerOrganisation,
    version: int | None,
    values: Mapping[str, Any],
) -> PartnerOrganisation:
    """Raises EditConflict, and Refused at `name` where another one has it."""
    with transaction.atomic():
        name = values.get("name", organisation.name)
        check_organisation_name(organisation.municipality, name, but=organisation)
        return save_changes(
            by=by,
            row=organisation,
            version=version,
            values=values,
            verb="networks.organisation_changed",
        )


def check_organisation_name(
    municipality: Municipality, name: str, but: PartnerOrganisation | None = None
) -> None:
    others = PartnerOrganisation.objects.filter(municipality=municipality, name__iexact=name)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise Refused(_("An organisation of this name is already in the list."), "name")
