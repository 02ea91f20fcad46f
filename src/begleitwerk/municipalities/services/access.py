"""Who gets in: invitations, roles, their ends."""

from collections.abc import Callable
from datetime import date
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts import services as accounts
from begleitwerk.accounts.models import Invitation, User
from begleitwerk.accounts.selectors import user_by_email
from begleitwerk.core.services import (
    Refused,
    changing,
    record_added,
    record_event,
    said_of,
)
from begleitwerk.municipalities import selectors
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.models import InvitedRole, Membership, Workspace
from begleitwerk.municipalities.presenters import who_gives
from begleitwerk.municipalities.rules import ROLES_WITHIN
from begleitwerk.municipalities.services.access_mails import queue_invitation, tell_of_role

# What an accepted invitation brings about beside the role, in the apps that rest on it.
Accepted = Callable[[InvitedRole, Membership], None]
_accepted: list[Accepted] = []


def register_acceptance(carry: Accepted) -> None:
    """For the `contributions` of an app: called with the role somebody has just accepted."""
    _accepted.append(carry)


class InvitedAlready(Refused):
    """The person has an open invitation to this very role: `offer`."""

    def __init__(self, offer: InvitedRole) -> None:
        super().__init__(
            _("This person is invited to the role already. Send the invitation again instead."),
            "email",
        )
        self.offer = offer


# --- Invitations ------------------------------------------------------------------------------


def invite(
    *,
    by: User | None,
    workspace: Workspace,
    email: str,
    name: str = "",
    role: str,
    valid_from: date,
    valid_to: date | None = None,
) -> InvitedRole:
    """Invite somebody to a role; the mail with the link waits in the outbox.

    Raises Refused for a role that does not exist in this kind of workspace or that is not hers to
    give, for a term that is over before it begins, for one's own address, and where the person
    holds or is offered the role already.
    """
    check_term(valid_from, valid_to)
    with transaction.atomic():
        workspace = hold_still(workspace.pk)
        check_power(by, workspace, role)
        check_guest(by, workspace, email, role)
        invitation, token = accounts.create_invitation(by=by, email=email, name=name)
        offer = InvitedRole.objects.create(
            invitation=invitation,
            workspace=workspace,
            role=role,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        record_added(by=by, verb="municipalities.person_invited", row=offer)
        queue_invitation(offer, token)
    return offer


def resend_invitation(*, by: User, offer: InvitedRole) -> None:
    """Send an invitation again, with a new link and a new term; the old link stops working, and
    who sends it again is now who invites.

    Raises Refused where it was used or withdrawn, and where the role is not hers to give.
    """
    with transaction.atomic():
        check_power(by, hold_still(offer.workspace_id), offer.role, besides=offer)
        token = accounts.renew_invitation(invitation=offer.invitation)
        Invitation.objects.filter(pk=offer.invitation_id).update(invited_by=by)
        offer.invitation.refresh_from_db()
        record_offer(by, "municipalities.invitation_resent", offer)
        queue_invitation(offer, token)


def withdraw(*, by: User, offer: InvitedRole) -> None:
    """Take an invitation back.

    Raises Refused where it was used or withdrawn already, and where the role is not hers to end.
    """
    with transaction.atomic():
        check_end(by, offer.workspace, offer.role, besides=offer)
        accounts.withdraw_invitation(invitation=offer.invitation)
        record_offer(by, "municipalities.invitation_withdrawn", offer)


def accept_invitation(*, invitation: Invitation, name: str = "", password: str = "") -> Membership:
    """Turn an invitation into a role: of the account that has the address, or of a new one.

    Raises Refused where the invitation was used, withdrawn or ran out in the meantime, and where
    whoever invited may not give the role any more.
    """
    offer = InvitedRole.objects.get(invitation=invitation)
    with transaction.atomic():
        offer.workspace = hold_still(offer.workspace_id)
        if not selectors.still_holds_good(offer):
            raise Refused(_("Whoever invited you may not give this role any more."))
        user = accounts.redeem_invitation(invitation=invitation, name=name, password=password)
        membership = Membership.objects.create(
            user=user,
            workspace=offer.workspace,
            role=offer.role,
            valid_from=offer.valid_from,
            valid_to=offer.valid_to,
            granted_by=invitation.invited_by,
        )
        record_added(by=user, verb="municipalities.invitation_accepted", row=membership)
        for carry in _accepted:
            carry(offer, membership)
        tell_of_role(membership)
    return membership


def record_offer(by: User, verb: str, offer: InvitedRole) -> None:
    record_event(by=by, verb=verb, subject=offer, after=said_of(offer))


# --- Roles ------------------------------------------------------------------------------------


class Term(TypedDict):
    """From when until when a role holds, and why it was given."""

    valid_from: date
    valid_to: NotRequired[date | None]
    reason: NotRequired[str]


def grant_role(
    *, by: User | None, user: User, workspace: Workspace, role: str, **term: Unpack[Term]
) -> Membership:
    """Give a role to somebody who has an account. Raises Refused as `invite` does."""
    check_term(term["valid_from"], term.get("valid_to"))
    with transaction.atomic():
        workspace = hold_still(workspace.pk)
        check_power(by, workspace, role)
        check_accompanies_only(user.email, role, "user")
        return open_membership(by=by, user=user, workspace=workspace, role=role, **term)


def open_membership(
    *, by: User | None, user: User, workspace: Workspace, role: str, **term: Unpack[Term]
) -> Membership:
    """Let a role begin with what carries it, a participation both sides agreed to: the guard is not
    asked. Raises Refused at `user` for a role of one's own.
    """
    if by is not None and by.pk == user.pk:
        raise Refused(_("You cannot give a role to yourself. Ask somebody else."), "user")
    with transaction.atomic():
        membership = Membership.objects.create(
            user=user, workspace=workspace, role=role, granted_by=by, **term
        )
        why = membership.reason
        record_added(by=by, verb="municipalities.role_granted", row=membership, reason=why)
        tell_of_role(membership)
    return membership


def change_membership(
    *,
    by: User,
    membership: Membership,
    version: int | None = None,
    valid_from: date,
    valid_to: date | None,
) -> Membership:
    """Move the first or the last day of a role somebody else holds or will hold.

    Raises Refused for a term that cannot be, for one's own role, for one that is not hers to give
    and for one that has ended: that is given anew, never revived. EditConflict.
    """
    check_term(valid_from, valid_to)
    if by.pk == membership.user_id:
        raise Refused(_("You cannot change the days of your own role. Ask somebody else."))
    check_power(by, membership.workspace, membership.role)
    verb = "municipalities.role_changed"
    with changing(membership, by=by, version=version, verb=verb, always=("account",)) as row:
        check_not_over(row)
        row.valid_from, row.valid_to = valid_from, valid_to
        keep_an_operator(row)
    return row


def end_membership(
    *,
    by: User | None,
    membership: Membership,
    version: int | None = None,
    last_day: date,
    reason: str,
) -> Membership:
    """Let a role end on a day, with the reason; one's own is given up like that.

    Raises Refused where the role is not hers to end, where it began later, ends earlier or has
    ended, and where nobody would be left to operate the installation; EditConflict.
    """
    if by is not None and by.pk != membership.user_id:
        check_end(by, membership.workspace, membership.role)
    check_not_over(membership)
    return close_membership(
        by=by, membership=membership, version=version, last_day=last_day, reason=reason
    )


def close_membership(
    *,
    by: User | None,
    membership: Membership,
    version: int | None = None,
    last_day: date,
    reason: str,
) -> Membership:
    """Let a role end with what carried it, a participation that is over: nobody is asked.

    Raises Refused where the role began later or ended earlier, and where nobody would be left to
    operate the installation; EditConflict.
    """
    if last_day < membership.valid_from:
        raise Refused(_("The role began later than this. Enter a later day."), "last_day")
    if membership.valid_to and membership.valid_to < last_day:
        raise Refused(_("The role ends earlier already. Enter an earlier day."), "last_day")
    with changing(
        membership,
        by=by,
        version=version,
        verb="municipalities.role_ended",
        reason=reason,
        always=("account",),
    ) as row:
        row.valid_to, row.reason = last_day, reason
        keep_an_operator(row)
    return row


# --- Guards -----------------------------------------------------------------------------------


def hold_still(workspace_id: int) -> Workspace:
    """The place, locked: two people who name its first head at once do so one after the other."""
    return Workspace.objects.select_for_update().get(pk=workspace_id)


def check_power(
    by: User | None, workspace: Workspace, role: str, besides: InvitedRole | None = None
) -> None:
    """Raises Refused at `role` where there is no such role here or it is not hers to give.

    Nobody asks the system itself (`by` is None): commands, demo data.
    """
    if role not in ROLES_WITHIN[WorkspaceKind(workspace.kind)]:
        raise Refused(_("This role cannot be held here. Choose another one."), "role")
    if by is None:
        return
    standing = selectors.standing_of(selectors.read_access(by), workspace, besides)
    if role not in standing.gives:
        raise Refused(who_gives(Role(role)), "role")


def check_end(
    by: User, workspace: Workspace, role: str, besides: InvitedRole | None = None
) -> None:
    standing = selectors.standing_of(selectors.read_access(by), workspace, besides)
    if not standing.ends(Role(role)):
        raise Refused(who_gives(Role(role)))


def check_not_over(membership: Membership) -> None:
    if membership.is_over:
        raise Refused(_("This role has ended. Invite the person to it anew."), "valid_to")


def check_term(valid_from: date, valid_to: date | None) -> None:
    if valid_to and valid_to < valid_from:
        raise Refused(_("The last day lies before the first. Enter a later day."), "valid_to")


def check_guest(by: User | None, workspace: Workspace, email: str, role: str) -> None:
    """Nobody gives a role to herself, and nobody gets the same role twice."""
    email = email.strip().lower()
    if by is not None and email == by.email.lower():
        raise Refused(_("You cannot invite yourself. Ask somebody else to do it."), "email")
    offers = selectors.open_invitations(workspace).filter(invitation__email=email, role=role)
    offer = offers.filter(invitation__expires_at__gt=timezone.now()).first()
    if offer is not None:
        raise InvitedAlready(offer)
    check_accompanies_only(email, role, "email")
    user = user_by_email(email)
    held = selectors.current_members(workspace).filter(user=user, role=role)
    if user is not None and held.exists():
        raise Refused(_("This person holds the role already."), "email")


def check_accompanies_only(email: str, role: str, field: str) -> None:
    """Whoever researches, reviews, or works for a municipality does not come to read inside
    another one by accompanying it. Raises Refused at `field`."""
    other = selectors.other_role_of(email) if role == Role.FACILITATOR else None
    if other is not None:
        words = _("This account has another role (%(role)s). Accompanying needs one of its own.")
        raise Refused(words % {"role": other.get_role_display()}, field)


def keep_an_operator(membership: Membership) -> None:
    """Somebody must be able to operate the installation, today and later."""
    if membership.role != Role.OPERATOR or membership.valid_to is None:
        return
    others = selectors.lasting_operators(membership.workspace)
    if not others.exclude(pk=membership.pk).exists():
        raise Refused(
            _("Nobody would be left to operate the installation. Invite somebody else first."),
            "last_day",
        )
