"""Facilitators the office invites: whoever accepts is assigned by that."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.accounts.selectors import user_by_email
from begleitwerk.core.services import Refused, record_event
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import InvitedRole, Membership
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.municipalities.services import invite, resend_invitation, withdraw
from begleitwerk.programmes.enums import ENDED
from begleitwerk.programmes.models import (
    OPEN,
    Engagement,
    EngagementFacilitator,
    EngagementParty,
    FacilitatorOffer,
)
from begleitwerk.programmes.services.facilitators import (
    add_facilitator,
    lasting_roles,
    let_in,
    overlapping,
    record_assignment,
)


def bring_in(
    *,
    by: User | None,
    engagement: Engagement,
    email: str,
    name: str = "",
    valid_from: date,
    valid_to: date | None = None,
) -> EngagementFacilitator | FacilitatorOffer:
    """Assign whoever has an account with this address; invite her who has none.

    Raises Refused at `email` or `valid_to` as `add_facilitator` and `invite` do, at `email` for an
    account that is blocked, and where the participation has ended.
    """
    if engagement.state in ENDED:
        raise Refused(_("The participation has ended. Nobody accompanies it any more."))
    user = user_by_email(email)
    if user is None:
        return invite_facilitator(
            by=by,
            engagement=engagement,
            email=email,
            name=name,
            valid_from=valid_from,
            valid_to=valid_to,
        )
    if not user.is_active:
        raise Refused(_("This account is blocked. Ask the operators to open it again."), "email")
    try:
        return add_facilitator(
            by=by, engagement=engagement, user=user, valid_from=valid_from, valid_to=valid_to
        )
    except Refused as refusal:
        raise Refused(
            refusal.message, "email" if refusal.field == "user" else refusal.field
        ) from refusal


def invite_facilitator(
    *,
    by: User | None,
    engagement: Engagement,
    email: str,
    name: str = "",
    valid_from: date,
    valid_to: date | None = None,
) -> FacilitatorOffer:
    """Invite somebody to accompany a participation; with her acceptance she is assigned.

    Raises Refused at `email` where no municipality of it has accepted yet, and as `invite` does.
    """
    party = engagement.party_rows.filter(OPEN).select_related("municipality__workspace").first()
    if party is None:
        raise Refused(
            _(
                "Nobody has an account with this address. You can invite the person once the"
                " municipality has accepted the participation."
            ),
            "email",
        )
    with transaction.atomic():
        offer = invite(
            by=by,
            workspace=party.municipality.workspace,
            email=email,
            name=name,
            role=Role.FACILITATOR,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        row = FacilitatorOffer.objects.create(engagement=engagement, offer=offer)
        told = {"valid_from": valid_from, "valid_to": valid_to}
        record_event(by=by, verb="programmes.facilitator_invited", subject=engagement, after=told)
    return row


def send_again(*, by: User, row: FacilitatorOffer) -> None:
    """The invitation with a new link and a new term. Raises Refused as `resend_invitation`."""
    resend_invitation(by=by, offer=row.offer)


def take_back(*, by: User, row: FacilitatorOffer) -> None:
    """The invitation lets nobody in any more. Raises Refused as `withdraw`."""
    with transaction.atomic():
        withdraw(by=by, offer=row.offer)
        verb = "programmes.facilitator_invitation_withdrawn"
        record_event(by=by, verb=verb, subject=row.engagement)


def assign_invited(offer: InvitedRole, membership: Membership) -> None:
    """Whoever accepted a role as facilitator accompanies the participation she was invited to,
    wherever in it a municipality has accepted."""
    engagement = engagement_of(offer) if offer.role == Role.FACILITATOR else None
    if (
        engagement is None
        or overlapping(engagement, membership.user, offer.valid_from, offer.valid_to).exists()
    ):
        return
    row = EngagementFacilitator.objects.create(
        engagement=engagement,
        user=membership.user,
        valid_from=offer.valid_from,
        valid_to=offer.valid_to,
    )
    by, today = offer.invitation.invited_by, timezone.localdate()
    others = engagement.party_rows.filter(OPEN).exclude(
        municipality__workspace=membership.workspace_id
    )
    for party in others.select_related("municipality__workspace"):
        if not lasting_roles(row.user, party.municipality.workspace, today).exists():
            let_in(by, row, party.municipality.workspace, max(row.valid_from, today))
    record_assignment(membership.user, "programmes.facilitator_added", row)


def engagement_of(offer: InvitedRole) -> Engagement | None:
    """What she was invited to accompany: named with the invitation, else what the place takes part
    in where who invited works."""
    known = FacilitatorOffer.objects.filter(offer=offer).select_related("engagement").first()
    if known is not None:
        return known.engagement
    by = offer.invitation.invited_by
    rows = EngagementParty.objects.filter(OPEN, municipality__workspace=offer.workspace_id)
    if by is not None:
        held = access_of(by).workspace_ids
        rows = rows.filter(engagement__edition__programme__workspace__in=held)
    party = rows.select_related("engagement").order_by("-engagement").first()
    return party.engagement if party else None
