"""The number of a lot, entered once."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, ClockField, GermanDateField, VersionedFormMixin


class NumberForm(VersionedFormMixin, BaseForm):
    """Typed twice, since it stays: the number, and when it was drawn."""

    number = forms.CharField(
        label=_("Number as it was drawn"),
        max_length=120,
        help_text=_("For example 4-11-19-23-38-41. Whoever calculates again types the same signs."),
    )
    again = forms.CharField(
        label=_("The number once more"),
        max_length=120,
        help_text=_("It cannot be changed afterwards."),
    )
    drawn_on = GermanDateField(label=_("Day of the drawing"))
    drawn_at = ClockField(label=_("Time of the drawing"), help_text=_("For example 19:25."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drawn_at"].required = True

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        number, again = values.get("number"), values.get("again")
        if number and again and number != again:
            self.add_error("again", _("This is not the same number. Compare both with the source."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        said = self.cleaned_data
        moment = datetime.combine(said["drawn_on"], said["drawn_at"])
        return {"number": said["number"], "drawn_at": timezone.make_aware(moment)}
