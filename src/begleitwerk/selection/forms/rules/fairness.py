"""By what a lot is fair."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, VersionedFormMixin
from begleitwerk.engine.selection.problem import Fairness
from begleitwerk.selection.models import RuleSet
from begleitwerk.selection.models.rounds import FAIRNESS


class FairnessForm(VersionedFormMixin, BaseForm):
    """The rule of before is offered where it still holds, and not to begin with."""

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {Fairness.LEXIMIN, Fairness.NASH, rules.fairness}
        self.fields["fairness"] = forms.ChoiceField(
            label=_("What shall the lot make as large as possible?"),
            choices=[row for row in FAIRNESS if row[0] in kept],
            widget=forms.RadioSelect,
        )

    @property
    def values(self) -> dict[str, Any]:
        return {"fairness": self.cleaned_data["fairness"]}
