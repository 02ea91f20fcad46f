"""Who reads what a municipality releases, item by item: the one place that says it (design §4).

What a level opens stands in `OPENS`; rules, lists, the cockpit and the form that sets the level all
read it here. The level "public" comes with the first page that is open to strangers: until then
nobody can choose it, because it would open nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.municipalities.enums import Permission, Role
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.rules import GRANTS
from begleitwerk.municipalities.selectors import access_of, within, workspaces_with
from begleitwerk.programmes.enums import OCCUPYING
from begleitwerk.programmes.models import EngagementParty


class Circle(StrEnum):
    """Who stands around a municipality and may be let in."""

    PEERS = "peers"
    PROGRAMME = "programme"


OPENS: dict[ReleaseLevel, frozenset[Circle]] = {
    ReleaseLevel.OWN: frozenset(),
    ReleaseLevel.CLUSTER: frozenset({Circle.PEERS}),
    ReleaseLevel.PROGRAMME: frozenset({Circle.PEERS, Circle.PROGRAMME}),
}


def opened_to(*circles: Circle) -> tuple[ReleaseLevel, ...]:
    """The levels that let in at least one of these circles."""
    return tuple(level for level, opens in OPENS.items() if opens & set(circles))


def peers_of(workspaces: Iterable[int]) -> QuerySet[Municipality]:
    """Municipalities in a cluster with one of these workspaces, which are among them.

    They exchange while they take part, and after they completed; those that accepted to take part,
    because an office alone puts nobody among others.
    """
    accepted = EngagementParty.objects.filter(
        accepted_at__isnull=False,
        engagement__state__in=OCCUPYING,
        engagement__cluster__isnull=False,
    ).order_by()
    own = accepted.filter(municipality__workspace__in=workspaces)
    around = accepted.filter(engagement__cluster__in=own.values("engagement__cluster"))
    return Municipality.objects.filter(pk__in=around.values("municipality")).order_by()


@dataclass(frozen=True)
class ReleasePolicy:
    """Which permission stands for which circle, for items of one kind.

    `inside` shows a municipality's items whatever their level, `released` those that left it for
    the programme. Who holds `peers` in one municipality of a cluster reads what another shares.
    """

    inside: Permission
    released: Permission
    peers: Permission

    def readable(self, user: User) -> Q:
        """Items a person may read, wherever they are, by columns `municipality` and `release`."""
        everything = _municipalities_within(workspaces_with(user, self.inside))
        released = _municipalities_within(workspaces_with(user, self.released))
        peers = peers_of(workspaces_with(user, self.peers))
        return self.places(user) & (
            Q(municipality__in=everything)
            | Q(municipality__in=released, release__in=opened_to(Circle.PROGRAMME))
            | Q(municipality__in=peers, release__in=opened_to(Circle.PEERS))
        )

    def places(self, user: User) -> Q:
        """Rows of the municipalities where a person reads anything at all: a database starts there
        and reads no others.
        """
        spaces = workspaces_with(user, self.inside) | workspaces_with(user, self.released)
        mine = _municipalities_within(spaces).values("pk")
        peers = peers_of(workspaces_with(user, self.peers)).order_by().values("pk")
        return Q(municipality__in=mine.union(peers))

    def levels(self, user: User, municipality: Municipality) -> tuple[ReleaseLevel, ...]:
        """The levels of this municipality's items that a person may read."""
        access = access_of(user)
        if access.may(self.inside, municipality.workspace):
            return tuple(OPENS)
        circles = []
        if access.may(self.released, municipality.workspace):
            circles.append(Circle.PROGRAMME)
        if self.is_peer(user, municipality):
            circles.append(Circle.PEERS)
        return opened_to(*circles)

    def is_peer(self, user: User, municipality: Municipality) -> bool:
        own = workspaces_with(user, self.peers)
        return bool(own) and peers_of(own).filter(pk=municipality.pk).exists()

    def may_read(self, user: User, municipality: Municipality, release: str) -> bool:
        return release in self.levels(user, municipality)

    def readers(self, level: ReleaseLevel) -> tuple[Role, ...]:
        """The roles a level lets in beyond the one before it, as the grants have them."""
        opens = OPENS[level]
        beyond = self.released if Circle.PROGRAMME in opens else self.peers
        wanted = beyond if opens else self.inside
        return tuple(role for role, rights in GRANTS.items() if wanted in rights)


def _municipalities_within(workspaces: Iterable[int]) -> QuerySet[Municipality]:
    return Municipality.objects.filter(within(workspaces)).order_by()
