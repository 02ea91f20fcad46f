"""Forms about a step that goes on although its ground does not hold."""

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, ReasonForm


class WaiverForm(BaseForm):
    free_text = ("reason",)

    reason = forms.CharField(
        label=_("Why does it go on all the same?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stands in the protocol. Those concerned may read it."),
    )


class WaiverRefuseForm(ReasonForm):
    reason = forms.CharField(label=_("Why not?"), widget=forms.Textarea(attrs={"rows": 4}))
