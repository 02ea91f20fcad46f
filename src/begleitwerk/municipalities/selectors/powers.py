"""What a person may do about the roles of a place, and who gave whom hers."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.once import once_per_page
from begleitwerk.municipalities.enums import Permission, Role, WorkspaceKind
from begleitwerk.municipalities.models import InvitedRole, Membership, Workspace
from begleitwerk.municipalities.rules import GRANTS, ROLES_WITHIN
from begleitwerk.municipalities.rules.powers import FIRST, Past, Standing, given_with
from begleitwerk.municipalities.selectors.access import (
    Access,
    access_of,
    parent_ids,
    valid_on,
)

# Whether one of these programmes asks a place for something that has to be approved there.
Asks = Callable[[Workspace, Collection[int]], bool]
_asking: list[Asks] = []


def register_asking(asks: Asks) -> None:
    """For the `contributions` of an app that asks municipalities for something."""
    _asking.append(asks)


def is_asked_by(programmes: Collection[int], workspace: Workspace) -> bool:
    return any(asks(workspace, programmes) for asks in _asking)


def standing_of(
    access: Access, workspace: Workspace, besides: InvitedRole | None = None
) -> Standing:
    """How somebody stands to a place; `besides` an invitation that is about to be used itself."""
    held = [item for item in access.memberships if item.workspace_id == workspace.pk]
    programmes = {
        item.workspace_id
        for item in access.memberships
        if item.workspace.kind == WorkspaceKind.PROGRAMME
        and Permission.ENGAGEMENT_EDIT in GRANTS[Role(item.role)]
    }
    return Standing(
        kind=WorkspaceKind(workspace.kind),
        rights=access.by_workspace.get(workspace.pk, frozenset()),
        roles=frozenset(Role(item.role) for item in held),
        operates=access.operates,
        invites_places=bool(programmes),
        takes_part=bool(programmes & parent_ids(workspace)),
        is_asked=partial(is_asked_by, programmes, workspace),
        past=partial(past_of, workspace, besides),
    )


@once_per_page
def past_of(workspace: Workspace, besides: InvitedRole | None = None) -> Past:
    """Which roles of a place somebody ever held, and which are taken."""
    today = timezone.localdate()
    roles = held_ever(workspace)
    offers = InvitedRole.objects.filter(
        workspace=workspace,
        invitation__accepted_at=None,
        invitation__withdrawn_at=None,
        invitation__expires_at__gt=timezone.now(),
    )
    if besides is not None:
        offers = offers.exclude(pk=besides.pk)
    offered = {Role(role) for role in offers.values_list("role", flat=True).distinct()}
    return Past(
        ever=frozenset(role for role, _last in roles),
        taken=frozenset({role for role, last in roles if last is None or last >= today} | offered),
    )


@once_per_page
def held_ever(workspace: Workspace) -> tuple[tuple[Role, date | None], ...]:
    """Each role of a place that somebody held, holds or will hold, with its last day."""
    rows = Membership.objects.filter(workspace=workspace).values_list("role", "valid_to")
    return tuple((Role(role), last) for role, last in rows.distinct())


def roles_to_give(user: User, workspace: Workspace) -> tuple[Role, ...]:
    """The roles of a place which the person may give to others."""
    return standing_of(access_of(user), workspace).gives


def may_end(user: User, membership: Membership, standing: Standing | None = None) -> bool:
    """One's own role where one lets people in, and those of others as the guard has it.

    `standing` is hers towards the place, where that is known already.
    """
    standing = standing or standing_of(access_of(user), membership.workspace)
    if membership.user_id == user.pk:
        return Permission.MEMBERS_EDIT in standing.rights
    return standing.ends(Role(membership.role))


def may_move(user: User, membership: Membership, standing: Standing | None = None) -> bool:
    """Whether she may move the days of a role: of one she could give, and never of her own."""
    standing = standing or standing_of(access_of(user), membership.workspace)
    return membership.user_id != user.pk and Role(membership.role) in standing.gives


def may_handle(user: User, offer: InvitedRole, standing: Standing | None = None) -> bool:
    """Whether she may send an invitation again or take it back."""
    role, access = Role(offer.role), access_of(user)
    if (standing or standing_of(access, offer.workspace)).ends(role):
        return True
    return role in FIRST and standing_of(access, offer.workspace, besides=offer).ends(role)


@dataclass(frozen=True)
class Gap:
    """What nobody at a place can do once a role is given up: rights, and roles to give."""

    rights: tuple[Permission, ...]
    roles: tuple[Role, ...]


def gap_behind(membership: Membership) -> Gap | None:
    """What is left undone where nobody else holds this role now or later; None where others do."""
    today, place = timezone.localdate(), membership.workspace
    rows = Membership.objects.filter(workspace=place, user__is_active=True).exclude(
        pk=membership.pk
    )
    held = [row for row in rows if row.valid_to is None or row.valid_to >= today]
    if any(row.role == membership.role for row in held):
        return None
    kind, rights = WorkspaceKind(place.kind), GRANTS[Role(membership.role)]
    each = rights_by_person(held)
    lost = rights.difference(*each)
    given = given_with(rights, kind).difference(*(given_with(other, kind) for other in each))
    return Gap(
        rights=tuple(right for right in Permission if right in lost),
        roles=tuple(role for role in ROLES_WITHIN[kind] if role in given),
    )


def rights_by_person(rows: Iterable[Membership]) -> list[frozenset[Permission]]:
    """What each of these people may by her roles of one place together."""
    found: dict[int, frozenset[Permission]] = {}
    for row in rows:
        found[row.user_id] = found.get(row.user_id, frozenset()) | GRANTS[Role(row.role)]
    return list(found.values())


def let_in_by(givers: Collection[int], user: User, workspace: Workspace, right: Permission) -> bool:
    """Whether somebody holds today, from one of these accounts, a role that allows this here."""
    roles = [role for role, rights in GRANTS.items() if right in rights]
    rows = Membership.objects.filter(
        valid_on(timezone.localdate()), user=user, workspace=workspace, role__in=roles
    )
    return rows.filter(granted_by__in=givers).exists()
