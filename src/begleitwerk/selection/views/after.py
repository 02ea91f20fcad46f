"""After the decision: contracts, who leaves, who takes the place, and the whole story."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import file_response
from begleitwerk.core.pages import (
    ActionPage,
    ChangePage,
    Crumbs,
    DetailPage,
    FilePage,
    Values,
    number_in,
)
from begleitwerk.core.selectors import alphabetical
from begleitwerk.files.exports import download_of
from begleitwerk.programmes.models import Contract
from begleitwerk.programmes.pages import ContractSheet
from begleitwerk.programmes.services import filled_contract
from begleitwerk.selection.enums import HOLDS_PLACE, CandidacyState
from begleitwerk.selection.exports.letters import CONTENT_TYPES
from begleitwerk.selection.forms.after import LeaveFreeForm, WithdrawalForm
from begleitwerk.selection.models import Candidacy, SelectionRun, Withdrawal
from begleitwerk.selection.papers.contract import contract_values
from begleitwerk.selection.presenters.blockers import shown_blockers
from begleitwerk.selection.presenters.reserves import with_notes
from begleitwerk.selection.presenters.story import story_of
from begleitwerk.selection.rules import declared_by, kept_from
from begleitwerk.selection.rules.steps import CANDIDATE, CandidateStep, allowed
from begleitwerk.selection.selectors.after import (
    contract_lines,
    contract_template_for,
    theme_of,
    withdrawal_of,
    withdrawals_of,
)
from begleitwerk.selection.selectors.candidates import candidacy_or_404
from begleitwerk.selection.selectors.runs import latest_run, run_or_404
from begleitwerk.selection.selectors.stands import shown_place_stand
from begleitwerk.selection.selectors.vacancies import (
    free_places,
    open_vacancies,
    replacement_under_way,
    vacancy_of,
)
from begleitwerk.selection.services.contracts import draft_of, record_contract
from begleitwerk.selection.services.withdrawals import (
    fill_after_all,
    leave_free,
    start_replacement,
    withdraw,
)
from begleitwerk.selection.views.applications import OfOwn
from begleitwerk.selection.views.base import OfCandidacy, OfRound
from begleitwerk.selection.views.runs import StartPage


class Contracts(OfRound, DetailPage):
    """Where each contract stands and what is to be done, who left, what is free."""

    permission = "selection.view_round"
    template_name = "selection/contracts.html"

    def values(self) -> Values:
        lines = contract_lines(self.round)
        return {
            **super().values(),
            "lines": lines,
            "open_count": sum(bool(line.todo) for line in lines),
            "withdrawals": withdrawals_of(self.round),
            "free": free_places(self.round),
            "vacancies": open_vacancies(self.round),
        }


class OfPlace(OfCandidacy):
    """A page about the place of one candidate; a conflict of interest keeps one out."""

    wishes = False

    def crumbs(self) -> Crumbs:
        return [*OfRound.crumbs(self), (_("Contracts"), self.contracts_url())]

    def contracts_url(self) -> str:
        return self.address("contracts", self.round.pk)

    def get_success_url(self) -> str:
        return self.contracts_url()

    def values(self) -> Values:
        return {**super().values(), "theme": theme_of(self.candidacy)}


class ContractPage(OfPlace, ContractSheet):
    """The contract before the participation begins; from then on it stands there."""

    permission = "selection.edit_candidacy"

    @cached_property
    def contract(self) -> Contract:  # type: ignore[override]
        return self.candidacy.contract or draft_of(self.candidacy)

    def permission_object(self) -> Any:
        if not self.has_place and self.candidacy.contract is None:
            raise Http404
        return self.candidacy

    @cached_property
    def has_place(self) -> bool:
        return self.candidacy.state in HOLDS_PLACE

    def leaving(self) -> Withdrawal | None:
        return withdrawal_of(self.candidacy)

    def leave_url(self) -> str:
        ids = (self.round.pk, self.candidacy.pk)
        return self.address("withdrawal", *ids) if self.has_place else ""

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
            version=form.version,
            sure=form.sure,
        )

    def values(self) -> Values:
        file_url = self.address("contract_file", self.round.pk, self.candidacy.pk)
        draft_url = ""
        if contract_template_for(self.candidacy):
            draft_url = self.address("contract_draft", self.round.pk, self.candidacy.pk)
        own = {"file_url": file_url, "draft_url": draft_url, "is_over": not self.has_place}
        return {**super().values(), **own}


class ContractDraft(OfPlace, FilePage):
    """The contract from the programme's template, to be looked over and signed."""

    permission = "selection.edit_candidacy"

    def file(self) -> HttpResponseBase:
        template = contract_template_for(self.candidacy)
        if template is None:
            raise Http404
        file = filled_contract(template, contract_values(self.candidacy))
        name = f"vertrag-{self.candidacy.municipality.slug}.docx"
        return file_response(file, name=name, content_type=CONTENT_TYPES["docx"])


class ContractFile(OfPlace, FilePage):
    permission = "selection.view_candidacy"

    def file(self) -> FileResponse:
        contract = self.candidacy.contract
        if contract is None or contract.file is None:
            raise Http404
        return download_of(contract.file)


class OwnContract(OfOwn, FilePage):
    """The contract as the municipality got it; a draft is the office's own."""

    permission = "selection.view_own_application"

    def file(self) -> FileResponse:
        contract = self.candidacy.contract
        if contract is None or contract.sent_on is None or contract.file is None:
            raise Http404
        return download_of(contract.file)


# --- Withdrawal and replacement -----------------------------------------------------------------


class Withdraw(OfPlace, ChangePage):
    """A municipality gives its place back."""

    permission = "selection.edit_candidacy"
    service = staticmethod(withdraw)
    template_name = "selection/withdrawal.html"
    form_class = WithdrawalForm
    title = _("Record that it leaves")
    submit_label = _("Record that it leaves")
    saved_message = _("It is recorded. Now the place can be filled again.")
    leads_on = False

    @cached_property
    def has_place(self) -> bool:
        """Before anything is saved."""
        return self.candidacy.state in HOLDS_PLACE

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "on": timezone.localdate()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.leads_on = self.has_place  # saving changes it
        return super().post(request, *args, **kwargs)

    def get_success_url(self) -> str:
        if self.leads_on:
            return self.address("replacement", self.round.pk, self.candidacy.pk)
        return self.contracts_url()

    def values(self) -> Values:
        is_active = self.candidacy.state == CandidacyState.ACTIVE
        return {**super().values(), "is_active": is_active, "has_place": self.has_place}


class Replacement(OfPlace, DetailPage):
    """What a replacement rests on, before it is calculated."""

    permission = "selection.view_candidacy"
    template_name = "selection/replacement.html"

    def values(self) -> Values:
        withdrawal = withdrawal_of(self.candidacy)
        if withdrawal is None:
            raise Http404
        vacancy = vacancy_of(self.candidacy, timezone.localdate())
        under_way = replacement_under_way(self.round)
        stand = replace(shown_place_stand(self.candidacy), is_running=under_way is not None)
        steps = allowed(CANDIDATE, stand)
        values, edits = super().values(), self.may("selection.edit_round")
        return {
            **values,
            "may_start": edits and CandidateStep.REPLACE in steps,
            "may_leave_free": edits and CandidateStep.LEAVE_FREE in steps,
            "may_fill": edits and CandidateStep.FILL_AFTER_ALL in steps,
            "withdrawal": withdrawal,
            "vacancy": vacancy,
            "reserves": with_notes(vacancy.reserves),
            "under_way": under_way,
            "blockers": shown_blockers(self.round) if vacancy.can_start else (),
        }


class ReplacementStart(OfPlace, StartPage):
    permission = "selection.edit_candidacy"

    def start(self) -> SelectionRun:
        return start_replacement(by=self.user, candidacy=self.candidacy)

    def get_success_url(self) -> str:
        return self.address("replacement", self.round.pk, self.candidacy.pk)


class OfVacancy(OfPlace):
    """A page about the place of one that left."""

    def get_success_url(self) -> str:
        return self.address("replacement", self.round.pk, self.candidacy.pk)


class PlaceLeaveFree(OfVacancy, ChangePage):
    """The place stays free: said so, with the reason."""

    permission = "selection.edit_candidacy"
    service = staticmethod(leave_free)
    template_name = "selection/leave_free.html"
    form_class = LeaveFreeForm
    title = _("Leave the place free")
    submit_label = _("Leave the place free")
    saved_message = _("It is recorded: the place stays free.")

    def values(self) -> Values:
        return {**super().values(), "vacancy": vacancy_of(self.candidacy, timezone.localdate())}


class PlaceFillAfterAll(OfVacancy, ActionPage):
    permission = "selection.edit_candidacy"
    done_message = _("The place can be filled again.")

    def act(self) -> Withdrawal:
        return fill_after_all(by=self.user, candidacy=self.candidacy)


# --- The story ----------------------------------------------------------------------------------


class Story(OfRound, DetailPage):
    """Everything from the first draft to the last replacement; of one municipality on request."""

    permission = "selection.view_round"
    template_name = "selection/story.html"

    @cached_property
    def chosen(self) -> Candidacy | None:
        wanted = self.request.GET.get("kommune", "")
        if not wanted:
            return None
        number = number_in(wanted)
        if number is None:
            raise Http404
        candidacy = candidacy_or_404(self.round, number)
        if not self.user.has_perm("selection.view_candidacy", candidacy):
            raise Http404  # a conflict of interest was declared
        return candidacy

    def values(self) -> Values:
        rows = self.round.candidacies.select_related("municipality").order_by(
            alphabetical("municipality__name")
        )
        known = list(rows.annotate(is_bound=declared_by(self.user)))
        latest = latest_run(self.round) if any(row.is_bound for row in known) else None
        kept = kept_from(self.user, run_or_404(self.round, latest.pk, self.user)) if latest else ()
        return {
            **super().values(),
            "chapters": story_of(self.round, self.chosen, hides_places=bool(kept)),
            "kept": kept,
            "chosen": self.chosen,
            "offered": [
                row for row in known if row.state != CandidacyState.LONGLISTED and not row.is_bound
            ],
            "today": timezone.localdate(),
        }
