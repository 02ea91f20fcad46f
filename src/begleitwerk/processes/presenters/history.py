"""How processes, phases, meetings and decisions tell their history."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import AuditEvent
from begleitwerk.core.presenters import Field, Wording, choice_words, day_words, yes_no_words
from begleitwerk.core.selectors import history_of_records
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Meeting

VERBS = {
    "processes.started": Wording(_("Process started")),
    "processes.changed": Wording(_("Reasons and outlook worded")),
    "processes.phase_added": Wording(_("Phase added")),
    "processes.phase_changed": Wording(_("Phase changed"), lists_changes=True),
    "processes.phase_shifted": Wording(_("Phase shifted"), lists_changes=True),
    "processes.phase_removed": Wording(_("Phase removed")),
    "processes.phases_reordered": Wording(_("Order of the phases changed")),
    "processes.meeting_planned": Wording(_("Meeting planned")),
    "processes.meeting_changed": Wording(_("Details changed"), lists_changes=True),
    "processes.meeting_held": Wording(_("Result recorded")),
    "processes.result_changed": Wording(_("Result changed"), lists_changes=True),
    "processes.meeting_cancelled": Wording(_("Meeting cancelled")),
    "processes.decision_recorded": Wording(_("Decision %(number)s recorded")),
    "processes.decision_changed": Wording(_("Decision changed"), lists_changes=True),
    "processes.decision_withdrawn": Wording(_("Decision %(old_number)s withdrawn")),
}
FIELDS = {
    "processes.planned_start": Field(_("planned start"), day_words),
    "processes.planned_end": Field(_("planned end"), day_words),
    "processes.actual_start": Field(_("actual start"), day_words),
    "processes.actual_end": Field(_("actual end"), day_words),
    "processes.is_tentative": Field(_("tentative"), yes_no_words),
    "processes.name": Field(_("name")),
    "processes.note": Field(_("what happened"), is_text=True),
    "processes.title": Field(_("title")),
    "processes.on": Field(_("date"), day_words),
    "processes.starts_at": Field(_("from")),
    "processes.ends_at": Field(_("until")),
    "processes.place": Field(_("place")),
    "processes.session_number": Field(_("session")),
    "processes.state": Field(_("state"), choice_words(MeetingState)),
    "processes.participants": Field(_("participants")),
    "processes.summary": Field(_("results"), is_text=True),
    "processes.text": Field(_("decision"), is_text=True),
    "processes.votes_yes": Field(_("in favour")),
    "processes.votes_no": Field(_("against")),
    "processes.abstentions": Field(_("abstentions")),
}


def events_of_meeting(meeting: Meeting, limit: int = 50) -> list[AuditEvent]:
    """The events of a meeting and of its present decisions, newest first."""
    records = {
        "processes.meeting": [meeting.pk],
        "processes.decision": [decision.pk for decision in meeting.decisions.all()],
    }
    return history_of_records(records, limit)
