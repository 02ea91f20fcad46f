"""A portfolio rule: what is counted, how many, and where it holds."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from begleitwerk.engine.selection.problem import Counted, Scope
from begleitwerk.selection.forms.rules.live import RuleForm, ThemeChoice
from begleitwerk.selection.models import PortfolioRule
from begleitwerk.selection.models.rounds import SCOPES
from begleitwerk.selection.selectors.attributes import AttributeInfo, attribute_infos

SOME, EACH, DIFFERENT = "some", "each", "different"
WAYS = (
    (SOME, _("municipalities with certain values: “at least four urban”")),
    (EACH, _("municipalities of each value: “at most two of each Land”")),
    (DIFFERENT, _("different values: “at least five Länder”")),
)


class PortfolioRuleForm(RuleForm):
    """The attribute decides which values there are, the way of counting whether they are asked."""

    shaping = ("attribute", "way", "scope")

    attribute = forms.ChoiceField(label=_("What shall be balanced?"))
    way = forms.ChoiceField(label=_("What is counted?"), choices=WAYS, widget=forms.RadioSelect)
    at_least = forms.IntegerField(
        label=_("At least"), required=False, min_value=0, max_value=10_000
    )
    at_most = forms.IntegerField(label=_("At most"), required=False, min_value=0, max_value=10_000)
    scope = forms.ChoiceField(label=_("Where does it hold?"), choices=SCOPES)
    name = forms.CharField(
        label=_("Name of the rule"),
        required=False,
        max_length=160,
        help_text=_("Left empty it is called like the attribute."),
    )

    def saved(self, rule: PortfolioRule) -> dict[str, Any]:
        return {
            "attribute": rule.attribute,
            "way": way_of(rule) if rule.attribute else SOME,
            "values": rule.values,
            "at_least": rule.at_least,
            "at_most": rule.at_most,
            "scope": rule.scope,
            "theme": rule.theme_id,
            "name": rule.name,
        }

    def shape(self) -> None:
        known = {info.key: info for info in attribute_infos(self.rule_set.round)}
        labels = [(row.key, capfirst(row.label)) for row in known.values()]
        self.choose("attribute", [("", _("Please choose")), *labels])
        self.info: AttributeInfo | None = known.get(self.chosen("attribute"))
        if self.info and self.chosen("way") == SOME:
            self.fields["values"] = forms.MultipleChoiceField(
                label=_("Which values?"),
                choices=list(self.info.values),
                widget=forms.CheckboxSelectMultiple,
            )
        if self.chosen("scope") == Scope.ONE_THEME:
            self.fields["theme"] = ThemeChoice(self.rule_set, label=_("Theme"))
            self.fields["theme"].required = True
        self.order_fields(
            ["attribute", "way", "values", "at_least", "at_most", "scope", "theme", "name"]
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        low, high = data.get("at_least"), data.get("at_most")
        if low is None and high is None and not {"at_least", "at_most"} & self.errors.keys():
            self.add_error("at_least", _("Enter a minimum, a maximum or both."))
        if low is not None and high is not None and low > high:
            self.add_error("at_most", _("The minimum is greater than the maximum. Correct one."))
        if data.get("way") == EACH and low:
            self.add_error(
                "at_least",
                _("A minimum needs to know of which values. Choose “certain values” above."),
            )
        if not data.get("name") and self.info:
            data["name"] = capfirst(self.info.label)[:160]
        return data

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        way = data["way"]
        return {
            "attribute": data["attribute"],
            "values": data.get("values", []) if way == SOME else [],
            "counted": str(Counted.VALUES if way == DIFFERENT else Counted.MEMBERS),
            "at_least": data["at_least"],
            "at_most": data["at_most"],
            "scope": data["scope"],
            "theme": data.get("theme"),
            "name": data["name"],
        }


def way_of(rule: PortfolioRule) -> str:
    if rule.counted == Counted.VALUES:
        return DIFFERENT
    return SOME if rule.values else EACH
