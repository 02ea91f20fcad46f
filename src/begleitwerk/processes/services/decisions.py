"""What a meeting decided, and with how many votes."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, changed, claim, record_event, snapshot
from begleitwerk.processes.models import Decision, Meeting
from begleitwerk.processes.services.meetings import (
    record,
    refuse_ahead,
    refuse_cancelled,
    workspace_id_of,
)

DECISION_FIELDS = ("number", "text", "votes_yes", "votes_no", "abstentions")


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
        _record(by, "decision_recorded", decision, after=snapshot(decision, DECISION_FIELDS))
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
    with transaction.atomic():
        decision = claim(decision, version=version)
        before = snapshot(decision, DECISION_FIELDS)
        decision.text = text
        decision.votes_yes, decision.votes_no = votes_yes, votes_no
        decision.abstentions = abstentions
        decision.save()
        old, new = changed(before, snapshot(decision, DECISION_FIELDS))
        _record(by, "decision_changed", decision, before=old, after=new)
    return decision


def withdraw_decision(*, by: User | None, decision: Decision, reason: str) -> None:
    """Take a decision back; wording and reason stay in the log, the other numbers as they are.

    Raises Refused without a reason.
    """
    if not reason.strip():
        raise Refused(_("Say why the decision is withdrawn."), "reason")
    with transaction.atomic():
        decision = Decision.objects.select_for_update().get(pk=decision.pk)
        before = snapshot(decision, DECISION_FIELDS)
        # the decision goes, so its meeting remembers
        record(by, "decision_withdrawn", decision.meeting, reason=reason, before=before)
        decision.delete()


def _record(by: User | None, what: str, decision: Decision, **values: Any) -> None:
    record_event(
        by=by,
        verb=f"processes.{what}",
        subject=decision,
        workspace_id=workspace_id_of(decision.meeting),
        **values,
    )
