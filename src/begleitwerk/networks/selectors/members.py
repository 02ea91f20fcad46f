"""Who sits where on a day, whole bodies with their own members."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Q, QuerySet
from django.utils import timezone

from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import alphabetical
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body, BodyMember


def valid_on(day: date) -> Q:
    """Seats held on a day; an unknown start counts as long ago."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    return begun & (Q(valid_to=None) | Q(valid_to__gte=day))


def members_now(body: Body, on: date | None = None) -> QuerySet[BodyMember]:
    """The seats held on a day, today by default, the chair first."""
    rows = body.members.filter(valid_on(on or timezone.localdate()))
    return rows.select_related("member_body", "organisation__sector", "sector")


def former_members(body: Body, on: date | None = None) -> QuerySet[BodyMember]:
    """Seats that have ended, the latest first."""
    rows = body.members.filter(valid_to__lt=on or timezone.localdate())
    return rows.select_related("member_body", "organisation", "sector").order_by("-valid_to", "pk")


def future_members(body: Body, on: date | None = None) -> QuerySet[BodyMember]:
    rows = body.members.filter(valid_from__gt=on or timezone.localdate())
    return rows.select_related("member_body", "organisation", "sector").order_by("valid_from")


def sits_in(body: Body, on: date | None = None) -> list[Body]:
    """The bodies this one is a member of as a whole."""
    seats = BodyMember.objects.filter(valid_on(on or timezone.localdate()), member_body=body)
    rows = Body.objects.filter(pk__in=seats.values("body")).select_related(
        "municipality__workspace"
    )
    return list(rows.order_by(alphabetical("name")))


@dataclass(frozen=True)
class Seat:
    """A member; where it is a whole body, with that body's own seats."""

    member: BodyMember
    seats: tuple["Seat", ...] = ()

    @property
    def name(self) -> str:
        return str(self.member)

    @property
    def persons(self) -> int:
        if self.member.member_body_id is None:
            return self.member.seats
        return sum(seat.persons for seat in self.seats)

    @property
    def sector_key(self) -> str:
        """The sector of the seat, else that of its organisation."""
        member = self.member
        sector = member.sector or (member.organisation and member.organisation.sector)
        return sector.key if sector else ""

    def flat(self) -> Iterator["Seat"]:
        """This seat, or for a whole body the seats in it."""
        if self.member.member_body_id is None:
            yield self
        for seat in self.seats:
            yield from seat.flat()


class Seats:
    """All seats held in the bodies of a municipality on a day, read in one query."""

    def __init__(self, municipality: Municipality, on: date | None = None) -> None:
        today = on or timezone.localdate()
        rows = BodyMember.objects.filter(valid_on(today), municipality=municipality)
        rows = rows.filter(
            Q(member_body=None)
            | Q(member_body__ended_on=None)
            | Q(member_body__ended_on__gte=today)
        )
        self.by_body: dict[int, list[BodyMember]] = defaultdict(list)
        for row in rows.select_related("member_body", "organisation__sector", "sector"):
            self.by_body[row.body_id].append(row)

    def of(self, body_id: int, above: frozenset[int] = frozenset()) -> tuple[Seat, ...]:
        """The seats of a body, member bodies with theirs; a body is never opened within itself."""
        seen = above | {body_id}
        return tuple(
            Seat(row, () if row.member_body_id is None else self.of(row.member_body_id, seen))
            for row in self.by_body[body_id]
            if row.member_body_id not in seen
        )

    def persons(self, body_id: int) -> int:
        return sum(seat.persons for seat in self.of(body_id))


def expanded_members(body: Body, on: date | None = None) -> tuple[Seat, ...]:
    """The members of a body, with the members of its member bodies below them."""
    return seats_in(body.municipality, on).of(body.pk)


@once_per_page
def seats_in(municipality: Municipality, on: date | None = None) -> Seats:
    return Seats(municipality, on)


def path_between(start: Body, goal: Body) -> list[Body]:
    """How `goal` sits in `start` by way of whole bodies; empty where it does not.

    Only seats that have not ended count. The way runs from `start` to `goal`, both included.
    """
    today = timezone.localdate()
    rows = BodyMember.objects.filter(municipality=start.municipality).exclude(member_body=None)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=today)).select_related("member_body")
    inside: dict[int, list[Body]] = defaultdict(list)
    for row in rows:
        inside[row.body_id].append(cast("Body", row.member_body))
    ways, seen = [[start]], {start.pk}
    while ways:
        way = ways.pop(0)
        if way[-1].pk == goal.pk:
            return way
        for body in inside[way[-1].pk]:
            if body.pk not in seen:
                seen.add(body.pk)
                ways.append([*way, body])
    return []
