"""What is typed in the consensus meeting: a level, why, what comes next."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from begleitwerk.assessment.presenters import PRIORITY_WORDS
from begleitwerk.core.forms import BaseForm, VersionedFormMixin
from begleitwerk.fieldwork.selectors import Scale

AGREE, PARK, SKIP, REOPEN = "agree", "park", "skip", "reopen"


class TalkForm(VersionedFormMixin, BaseForm):
    """What becomes of one statement: agreed, parked, left for later, taken up again.

    Four buttons, one form: what was typed goes along whichever of them is pressed.
    """

    free_text = ("reason", "next_step")
    form_only = ("act",)
    act = forms.ChoiceField(
        choices=[(key, key) for key in (AGREE, PARK, SKIP, REOPEN)],
        widget=forms.HiddenInput,
        required=False,
    )
    level = forms.TypedChoiceField(
        label=_("Agreed level"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=pgettext_lazy("finding", "Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=300)
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("not chosen")), *PRIORITY_WORDS.items()],
    )

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(row.value, f"{row.value} {row.label}".strip()) for row in scale.levels]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
        self.fields["next_step"].help_text = ""  # it stands at the reason, one line above

    @property
    def wanted(self) -> str:
        return str(self.cleaned_data.get("act") or AGREE)
