"""By what a lot is fair: one of the rules, chosen in a draft and frozen with the others."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ChangePage
from begleitwerk.selection.forms.rules import FairnessForm
from begleitwerk.selection.services.rules import set_fairness
from begleitwerk.selection.views.rules.versions import OfRules


class FairnessEdit(OfRules, ChangePage):
    permission = "selection.edit_round"
    form_class = FairnessForm
    form_takes = ("rules",)
    template_name = "selection/fairness.html"
    service = set_fairness
    record_name = "rules"
    starts_with: ClassVar = ("fairness",)
    title = _("By what is the lot fair?")
    submit_label = _("Save the rule")
    saved_message = _("The rule is saved.")

    @property
    def record(self) -> Any:
        return self.rules

    def get_success_url(self) -> str:
        return self.address("rules", self.round.pk)
