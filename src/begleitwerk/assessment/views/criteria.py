"""Pages about one criterion: an own one, another wording, no longer asked."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment import forms, services
from begleitwerk.assessment.presenters import changes_of
from begleitwerk.assessment.views.base import AssessmentArea, CriterionArea
from begleitwerk.core.pages import ActionPage, ChangePage, Crumbs, FormPage, Values
from begleitwerk.fieldwork.enums import ScaleKind


class CriterionAdd(AssessmentArea, FormPage):
    """A statement of the municipality's own."""

    form_class = forms.OwnCriterionForm
    template_name = "assessment/criterion_add.html"
    title = _("Add an own criterion")
    submit_label = _("Add criterion")
    saved_message = _("The criterion is added and marked as your own.")

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Criteria"), self.here("criteria"))]

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"between_two": is_between_two(self), "framework": self.assessment.framework}
        return {**super().get_form_kwargs(), **own}

    def get_initial(self) -> dict[str, Any]:
        return {"dimension": self.request.GET.get("dimension", "")}

    def save(self, form: Any) -> Any:
        return services.add_own_criterion(by=self.user, assessment=self.assessment, **form.values)

    def get_success_url(self) -> str:
        return self.here("criteria")


def is_between_two(page: AssessmentArea) -> bool:
    return bool(page.assessment.scale.extra.get("reading") == ScaleKind.BIPOLAR)


class Reword(CriterionArea, ChangePage):
    """A criterion in other words; what it came from stands beside it."""

    service = staticmethod(services.reword_criterion)
    form_class = forms.WordingForm
    template_name = "assessment/reword.html"
    title = _("Word the criterion differently")
    submit_label = _("Save wording")
    saved_message = _("The wording is saved.")
    starts_with = ("label_de", "text_de", "opposite_de", "label_en", "text_en", "opposite_en")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "between_two": is_between_two(self)}

    def get_success_url(self) -> str:
        return self.here("criteria")

    def values(self) -> Values:
        return {**super().values(), "changes": changes_of(self.criterion)}


class Restore(CriterionArea, ActionPage):
    """Back to the framework's own words."""

    done_message = _("The criterion has the words of the framework again.")

    def act(self) -> Any:
        return services.restore_criterion(
            by=self.user, criterion=self.criterion, version=self.version
        )

    def target_url(self) -> str:
        return self.here("criteria")


class Withdraw(CriterionArea, ChangePage):
    """Not asked any more: taken out while it is prepared, withdrawn while people answer."""

    form_class = forms.WithdrawForm
    template_name = "assessment/withdraw.html"
    title = _("Ask this criterion no more")
    submit_label = _("Ask it no more")
    saved_message = _("The criterion is not asked any more.")

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"criterion": self.criterion, "needs_reason": not self.is_draft}
        return {**super().get_form_kwargs(), **own}

    def save(self, form: Any) -> Any:
        return services.withdraw_criterion(
            by=self.user, criterion=self.criterion, reason=form.why, version=form.version
        )

    def get_success_url(self) -> str:
        return self.here("criteria") if self.is_draft else self.assessment.get_absolute_url()

    def values(self) -> Values:
        return {**super().values(), "is_draft": self.is_draft}
