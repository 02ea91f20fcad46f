"""The office invites who approves an application, where nobody there may."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import AddPage, Values
from begleitwerk.selection.forms.invitations import ApproverForm
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.selectors.approvers import approval_of
from begleitwerk.selection.selectors.candidates import get_candidacy_or_404
from begleitwerk.selection.services.approvers import invite_approver
from begleitwerk.selection.views.base import OfCandidacy


class ApproverInvite(OfCandidacy, AddPage):
    """Known by the candidacy alone, so that a line of what is due leads here."""

    permission = "selection.edit_candidacy"
    service = staticmethod(invite_approver)
    template_name = "selection/approver.html"
    form_class = ApproverForm
    title = _("Who approves the application?")
    submit_label = _("Send the invitation")
    saved_message = _("The invitation is on its way.")

    @cached_property
    def candidacy(self) -> Candidacy:
        pk = self.kwargs["candidacy_pk"]
        round = Candidacy.objects.filter(pk=pk).values_list("round_id", flat=True).first()
        if round is None:
            raise Http404
        return get_candidacy_or_404(self.user, self.kwargs["slug"], round, pk)

    def within(self) -> Values:
        return {"candidacy": self.candidacy}

    def get_initial(self) -> dict[str, Any]:
        """Whom the municipality named."""
        known = approval_of(self.user, self.candidacy)
        named = {"name": known.name, "email": known.email} if known else {}
        return {**super().get_initial(), **named}
