"""Who approves what a municipality hands in, and whom somebody has to invite for that."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.enums import Permission, Role
from begleitwerk.municipalities.models import InvitedRole, Membership, Workspace
from begleitwerk.municipalities.rules import GRANTS
from begleitwerk.municipalities.rules.powers import FIRST_INSIDE
from begleitwerk.municipalities.selectors import open_invitations, roles_to_give, valid_on
from begleitwerk.selection.enums import AWAITED, DECIDED_ROUNDS
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.selectors.applications import application_of, approvers_of
from begleitwerk.selection.selectors.applications.own import APPROVING

WRITING = tuple(role for role, rights in GRANTS.items() if Permission.APPLICATION_EDIT in rights)


def asks_to_apply(workspace: Workspace, programmes: Collection[int]) -> bool:
    """Whether one of these programmes waits for an application of a municipality."""
    rows = Candidacy.objects.filter(municipality__workspace=workspace, state__in=AWAITED)
    rows = rows.filter(round__edition__programme__workspace__in=programmes)
    return rows.exclude(round__state__in=DECIDED_ROUNDS).exists()


@dataclass(frozen=True)
class Approval:
    """What the office knows of the approval: whether anybody may approve (never who), who is
    invited to, whom the municipality named, and whether this person may invite somebody."""

    is_possible: bool
    offer: InvitedRole | None
    name: str
    email: str
    may_invite: bool

    @property
    def is_missing(self) -> bool:
        return not self.is_possible


def approval_of(user: User, candidacy: Candidacy) -> Approval | None:
    """None where no application is waited for."""
    round, place = candidacy.round, candidacy.municipality
    if candidacy.state not in AWAITED or round.state in DECIDED_ROUNDS:
        return None
    if approvers_of(place).exists():
        return Approval(True, None, "", "", False)
    application = application_of(candidacy)
    return Approval(
        is_possible=False,
        offer=open_offer(place.workspace),
        name=application.named_approver if application else "",
        email=application.named_approver_email if application else "",
        may_invite=Role.APPROVER in roles_to_give(user, place.workspace),
    )


def open_offer(workspace: Workspace) -> InvitedRole | None:
    """The open invitation of somebody who could then approve."""
    rows = open_invitations(workspace).filter(role__in=APPROVING)
    return rows.filter(invitation__expires_at__gt=timezone.now()).first()


# --- Before an invitation goes out ----------------------------------------------------------------


@dataclass(frozen=True)
class Access:
    """Who is there at a municipality: whether anybody writes, whether anybody approves or is
    invited to, and whether nobody was ever there, so that an office lets in the first."""

    writes: bool
    approves: bool
    is_new: bool


def access_at(candidacies: Iterable[Candidacy]) -> Mapping[int, Access]:
    """By candidacy; three queries for any number."""
    rows = list(candidacies)
    spaces = [row.municipality.workspace_id for row in rows]
    held = Membership.objects.filter(workspace__in=spaces)
    ever = set(held.values_list("workspace_id", flat=True).distinct())
    current = held.filter(valid_on(timezone.localdate()), user__is_active=True)
    now = set(current.values_list("workspace_id", "role").distinct())
    offers = InvitedRole.objects.filter(
        workspace__in=spaces,
        invitation__accepted_at=None,
        invitation__withdrawn_at=None,
        invitation__expires_at__gt=timezone.now(),
    )
    offered = set(offers.values_list("workspace_id", "role").distinct())

    def holds(space: int, roles: Iterable[Role], found: set[tuple[int, str]]) -> bool:
        return any((space, str(role)) in found for role in roles)

    return {
        row.pk: Access(
            writes=holds(space, WRITING, now),
            approves=holds(space, APPROVING, now | offered),
            is_new=space not in ever and not holds(space, FIRST_INSIDE, offered),
        )
        for row in rows
        for space in [row.municipality.workspace_id]
    }
