"""Two people, one record: the second sees both versions and chooses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.choices import flatten_choices
from django.utils.translation import gettext

from begleitwerk.core.forms.base import FormMixin
from begleitwerk.core.forms.figures import MoneyField
from begleitwerk.core.selectors import dictionary_order
from begleitwerk.core.templatetags.bw import day, money


@dataclass(frozen=True)
class ConflictRow:
    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Conflict:
    """Both versions of a record two people changed; `<c-conflict>` shows it."""

    rows: tuple[ConflictRow, ...]
    reload_url: str
    saved_by: str = ""
    saved_at: datetime | None = None


def shown(form_field: forms.Field, value: Any) -> str:
    """A value as a person reads it in the comparison."""
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, date):
        return day(value)
    if isinstance(form_field, MoneyField):
        return money(value)
    if isinstance(form_field, forms.ModelMultipleChoiceField):
        items: Iterable[Any] = value.all() if hasattr(value, "all") else value
        return ", ".join(sorted((str(item) for item in items), key=dictionary_order)) or "–"
    if isinstance(form_field, forms.ChoiceField) and not isinstance(
        form_field, forms.ModelChoiceField
    ):
        choices: list[tuple[Any, Any]] = list(flatten_choices(form_field.widget.choices))
        labels = {str(key): str(label) for key, label in choices}
        return labels.get(str(value), str(value))
    return str(value)


class VersionedFormMixin(FormMixin):
    """Carries the version the editor saw through a hidden field; put it before the base form."""

    conflict: Conflict | None = None
    record_names: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = getattr(getattr(self, "instance", None), "version", None)
        self.fields["version"] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=self.initial.get("version", seen)
        )

    @property
    def version(self) -> int | None:
        """What the editor saw, for the service's `version`; after cleaning."""
        seen = self.cleaned_data.get("version")
        return int(seen) if seen is not None else self.fields["version"].initial

    def theirs(self, record: models.Model, name: str) -> Any:
        """A saved value under a form field's name, or the one `record_names` gives for it."""
        return getattr(record, self.record_names.get(name, name), None)

    def show_conflict(
        self,
        current: models.Model,
        *,
        reload_url: str,
        saved_by: str = "",
        saved_at: datetime | None = None,
    ) -> None:
        """Show both versions; saving again then overwrites what was seen in the comparison."""
        rows = []
        for name, form_field in self.fields.items():
            if name == "version" or isinstance(form_field.widget, forms.HiddenInput):
                continue
            theirs = shown(form_field, self.theirs(current, name))
            mine = shown(form_field, self.cleaned_data.get(name))
            if theirs != mine:
                rows.append(ConflictRow(str(self[name].label), theirs, mine))
        self.conflict = Conflict(tuple(rows), reload_url, saved_by, saved_at)
        self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict or a dict
        self.data[self.add_prefix("version")] = str(  # type: ignore[index]
            getattr(current, "version", "")
        )
