"""Decisions of a municipality's meetings."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ReasonForm
from begleitwerk.core.pages import AddPage, ChangePage, Crumbs, Values
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.processes import selectors, services
from begleitwerk.processes.forms import DecisionForm
from begleitwerk.processes.models import Decision
from begleitwerk.processes.views.meetings import OfMunicipality


class DecisionRecord(OfMunicipality, AddPage):
    service = staticmethod(services.record_decision)
    form_class = DecisionForm
    title = _("Record decision")
    submit_label = _("Record decision")
    saved_message = _("The decision is recorded.")

    def within(self) -> Values:
        return {"meeting": self.meeting}

    def get_success_url(self) -> str:
        return self.url("meeting", self.meeting.pk)


class DecisionPage(MunicipalityPage, ChangePage):
    """A form about one decision; rules are asked about its municipality."""

    permission = "processes.edit_meeting"
    record_name = "decision"

    @cached_property
    def decision(self) -> Decision:
        return selectors.get_decision_or_404(self.municipality, self.kwargs["pk"])

    def crumbs(self) -> Crumbs:
        meetings = reverse("processes:meetings", args=[self.municipality.slug])
        return [(_("Meetings"), meetings), (self.decision.meeting.title, self.get_success_url())]

    def get_success_url(self) -> str:
        return reverse("processes:meeting", args=[self.municipality.slug, self.decision.meeting_id])


class DecisionEdit(DecisionPage):
    service = staticmethod(services.change_decision)
    form_class = DecisionForm
    title = _("Edit decision")
    submit_label = _("Save decision")
    saved_message = _("The decision is saved.")


class DecisionWithdraw(DecisionPage):
    service = staticmethod(services.withdraw_decision)
    form_class = ReasonForm
    template_name = "processes/decision_withdraw.html"
    title = _("Withdraw decision")
    submit_label = _("Withdraw decision")
    saved_message = _("The decision is withdrawn.")
