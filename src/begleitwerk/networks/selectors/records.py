"""Networks, organisations, bodies: one by one and as lists."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import alphabetical, row_at
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import within, workspaces_with
from begleitwerk.networks.models import Body, BodyMember, Network, PartnerOrganisation

Row = TypeVar("Row", bound=Model)


def visible_to(user: User) -> QuerySet[Body]:
    """Bodies of the municipalities whose bodies the user may see."""
    reach = within(workspaces_with(user, Permission.BODIES_VIEW), "municipality")
    return Body.objects.filter(reach)


def bodies_of(municipality: Municipality) -> QuerySet[Body]:
    """All bodies of a municipality, those that still meet first."""
    rows = Body.objects.filter(municipality=municipality)
    return rows.select_related("kind", "network", "municipality__workspace").order_by(
        "ended_on", alphabetical("name")
    )


def present_bodies(municipality: Municipality, on: date | None = None) -> QuerySet[Body]:
    """Bodies that meet on a day, today by default; for fields of choices."""
    today = on or timezone.localdate()
    return bodies_of(municipality).filter(Q(ended_on=None) | Q(ended_on__gte=today))


def get_body_or_404(municipality: Municipality, pk: int) -> Body:
    return found(bodies_of(municipality), pk)


def get_member_or_404(body: Body, pk: int) -> BodyMember:
    member = found(
        body.members.select_related("member_body", "organisation", "sector", "municipality"), pk
    )
    member.body = body
    return member


def networks_of(municipality: Municipality) -> QuerySet[Network]:
    """Networks with the number of their bodies (`bodies`)."""
    rows = Network.objects.filter(municipality=municipality)
    return rows.select_related("municipality__workspace").order_by(alphabetical("name"))


def bodies_of_network(network: Network) -> QuerySet[Body]:
    return bodies_of(network.municipality).filter(network=network)


def body_counts(networks: Iterable[Network]) -> dict[int, int]:
    """How many bodies each network has, in one query."""
    rows = Body.objects.filter(network__in=list(networks)).values("network")
    return {row["network"]: row["count"] for row in rows.annotate(count=Count("pk"))}


def get_network_or_404(municipality: Municipality, pk: int) -> Network:
    return found(networks_of(municipality), pk)


def organisations_of(municipality: Municipality) -> QuerySet[PartnerOrganisation]:
    rows = PartnerOrganisation.objects.filter(municipality=municipality)
    return rows.select_related("sector", "municipality__workspace").order_by(alphabetical("name"))


def get_organisation_or_404(municipality: Municipality, pk: int) -> PartnerOrganisation:
    return found(organisations_of(municipality), pk)


def found(rows: QuerySet[Row], pk: int) -> Row:
    row = row_at(rows.filter(pk=pk))
    if row is None:
        raise Http404
    return row
