"""Who has access where, who is invited, and what a role is good for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from begleitwerk.accounts.models import Invitation, User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import items_of
from begleitwerk.core.selectors import alphabetical, row_at
from begleitwerk.municipalities.enums import PERMISSION_TEXT, Permission, Role, WorkspaceKind
from begleitwerk.municipalities.models import InvitedRole, Membership, Workspace
from begleitwerk.municipalities.rules import GRANTS
from begleitwerk.municipalities.selectors.access import (
    access_of,
    reaches,
    read_accesses,
    valid_on,
)
from begleitwerk.municipalities.selectors.powers import may_handle, roles_to_give, standing_of


def get_administered_or_404(user: User, kind: WorkspaceKind, slug: str) -> Workspace:
    """The workspace behind an access page: one the user's roles reach, that she looks after, or
    where she names the first."""
    workspace = row_at(Workspace.objects.filter(kind=kind, slug=slug))
    if workspace is None or not (
        reaches(user, workspace)
        or access_of(user).may(Permission.MEMBERS_VIEW, workspace)
        or roles_to_give(user, workspace)
    ):
        raise Http404
    return workspace


def sees_access(user: User, workspace: Workspace) -> bool:
    """Whether she sees to a place's people on its access page; who names its first head and reads
    it no further does so on its page in the register."""
    if access_of(user).may(Permission.MEMBERS_VIEW, workspace):
        return True
    return reaches(user, workspace) and bool(roles_to_give(user, workspace))


def members_of(workspace: Workspace) -> QuerySet[Membership]:
    """Everybody who holds, will hold or held a role here, by name."""
    rows = Membership.objects.filter(workspace=workspace)
    return rows.select_related("user", "granted_by").order_by(
        alphabetical("user__name"), "valid_from", "pk"
    )


def current_members(workspace: Workspace) -> QuerySet[Membership]:
    """Those whose role holds today."""
    return members_of(workspace).filter(valid_on(timezone.localdate()))


def lasting_operators(platform: Workspace) -> QuerySet[Membership]:
    """Those who operate the installation today, can sign in, and have no last day."""
    rows = current_members(platform).filter(role=Role.OPERATOR, valid_to=None)
    return rows.filter(user__is_active=True)


def told_of(membership: Membership) -> list[User]:
    """Who hears of a new role in a municipality: its heads, else those who let people in. Nobody is
    told of her own."""
    held = current_members(membership.workspace).exclude(user=membership.user_id)
    members = [row for row in held if row.user.is_active]
    heads = [row.user for row in members if row.role == Role.YOUTH_OFFICE_HEAD]
    others = [row.user for row in members if Permission.MEMBERS_EDIT in GRANTS[Role(row.role)]]
    return list(dict.fromkeys(heads or others))


def heads_of(workspace: Workspace) -> list[User]:
    """Who heads a municipality today and can sign in."""
    rows = current_members(workspace).filter(role=Role.YOUTH_OFFICE_HEAD, user__is_active=True)
    return [row.user for row in rows]


def open_invitations(workspace: Workspace) -> QuerySet[InvitedRole]:
    """Invitations nobody used or withdrew, those that ran out included; each knows whether the
    guest has a role that accompanying does not go with (`is_bound`)."""
    rows = InvitedRole.objects.filter(
        workspace=workspace, invitation__accepted_at=None, invitation__withdrawn_at=None
    )
    bound = other_roles().filter(user__email=OuterRef("invitation__email"))
    rows = rows.annotate(is_bound=Exists(bound.order_by()))
    return rows.select_related("invitation", "workspace").order_by("invitation__created_at")


def guests_of(offers: Collection[int]) -> dict[int, str]:
    """Who was invited, by the invitation to a role: her name, else her address."""
    rows = InvitedRole.objects.filter(pk__in=offers).select_related("invitation")
    return {row.pk: row.invitation.name or row.invitation.email for row in rows}


def get_membership_or_404(user: User, pk: int) -> Membership:
    rows = Membership.objects.select_related("user", "workspace").filter(pk=pk)
    return _administered(user, rows.first())


def roles_of(user: User) -> QuerySet[Membership]:
    """All roles of an account: where, from when until when; those that hold last come first."""
    rows = Membership.objects.filter(user=user).select_related("workspace")
    return rows.order_by(F("valid_to").desc(nulls_first=True), "-valid_from", "pk")


def get_offer_or_404(user: User, pk: int) -> InvitedRole:
    """An invitation: of a place she administers, or one she may see to from outside."""
    rows = InvitedRole.objects.select_related("invitation", "workspace").filter(pk=pk)
    row = rows.first()
    if row is not None and may_handle(user, row):
        return row
    return _administered(user, row)


Administered = TypeVar("Administered", Membership, InvitedRole)


def _administered(user: User, row: Administered | None) -> Administered:
    if row is None:
        raise Http404
    get_administered_or_404(user, WorkspaceKind(row.workspace.kind), row.workspace.slug)
    return row


def other_roles() -> QuerySet[Membership]:
    """What accounts hold, or will hold, that is no accompanying."""
    today = timezone.localdate()
    rows = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    return rows.exclude(role=Role.FACILITATOR).order_by("pk")


def other_role_of(email: str) -> Membership | None:
    """The first of them the account with this address has."""
    return other_roles().filter(user__email=email.strip().lower()).first()


def is_bound(offer: InvitedRole) -> bool:
    """Whether the account invited has such a role; at hand where `open_invitations` told it."""
    email = offer.invitation.email
    known: bool | None = getattr(offer, "is_bound", None)
    return other_role_of(email) is not None if known is None else known


def offer_of(invitation: Invitation) -> InvitedRole | None:
    rows = InvitedRole.objects.select_related("workspace").filter(invitation=invitation)
    return rows.first()


def still_holds_good(offer: InvitedRole) -> bool:
    """Whether who invited may give the role still, what the system itself offers always holds;
    and whether whoever is to accompany has come by no other role meanwhile."""
    return bool(holding_good([offer]))


def holding_good(offers: Sequence[InvitedRole]) -> list[InvitedRole]:
    """Those of these that still hold good; who invited is read for all at once."""
    senders = (offer.invitation.invited_by_id for offer in offers)
    accesses = read_accesses({pk for pk in senders if pk is not None})

    def holds(offer: InvitedRole) -> bool:
        if offer.role == Role.FACILITATOR and is_bound(offer):
            return False
        by = offer.invitation.invited_by_id
        if by is None:
            return True
        return standing_of(accesses[by], offer.workspace, offer).may_give(Role(offer.role))

    return [offer for offer in offers if holds(offer)]


# --- What may I see, and why ---------------------------------------------------------------------


@dataclass(frozen=True)
class Grant:
    """One membership in words: what it is for, what it allows, how far it reaches."""

    membership: Membership
    purpose: str
    may: tuple[str, ...]
    may_not: tuple[str, ...]
    reach: tuple[str, ...]
    more: int

    @property
    def is_over(self) -> bool:
        return self.membership.is_over

    @property
    def begins_later(self) -> bool:
        return self.membership.valid_from > timezone.localdate()


NAMED_PLACES = 12


def grants_of(user: User) -> list[Grant]:
    """All roles a person holds, will hold or held, those that hold today first."""
    rows = Membership.objects.filter(user=user).select_related("workspace", "granted_by")
    inside: dict[int, list[str]] = {}
    pairs = Workspace.objects.filter(
        parents__memberships__user=user, kind=WorkspaceKind.MUNICIPALITY
    )
    for parent, name in (
        pairs.values_list("parents", "name").distinct().order_by(alphabetical("name"))
    ):
        inside.setdefault(parent, []).append(name)
    described = {item.key: item for item in items_of(ContentKind.ROLES)}
    today = timezone.localdate()
    grants = [_grant(row, described.get(row.role), inside) for row in rows]
    return sorted(
        grants,
        key=lambda grant: (grant.is_over, grant.membership.valid_from > today, grant.membership.pk),
    )


def _grant(row: Membership, item: ContentItem | None, inside: dict[int, list[str]]) -> Grant:
    rights = [text for right, text in PERMISSION_TEXT.items() if right in GRANTS[Role(row.role)]]
    places = inside.get(row.workspace_id, [])
    return Grant(
        membership=row,
        purpose=item.text if item else "",
        may=tuple(str(text) for text in rights),
        may_not=tuple(item.detail("may_not") or ()) if item else (),
        reach=tuple(places[:NAMED_PLACES]),
        more=max(0, len(places) - NAMED_PLACES),
    )
