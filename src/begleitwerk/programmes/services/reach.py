"""The way of a programme into a municipality: the municipality opens it, the end closes it.

Roles of a programme reach into the workspaces that lie within it. A municipality lies within a
programme exactly while one of its participations there is open (`models.OPEN`); this module alone
says so. What the programme could read until then is kept when the way closes.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import released
from begleitwerk.core.services import Refused, record_event, require_reason
from begleitwerk.engine.canonical import digest_of
from begleitwerk.municipalities.services import place_within, take_out_of
from begleitwerk.programmes.models import OPEN, Engagement, EngagementParty, ReleasedRecord
from begleitwerk.programmes.services.facilitators import (
    call_off_invited,
    let_facilitators_in,
    send_facilitators_out,
)

# How long a municipality has to say whether it takes part.
TIME_TO_ANSWER = timedelta(days=14)


def accept_participation(*, by: User | None, party: EngagementParty) -> EngagementParty:
    """A municipality accepts to take part: from now on the programme reads there.

    Those who are assigned as facilitators get their role. Raises Refused where the programme
    reads there already, and in a state in which there is nothing to accept.
    """
    with transaction.atomic():
        party = held_fast(party)
        if party.is_open:
            raise Refused(_("This was accepted already."))
        if not party.may_accept:
            raise Refused(
                _("There is nothing to accept. The participation is in the state “%(state)s”.")
                % {"state": party.engagement.get_state_display()}
            )
        open_way(by, party)
    return party


def open_by_contract(*, by: User | None, engagement: Engagement) -> None:
    """A contract both sides signed opens the way to the municipality that signed it.

    Only the caller knows that the municipality itself asked for it, with an application it handed
    in here. Others that share the place accept on their own.
    """
    rows = engagement.party_rows.select_related("municipality__workspace")
    party = rows.get(municipality=engagement.contract.municipality)
    party.engagement = engagement
    open_way(by, party)


def revoke_acceptance(*, by: User | None, party: EngagementParty, reason: str) -> EngagementParty:
    """A municipality takes its acceptance back: from now on the programme reads nothing new there.

    The state of the participation stays for the office to record. Raises Refused at `reason`
    without one, and where the programme does not read there.
    """
    why = require_reason(reason, _("Say why, in one sentence. The programme office reads it."))
    with transaction.atomic():
        party = held_fast(party)
        if not party.is_open:
            raise Refused(_("The programme cannot read here."))
        send_facilitators_out(by=by, party=party, on=timezone.localdate(), reason=why)
        close_way(by, party, reason=why)
        party.accepted_at = None
        party.save(update_fields=["accepted_at"])
    return party


def held_fast(party: EngagementParty) -> EngagementParty:
    """The row as it stands now, its participation locked: nobody ends it in between."""
    engagement = Engagement.objects.select_for_update().get(pk=party.engagement_id)
    rows = EngagementParty.objects.select_related("municipality__workspace")
    party = rows.get(pk=party.pk)
    party.engagement = engagement
    return party


def open_way(by: User | None, party: EngagementParty) -> None:
    """From now on the programme's roles reach into the municipality."""
    party.accepted_at, party.accepted_by_id = timezone.now(), by.pk if by else None
    party.closed_at = None
    party.save(update_fields=["accepted_at", "accepted_by_id", "closed_at"])
    settle(by, party)
    let_facilitators_in(by=by, party=party)
    tell(by, "programmes.way_in_opened", party)


def close_ways(by: User | None, engagement: Engagement, reason: str = "") -> None:
    """A participation ended, and with it every way it had opened."""
    rows = engagement.party_rows.filter(OPEN).select_related("municipality__workspace")
    for party in rows:
        close_way(by, party, reason)


def close_way(by: User | None, party: EngagementParty, reason: str = "") -> None:
    """What was released until now is kept; what comes later nobody of the programme reads."""
    now = timezone.now()
    party.closed_at = now
    party.save(update_fields=["closed_at"])
    keep_released(party, now)
    call_off_invited(by=by, party=party)
    settle(by, party, reason)
    tell(by, "programmes.way_in_closed", party, reason)


def settle(by: User | None, party: EngagementParty, reason: str = "") -> None:
    """Let the municipality lie within the programme exactly while a participation is open."""
    municipality, space = party.municipality, party.engagement.workspace
    open_there = EngagementParty.objects.filter(
        OPEN, municipality=municipality, engagement__edition__programme__workspace=space
    ).exists()
    is_within = municipality.workspace.parents.filter(pk=space.pk).exists()
    if open_there and not is_within:
        place_within(by=by, municipality=municipality, workspace=space)
    if is_within and not open_there:
        take_out_of(by=by, municipality=municipality, workspace=space, reason=reason)


def keep_released(party: EngagementParty, moment: datetime) -> ReleasedRecord:
    """Keep what the apps release to the programme, as it stands now."""
    with override("de"):
        tables = [table.as_json() for kind in released.on() for table in kind.of(party)]
    content: list[Any] = [table for table in tables if table is not None]
    return ReleasedRecord.objects.create(
        engagement=party.engagement,
        municipality=party.municipality,
        closed_at=moment,
        content=content,
        digest=digest_of(content),
    )


def tell(by: User | None, verb: str, party: EngagementParty, reason: str = "") -> None:
    said = {"municipality": party.municipality.name}
    record_event(by=by, verb=verb, subject=party.engagement, reason=reason, after=said)
