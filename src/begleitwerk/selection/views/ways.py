"""The ways on where a replacement has no choice: rules relaxed for it alone, by two people."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ConfirmForm
from begleitwerk.core.pages import ChangePage, FormPage, Values
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.presenters import why_not_second
from begleitwerk.selection.forms.after import RelaxationForm
from begleitwerk.selection.forms.decisions import ReturnForm
from begleitwerk.selection.models import RuleRelaxation
from begleitwerk.selection.presenters.ways import WaysWords, ways_words
from begleitwerk.selection.services.relaxations import (
    confirm_relaxation,
    propose_relaxation,
    return_relaxation,
)
from begleitwerk.selection.views.runs import OfRun


class OfWays(OfRun):
    """A page about the ways on; there is none where the calculation is not the last word."""

    @cached_property
    def words(self) -> WaysWords:
        found = ways_words(self.run)
        if found is None:
            raise Http404
        return found

    def values(self) -> Values:
        return {**super().values(), "ways": self.words}


class RulesRelax(OfWays, FormPage):
    """One of the smallest ways out, with the reason."""

    permission = "selection.edit_round"
    template_name = "selection/rules_relax.html"
    form_class = RelaxationForm
    form_takes = ("ways",)
    title = _("Relax a rule for this replacement alone")
    submit_label = _("Hand over for confirmation")
    saved_message = _("The relaxation waits for the second person.")

    @property
    def ways(self) -> list[tuple[str, str]]:
        return [(str(number), words.sentence) for number, words in self.words.relaxations]

    def get_initial(self) -> dict[str, Any]:
        known = self.words.relaxation
        return {**super().get_initial(), "reason": known.reason if known else ""}

    def save(self, form: Any) -> RuleRelaxation:
        return propose_relaxation(by=self.user, run=self.run, **form.values)


class OfRelaxation(OfWays, ChangePage):
    permission = "selection.confirm_decision"
    record_name = "relaxation"
    template_name = "selection/relaxation_step.html"

    @cached_property
    def relaxation(self) -> RuleRelaxation:
        if self.words.relaxation is None:
            raise Http404
        return self.words.relaxation

    def values(self) -> Values:
        right = Permission.SELECTION_CONFIRM
        first = [self.relaxation.proposed_by_id]
        return {
            **super().values(),
            "why_not": why_not_second(self.user, first, self.round.workspace, right),
        }


class RelaxationConfirm(OfRelaxation):
    service = staticmethod(confirm_relaxation)
    form_class = ConfirmForm
    title = _("Confirm the relaxed rules")
    submit_label = _("Confirm for this replacement")
    saved_message = _("The rules are relaxed for this replacement. It can be calculated anew.")


class RelaxationReturn(OfRelaxation):
    service = staticmethod(return_relaxation)
    form_class = ReturnForm
    title = _("Return the relaxation")
    submit_label = _("Return with this reason")
    saved_message = _("The relaxation is back with the office.")
