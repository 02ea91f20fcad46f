"""Forms after the decision: withdrawal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, GermanDateField


class WithdrawalForm(BaseForm):
    on = GermanDateField(label=_("Gives its place back on"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Stands in the history of the round."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )
    free_text = ("reason",)
