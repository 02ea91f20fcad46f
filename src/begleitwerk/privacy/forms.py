"""Forms: whom to look for, and the last question before a person is erased."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm

MOST_CHOICES = 200


class EraseForm(BaseForm):
    """`named` are places (key and words) that bear her name and may mean somebody else."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_(
            "It is kept in the log for good: for example “request of 3 March”, without a name."
        ),
    )
    places = forms.MultipleChoiceField(
        label=_("Where the name means this person"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Others may bear the same name. What you do not choose stays as it is."),
    )
    understood = forms.BooleanField(
        label=_("I have read what goes and what stays. It cannot be undone."),
        error_messages={"required": _("Please read what happens, and tick this.")},
    )
    form_only = ("understood",)

    def __init__(self, *args: Any, named: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if named:
            self.fields["places"].choices = named[:MOST_CHOICES]  # type: ignore[attr-defined]
        else:
            del self.fields["places"]
