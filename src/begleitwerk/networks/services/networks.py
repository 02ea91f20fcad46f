"""Networks and the organisations that work in them."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.services import Refused, facts, record_event, save_changes
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body, BodyMember, Network, PartnerOrganisation

NETWORK_FIELDS = ("name", "founded_year", "first_document", "note")
ORGANISATION_FIELDS = ("name", "sector", "website")

Row = TypeVar("Row", Network, PartnerOrganisation, Body, BodyMember)


def save_new(*, by: User | None, row: Row, fields: Sequence[str], verb: str) -> Row:
    """Store a new row of a municipality and record it."""
    row.save(force_insert=True)
    record_event(
        by=by,
        verb=verb,
        subject=row,
        workspace_id=row.municipality.workspace_id,
        after=facts(row, fields),
    )
    return row


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
        return save_new(by=by, row=row, fields=NETWORK_FIELDS, verb="networks.network_created")


def change_network(
    *, by: User | None, network: Network, version: int | None, values: Mapping[str, Any]
) -> Network:
    """Raises EditConflict."""
    with transaction.atomic():
        return save_changes(
            by=by,
            row=network,
            workspace_id=network.municipality.workspace_id,
            version=version,
            values=values,
            fields=NETWORK_FIELDS,
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
        return save_new(
            by=by, row=row, fields=ORGANISATION_FIELDS, verb="networks.organisation_created"
        )


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
            workspace_id=organisation.municipality.workspace_id,
            version=version,
            values=values,
            fields=ORGANISATION_FIELDS,
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
