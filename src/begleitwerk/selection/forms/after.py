"""Forms after the decision: withdrawal, and the ways on where a place cannot be filled."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, GermanDateField, ReasonForm


class WithdrawalForm(ReasonForm):
    field_order = ("on", "reason")

    on = GermanDateField(label=_("Gives its place back on"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Stands in the history of the round."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )


class ClosingForm(ReasonForm):
    reason = forms.CharField(
        label=_("Why is it closed?"),
        help_text=_("The municipality reads these words in its letter."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )


class LeaveFreeForm(ReasonForm):
    reason = forms.CharField(
        label=_("Why does the place stay free?"),
        help_text=_("Stands in the history of the round."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )


class RelaxationForm(BaseForm):
    """One of the smallest ways out of a conflict: `ways` are their numbers and words."""

    free_text = ("reason",)

    relaxation = forms.ChoiceField(label=_("Which rule gives way?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Stands with the new version of the rules and in the protocol."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )

    def __init__(self, *args: Any, ways: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["relaxation"]
        field.choices = ways
