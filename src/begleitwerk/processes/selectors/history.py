"""What happened to a meeting, from the log of decisions."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.processes.models import Meeting

VERBS: dict[str, Promise] = {
    "processes.meeting_planned": _("Meeting planned"),
    "processes.meeting_changed": _("Details changed"),
    "processes.meeting_held": _("Result recorded"),
    "processes.result_changed": _("Result changed"),
    "processes.meeting_cancelled": _("Meeting cancelled"),
    "processes.decision_recorded": _("Decision recorded"),
    "processes.decision_changed": _("Decision changed"),
    "processes.decision_withdrawn": _("Decision withdrawn"),
}


@dataclass(frozen=True)
class HistoryLine:
    """One event as `<c-history>` shows it."""

    at: datetime
    text: str
    reason: str
    actor: str


def history_of_meeting(meeting: Meeting, decision_ids: list[int]) -> list[HistoryLine]:
    """The events of a meeting and of its decisions, newest first."""
    own = Q(subject_type="processes.meeting", subject_id=str(meeting.pk))
    decided = Q(subject_type="processes.decision", subject_id__in=[str(pk) for pk in decision_ids])
    rows = list(AuditEvent.objects.filter(own | decided).order_by("-number")[:50])
    people = User.objects.in_bulk([row.actor_id for row in rows if row.actor_id])
    lines = []
    for row in rows:
        person = people.get(row.actor_id or 0)
        actor = (person.function or person.name) if person else ""
        lines.append(HistoryLine(row.at, str(VERBS.get(row.verb, row.verb)), row.reason, actor))
    return lines
