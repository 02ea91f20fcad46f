"""Who accompanies a municipality, and the access that goes with it."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.accounts.services import withdraw_invitation
from begleitwerk.core.services import Refused, record_event
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Membership, Workspace
from begleitwerk.municipalities.services import (
    check_accompanies_only,
    close_membership,
    open_membership,
)
from begleitwerk.programmes.models import (
    OPEN,
    Engagement,
    EngagementFacilitator,
    EngagementParty,
    FacilitatorOffer,
)


def add_facilitator(
    *,
    by: User | None,
    engagement: Engagement,
    user: User,
    valid_from: date,
    valid_to: date | None = None,
) -> EngagementFacilitator:
    """Assign a facilitator; she gets her role in every municipality involved that has accepted.

    In the others she gets it with their acceptance (`let_facilitators_in`).

    Raises Refused at `valid_to` for an end before the start, at `user` where she accompanies
    this participation in that time already or has a role of another kind: who researches, reviews,
    or works for a municipality does not come to read inside another one that way.
    """
    if valid_to and valid_to < valid_from:
        raise Refused(_("The end lies before the start. Correct one of the two."), "valid_to")
    check_accompanies_only(user.email, Role.FACILITATOR, "user")
    with transaction.atomic():
        if overlapping(engagement, user, valid_from, valid_to).exists():
            raise Refused(_("This person already accompanies the participation."), "user")
        row = EngagementFacilitator.objects.create(
            engagement=engagement, user=user, valid_from=valid_from, valid_to=valid_to
        )
        for party in engagement.party_rows.filter(OPEN).select_related("municipality__workspace"):
            let_in(by, row, party.municipality.workspace, valid_from)
        record_assignment(by, "programmes.facilitator_added", row)
    return row


def end_facilitator(
    *, by: User | None, facilitator: EngagementFacilitator, on: date, reason: str = ""
) -> EngagementFacilitator:
    """End an assignment: `on` is its last day, and the last day of access.

    Access stays where the person accompanies the municipality in another participation too.
    Raises Refused at `on` for a day before the start.
    """
    if on < facilitator.valid_from:
        raise Refused(_("This is before the assignment began. Enter a later day."), "on")
    with transaction.atomic():
        facilitator.valid_to = on
        facilitator.save(update_fields=["valid_to"])
        for workspace in workspaces_of(facilitator.engagement):
            if not (carried_elsewhere(facilitator, workspace, on) or comes_again(facilitator, on)):
                end_access(by, facilitator.user, workspace, on, reason)
        record_assignment(by, "programmes.facilitator_ended", facilitator, reason=reason)
    return facilitator


def let_in(
    by: User | None, row: EngagementFacilitator, workspace: Workspace, valid_from: date
) -> None:
    open_membership(
        by=by,
        user=row.user,
        workspace=workspace,
        role=Role.FACILITATOR,
        valid_from=valid_from,
        valid_to=row.valid_to,
        reason=str(row.engagement.edition)[:200],
    )


def let_facilitators_in(*, by: User | None, party: EngagementParty) -> None:
    """A municipality accepted: whoever is assigned gets her role there, unless she holds it."""
    today = timezone.localdate()
    workspace = party.municipality.workspace
    lasting = party.engagement.facilitators.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    for row in lasting.select_related("user", "engagement__edition__programme"):
        if not lasting_roles(row.user, workspace, today).exists():
            let_in(by, row, workspace, max(row.valid_from, today))


def send_facilitators_out(
    *, by: User | None, party: EngagementParty, on: date, reason: str
) -> None:
    """A municipality took its acceptance back: their roles there end, the assignments stay."""
    for row in party.engagement.facilitators.select_related("user"):
        if not carried_elsewhere(row, party.municipality.workspace, on):
            end_access(by, row.user, party.municipality.workspace, on, reason)


def call_off_invited(*, by: User | None, party: EngagementParty) -> None:
    """The way into a municipality closes: whoever was invited there to accompany this
    participation is not let in for another one."""
    waiting = FacilitatorOffer.objects.filter(
        engagement=party.engagement,
        offer__workspace=party.municipality.workspace,
        offer__invitation__accepted_at=None,
        offer__invitation__withdrawn_at=None,
    )
    for row in waiting.select_related("offer__invitation"):
        withdraw_invitation(invitation=row.offer.invitation)
        verb = "programmes.facilitator_invitation_withdrawn"
        record_event(by=by, verb=verb, subject=party.engagement)


def end_facilitators(*, by: User | None, engagement: Engagement, on: date) -> None:
    """A participation ends, and with it every assignment that would last longer."""
    lasting = engagement.facilitators.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    for row in lasting.select_related("user"):
        end_facilitator(by=by, facilitator=row, on=max(on, row.valid_from))


def overlapping(
    engagement: Engagement, user: User, valid_from: date, valid_to: date | None
) -> QuerySet[EngagementFacilitator]:
    rows = engagement.facilitators.filter(user=user)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from))
    return rows if valid_to is None else rows.filter(valid_from__lte=valid_to)


def workspaces_of(engagement: Engagement) -> list[Workspace]:
    rows = engagement.party_rows.select_related("municipality__workspace")
    return [row.municipality.workspace for row in rows]


def carried_elsewhere(row: EngagementFacilitator, workspace: Workspace, on: date) -> bool:
    """Whether she accompanies the municipality after this day in another open participation."""
    open_there = EngagementParty.objects.filter(OPEN, municipality__workspace=workspace)
    others = EngagementFacilitator.objects.filter(
        user=row.user, engagement__party_rows__in=open_there
    ).exclude(engagement=row.engagement_id)
    return others.filter(Q(valid_to=None) | Q(valid_to__gt=on)).exists()


def comes_again(row: EngagementFacilitator, on: date) -> bool:
    """Whether another assignment of hers to the same participation lasts longer than this day."""
    again = row.engagement.facilitators.filter(user=row.user).exclude(pk=row.pk)
    return again.filter(Q(valid_to=None) | Q(valid_to__gt=on)).exists()


def lasting_roles(user: User, workspace: Workspace, after: date) -> QuerySet[Membership]:
    """Her roles as facilitator there that last longer than this day."""
    held = Membership.objects.filter(user=user, workspace=workspace, role=Role.FACILITATOR)
    return held.filter(Q(valid_to=None) | Q(valid_to__gt=after))


def end_access(by: User | None, user: User, workspace: Workspace, on: date, reason: str) -> None:
    """Her role as facilitator ends; one that would only begin later ends on its first day."""
    for membership in lasting_roles(user, workspace, on):
        last = max(on, membership.valid_from)
        close_membership(by=by, membership=membership, last_day=last, reason=reason)


def record_assignment(
    by: User | None, verb: str, row: EngagementFacilitator, reason: str = ""
) -> None:
    """In the history of the participation; the person by number, so that she can be erased."""
    told = {"account": row.user_id, "valid_from": row.valid_from, "valid_to": row.valid_to}
    record_event(by=by, verb=verb, subject=row.engagement, reason=reason, after=told)
