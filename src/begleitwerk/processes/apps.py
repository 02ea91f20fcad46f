from typing import ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ProcessesConfig(AppConfig):
    name = "begleitwerk.processes"
    label = "processes"
    verbose_name = _("Processes")

    # What the log of decisions and the history of a record say for each verb.
    event_words: ClassVar[dict[str, Promise]] = {
        "started": _("Process started"),
        "changed": _("Reasons and outlook worded"),
        "phase_added": _("Phase added"),
        "phase_changed": _("Phase changed"),
        "phase_shifted": _("Phase shifted"),
        "phase_removed": _("Phase removed"),
        "phases_reordered": _("Order of the phases changed"),
        "meeting_planned": _("Meeting planned"),
        "meeting_changed": _("Details changed"),
        "meeting_held": _("Result recorded"),
        "result_changed": _("Result changed"),
        "meeting_cancelled": _("Meeting cancelled"),
        "decision_recorded": _("Decision recorded"),
        "decision_changed": _("Decision changed"),
        "decision_withdrawn": _("Decision withdrawn"),
    }
    lists_changes: ClassVar[set[str]] = {
        "phase_changed",
        "phase_shifted",
        "meeting_changed",
        "result_changed",
        "decision_changed",
    }

    def ready(self) -> None:
        from begleitwerk.core.presenters import (
            Field,
            Wording,
            choice_words,
            day_words,
            register_history,
            yes_no_words,
        )
        from begleitwerk.processes import rules  # noqa: F401  registers the predicates
        from begleitwerk.processes.enums import MeetingState

        fields = {
            "planned_start": Field(_("planned start"), day_words),
            "planned_end": Field(_("planned end"), day_words),
            "actual_start": Field(_("actual start"), day_words),
            "actual_end": Field(_("actual end"), day_words),
            "is_tentative": Field(_("tentative"), yes_no_words),
            "name": Field(_("name")),
            "note": Field(_("what happened"), is_text=True),
            "title": Field(_("title")),
            "on": Field(_("date"), day_words),
            "starts_at": Field(_("from")),
            "ends_at": Field(_("until")),
            "place": Field(_("place")),
            "session_number": Field(_("session")),
            "state": Field(_("state"), choice_words(MeetingState)),
            "participants": Field(_("participants")),
            "summary": Field(_("results"), is_text=True),
            "text": Field(_("decision"), is_text=True),
            "votes_yes": Field(_("in favour")),
            "votes_no": Field(_("against")),
            "abstentions": Field(_("abstentions")),
        }
        register_history(
            verbs={
                **{
                    f"processes.{verb}": Wording(text, lists_changes=verb in self.lists_changes)
                    for verb, text in self.event_words.items()
                },
                "processes.decision_recorded": Wording(_("Decision %(number)s recorded")),
                "processes.decision_withdrawn": Wording(_("Decision %(old_number)s withdrawn")),
            },
            fields={f"processes.{name}": field for name, field in fields.items()},
        )
