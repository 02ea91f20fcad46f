"""Rules for reminders."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseModelForm, VersionedFormMixin
from begleitwerk.selection.models import ReminderRules

EMPTY = _("Leave it empty to remind nobody. At most 60 days.")


class ReminderForm(VersionedFormMixin, BaseModelForm):
    class Meta:
        model = ReminderRules
        fields = ("reply_days", "draft_days", "review_days")
        labels: ClassVar = {
            "reply_days": _("Reply to the invitation: how many days before it is due?"),
            "draft_days": _("Application not handed in: how many days before the end?"),
            "review_days": _("Open reviews: how many days before the end?"),
        }
        help_texts: ClassVar = {
            "reply_days": EMPTY,
            "draft_days": EMPTY,
            "review_days": EMPTY,
        }
