"""A day as three fields under one legend."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
YEAR_MONTH_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
PART_LABELS = (_("Day"), _("Month"), _("Year"))
DateParts = list[str]
OUT_OF_RANGE = _("Enter a day from %(first)s to %(last)s.")


@dataclass(frozen=True)
class Around:
    """Refuses a day farther from today than so many years back, and so many ahead."""

    back: int = 0
    ahead: int = 0

    def __call__(self, value: date) -> None:
        first, last = self.ends()
        if not first <= value <= last:
            said = {"first": f"{first:%d.%m.%Y}", "last": f"{last:%d.%m.%Y}"}
            raise ValidationError(OUT_OF_RANGE, code="range", params=said)

    def ends(self) -> tuple[date, date]:
        today = timezone.localdate()
        return years_on(today, -self.back), years_on(today, self.ahead)


def years_on(day: date, years: int) -> date:
    """The same day so many years later, or about it: not every month has a 29th each year."""
    return date(day.year + years, day.month, min(day.day, 28)) if years else day


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
        if not all(part.isdecimal() and len(part) <= 4 for part in parts):
            raise self.mistake("digits")
        number, month, year = (int(part) for part in parts)
        year += 2000 if len(parts[2]) == 2 else 0
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


class ClockField(forms.TimeField):
    """A time of day as people type it: 14:30, 14.30 or 14."""

    widget = forms.TimeInput(
        format="%H:%M", attrs={"autocomplete": "off", "class": "bw-half", "maxlength": "5"}
    )
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Enter the time with hours and minutes, for example 14:30.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H"], required=False, **kwargs)
