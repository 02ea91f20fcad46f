"""Forms about a decision: a deviation, the proposal, the second person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, ReasonForm, VersionedFormMixin
from begleitwerk.selection.presenters.decision import Choices


class DeviationForm(BaseForm):
    free_text = ("reason",)

    out = forms.ChoiceField(label=_("Take out"))
    into = forms.ChoiceField(label=_("Take in instead"))
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stands in the protocol. Those concerned may read it."),
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in choices.items():
            field: Any = self.fields[name]
            field.choices = [("", _("Please choose")), *offered]


class PlaceForm(BaseForm):
    """Who takes a free place, and why."""

    free_text = ("reason",)

    into = forms.ChoiceField(label=_("Who takes the place?"))
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stands in the protocol. Those concerned may read it."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.choices = [("", _("Please choose")), *choices]


class ProposeForm(VersionedFormMixin, BaseForm):
    """`needs_reason` where the decision deviates from the rule, `needs_waiver` where it would not
    stand on its ground."""

    free_text = ("reason", "waiver_reason")

    reason = forms.CharField(
        label=_("Reason for the decision"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    waiver_reason = forms.CharField(
        label=_("Why does it go on all the same?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("About what is named above. Stands in the protocol."),
    )

    def __init__(self, *args: Any, needs_reason: bool, needs_waiver: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        if not needs_waiver:
            del self.fields["waiver_reason"]


class ReturnForm(ReasonForm):
    reason = forms.CharField(
        label=_("What should be looked at again"), widget=forms.Textarea(attrs={"rows": 4})
    )
