"""The participation of municipalities: list, page, next steps, contract, facilitators."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from begleitwerk.core.pages import Crumbs, FormPage, ListPage, Page
from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.core.services import Refused
from begleitwerk.files.exports import download_of
from begleitwerk.programmes import selectors, services
from begleitwerk.programmes.enums import ENDED, NEVER_BEGAN, NEXT_STATES, STEP_VERBS
from begleitwerk.programmes.forms import (
    EndForm,
    EngagementForm,
    FacilitatorForm,
    OpenForm,
    ReplaceForm,
    StepForm,
)
from begleitwerk.programmes.models import Contract, Engagement, EngagementFacilitator
from begleitwerk.programmes.pages import ContractSheet
from begleitwerk.programmes.presenters import history_of_engagement
from begleitwerk.programmes.services.contracts import contract_for
from begleitwerk.programmes.tables import EngagementFilter, EngagementTable
from begleitwerk.programmes.views.base import OfEdition, OfEngagement, ProgrammeArea


class EngagementList(ProgrammeArea, ListPage):
    permission = "programmes.view_programme"
    template_name = "programmes/engagements.html"
    table_class = EngagementTable
    filterset_class = EngagementFilter
    export_name = "teilnahmen"

    def get_queryset(self) -> QuerySet[Engagement]:
        return selectors.engagements_of_programme(self.programme)

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(filterset_class), "programme": self.programme}


class EngagementPage(OfEngagement, Page):
    """Who takes part, with which theme, contract and facilitators, and how it came about."""

    permission = "programmes.view_programme"
    template_name = "programmes/engagement.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:2]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        engagement, today = self.engagement, timezone.localdate()
        return super().get_context_data(
            engagement=engagement,
            replaced_by=selectors.replacement_of(engagement),
            replaces=selectors.replaced_by_this(engagement),
            facilitators=selectors.facilitators_of(engagement, today),
            steps=engagement.steps.all(),
            next_steps=selectors.next_steps(engagement),
            has_ended=engagement.state in ENDED,
            history=history_of_engagement(engagement),
            today=today,
            **kwargs,
        )


class EngagementCreate(OfEdition, FormPage):
    permission = "programmes.edit_engagement"
    form_class = OpenForm
    title = _("Add participation")
    submit_label = _("Add participation")
    saved_message = _("The participation is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "edition": self.edition}

    def save(self, form: Any) -> Engagement:
        data = form.cleaned_data
        names = ("theme", "cluster", "state", "on", "reason", "source")
        try:
            return services.open_engagement(
                by=self.user,
                edition=self.edition,
                municipalities=form.municipalities,
                **{name: data[name] for name in names},
            )
        except Refused as refusal:
            field = "lead" if refusal.field == "municipalities" else refusal.field
            raise Refused(refusal.message, field) from refusal

    def get_success_url(self) -> str:
        return self.address("engagement", self.result.pk)

    def cancel_url(self) -> str:
        return self.address("edition", self.edition.pk)


class EngagementForms(OfEngagement, FormPage):
    """A form about one participation."""

    permission = "programmes.edit_engagement"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(engagement=self.engagement, **kwargs)


class EngagementEdit(EngagementForms):
    form_class = EngagementForm
    title = _("Edit theme and cluster")
    submit_label = _("Save participation")
    saved_message = _("The participation is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.engagement}

    def save(self, form: Any) -> Engagement:
        return services.change_engagement(
            by=self.user,
            engagement=self.engagement,
            version=form.version,
            values=form.values,
        )


class EngagementMove(EngagementForms):
    """The next state: consequences first, then day and reason."""

    template_name = "programmes/move.html"
    form_class = StepForm
    saved_message = _("The new state is recorded.")

    @cached_property
    def state(self) -> str:
        state: str = self.kwargs["state"]
        if state not in STEP_VERBS or state == "replaced":
            raise Http404
        return state

    def get_initial(self) -> dict[str, Any]:
        return {
            **super().get_initial(),
            "on": timezone.localdate(),
            "version": self.engagement.version,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "state": self.state}

    def save(self, form: Any) -> Engagement:
        return services.move_engagement(
            by=self.user,
            engagement=self.engagement,
            state=self.state,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            version=form.version,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verb = STEP_VERBS[self.state]
        return super().get_context_data(
            title=verb,
            submit_label=verb,
            ends=self.state in ENDED,
            never_began=self.state in NEVER_BEGAN,
            is_possible=self.state in NEXT_STATES[self.engagement.state],
            **kwargs,
        )


class ContractPage(OfEngagement, ContractSheet):
    permission = "programmes.edit_engagement"

    @cached_property
    def contract(self) -> Contract:  # type: ignore[override]
        return contract_for(self.engagement)

    def save(self, form: Any) -> Contract:
        return services.record_contract(
            by=self.user,
            contract=self.contract,
            values=form.values,
            upload=form.cleaned_data["file"],
            version=self.version_of(form),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        file_url = self.address("contract_file", self.engagement.pk)
        return super().get_context_data(
            file_url=file_url, theme=self.engagement.theme, has_begun=True, **kwargs
        )


class ContractFile(OfEngagement, PermissionMixin, View):
    permission = "programmes.edit_engagement"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        contract = contract_for(self.engagement)
        if contract.file is None:
            raise Http404
        return download_of(contract.file)


class EngagementReplace(EngagementForms):
    form_class = ReplaceForm
    title = _("Record replacement")
    submit_label = _("Record replacement")
    saved_message = _("The place is passed on.")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "version": self.engagement.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "engagement": self.engagement}

    def save(self, form: Any) -> Engagement:
        data = form.cleaned_data
        return services.replace_engagement(
            by=self.user,
            engagement=self.engagement,
            by_engagement=data["by_engagement"],
            on=data["on"],
            reason=data["reason"],
            version=form.version,
        )


# --- Facilitators -------------------------------------------------------------------------------


class FacilitatorAdd(EngagementForms):
    template_name = "programmes/facilitator.html"
    form_class = FacilitatorForm
    title = _("Assign process facilitator")
    submit_label = _("Assign process facilitator")
    saved_message = _("The facilitator is assigned and has access.")

    def save(self, form: Any) -> EngagementFacilitator:
        return services.add_facilitator(
            by=self.user,
            engagement=self.engagement,
            user=form.cleaned_data["user"],
            valid_from=form.cleaned_data["valid_from"],
            valid_to=form.cleaned_data["valid_to"],
        )


class FacilitatorEnd(EngagementForms):
    template_name = "programmes/facilitator.html"
    form_class = EndForm
    title = _("End assignment")
    submit_label = _("End assignment")
    saved_message = _("The assignment ends on that day, and the access with it.")

    @cached_property
    def facilitator(self) -> EngagementFacilitator:
        return selectors.facilitator_or_404(self.engagement, self.kwargs["row_pk"])

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "on": self.facilitator.valid_to or timezone.localdate()}

    def save(self, form: Any) -> EngagementFacilitator:
        return services.end_facilitator(
            by=self.user,
            facilitator=self.facilitator,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(facilitator=self.facilitator, **kwargs)
