"""Figures and amounts in the reader's notation."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.templatetags.bw import as_decimal, grouped, is_german

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
        "invalid": _("Enter a figure, for example 1,234.50.")
    }

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", UnitInput(unit))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
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
        "invalid": _("Enter an amount in euros, for example 4,800 or 1,234.50."),
        "min_value": _("Enter an amount of zero or more."),
        "max_decimal_places": _("Enter at most two digits behind the point."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"max_digits": 12, "decimal_places": 2, "min_value": Decimal(0), **kwargs}
        super().__init__(unit="€", **kwargs)
