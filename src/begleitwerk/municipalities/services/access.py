"""Who gets in: invitations, roles, their ends."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from begleitwerk.accounts import services as accounts
from begleitwerk.accounts.models import Invitation, User
from begleitwerk.accounts.selectors import user_by_email
from begleitwerk.core.services import (
    Refused,
    changing,
    queue_mail,
    record_added,
    record_event,
    said_of,
)
from begleitwerk.municipalities import selectors
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.models import InvitedRole, Membership, Workspace
from begleitwerk.municipalities.rules import ROLES_WITHIN

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

    Raises Refused for a role that does not exist in this kind of workspace, for a term that is
    over before it begins, for one's own address, and where the person holds or is offered the
    role already.
    """
    check_role(workspace, role)
    check_power(by, workspace, role)
    check_term(valid_from, valid_to)
    check_guest(by, workspace, email, role)
    with transaction.atomic():
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
    """Send an invitation again, with a new link and a new term; the old link stops working.

    Raises Refused where it was used or withdrawn.
    """
    with transaction.atomic():
        token = accounts.renew_invitation(invitation=offer.invitation)
        offer.invitation.refresh_from_db()
        record_offer(by, "municipalities.invitation_resent", offer)
        queue_invitation(offer, token)


def withdraw(*, by: User, offer: InvitedRole) -> None:
    """Take an invitation back. Raises Refused where it was used or withdrawn already."""
    with transaction.atomic():
        accounts.withdraw_invitation(invitation=offer.invitation)
        record_offer(by, "municipalities.invitation_withdrawn", offer)


def accept_invitation(*, invitation: Invitation, name: str = "", password: str = "") -> Membership:
    """Turn an invitation into a role: of the account that has the address, or of a new one.

    Raises Refused where the invitation was used, withdrawn or ran out in the meantime.
    """
    offer = InvitedRole.objects.select_related("workspace").get(invitation=invitation)
    with transaction.atomic():
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
    return membership


def queue_invitation(offer: InvitedRole, token: str) -> None:
    """Write the mail, in German: nobody knows yet which language the guest has chosen."""
    path = reverse("municipalities:invitation", args=[token])
    invitation = offer.invitation
    with translation.override("de"):
        context = {
            "offer": offer,
            "invitation": invitation,
            "link": settings.SITE_URL + path,
            "role": Role(offer.role).label,
        }
        body = render_to_string("municipalities/mail/invitation.txt", context)
        subject = _("Invitation to Begleitwerk: %(workspace)s") % {"workspace": offer.workspace}
    queue_mail(
        to=invitation.email,
        subject=subject,
        body=body,
        key=f"invitation:{invitation.pk}:{invitation.token_digest[:16]}",
    )


def record_offer(by: User, verb: str, offer: InvitedRole) -> None:
    record_event(by=by, verb=verb, subject=offer, after=said_of(offer))


# --- Roles ------------------------------------------------------------------------------------


def grant_role(
    *,
    by: User | None,
    user: User,
    workspace: Workspace,
    role: str,
    valid_from: date,
    valid_to: date | None = None,
    reason: str = "",
) -> Membership:
    """Give a role to somebody who has an account. Raises Refused as `invite` does."""
    check_role(workspace, role)
    check_term(valid_from, valid_to)
    with transaction.atomic():
        membership = Membership.objects.create(
            user=user,
            workspace=workspace,
            role=role,
            valid_from=valid_from,
            valid_to=valid_to,
            granted_by=by,
            reason=reason,
        )
        record_added(by=by, verb="municipalities.role_granted", row=membership, reason=reason)
    return membership


def change_membership(
    *,
    by: User,
    membership: Membership,
    version: int | None = None,
    valid_from: date,
    valid_to: date | None,
) -> Membership:
    """Move the first or the last day of a role.

    Raises Refused for a term that cannot be; EditConflict.
    """
    check_term(valid_from, valid_to)
    verb = "municipalities.role_changed"
    with changing(membership, by=by, version=version, verb=verb, always=("account",)) as row:
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
    """Let a role end on a day, with the reason.

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


def check_role(workspace: Workspace, role: str) -> None:
    if role not in ROLES_WITHIN[WorkspaceKind(workspace.kind)]:
        raise Refused(_("This role cannot be held here. Choose another one."), "role")


def check_power(by: User | None, workspace: Workspace, role: str) -> None:
    if by is not None and role not in selectors.roles_to_grant(by, workspace):
        raise Refused(
            _("This role releases papers. Ask the head of the youth office or the office."), "role"
        )


def check_term(valid_from: date, valid_to: date | None) -> None:
    if valid_to and valid_to < valid_from:
        raise Refused(_("The last day lies before the first. Enter a later day."), "valid_to")


def check_guest(by: User | None, workspace: Workspace, email: str, role: str) -> None:
    """Nobody gives a role to herself, and nobody gets the same role twice."""
    email = email.strip().lower()
    if by is not None and email == by.email.lower():
        raise Refused(_("You cannot invite yourself. Ask somebody else to do it."), "email")
    offers = selectors.open_invitations(workspace).filter(invitation__email=email, role=role)
    if offers.filter(invitation__expires_at__gt=timezone.now()).exists():
        raise Refused(
            _("This person is invited to the role already. Send the invitation again instead."),
            "email",
        )
    user = user_by_email(email)
    held = selectors.current_members(workspace).filter(user=user, role=role)
    if user is not None and held.exists():
        raise Refused(_("This person holds the role already."), "email")


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
