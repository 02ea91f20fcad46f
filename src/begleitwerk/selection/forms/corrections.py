"""What should stand instead of an entry that was handed in, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, GermanDecimalField
from begleitwerk.selection.forms.applications import YearField, YesNoField
from begleitwerk.selection.models import Application
from begleitwerk.selection.selectors.applications.experience import value_of
from begleitwerk.selection.selectors.corrections import POSTS, TEXT, YEAR, YES_NO, kind_of


def text_field(**kwargs: Any) -> forms.Field:
    return forms.CharField(widget=forms.Textarea({"rows": 9}), **kwargs)


def posts_field(**kwargs: Any) -> forms.Field:
    return GermanDecimalField(
        unit=gettext("posts"), max_digits=5, decimal_places=2, min_value=0, **kwargs
    )


FIELDS = {TEXT: text_field, YES_NO: YesNoField, YEAR: YearField, POSTS: posts_field}


class CorrectionForm(BaseForm):
    """Filled with what was handed in; the kind of field is that of the entry."""

    value = forms.CharField()  # made anew by the kind of the entry
    reason = forms.CharField(
        label=_("Why is it corrected?"),
        help_text=_("The applicant reads the reason and agrees or not."),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args: Any, application: Application, field: str, **kwargs: Any) -> None:
        now = value_of(application, field)
        kwargs["initial"] = {"value": now, **(kwargs.get("initial") or {})}
        is_text = kind_of(field) == TEXT
        self.free_text = ("value", "reason") if is_text else ("reason",)  # type: ignore[misc]
        made = FIELDS[kind_of(field)](label=_("What should stand there"))
        self.base_fields = {**self.base_fields, "value": made}  # type: ignore[misc]  # its own
        super().__init__(*args, **kwargs)
