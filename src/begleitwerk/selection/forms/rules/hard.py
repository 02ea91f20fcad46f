"""A hard rule: field, condition, value."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import GermanDecimalField
from begleitwerk.engine.selection.problem import Operator
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.selection.enums import FieldSource, RuleStage
from begleitwerk.selection.forms.rules.live import (
    RuleForm,
    ThemeChoice,
    by_key,
    grouped_fields,
    json_number,
)
from begleitwerk.selection.models import HardRule
from begleitwerk.selection.models.rounds import OPERATORS
from begleitwerk.selection.selectors.fields import FieldInfo
from begleitwerk.selection.selectors.rules.checks import CONDITIONS
from begleitwerk.selection.selectors.versions import hard_rules_of
from begleitwerk.selection.services.rules import NEW_GROUP

YES_NO = (("yes", _("yes")), ("no", _("no")))


class HardRuleForm(RuleForm):
    """Which field counts decides which conditions there are, and both which value is asked for."""

    shaping = ("stage", "what", "operator")

    stage = forms.ChoiceField(
        label=_("What does the rule decide?"), choices=RuleStage.choices, widget=forms.RadioSelect
    )
    what = forms.ChoiceField(label=_("What counts?"))
    group = forms.TypedChoiceField(
        label=_("Must it be met?"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Of the conditions of a group a single one is enough."),
    )
    name = forms.CharField(
        label=_("Name of the rule"),
        required=False,
        max_length=160,
        help_text=_("Left empty it is called like the field."),
    )

    def saved(self, rule: HardRule) -> dict[str, Any]:
        what = f"{rule.source}:{rule.field}" if rule.field else ""
        return {
            "stage": rule.stage,
            "what": what,
            "operator": rule.operator,
            "theme": rule.theme_id,
            "name": rule.name,
            "value": shown_value(rule.value),
            "group": rule.group,
        }

    def shape(self) -> None:
        known = by_key(self.rule_set)
        stage = self.chosen("stage") or self.initial["stage"]
        sources = [row for row in FieldSource.choices if fits(row[0], stage)]
        offered = grouped_fields(known.values(), sources)
        self.choose("what", [("", _("Please choose")), *offered])
        self.field = known.get(self.chosen("what"))
        if stage == RuleStage.LONGLIST:
            self.fields["theme"] = ThemeChoice(
                self.rule_set, label=_("For which theme?"), empty_label=_("for all themes")
            )
        if self.field:
            self.add_condition(self.field)
        self.choose("group", self.groups(stage))
        self.order_fields(["stage", "what", "operator", "value", "theme", "group", "name"])

    def groups(self, stage: str) -> list[tuple[int, str]]:
        """Must be met, is one of those that are there, or begins a new group."""
        there: dict[int, list[str]] = {}
        for rule in hard_rules_of(self.rule_set):
            if rule.stage == stage and rule.group:
                names = there.setdefault(rule.group, [])
                names += [rule.name] if rule.pk != self.rule.pk else []
        words = gettext("one of group %(group)d is enough: this, or %(names)s")
        return [
            (0, gettext("yes, in any case")),
            *(
                (group, words % {"group": group, "names": " / ".join(names)})
                for group, names in sorted(there.items())
                if names
            ),
            (NEW_GROUP, gettext("one of a new group is enough")),
        ]

    def add_condition(self, field: FieldInfo) -> None:
        words = dict(OPERATORS)
        offered = CONDITIONS[field.kind]
        self.fields["operator"] = forms.ChoiceField(
            label=_("Condition"), choices=[(each.value, words[each.value]) for each in offered]
        )
        chosen = self.chosen("operator")
        self.operator = chosen if chosen in offered else offered[0].value
        if self.operator != Operator.IS_KNOWN:
            self.fields["value"] = value_field(field)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("name") and self.field:
            data["name"] = capfirst(self.field.label)[:160]
        return data

    @property
    def values(self) -> dict[str, Any]:
        """What the service saves."""
        data = self.cleaned_data
        source, _colon, field = data["what"].partition(":")
        return {
            "stage": data["stage"],
            "source": source,
            "field": field,
            "operator": data["operator"],
            "value": json_value(data.get("value")),
            "theme": data.get("theme"),
            "name": data["name"],
            "group": data["group"] or 0,
        }


def fits(source: str, stage: str) -> bool:
    """Nobody has applied yet when invitations go out."""
    return not (stage == RuleStage.LONGLIST and source == FieldSource.APPLICATION)


def value_field(field: FieldInfo) -> forms.Field:
    """The input that fits the type of the field."""
    label = _("Value")
    if field.kind == SurveyKind.NUMBER:
        return GermanDecimalField(label=label, unit=field.unit)
    if field.kind == SurveyKind.CHOICE:
        return forms.MultipleChoiceField(
            label=_("Values"), choices=list(field.choices), widget=forms.CheckboxSelectMultiple
        )
    if field.kind == SurveyKind.YES_NO:
        return forms.ChoiceField(label=label, choices=list(YES_NO), widget=forms.RadioSelect)
    return forms.CharField(label=label, max_length=200)


def json_value(value: Any) -> Any:
    """A cleaned value as the rule keeps it."""
    if isinstance(value, Decimal):
        return json_number(value)
    return {"yes": True, "no": False}.get(value, value) if isinstance(value, str) else value


def shown_value(value: Any) -> Any:
    """A kept value as the field shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return Decimal(str(value)) if isinstance(value, int | float) else value
