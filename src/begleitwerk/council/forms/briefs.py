"""The words of a brief."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, VersionedFormMixin
from begleitwerk.council.models import Brief

NUMBERS = (1, 2, 3)


class BriefForm(VersionedFormMixin, BaseForm):
    free_text = ("sentence_1", "sentence_2", "sentence_3", "request")
    title = forms.CharField(label=_("Title"), max_length=160)
    sentence_1 = forms.CharField(label=_("First sentence"), required=False)
    sentence_2 = forms.CharField(label=_("Second sentence"), required=False)
    sentence_3 = forms.CharField(label=_("Third sentence"), required=False)
    request = forms.CharField(
        label=_("Our request"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One thing you need from leadership or politics."),
    )

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = brief.version
        for name, field in self.fields.items():
            if name.startswith("sentence_"):
                field.widget = forms.Textarea({"rows": 3})
            if name != "version":
                field.initial = self.theirs(brief, name)

    def theirs(self, record: Any, name: str) -> Any:
        if not name.startswith("sentence_"):
            return getattr(record, name, None)
        index = int(name[-1]) - 1
        return record.sentences[index] if index < len(record.sentences) else ""

    @property
    def sentences(self) -> list[str]:
        return [self.cleaned_data[f"sentence_{number}"] for number in NUMBERS]
