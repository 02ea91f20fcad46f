"""Forms about a decision: a deviation, the proposal, the second person."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, VersionedFormMixin


class DeviationForm(BaseForm):
    free_text = ("reason",)

    out = forms.ChoiceField(label=_("Take out"))
    into = forms.ChoiceField(label=_("Take in instead"))
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stands in the protocol. Those concerned may read it."),
    )

    def __init__(
        self,
        *args: Any,
        members: list[tuple[str, str]],
        others: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("out", members), ("into", others)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells the type checker
            field.choices = [("", _("Please choose")), *choices]

    def hush(self) -> None:
        """A preview does not ask for the reason yet."""
        self._errors = ErrorDict()


class ProposeForm(VersionedFormMixin, BaseForm):
    """`needs_reason` where the decision deviates from the rule."""

    free_text = ("reason",)

    reason = forms.CharField(
        label=_("Reason for the decision"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason


class ConfirmForm(VersionedFormMixin, BaseForm):
    """Nothing to fill in but the version that was looked at."""


class ReturnForm(VersionedFormMixin, BaseForm):
    free_text = ("reason",)

    reason = forms.CharField(
        label=_("What should be looked at again"), widget=forms.Textarea(attrs={"rows": 4})
    )
