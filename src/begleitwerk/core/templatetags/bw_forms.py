"""Forms with KERN's controls."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    FileInput,
    HiddenInput,
    Select,
    Textarea,
)
from django.forms.forms import BaseForm
from django.forms.utils import flatatt
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from begleitwerk.core.templatetags.bw import number_word

register = template.Library()


@register.filter
def field_kind(field: BoundField) -> str:
    """How a field is laid out: check, fieldset, select, file, area or input."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "check"
    if widget.use_fieldset:
        return "fieldset"
    for kind, base in (("select", Select), ("file", FileInput), ("area", Textarea)):
        if isinstance(widget, base):
            return kind
    return "input"


@register.filter
def anchor(field: BoundField) -> str:
    """The id of the first control of a field, where a link from the summary leads."""
    if field.id_for_label:
        return str(field.id_for_label)
    return f"{field.auto_id}_0" if field.auto_id else ""


@register.simple_tag
def kern_widget(field: BoundField) -> str:
    """The control alone, without the mark that a filter is required."""
    return str(field.as_widget())


@register.simple_tag
def kern_attrs(widget: dict[str, Any], base: str) -> str:
    """A control's attributes with KERN's class, and its error class where it is wrong."""
    attrs = {key: value for key, value in widget["attrs"].items() if value is not False}
    names = [base, str(attrs.pop("class", ""))]
    if attrs.get("aria-invalid") == "true":
        names.insert(1, f"{base}--error")
    return flatatt({"class": " ".join(name for name in names if name), **attrs})


@dataclass(frozen=True)
class SummaryEntry:
    text: str
    anchor: str


@dataclass(frozen=True)
class ErrorSummary:
    title: str
    items: tuple[SummaryEntry, ...]

    def __bool__(self) -> bool:
        return bool(self.items)


def summary_title(count: int) -> str:
    text = ngettext("One entry is not right yet", "%(count)s entries are not right yet", count) % {
        "count": number_word(count)
    }
    return capfirst(text) or text


def summary_texts(field: BoundField) -> list[str]:
    """A field's errors as they read without the field: the general ones name it first.

    Errors with a code are Django's or a field's and could stand at any field; those a form wrote
    for this very field speak for themselves.
    """
    label = str(field.label)
    name = label if label.endswith(("?", ".", "!")) else f"{label}:"
    return [
        f"{name} {text}" if error.code else str(text)
        for error, text in zip(field.errors.as_data(), field.errors, strict=True)
    ]


@register.simple_tag
def error_summary(form: BaseForm | None) -> ErrorSummary:
    """What is wrong in a form, each entry with the field to go to."""
    if form is None or not form.is_bound or not form.errors:
        return ErrorSummary("", ())
    entries = [SummaryEntry(str(text), "") for text in form.non_field_errors()]
    for field in form.visible_fields():
        entries += [SummaryEntry(text, anchor(field)) for text in summary_texts(field)]
    for field in form.hidden_fields():
        entries += [
            SummaryEntry(
                gettext("%(field)s: %(error)s") % {"field": field.label, "error": text},
                "",
            )
            for text in field.errors
        ]
    return ErrorSummary(summary_title(len(entries)), tuple(entries))


@register.filter
def marks_optional(field: BoundField) -> bool:
    """Optional fields say so; a single checkbox does not, it can always stay empty."""
    widget = field.field.widget
    if field.field.required or field.field.disabled:
        return False
    return not isinstance(widget, CheckboxInput | HiddenInput)
