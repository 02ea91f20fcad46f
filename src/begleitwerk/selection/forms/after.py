"""Forms after the decision: withdrawal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import GermanDateField, ReasonForm


class WithdrawalForm(ReasonForm):
    field_order = ("on", "reason")

    on = GermanDateField(label=_("Gives its place back on"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Stands in the history of the round."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )
