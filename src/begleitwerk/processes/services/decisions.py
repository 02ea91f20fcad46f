"""What a meeting decided, and with how many votes."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import (
    changing,
    claim,
    record_added,
    record_event,
    require_reason,
    said_of,
)
from begleitwerk.processes.models import Decision, Meeting
from begleitwerk.processes.services.meetings import refuse_ahead, refuse_cancelled


def record_decision(
    *,
    by: User | None,
    meeting: Meeting,
    text: str,
    votes_yes: int | None = None,
    votes_no: int | None = None,
    abstentions: int | None = None,
) -> Decision:
    """Record a decision under the meeting's next number.

    Raises Refused for a meeting that was cancelled or lies ahead.
    """
    refuse_cancelled(meeting)
    refuse_ahead(meeting)
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)  # one number after the other
        highest = meeting.decisions.aggregate(highest=Max("number"))["highest"] or 0
        decision = Decision.objects.create(
            municipality=meeting.municipality,
            meeting=meeting,
            number=highest + 1,
            text=text,
            votes_yes=votes_yes,
            votes_no=votes_no,
            abstentions=abstentions,
        )
        record_added(by=by, verb="processes.decision_recorded", row=decision)
    return decision


def change_decision(
    *,
    by: User | None,
    decision: Decision,
    text: str,
    votes_yes: int | None = None,
    votes_no: int | None = None,
    abstentions: int | None = None,
    version: int | None = None,
) -> Decision:
    """Correct wording or votes. Raises EditConflict."""
    with changing(decision, by=by, verb="processes.decision_changed", version=version) as decision:
        decision.text = text
        decision.votes_yes, decision.votes_no = votes_yes, votes_no
        decision.abstentions = abstentions
    return decision


def withdraw_decision(
    *, by: User | None, decision: Decision, reason: str, version: int | None = None
) -> None:
    """Take a decision back; wording and reason stay in the log, the other numbers as they are.

    Raises Refused without a reason, EditConflict.
    """
    why = require_reason(reason, _("Say why the decision is withdrawn."))
    with transaction.atomic():
        decision = claim(decision, version=version)
        # the decision goes, so its meeting remembers
        record_event(
            by=by,
            verb="processes.decision_withdrawn",
            subject=decision.meeting,
            reason=why,
            before=said_of(decision),
        )
        decision.delete()
