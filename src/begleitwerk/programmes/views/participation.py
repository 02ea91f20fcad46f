"""What a municipality sees of its own participation, and how it lets a programme read."""

from functools import cached_property
from typing import Any

from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ReasonForm
from begleitwerk.core.pages import ActionPage, Crumbs, DetailPage, FilePage, FormPage, Page, Values
from begleitwerk.files.exports import download_of
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.programmes import selectors, services
from begleitwerk.programmes.models import EngagementParty, ReleasedRecord
from begleitwerk.programmes.presenters import tables_of
from begleitwerk.programmes.services.contracts import contract_for


class OwnParticipation(MunicipalityPage):
    """Pages of a municipality about how it takes part."""

    def own_url(self) -> str:
        return reverse("programmes:participation", args=[self.municipality.slug])

    def crumbs(self) -> Crumbs:
        return [(_("Participation"), self.own_url())]

    @cached_property
    def party(self) -> EngagementParty:
        return selectors.party_or_404(self.municipality, self.kwargs["pk"])


class Participation(OwnParticipation, Page):
    """Its participations, the running one first; the programme records their states."""

    permission = "programmes.view_participation"
    template_name = "programmes/participation.html"

    def crumbs(self) -> Crumbs:
        return []

    def values(self) -> Values:
        cards = selectors.participation_cards(self.municipality, timezone.localdate())
        files = self.user.has_perm("programmes.view_own_contract", self.municipality)
        return {
            **super().values(),
            "is_ours": bool(access_of(self.user).by_workspace.get(self.municipality.workspace_id)),
            "cards": cards,
            "peers": selectors.cluster_peers(self.municipality),
            "sees_files": files,
            # a contract's number is for its two sides alone
            "numbered": [
                card.engagement.pk
                for card in cards
                if files or self.user.has_perm("programmes.view_programme", card.engagement)
            ],
            "may_accept": self.user.has_perm("programmes.accept_participation", self.municipality),
        }


class OwnContractFile(OwnParticipation, FilePage):
    """The contract as the municipality got it; a draft is the office's own."""

    permission = "programmes.view_own_contract"

    def file(self) -> FileResponse:
        contract = contract_for(self.party.engagement)
        is_own = contract.municipality == self.municipality and contract.sent_on is not None
        if contract.file is None or not is_own:
            raise Http404
        return download_of(contract.file)

    def back_url(self) -> str:
        return self.own_url()


class ParticipationAccept(OwnParticipation, ActionPage):
    """The button by which a municipality lets a programme read."""

    permission = "programmes.accept_participation"
    done_message = _("Accepted. The programme can now read what you release to it.")

    def act(self) -> EngagementParty:
        return services.accept_participation(by=self.user, party=self.party)

    def target_url(self) -> str:
        return self.own_url()


class ParticipationRevoke(OwnParticipation, FormPage):
    """A municipality closes the way in again, with the reason."""

    permission = "programmes.accept_participation"
    template_name = "programmes/revoke.html"
    form_class = ReasonForm
    title = _("No longer let the programme read")
    submit_label = _("Close the way in")
    saved_message = _("The programme reads nothing new here any more.")

    def save(self, form: Any) -> EngagementParty:
        return services.revoke_acceptance(by=self.user, party=self.party, **form.values)

    def get_success_url(self) -> str:
        return self.own_url()

    def values(self) -> Values:
        return {**super().values(), "party": self.party}


class OwnReleasedRecord(OwnParticipation, DetailPage):
    """What a programme kept of this municipality."""

    permission = "programmes.view_participation"
    template_name = "programmes/released_record.html"
    record_name = "kept"

    @cached_property
    def kept(self) -> ReleasedRecord:
        rows = selectors.records_about(self.municipality)
        return selectors.record_or_404(rows, self.kwargs["pk"])

    def values(self) -> Values:
        return {**super().values(), "tables": tables_of(self.kept)}
