"""Bodies and their members."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, assign, changing, save_changes, save_new
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body, BodyMember, Network, PartnerOrganisation
from begleitwerk.networks.selectors import path_between


def create_body(
    *, by: User | None, municipality: Municipality, network: Network | None = None, **values: Any
) -> Body:
    """A body of a municipality; `kind` and `name` are needed.

    Raises Refused at `network` for one of another municipality.
    """
    check_own(municipality, network, "network")
    row = Body(municipality=municipality, network=network, **values)
    return save_new(by=by, row=row, verb="networks.body_created")


def change_body(*, by: User | None, body: Body, version: int | None, **values: Any) -> Body:
    """Raises EditConflict, and Refused at the field that cannot be."""
    with changing(body, by=by, version=version, verb="networks.body_changed") as row:
        assign(row, values, row.logged)
        check_own(row.municipality, row.network, "network")
        check_days(row.founded_on, row.ended_on, "ended_on")
    return row


def end_body(
    *, by: User | None, body: Body, on: date, reason: str = "", version: int | None = None
) -> Body:
    """The body meets no more after `on`; its seats, and its seats elsewhere, end with it.

    Raises EditConflict, and Refused at `on` for a day before it was founded.
    """
    check_days(body.founded_on, on, "on")
    with transaction.atomic():
        body = save_changes(
            by=by,
            row=body,
            version=version,
            values={"ended_on": on},
            verb="networks.body_ended",
            reason=reason,
        )
        seats = BodyMember.objects.filter(Q(body=body) | Q(member_body=body))
        for seat in seats.filter(Q(valid_to=None) | Q(valid_to__gt=on)):
            last = max(on, seat.valid_from or on)
            end_member(by=by, member=seat, on=last, reason=reason)
    return body


def add_member(
    *, by: User | None, body: Body, function: str = Function.OTHER, **values: Any
) -> BodyMember:
    """A seat: a function, perhaps with a person, or a whole other body.

    Raises Refused at `member_body` where the body would sit in itself, directly or by way of
    others, or sits there already; at `valid_to` for an end before the start.
    """
    row = BodyMember(municipality=body.municipality, body=body, function=function, **values)
    check_seat(row)
    return save_new(by=by, row=row, verb="networks.member_added")


def change_member(
    *, by: User | None, member: BodyMember, version: int | None, **values: Any
) -> BodyMember:
    """Raises EditConflict, and Refused as `add_member` does."""
    with changing(member, by=by, version=version, verb="networks.member_changed") as row:
        assign(row, values, {*row.logged, *row.persons})
        check_seat(row)
    return row


def end_member(
    *, by: User | None, member: BodyMember, on: date, reason: str = "", version: int | None = None
) -> BodyMember:
    """`on` is the last day of the seat. Raises EditConflict, Refused at `on` before its start."""
    with changing(
        member,
        by=by,
        version=version,
        verb="networks.member_ended",
        reason=reason,
        always=("valid_to",),
    ) as row:
        check_days(row.valid_from, on, "on")
        row.valid_to = on
    return row


def check_days(first: date | None, last: date | None, field: str) -> None:
    if first and last and last < first:
        raise Refused(_("The end lies before the start. Correct one of the two."), field)


def check_own(
    municipality: Municipality, row: Network | Body | PartnerOrganisation | None, field: str
) -> None:
    if row is not None and row.municipality_id != municipality.pk:
        raise Refused(_("This entry belongs to another municipality."), field)


def check_seat(row: BodyMember) -> None:
    check_days(row.valid_from, row.valid_to, "valid_to")
    check_own(row.municipality, row.organisation, "organisation")
    check_own(row.municipality, row.member_body, "member_body")
    if row.member_body is None:
        return
    if row.member_body_id == row.body_id:
        raise Refused(_("A body cannot be a member of itself."), "member_body")
    twice = BodyMember.objects.filter(
        body=row.body, member_body=row.member_body, valid_to=None
    ).exclude(pk=row.pk)
    if twice.exists() and row.valid_to is None:
        raise Refused(_("This body is a member already."), "member_body")
    check_circle(row.body, row.member_body)


def check_circle(body: Body, member_body: Body) -> None:
    """Refuse a body that would end up sitting in itself, and say by which way."""
    way = path_between(member_body, body)
    if way:
        raise Refused(
            _("This would make a circle: %(way)s. Choose another body, or end one of these seats.")
            % {"way": " → ".join([body.name, *(step.name for step in way)])},
            "member_body",
        )
