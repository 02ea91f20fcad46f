"""A scored criterion: levels edited in place, weight, and who or what gives the score."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import GermanDecimalField
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.selection.enums import FieldSource, ScoreOrigin
from begleitwerk.selection.forms.rules.live import (
    RuleForm,
    by_key,
    grouped_fields,
)
from begleitwerk.selection.models import ScoredCriterion
from begleitwerk.selection.selectors.fields import FieldInfo
from begleitwerk.selection.selectors.rules import plain_number
from begleitwerk.selection.selectors.rules.checks import LEVELS, answers_of_field

FIRST_LEVELS = 4
CHOOSE = _("Please choose")
COUNTABLE = (SurveyKind.NUMBER, SurveyKind.CHOICE, SurveyKind.YES_NO)


class CriterionForm(RuleForm):
    """A scale of two to seven levels; "add" and "remove" send the form as a preview."""

    shaping = ("origin", "what")
    in_mails = ("name",)

    name = forms.CharField(label=_("Name"), max_length=160)
    description = forms.CharField(
        label=_("What is looked at"), required=False, widget=forms.Textarea({"rows": 2})
    )
    weight = GermanDecimalField(
        label=_("Weight"),
        max_digits=6,
        decimal_places=2,
        help_text=_("Only the proportion to the other weights counts."),
    )
    origin = forms.ChoiceField(
        label=_("Who gives the score?"), choices=ScoreOrigin.choices, widget=forms.RadioSelect
    )
    per_theme = forms.BooleanField(
        label=_("Scored for each theme on its own"),
        required=False,
    )

    def saved(self, rule: ScoredCriterion) -> dict[str, Any]:
        values: dict[str, Any] = {
            "name": rule.name,
            "description": rule.description,
            "weight": rule.weight,
            "origin": rule.origin or ScoreOrigin.REVIEW,
            "per_theme": rule.per_theme,
            "what": f"{rule.source}:{rule.field}" if rule.field else "",
            "count": len(rule.levels) or FIRST_LEVELS,
        }
        for number, level in enumerate(rule.levels):
            values[f"level{number}_value"] = Decimal(level["value"])
            values[f"level{number}_label"] = level["label"]
            values[f"level{number}_text"] = level.get("text", "")
        return values | dict(saved_bands(rule))

    # --- Shape ----------------------------------------------------------------------------

    def shape(self) -> None:
        self.count = self.level_count()
        self.fields["count"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=self.count, required=False
        )
        if self.is_bound:
            self.data = {**dict(self.data.items()), "count": str(self.count)}
        for number in range(self.count):
            self.add_level(number)
        self.field: FieldInfo | None = None
        if (self.chosen("origin") or ScoreOrigin.REVIEW) == ScoreOrigin.DATA:
            del self.fields["per_theme"]
            self.add_data_fields()

    def level_count(self) -> int:
        """As many levels as there were, one more or less by the button."""
        typed = self.chosen("count")
        count = int(typed) if typed.isdigit() else FIRST_LEVELS
        count += {"add": 1, "remove": -1}.get(self.chosen("preview"), 0) if self.is_bound else 0
        return min(max(count, LEVELS.start), LEVELS.stop - 1)

    def add_level(self, number: int) -> None:
        self.fields[f"level{number}_value"] = GermanDecimalField(
            label=_("Points"), initial=Decimal(number), max_digits=5, decimal_places=2
        )
        self.fields[f"level{number}_label"] = forms.CharField(
            label=_("Name of the level"), max_length=60, initial=""
        )
        self.fields[f"level{number}_text"] = forms.CharField(
            label=_("What must be there for it"),
            required=False,
            max_length=600,
            widget=forms.Textarea({"rows": 2}),
        )

    def add_data_fields(self) -> None:
        known = {
            key: row
            for key, row in by_key(self.rule_set).items()
            if row.kind in COUNTABLE and (row.kind != SurveyKind.CHOICE or row.choices)
        }
        offered = grouped_fields(known.values(), FieldSource.choices)
        self.fields["what"] = forms.ChoiceField(
            label=_("What counts?"), choices=[("", _("Please choose")), *offered]
        )
        self.field = known.get(self.chosen("what"))
        if self.field is None:
            return
        if self.field.kind == SurveyKind.NUMBER:
            for number in range(1, self.count):
                self.fields[f"from{number}"] = GermanDecimalField(
                    label=gettext("Level %(number)d from") % {"number": number + 1},
                    unit=self.field.unit,
                )
        else:
            for code, word in answers_of_field(self.field):
                self.fields[f"is_{code}"] = self.level_choice(word)
        self.fields["missing"] = self.level_choice(
            gettext("Where nothing is known"),
            empty=_("no score, it has to be found out"),
            required=False,
        )

    def level_choice(
        self, label: str, empty: Any = CHOOSE, *, required: bool = True
    ) -> forms.ChoiceField:
        levels = [
            (str(number), self.chosen(f"level{number}_label") or str(number + 1))
            for number in range(self.count)
        ]
        return forms.ChoiceField(label=label, choices=[("", empty), *levels], required=required)

    # --- For the template -----------------------------------------------------------------

    def level_rows(self) -> Iterator[tuple[int, BoundField, BoundField, BoundField]]:
        for number in range(self.count):
            parts = (self[f"level{number}_{part}"] for part in ("value", "label", "text"))
            value, label, text = parts
            yield number + 1, value, label, text

    def band_fields(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith(("from", "is_", "missing"))]

    def main_fields(self) -> list[BoundField]:
        names = ("name", "description", "weight", "origin", "per_theme", "what")
        return [self[name] for name in names if name in self.fields]

    @property
    def can_grow(self) -> bool:
        return self.count < LEVELS.stop - 1

    @property
    def can_shrink(self) -> bool:
        return self.count > LEVELS.start

    # --- Cleaning -------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("weight") is not None and data["weight"] <= 0:
            self.add_error(
                "weight", _("A weight of zero counts for nothing. Enter more than zero.")
            )
        self.check_rising([f"level{number}_value" for number in range(self.count)])
        self.check_rising([f"from{number}" for number in range(1, self.count)])
        return data

    def check_rising(self, names: list[str]) -> None:
        before = None
        for name in names:
            value = self.cleaned_data.get(name)
            if value is not None and before is not None and value <= before:
                self.add_error(name, _("This is not more than the level before. Correct it."))
            before = value if value is not None else before

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        source, _colon, field = data.get("what", "").partition(":")
        levels = [
            {
                "value": plain_number(data[f"level{number}_value"]),
                "label": data[f"level{number}_label"].strip(),
                "text": data[f"level{number}_text"].strip(),
            }
            for number in range(self.count)
        ]
        return {
            "name": data["name"],
            "description": data["description"],
            "weight": data["weight"],
            "origin": data["origin"],
            "per_theme": data.get("per_theme", False),
            "source": source,
            "field": field,
            "levels": levels,
            "bands": self.bands([level["value"] for level in levels]),
        }

    def bands(self, levels: list[str]) -> list[dict[str, Any]]:
        data = self.cleaned_data
        rows: list[dict[str, Any]] = [
            {"at_least": plain_number(data[name]), "level": levels[int(name[4:])]}
            for name in self.fields
            if name.startswith("from")
        ]
        rows += [
            {"is": name[3:], "level": levels[int(data[name])]}
            for name in self.fields
            if name.startswith("is_")
        ]
        if data.get("missing"):
            rows.append({"missing": True, "level": levels[int(data["missing"])]})
        return rows


def saved_bands(rule: ScoredCriterion) -> Iterator[tuple[str, Any]]:
    """The bands of a rule under the names of the fields; levels by their number."""
    numbers = {level["value"]: number for number, level in enumerate(rule.levels)}
    for band in rule.bands:
        number = numbers.get(band["level"], 0)
        if "at_least" in band:
            yield f"from{number}", Decimal(band["at_least"])
        elif "is" in band:
            yield f"is_{band['is']}", str(number)
        else:
            yield "missing", str(number)
