"""Meetings: planned, changed, held or cancelled."""

from datetime import date, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.services import Refused, changing, record_added, require_reason
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Meeting
from begleitwerk.programmes.models import Programme


def plan_meeting(
    *,
    by: User | None,
    kind: ContentItem,
    on: date,
    municipality: Municipality | None = None,
    programme: Programme | None = None,
    body: Body | None = None,
    title: str = "",
    day_known: bool = True,
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    session_number: str = "",
) -> Meeting:
    """Put a meeting of a municipality or of a programme on record; it may lie in the past.

    Without a title it is called after its body, else after its kind. Raises Refused where the
    body belongs to another municipality.
    """
    check_body(municipality, body)
    with transaction.atomic():
        meeting = Meeting.objects.create(
            municipality=municipality,
            programme=programme,
            body=body,
            kind=kind,
            title=title.strip() or name_of(body, kind),
            on=on if day_known else on.replace(day=1),
            day_known=day_known,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            session_number=session_number,
        )
        record_added(by=by, verb="processes.meeting_planned", row=meeting)
    return meeting


def change_meeting(
    *,
    by: User | None,
    meeting: Meeting,
    kind: ContentItem,
    on: date,
    body: Body | None = None,
    title: str = "",
    day_known: bool = True,
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    session_number: str = "",
    version: int | None = None,
) -> Meeting:
    """Change what, when and where. Raises EditConflict; Refused for a cancelled meeting."""
    check_body(meeting.municipality, body)
    with changing(meeting, by=by, verb="processes.meeting_changed", version=version) as meeting:
        refuse_cancelled(meeting)
        meeting.body, meeting.kind = body, kind
        meeting.title = title.strip() or name_of(body, kind)
        meeting.on, meeting.day_known = (on if day_known else on.replace(day=1)), day_known
        meeting.starts_at, meeting.ends_at = starts_at, ends_at
        meeting.place, meeting.session_number = place, session_number
    return meeting


def hold_meeting(
    *,
    by: User | None,
    meeting: Meeting,
    participants: int | None,
    summary: str,
    version: int | None = None,
) -> Meeting:
    """Record that a meeting took place and what came of it; a second time corrects that.

    Raises Refused for a cancelled meeting and for one that lies ahead; EditConflict.
    """
    is_first = meeting.state == MeetingState.PLANNED
    verb = "processes.meeting_held" if is_first else "processes.result_changed"
    with changing(meeting, by=by, verb=verb, version=version) as meeting:
        refuse_cancelled(meeting)
        refuse_ahead(meeting)
        meeting.state = MeetingState.HELD
        meeting.participants, meeting.summary = participants, summary
    return meeting


def cancel_meeting(
    *, by: User | None, meeting: Meeting, reason: str, version: int | None = None
) -> Meeting:
    """Say that a planned meeting does not take place, and why. Raises Refused, EditConflict."""
    why = require_reason(reason, _("Say why the meeting does not take place."))
    with changing(
        meeting, by=by, verb="processes.meeting_cancelled", version=version, reason=why
    ) as meeting:
        if meeting.state != MeetingState.PLANNED:
            raise Refused(_("Only a planned meeting can be cancelled."))
        meeting.state, meeting.cancel_reason = MeetingState.CANCELLED, why
    return meeting


def name_of(body: Body | None, kind: ContentItem) -> str:
    """Titles are data of a German municipality, whatever language the page has."""
    return body.name if body else kind.label_de


def check_body(municipality: Municipality | None, body: Body | None) -> None:
    if body and (municipality is None or body.municipality_id != municipality.pk):
        raise Refused(_("This body belongs to another municipality."), "body")


def refuse_cancelled(meeting: Meeting) -> None:
    if meeting.state == MeetingState.CANCELLED:
        raise Refused(_("The meeting was cancelled. Plan a new one."))


def refuse_ahead(meeting: Meeting) -> None:
    """A month without a day counts from its first day on."""
    if meeting.on > timezone.localdate():
        raise Refused(_("The meeting lies ahead. If it was earlier, change its date first."))
