"""Decisions of a municipality's meetings."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import FormPage
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.processes import selectors, services
from begleitwerk.processes.forms import DecisionForm, ReasonForm
from begleitwerk.processes.models import Decision, Meeting
from begleitwerk.processes.views.meetings import MeetingFormPage, OfMunicipality


class DecisionRecord(OfMunicipality, MeetingFormPage):
    form_class = DecisionForm
    title = _("Record decision")
    submit_label = _("Record decision")
    saved_message = _("The decision is recorded.")

    def save(self, form: Any) -> Decision:
        return services.record_decision(
            by=self.user,
            meeting=self.meeting,
            **{name: form.cleaned_data[name] for name in DecisionForm.Meta.fields},
        )


class DecisionPage(MunicipalityPage, FormPage):
    permission = "processes.edit_meeting"

    @cached_property
    def decision(self) -> Decision:
        return selectors.get_decision_or_404(self.municipality, self.kwargs["pk"])

    @property
    def meeting(self) -> Meeting:
        return self.decision.meeting

    def get_success_url(self) -> str:
        return reverse("processes:meeting", args=[self.municipality.slug, self.meeting.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meetings = reverse("processes:meetings", args=[self.municipality.slug])
        crumbs = [(_("Meetings"), meetings), (self.meeting.title, self.get_success_url())]
        return super().get_context_data(**{"crumbs": crumbs, "decision": self.decision, **kwargs})


class DecisionEdit(DecisionPage):
    form_class = DecisionForm
    title = _("Edit decision")
    submit_label = _("Save decision")
    saved_message = _("The decision is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.decision}

    def save(self, form: Any) -> Decision:
        return services.change_decision(
            by=self.request.user,
            decision=self.decision,
            version=form.version,
            **{name: form.cleaned_data[name] for name in DecisionForm.Meta.fields},
        )


class DecisionWithdraw(DecisionPage):
    form_class = ReasonForm
    template_name = "processes/decision_withdraw.html"
    title = _("Withdraw decision")
    submit_label = _("Withdraw decision")
    saved_message = _("The decision is withdrawn.")

    def save(self, form: Any) -> None:
        services.withdraw_decision(
            by=self.request.user,
            decision=self.decision,
            reason=form.cleaned_data["reason"],
        )
