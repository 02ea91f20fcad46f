"""How processes, phases, meetings and decisions tell their history."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.presenters import item_words
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.presenters import Field, Wording
from begleitwerk.core.selectors import history_of_records
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
FIELDS = {"processes.kind": Field(_("Kind"), item_words(ContentKind.MEETING_KINDS))}


def events_of_meeting(meeting: Meeting, limit: int = 50) -> list[AuditEvent]:
    """The events of a meeting and of its present decisions, newest first."""
    records = {
        "processes.meeting": [meeting.pk],
        "processes.decision": [decision.pk for decision in meeting.decisions.all()],
    }
    return history_of_records(records, limit)
