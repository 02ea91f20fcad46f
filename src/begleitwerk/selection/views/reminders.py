"""Whom a round reminds before a deadline."""

from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ChangePage, Values
from begleitwerk.selection.forms.reminders import ReminderForm
from begleitwerk.selection.models import ReminderRules
from begleitwerk.selection.selectors.reminders import pending_of, rules_of
from begleitwerk.selection.services.reminders import change_reminder_rules
from begleitwerk.selection.views.base import OfRound


class Reminders(OfRound, ChangePage):
    """The rules, and below them who will be reminded on which day, and who was."""

    permission = "selection.edit_round"
    record_name = "rules"
    service = staticmethod(change_reminder_rules)
    form_class = ReminderForm
    template_name = "selection/reminders.html"
    title = _("Reminders")
    submit_label = _("Save the rules")
    saved_message = _("The rules are saved.")

    @cached_property
    def rules(self) -> ReminderRules:
        return rules_of(self.round)

    def get_success_url(self) -> str:
        return self.address("reminders", self.round.pk)

    def values(self) -> Values:
        lines = pending_of(self.rules, timezone.localdate())
        return {**super().values(), "round": self.round, "lines": lines}
