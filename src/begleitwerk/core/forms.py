"""What every form here has in common.

    class MeasureForm(VersionedFormMixin, BaseModelForm):
        free_text = ("description",)          # hint at the field, question before saving

        class Meta:
            model = Measure
            fields = ("title", "description", "due", "cost")

Dates of models become three fields, decimals accept the German notation, long texts get a text
area. Optional fields are marked by the template. In a view:

    try:
        change_measure(by=request.user, measure=measure, version=form.version, …)
    except EditConflict as conflict:
        form.show_conflict(conflict.current, reload_url=request.path)
        return self.form_invalid(form)
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.templatetags.bw import as_decimal, day, grouped, is_german, money
from begleitwerk.engine.disclosure import Hint, HintKind, personal_data_hints

FREE_TEXT_HINT = _("Please no names or details about individual families.")
FILL_IN = _("Please fill this in.")
CHOOSE = _("Please choose.")
HINT_WORDS: dict[HintKind, Promise] = {
    HintKind.PHONE: _("looks like a telephone number"),
    HintKind.MAIL: _("looks like a mail address"),
    HintKind.BIRTH_DATE: _("looks like a date of birth"),
    HintKind.CHILD: _("may name a child or a parent"),
}

# --- Dates ------------------------------------------------------------------------------------

DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
YEAR_MONTH_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
PART_LABELS = (_("Day"), _("Month"), _("Year"))
DateParts = list[str]


def split_day(value: object) -> DateParts:
    """Day, month and year as typed, of a date, an ISO or a German text."""
    if isinstance(value, date):
        return [str(value.day), str(value.month), str(value.year)]
    text = str(value or "").strip()
    if match := YEAR_MONTH_DAY.fullmatch(text):
        return [match[3], match[2], match[1]]
    if match := DAY_MONTH_YEAR.fullmatch(text):
        return [match[1], match[2], match[3]]
    return [text, "", ""]


class ThreeFieldDate(forms.MultiWidget):
    """Day, month and year as three text fields under one legend; ids end in _0, _1, _2.

    A single value under the field's own name (an address, a script, a test) counts as well, as
    2027-10-31 or 31.10.2027.
    """

    template_name = "core/widgets/three_field_date.html"
    use_fieldset = True

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        part = {"inputmode": "numeric", "autocomplete": "off"}
        sizes = ({"maxlength": "2"}, {"maxlength": "2"}, {"maxlength": "4"})
        super().__init__([forms.TextInput({**part, **size}) for size in sizes], dict(attrs or {}))

    def decompress(self, value: Any) -> DateParts:
        return split_day(value) if value else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, label in zip(context["widget"]["subwidgets"], PART_LABELS, strict=True):
            part["label"] = label
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> DateParts:
        if data.get(name):
            return split_day(data[name])
        return [str(data.get(f"{name}_{index}") or "").strip() for index in range(3)]

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return name not in data and all(f"{name}_{index}" not in data for index in range(3))

    def id_for_label(self, id_: str, index: int | str | None = None) -> str:
        return f"{id_}_0" if id_ else id_


class GermanDateField(forms.DateField):
    """A day typed as day, month and year; one or two digits, the year with two or four.

    Two-digit years belong to this century. Each mistake says what to do.
    """

    widget = ThreeFieldDate
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Enter day, month and year."),
        "incomplete": _("The date is not complete: %(missing)s missing."),
        "digits": _("Use figures only, for example 5 – 11 – 2027."),
        "month": _("There are twelve months. Enter a number from 1 to 12."),
        "day": _("This day does not exist in %(month)s. Enter an earlier day."),
        "year": _("Enter the year with four digits, for example 2027."),
    }

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if value in EMPTY_VALUES or isinstance(value, date):
            return value or None
        parts = value if isinstance(value, list) else split_day(value)
        return self.day_of(parts) if any(parts) else None

    def day_of(self, parts: DateParts) -> date:
        missing = [str(label) for part, label in zip(parts, PART_LABELS, strict=True) if not part]
        if missing and not all(part.isdecimal() for part in parts if part):
            raise self.mistake("digits")
        if missing:
            raise self.mistake("incomplete", missing=", ".join(missing))
        if not all(part.isdecimal() for part in parts):
            raise self.mistake("digits")
        number, month, year = (int(part) for part in parts)
        year += 2000 if len(parts[2]) <= 2 else 0
        if not 1900 <= year <= 2200:
            raise self.mistake("year")
        if not 1 <= month <= 12:
            raise self.mistake("month")
        try:
            return date(year, month, number)
        except ValueError as error:
            raise self.mistake("day", month=f"{month:02d}/{year}") from error

    def mistake(self, code: str, **params: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


# --- Figures ----------------------------------------------------------------------------------

GERMAN_GROUPS = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d*)?")
ENGLISH_GROUPS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d*)?")


def plain_number(text: str) -> str:
    """A typed figure as Python reads it: 1.234,56 and 1234,56 and 1234.56 become 1234.56.

    "1.234" is a thousand and more for a German reader, one and a bit for an English one.
    """
    text = re.sub(r"[\s\u202f€']", "", text).replace("\N{MINUS SIGN}", "-")
    german, english = GERMAN_GROUPS.fullmatch(text), ENGLISH_GROUPS.fullmatch(text)
    if german and (is_german() or "," in text):
        return text.replace(".", "").replace(",", ".")
    if english and (not is_german() or "." in text):
        return text.replace(",", "")
    return text.replace(",", ".")


class UnitInput(forms.TextInput):
    """A figure with its unit behind it, right-aligned."""

    template_name = "core/widgets/unit_input.html"

    def __init__(self, unit: str = "", attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "class": "bw-num", **(attrs or {})})
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["unit"] = self.unit
        return context


class GermanDecimalField(forms.DecimalField):
    """A decimal typed in German or English notation, shown in the reader's own."""

    widget = UnitInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Enter a figure, for example 1.234,50.")
    }

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", UnitInput(unit))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        try:
            figure = Decimal(plain_number(str(value)))
        except InvalidOperation as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        return figure

    def prepare_value(self, value: Any) -> Any:
        """Saved figures in the reader's notation; what was typed stays as it was typed."""
        if not isinstance(value, Decimal | int | float):
            return value
        amount = as_decimal(value)
        if amount is None:
            return value
        whole = amount == amount.to_integral_value()
        return grouped(amount, 0 if whole else max(2, self.decimal_places or 0))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class MoneyField(GermanDecimalField):
    """Euros and cents, never below zero unless told."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Enter an amount in euros, for example 4.800 or 1.234,50."),
        "min_value": _("Enter an amount of zero or more."),
        "max_decimal_places": _("Enter at most two digits behind the comma."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"max_digits": 12, "decimal_places": 2, "min_value": Decimal(0), **kwargs}
        super().__init__(unit="€", **kwargs)


# --- Form of a model --------------------------------------------------------------------------


def form_field(db_field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    """The form field of a model field: our dates and figures, a text area of four lines."""
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        kwargs.setdefault("form_class", GermanDateField)
    elif isinstance(db_field, models.DecimalField):
        kwargs.setdefault("form_class", GermanDecimalField)
    elif isinstance(db_field, models.TextField) and not db_field.choices:
        kwargs.setdefault("widget", forms.Textarea({"rows": 4}))
    return db_field.formfield(**kwargs)


class KernModelFormMetaclass(ModelFormMetaclass):
    """Gives every Meta our form fields unless it names its own callback."""

    def __new__(
        mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **kwargs: Any
    ) -> "KernModelFormMetaclass":
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(form_field)
        return super().__new__(mcs, name, bases, attrs, **kwargs)


# --- Behaviour every form shares --------------------------------------------------------------


@dataclass(frozen=True)
class PersonalDataWarning:
    """A free-text field and what in it may identify a person."""

    field: str
    label: str
    hints: tuple[Hint, ...]

    def __str__(self) -> str:
        return f"{self.label}: {self.places}"

    @property
    def places(self) -> str:
        return "; ".join(
            gettext("“%(words)s” %(looks)s")
            % {"words": hint.excerpt, "looks": HINT_WORDS[hint.kind]}
            for hint in self.hints[:3]
        )


class FormMixin(forms.BaseForm):
    """Free-text fields say what does not belong there, and ask once before such a text is saved.

    `free_text` names the fields. A text with a telephone number, a date of birth and the like
    makes the form ask: the person changes the text or ticks that no family is meant.
    """

    free_text: ClassVar[tuple[str, ...]] = ()
    confirm_name = "no_family_data"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for form_field in self.fields.values():
            self.word_required(form_field)
        for name in self.free_text:
            if name in self.fields:
                self.add_hint(self.fields[name])

    def word_required(self, field: forms.Field) -> None:
        """Says what to do where Django only says that something is missing."""
        if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
            return
        chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
        field.error_messages["required"] = CHOOSE if chosen else FILL_IN

    def add_hint(self, field: forms.Field) -> None:
        own = str(field.help_text)
        field.help_text = f"{own} {FREE_TEXT_HINT}" if own else FREE_TEXT_HINT

    def personal_data_warnings(self) -> tuple[PersonalDataWarning, ...]:
        """What the cleaned free texts may give away, field by field."""
        texts = {name: str(self.cleaned_data.get(name) or "") for name in self.free_text}
        hints = {name: personal_data_hints(text) for name, text in texts.items()}
        return tuple(
            PersonalDataWarning(name, str(self.fields[name].label or self[name].label), found)
            for name, found in hints.items()
            if found and name in self.changed_data
        )

    def _clean_form(self) -> None:
        super()._clean_form()  # type: ignore[misc]
        if self.free_text and not self.errors:
            self.ask_about_personal_data()

    def ask_about_personal_data(self) -> None:
        warnings = self.personal_data_warnings()
        if not warnings:
            return
        self.fields[self.confirm_name] = forms.BooleanField(
            required=False, label=_("No family and no child can be recognised by this.")
        )
        if self.data.get(self.add_prefix(self.confirm_name)):
            return
        for warning in warnings:
            self.add_error(
                warning.field,
                gettext(
                    "Please check: %(places)s. Change the text, or tick below that nobody can be"
                    " recognised."
                )
                % {"places": warning.places},
            )


class BaseForm(FormMixin, forms.Form):
    """A form without a model."""


class BaseModelForm(FormMixin, forms.ModelForm, metaclass=KernModelFormMetaclass):  # type: ignore[type-arg]
    """A form of a model. Saving is the service's: never call save()."""


# --- Two editors ------------------------------------------------------------------------------


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
        return ", ".join(sorted(str(item) for item in items)) or "–"
    if isinstance(form_field, forms.ChoiceField) and not isinstance(
        form_field, forms.ModelChoiceField
    ):
        labels = {str(key): str(label) for key, label in form_field.choices if key is not None}
        return labels.get(str(value), str(value))
    return str(value)


class VersionedFormMixin(FormMixin):
    """Carries the version the editor saw through a hidden field; put it before the base form."""

    conflict: Conflict | None = None

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
        """A saved value under a form field's name; forms whose names differ override it."""
        return getattr(record, name, None)

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
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(getattr(current, "version", ""))
