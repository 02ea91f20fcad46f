"""The participation of municipalities: list, page, next steps, contract, facilitators."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import EndForm
from begleitwerk.core.pages import (
    ActionPage,
    AddPage,
    ChangePage,
    Crumbs,
    DetailPage,
    FilePage,
    FormPage,
    ListPage,
    Page,
    Values,
)
from begleitwerk.core.services import Refused
from begleitwerk.core.templatetags.bw import day
from begleitwerk.files.exports import download_of
from begleitwerk.programmes import selectors, services
from begleitwerk.programmes.enums import (
    ENDED,
    LEFT,
    NEVER_BEGAN,
    NEXT_STATES,
    STEP_VERBS,
    EngagementState,
)
from begleitwerk.programmes.forms import (
    EngagementForm,
    FacilitatorForm,
    MoveForm,
    OpenForm,
    ReplaceForm,
)
from begleitwerk.programmes.models import (
    Contract,
    Engagement,
    EngagementFacilitator,
    EngagementStep,
    FacilitatorOffer,
)
from begleitwerk.programmes.pages import ContractSheet
from begleitwerk.programmes.presenters import facilitators_told, history_of_engagement
from begleitwerk.programmes.services.contracts import contract_for
from begleitwerk.programmes.tables import EngagementFilter, EngagementTable
from begleitwerk.programmes.views.base import AddToEdition, OfEngagement, ProgrammeArea


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


class EngagementPage(OfEngagement, DetailPage):
    """Who takes part, with which theme, contract and facilitators, and how it came about."""

    permission = "programmes.view_programme"
    template_name = "programmes/engagement.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:2]

    def values(self) -> Values:
        engagement, today = self.engagement, timezone.localdate()
        return {
            **super().values(),
            "replaced_by": selectors.replacement_of(engagement),
            "replaces": selectors.replaced_by_this(engagement),
            "facilitators": selectors.facilitators_of(engagement, today),
            "steps": engagement.steps.all(),
            "next_steps": selectors.next_steps(engagement),
            "has_ended": engagement.state in ENDED,
            "history": history_of_engagement(engagement),
            "today": today,
        }


class EngagementCreate(AddToEdition):
    permission = "programmes.edit_engagement"
    form_class = OpenForm
    title = _("Add participation")
    submit_label = _("Add participation")
    saved_message = _("The participation is saved.")

    def save(self, form: Any) -> Engagement:
        try:
            return services.open_engagement(by=self.user, **self.within(), **form.values)
        except Refused as refusal:
            field = "lead" if refusal.field == "municipalities" else refusal.field
            raise Refused(refusal.message, field) from refusal

    def get_success_url(self) -> str:
        return str(self.result.get_absolute_url())


class EngagementEdit(OfEngagement, ChangePage):
    service = staticmethod(services.change_engagement)
    form_class = EngagementForm
    title = _("Edit theme and cluster")
    submit_label = _("Save participation")
    saved_message = _("The participation is saved.")


class EngagementMove(OfEngagement, ChangePage):
    """The next state: consequences first, then day and reason."""

    service = staticmethod(services.move_engagement)
    template_name = "programmes/move.html"
    form_class = MoveForm
    form_takes = ("state",)
    saved_message = _("The new state is recorded.")

    @cached_property
    def state(self) -> str:
        state: str = self.kwargs["state"]
        if state not in STEP_VERBS or state == "replaced":
            raise Http404
        return state

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "on": timezone.localdate()}

    def within(self) -> Values:
        return {"state": self.state}

    def values(self) -> Values:
        verb = STEP_VERBS[self.state]
        return {
            **super().values(),
            "title": verb,
            "submit_label": verb,
            "ends": self.state in ENDED,
            "never_began": self.state in NEVER_BEGAN,
            "is_possible": self.state in NEXT_STATES[self.engagement.state],
        }


class ContractPage(OfEngagement, ContractSheet):
    record_name = "contract"

    @cached_property
    def contract(self) -> Contract:  # type: ignore[override]
        return contract_for(self.engagement)

    def leaving(self) -> EngagementStep | None:
        return self.engagement.steps.filter(state__in=LEFT).last()

    def leave_url(self) -> str:
        state = EngagementState.WITHDRAWN
        if state not in NEXT_STATES[self.engagement.state]:
            return ""
        return self.address("engagement_move", self.engagement.pk, state)

    def save(self, form: Any) -> Contract:
        return services.record_contract(
            by=self.user,
            contract=self.contract,
            values=form.values,
            upload=form.cleaned_data["file"],
            version=form.version,
            sure=form.sure,
        )

    def values(self) -> Values:
        file_url = self.address("contract_file", self.engagement.pk)
        own = {"file_url": file_url, "theme": self.engagement.theme, "has_begun": True}
        return {**super().values(), **own}


class ContractFile(OfEngagement, FilePage):
    def file(self) -> FileResponse:
        contract = contract_for(self.engagement)
        if contract.file is None:
            raise Http404
        return download_of(contract.file)

    def back_url(self) -> str:
        return self.engagement.get_absolute_url()


class EngagementReplace(OfEngagement, ChangePage):
    service = staticmethod(services.replace_engagement)
    form_class = ReplaceForm
    form_takes = ("engagement",)
    title = _("Record replacement")
    submit_label = _("Record replacement")
    saved_message = _("The place is passed on.")


# --- Facilitators -------------------------------------------------------------------------------


class FacilitatorsPage(OfEngagement, Page):
    """Who accompanies a participation, and who is invited to."""

    template_name = "programmes/facilitators.html"
    title = _("Process facilitation")

    def values(self) -> Values:
        engagement, today = self.engagement, timezone.localdate()
        return {
            **super().values(),
            "facilitators": facilitators_told(self.user, engagement, today),
            "has_ended": engagement.state in ENDED,
            "today": today,
        }


class FacilitatorAdd(OfEngagement, AddPage):
    """Whoever has an account is assigned, anybody else invited."""

    service = staticmethod(services.bring_in)
    template_name = "programmes/facilitator.html"
    form_class = FacilitatorForm
    title = _("Assign or invite process facilitator")
    submit_label = _("Assign or invite")

    def within(self) -> Values:
        return {"engagement": self.engagement}

    @property
    def saved_message(self) -> str:  # type: ignore[override]
        if isinstance(self.result, EngagementFacilitator):
            return gettext("The facilitator is assigned and has access where it was accepted.")
        sent = self.result.offer.invitation
        text = gettext("The invitation to %(email)s is on its way. It is valid until %(day)s.")
        return text % {"email": sent.email, "day": day(sent.expires_at)}


class FacilitatorOfferAction(OfEngagement, ActionPage):
    """A button beside an invitation to accompany."""

    @cached_property
    def offer(self) -> FacilitatorOffer:
        return selectors.facilitator_offer_or_404(self.engagement, self.kwargs["row_pk"])

    def target_url(self) -> str:
        return self.address("facilitators", self.engagement.pk)


class FacilitatorOfferResend(FacilitatorOfferAction):
    done_message = _("The invitation is sent again. The earlier link does not work any more.")

    def act(self) -> None:
        services.send_again(by=self.user, row=self.offer)


class FacilitatorOfferWithdraw(FacilitatorOfferAction):
    done_message = _("The invitation is withdrawn. Its link does not work any more.")

    def act(self) -> None:
        services.take_back(by=self.user, row=self.offer)


class FacilitatorEnd(OfEngagement, FormPage):
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
        return services.end_facilitator(by=self.user, facilitator=self.facilitator, **form.values)

    def values(self) -> Values:
        return {**super().values(), "facilitator": self.facilitator}
