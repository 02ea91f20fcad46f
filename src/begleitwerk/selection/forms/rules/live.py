"""What the forms of rules share: they change their shape while they are filled in.

A field that decides which others there are sends the form as a preview and takes the part with
the id "condition" from the answer; the others take the part "effect". Without a script a button
does the same. Nothing is saved by a preview.
"""

from abc import abstractmethod
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst

from begleitwerk.core.forms import BaseForm, VersionedFormMixin
from begleitwerk.programmes.selectors import open_themes
from begleitwerk.selection.models import RuleSet
from begleitwerk.selection.selectors.fields import FieldInfo, fields_of

CONDITION, EFFECT = "condition", "effect"
AFTER_TYPING = "input changed delay:400ms, change"


class RuleForm(VersionedFormMixin, BaseForm):
    """A rule being written: `rule` is its row in the draft, new or saved."""

    def __init__(self, *args: Any, rule: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {**self.saved(rule), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.rule, self.rule_set = rule, rule.rule_set
        if rule.pk:
            self.fields["version"].initial = rule.version
        self.shape()
        for field in self.fields.values():
            self.word_required(field)
        self.send_when_changed()

    @abstractmethod
    def saved(self, rule: Any) -> dict[str, Any]:
        """The rule's values under the names of the fields."""

    @abstractmethod
    def shape(self) -> None:
        """Add the fields that follow from what is chosen."""

    # what changes which fields there are; the others only change the effect
    shaping: tuple[str, ...] = ()

    def send_when_changed(self) -> None:
        for name, field in self.fields.items():
            target = CONDITION if name in self.shaping else EFFECT
            trigger = "change" if name in self.shaping else AFTER_TYPING
            field.widget.attrs |= {
                "hx-post": "",
                "hx-trigger": trigger,
                "hx-target": f"#{target}",
                "hx-select": f"#{target}",
                "hx-swap": "outerHTML",
                "hx-vals": '{"preview": "1"}',
                "hx-sync": "closest form:replace",
            }

    def draft(self) -> Any:
        """The rule as it stands in the form, unsaved; None while something is missing."""
        if not self.is_bound:
            return self.rule if self.rule.pk else None
        if not self.is_valid():
            return None
        known = {"pk": self.rule.pk, "key": self.rule.key or "draft", "rule_set": self.rule_set}
        return type(self.rule)(**known, **self.values)

    def choose(self, name: str, choices: list[Any]) -> None:
        """What a field offers."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        """What stands in a field now: typed, else saved, else the first that is offered."""
        if self.is_bound:
            return str(self.data.get(self.add_prefix(name)) or "")
        return str(self.initial.get(name) or "")

    def theirs(self, record: Any, name: str) -> Any:
        return self.saved(record).get(name)


def grouped_fields(
    fields: Iterable[FieldInfo], groups: Iterable[tuple[str, Any]]
) -> list[tuple[Any, Any]]:
    """Fields as choices, under the source they come from."""
    rows = list(fields)
    grouped = [
        (str(label), [(row.key, capfirst(row.label)) for row in rows if row.source == source])
        for source, label in groups
    ]
    return [(label, choices) for label, choices in grouped if choices]


def by_key(rule_set: RuleSet) -> dict[str, FieldInfo]:
    return {field.key: field for field in fields_of(rule_set.round)}


def json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


class ThemeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A theme the round's edition offers."""

    def __init__(self, rule_set: RuleSet, **kwargs: Any) -> None:
        super().__init__(queryset=open_themes(rule_set.round.edition), required=False, **kwargs)
