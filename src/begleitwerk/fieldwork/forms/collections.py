"""What is said of a collection and of its groups."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import (
    Around,
    BaseForm,
    BaseModelForm,
    GermanDateField,
    VersionedFormMixin,
)
from begleitwerk.fieldwork.enums import CollectionState
from begleitwerk.fieldwork.models import Collection
from begleitwerk.fieldwork.services import GroupSpec


class RemindersField(forms.Field):
    """Days before the end, as people write them: "7, 2"."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        parts = re.split(r"[\s,;]+", str(value or "").strip(" ,;"))
        if any(part and not (part.isdecimal() and len(part) <= 3) for part in parts):
            raise ValidationError(gettext("Enter days before the end, for example 7 and 2."))
        return [int(part) for part in parts if part]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(self.prepare_value(data) or "")


class CollectionForm(VersionedFormMixin, BaseModelForm):
    """What can still be changed: once people are asked, their end and their questions stay."""

    free_text = ("intro",)
    in_mails = ("title",)
    reminders = RemindersField(
        label=_("Reminders, days before the end"),
        required=False,
        help_text=_(
            "For example 7, 2. Whoever has a personal link and has not handed in gets a mail then. "
            "Empty: none."
        ),
    )

    class Meta:
        model = Collection
        fields = (
            "title", "intro", "opens_on", "closes_on", "asks_importance", "asks_evidence",
            "reminders",
        )  # fmt: skip
        labels: ClassVar = {
            "title": _("What is it called?"),
            "intro": _("What do people read first?"),
            "opens_on": _("Open from"),
            "closes_on": _("Open until"),
            "asks_importance": _("Ask how important each item is"),
            "asks_evidence": _("Ask what it is seen by"),
        }
        help_texts: ClassVar = {
            "title": _("Stands in mails and on cards, so that people recognise it."),
            "intro": _("Two or three sentences: what for, and what follows from it."),
            "closes_on": _("The whole last day counts. What comes later is marked as late."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("opens_on", "closes_on"):
            self.fields[name].validators.append(Around(back=1, ahead=3))
        for name in fixed_fields(self.instance):
            del self.fields[name]


def fixed_fields(collection: Collection) -> tuple[str, ...]:
    if collection.state == CollectionState.DRAFT:
        return ()
    has_begun = collection.opens_on <= timezone.localdate()
    return (
        *(("opens_on",) if has_begun else ()),
        "closes_on",
        "asks_importance",
        "asks_evidence",
    )


class ExtendForm(VersionedFormMixin, BaseForm):
    """More time, and why."""

    free_text = ("reason",)
    closes_on = GermanDateField(label=_("New last day"), validators=[Around(ahead=3)])
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def theirs(self, record: Any, name: str) -> Any:
        """The reason stands in the log."""
        return "" if name == "reason" else super().theirs(record, name)


class AskedGroupForm(BaseForm):
    """A group: what it is called, from how many answers on it is told."""

    name = forms.CharField(label=_("What is the group called?"), max_length=120)
    floor = forms.IntegerField(
        label=_("Tell its answers from how many on?"),
        min_value=3,
        max_value=50,
        initial=GroupSpec("").floor,
        help_text=_("At least 3; for parents we advise 5. Fewer would show who said what."),
    )
    reads_plain = forms.BooleanField(
        label=_("Reads the plain wording, where there is one"), required=False
    )
