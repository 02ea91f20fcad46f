"""Bodies of the demo and who sits in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.demo.world import item
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body, PartnerOrganisation
from begleitwerk.networks.services import add_member, create_body, create_organisation

SECTORS = ContentKind.PARTNER_SECTORS


@dataclass(frozen=True)
class Seat:
    """A seat by function; `organisation` and `sector` as far as they matter."""

    function: Function
    title: str = ""
    organisation: str = ""
    sector: str = ""
    seats: int = 1
    chairs: bool = False
    substitute: str = ""


def body_of(by: User | None, place: Municipality, kind: str, name: str, **values: Any) -> Body:
    """A new body of a kind of the catalogue."""
    kept = item(ContentKind.BODY_KINDS, kind)
    return create_body(by=by, municipality=place, kind=kept, name=name, **values)


def partners_of(
    by: User | None, place: Municipality, partners: Iterable[tuple[str, str]]
) -> dict[str, PartnerOrganisation]:
    """Organisations by their names; given are names and sectors."""
    return {
        name: create_organisation(
            by=by, municipality=place, name=name, sector=item(SECTORS, sector)
        )
        for name, sector in partners
    }


def seat_all(
    by: User | None,
    body: Body,
    seats: Iterable[Seat],
    organisations: Mapping[str, PartnerOrganisation] | None = None,
    since: date | None = None,
) -> None:
    """A seat without a sector of its own has that of its organisation."""
    for seat in seats:
        organisation = (organisations or {}).get(seat.organisation)
        sector = item(SECTORS, seat.sector) if seat.sector else None
        add_member(
            by=by,
            body=body,
            function=seat.function,
            title=seat.title,
            organisation=organisation,
            sector=sector or (organisation.sector if organisation else None),
            substitute=seat.substitute,
            seats=seat.seats,
            is_chair=seat.chairs,
            valid_from=since,
        )
