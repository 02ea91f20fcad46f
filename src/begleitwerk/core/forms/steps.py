"""Forms of a step that needs a reason, a day, or nothing at all."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms.base import BaseForm
from begleitwerk.core.forms.dates import Around, GermanDateField
from begleitwerk.core.forms.versions import VersionedFormMixin


class ReasonForm(VersionedFormMixin, BaseForm):
    """The reason of a step that is remembered."""

    free_text = ("reason",)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 3}))

    def theirs(self, record: models.Model, name: str) -> Any:
        """A record keeps no reason: it stands in the log."""
        return ""


class EndForm(VersionedFormMixin, BaseForm):
    """The last day of what ends, and why."""

    free_text = ("reason",)
    record_names: ClassVar = {"on": "valid_to"}
    on = GermanDateField(label=_("Last day"), validators=[Around(back=20, ahead=30)])
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea({"rows": 3}), max_length=1000
    )


class ConfirmForm(VersionedFormMixin, BaseForm):
    """Nothing to enter: consequences, and the button."""
