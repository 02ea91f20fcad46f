"""The words of a brief."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseModelForm, VersionedFormMixin
from begleitwerk.council.models import Brief

SENTENCES = ("sentence_1", "sentence_2", "sentence_3")


def sentence(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea({"rows": 3}))


class BriefForm(VersionedFormMixin, BaseModelForm):
    free_text = (*SENTENCES, "request")
    form_only = SENTENCES
    sentence_1 = sentence(_("First sentence"))
    sentence_2 = sentence(_("Second sentence"))
    sentence_3 = sentence(_("Third sentence"))
    request = forms.CharField(
        label=_("Our request"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One thing you need from leadership or politics."),
    )
    field_order = ("title", *SENTENCES, "request")

    class Meta:
        model = Brief
        fields = ("title", "request")
        labels: ClassVar = {"title": _("Title")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SENTENCES:
            self.fields[name].initial = self.theirs(self.instance, name)

    def theirs(self, record: Any, name: str) -> Any:
        if name not in SENTENCES:
            return super().theirs(record, name)
        index = SENTENCES.index(name)
        return record.sentences[index] if index < len(record.sentences) else ""

    @property
    def values(self) -> dict[str, Any]:
        return {**super().values, "sentences": [self.cleaned_data[name] for name in SENTENCES]}
