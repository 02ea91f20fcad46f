"""After the decision: contracts, who leaves, who takes the place, and the whole story."""

from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from begleitwerk.core.pages import ActionPage, Crumbs, FormPage, Page
from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.core.services import queue_work
from begleitwerk.files.exports import download_of
from begleitwerk.programmes.models import Contract
from begleitwerk.programmes.pages import ContractSheet
from begleitwerk.selection.enums import HOLDS_PLACE, CandidacyState
from begleitwerk.selection.forms.after import WithdrawalForm
from begleitwerk.selection.models import Candidacy, SelectionRun, Withdrawal
from begleitwerk.selection.presenters.story import story_of
from begleitwerk.selection.selectors.after import (
    contract_lines,
    free_places,
    theme_of,
    vacancy_of,
    withdrawal_of,
    withdrawals_of,
)
from begleitwerk.selection.selectors.candidates import candidacy_or_404
from begleitwerk.selection.selectors.runs import run_under_way
from begleitwerk.selection.services.contracts import draft_of, record_contract
from begleitwerk.selection.services.withdrawals import start_replacement, withdraw
from begleitwerk.selection.tasks import run_selection
from begleitwerk.selection.views.applications import OfOwn
from begleitwerk.selection.views.base import OfRound


class Contracts(OfRound, Page):
    """Where each contract stands and what is to be done, who left, what is free."""

    permission = "selection.view_round"
    template_name = "selection/contracts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = contract_lines(self.round)
        return super().get_context_data(
            lines=lines,
            open_count=sum(bool(line.todo) for line in lines),
            withdrawals=withdrawals_of(self.round),
            free=free_places(self.round) if lines else 0,
            **kwargs,
        )


class OfPlace(OfRound):
    """A page about the place of one candidate; a conflict of interest keeps one out."""

    @cached_property
    def candidacy(self) -> Candidacy:
        return candidacy_or_404(self.round, self.kwargs["candidacy_pk"])

    def permission_object(self) -> Any:
        return self.candidacy

    def contracts_url(self) -> str:
        return self.address("contracts", self.round.pk)

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Contracts"), self.contracts_url())]

    def get_success_url(self) -> str:
        return self.contracts_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            candidacy=self.candidacy, theme=theme_of(self.candidacy), **kwargs
        )


class ContractPage(OfPlace, ContractSheet):
    """The contract before the participation begins; from then on it stands there."""

    permission = "selection.edit_candidacy"

    @cached_property
    def contract(self) -> Contract:  # type: ignore[override]
        return self.candidacy.contract or draft_of(self.candidacy)

    def permission_object(self) -> Any:
        if self.candidacy.state not in HOLDS_PLACE and self.candidacy.contract is None:
            raise Http404
        return self.candidacy

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        engagement = self.candidacy.engagement
        if engagement is not None:
            slug = self.programme.workspace.slug
            return redirect("programmes:contract", slug, engagement.pk)
        return super().get(request, *args, **kwargs)

    def save(self, form: Any) -> Contract:
        return record_contract(
            by=self.user,
            candidacy=self.candidacy,
            values=form.values,
            upload=form.cleaned_data["file"],
            version=self.version_of(form),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        file_url = self.address("contract_file", self.round.pk, self.candidacy.pk)
        return super().get_context_data(file_url=file_url, **kwargs)


class ContractFile(OfPlace, PermissionMixin, View):
    permission = "selection.view_candidacy"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        contract = self.candidacy.contract
        if contract is None or contract.file is None:
            raise Http404
        return download_of(contract.file)


class OwnContract(OfOwn, PermissionMixin, View):
    """The contract as the municipality got it; a draft is the office's own."""

    permission = "selection.view_own_application"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        contract = self.candidacy.contract
        if contract is None or contract.sent_on is None or contract.file is None:
            raise Http404
        return download_of(contract.file)


# --- Withdrawal and replacement -----------------------------------------------------------------


class Withdraw(OfPlace, FormPage):
    """A municipality gives its place back."""

    permission = "selection.edit_candidacy"
    template_name = "selection/withdrawal.html"
    form_class = WithdrawalForm
    title = _("Record that it leaves")
    submit_label = _("Record that it leaves")
    saved_message = _("It is recorded. Now the place can be filled again.")

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def save(self, form: Any) -> Withdrawal:
        data = form.cleaned_data
        self.had_place = self.candidacy.state in HOLDS_PLACE
        return withdraw(
            by=self.user, candidacy=self.candidacy, on=data["on"], reason=data["reason"]
        )

    def get_success_url(self) -> str:
        if getattr(self, "had_place", False):
            return self.address("replacement", self.round.pk, self.candidacy.pk)
        return self.contracts_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            is_active=self.candidacy.state == CandidacyState.ACTIVE,
            has_place=self.candidacy.state in HOLDS_PLACE,
            **kwargs,
        )


class Replacement(OfPlace, Page):
    """What a replacement rests on, before it is calculated."""

    permission = "selection.view_candidacy"
    template_name = "selection/replacement.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        withdrawal = withdrawal_of(self.candidacy)
        if withdrawal is None:
            raise Http404
        return super().get_context_data(
            withdrawal=withdrawal,
            vacancy=vacancy_of(self.candidacy, timezone.localdate()),
            under_way=run_under_way(self.round),
            **kwargs,
        )


class ReplacementStart(OfPlace, ActionPage):
    """Freeze the data and queue the work, as for the choice."""

    permission = "selection.edit_candidacy"
    run: SelectionRun | None = None

    def act(self) -> None:
        with transaction.atomic():
            self.run = start_replacement(by=self.user, candidacy=self.candidacy)
            queue_work(job_id=self.run.job_id or 0, work=run_selection, run_id=self.run.pk)

    def target_url(self) -> str:
        if self.run is None:
            return self.address("replacement", self.round.pk, self.candidacy.pk)
        return self.address("run", self.round.pk, self.run.pk)


# --- The story ----------------------------------------------------------------------------------


class Story(OfRound, Page):
    """Everything from the first draft to the last replacement; of one municipality on request."""

    permission = "selection.view_round"
    template_name = "selection/story.html"

    @cached_property
    def chosen(self) -> Candidacy | None:
        wanted = self.request.GET.get("kommune", "")
        if not wanted:
            return None
        if not wanted.isdecimal():
            raise Http404
        candidacy = candidacy_or_404(self.round, int(wanted))
        if not self.user.has_perm("selection.view_candidacy", candidacy):
            raise Http404  # a conflict of interest was declared
        return candidacy

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offered = self.round.candidacies.select_related("municipality")
        return super().get_context_data(
            chapters=story_of(self.round, self.chosen),
            chosen=self.chosen,
            offered=offered.exclude(state=CandidacyState.LONGLISTED).order_by("municipality__name"),
            today=timezone.localdate(),
            **kwargs,
        )
