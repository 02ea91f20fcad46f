"""The decision: prepared by one person, confirmed by another; the protocol."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from begleitwerk.core.exports import file_response
from begleitwerk.core.forms import ConfirmForm
from begleitwerk.core.pages import (
    ActionPage,
    AddPage,
    ChangePage,
    Crumbs,
    DetailPage,
    FilePage,
    Values,
)
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.presenters import why_not_second
from begleitwerk.selection.enums import DecisionState, WaiverStep
from begleitwerk.selection.exports.protocols import protocol_pdf
from begleitwerk.selection.forms.decisions import DeviationForm, PlaceForm, ProposeForm, ReturnForm
from begleitwerk.selection.models import Candidacy, SelectionDecision
from begleitwerk.selection.presenters.decision import (
    Choices,
    decision_page,
    place_choices,
    place_preview,
    swap_choices,
    swap_preview,
)
from begleitwerk.selection.presenters.grounds import GroundPart, ground_part
from begleitwerk.selection.rules.steps import DECISION, DecisionStep, allowed, first_missing
from begleitwerk.selection.selectors.binding import gaps_in
from begleitwerk.selection.selectors.decisions import deviations_of, prepared_by
from begleitwerk.selection.selectors.grounds import Ground, moved, not_asked, to_decide
from begleitwerk.selection.selectors.runs import decision_of
from begleitwerk.selection.selectors.stands import decision_stand, sent_back_in
from begleitwerk.selection.services.decisions import (
    add_deviation,
    confirm_decision,
    prepare_decision,
    propose_decision,
    remove_deviation,
    return_decision,
)
from begleitwerk.selection.services.free_choice import give_place
from begleitwerk.selection.views.runs import OfRun


class OfDecision(OfRun):
    """A page about the decision on one run, or below it."""

    record_name = "decision"

    @cached_property
    def decision(self) -> SelectionDecision:
        found = decision_of(self.run)
        if found is None:
            raise Http404
        return found

    @cached_property
    def grounds(self) -> list[Ground]:
        """What does not hold of the ground it would stand on; decided is decided."""
        if self.decision.state == DecisionState.CONFIRMED:
            return moved(self.run, is_decided=True)
        return to_decide(self.run, shown=True)

    def ground_part(self) -> GroundPart:
        return ground_part(self.round, WaiverStep.DECIDE, self.grounds, self.run)

    def get_success_url(self) -> str:
        return self.address("decision", self.round.pk, self.run.pk)

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (pgettext_lazy("round", "Decision"), self.get_success_url())]


class DecisionPrepare(OfRun, ActionPage):
    permission = "selection.edit_round"

    def act(self) -> SelectionDecision:
        return prepare_decision(by=self.user, run=self.run)

    def target_url(self) -> str:
        name = "decision" if decision_of(self.run) else "run"
        return self.address(name, self.round.pk, self.run.pk)


class DecisionPage(OfDecision, DetailPage):
    """The selection as it would be decided, what it costs, and the next step for this person."""

    permission = "selection.view_round"
    template_name = "selection/decision.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def values(self) -> Values:
        decision, may_confirm = self.decision, self.may("selection.confirm_decision")
        stand = decision_stand(decision)
        steps = allowed(DECISION, stand)
        waits = decision.state == DecisionState.PROPOSED
        too_late = first_missing(DECISION[DecisionStep.CONFIRM], stand) if waits else None
        why_not = str(too_late.words) if too_late else self.why_not_second() if waits else ""
        has_moved = waits and bool(not_asked(self.run, self.grounds))
        return {
            **super().values(),
            "page": decision_page(decision),
            "part": self.ground_part(),
            "is_open": DecisionStep.DEVIATE in steps and self.may("selection.edit_round"),
            "sent_back": self.sent_back(),
            "may_confirm": waits and may_confirm and not why_not and not has_moved,
            "may_return": DecisionStep.RETURN in steps and may_confirm,
            "has_moved": has_moved,
            "waits": waits,
            "why_not": why_not,
        }

    def sent_back(self) -> list[Candidacy]:
        """To be closed after the decision; before it they stand among what does not hold."""
        is_confirmed = self.decision.state == DecisionState.CONFIRMED
        return sent_back_in(self.round) if is_confirmed else []

    def why_not_second(self) -> str:
        place, right = self.round.workspace, Permission.SELECTION_CONFIRM
        return why_not_second(self.user, prepared_by(self.decision), place, right)


class SwapPage(OfDecision, AddPage):
    """Consequences first: the first sending shows them, the second one decides."""

    permission = "selection.edit_round"
    form_takes = ("choices",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "preview" in request.POST:
            form = self.get_form()
            form.hush()
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def within(self) -> Values:
        return {"decision": self.decision}


class PlaceGive(SwapPage):
    """A free place the rules leave to nobody."""

    service = staticmethod(give_place)
    template_name = "selection/place_give.html"
    form_class = PlaceForm
    title = _("Choose yourselves who takes the place")
    submit_label = _("Give the place with this reason")
    saved_message = _("It is recorded with its reason and its price.")

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        return place_choices(self.decision)

    def values(self) -> Values:
        preview = place_preview(self.decision, self.request.POST.get("into", ""))
        return {**super().values(), "preview": preview}


class DeviationAdd(SwapPage):
    service = staticmethod(add_deviation)
    template_name = "selection/deviation.html"
    form_class = DeviationForm
    title = _("Deviate from the proposal")
    submit_label = _("Deviate with this reason")
    saved_message = _("The deviation is recorded with its reason and its price.")

    @cached_property
    def choices(self) -> Choices:
        return swap_choices(self.decision)

    def get_initial(self) -> dict[str, Any]:
        return {name: self.request.GET[name] for name in self.choices if name in self.request.GET}

    def values(self) -> Values:
        source = self.request.POST or self.request.GET
        preview = swap_preview(self.decision, source.get("out", ""), source.get("into", ""))
        asked = bool(source.get("out") and source.get("into"))
        own = {"preview": preview, "not_possible": asked and preview is None}
        return {**super().values(), **own}


class DeviationRemove(OfDecision, ActionPage):
    permission = "selection.edit_round"
    done_message = _("The deviation is taken back.")

    def act(self) -> None:
        deviation = self.decision.deviations.filter(pk=self.kwargs["deviation_pk"]).first()
        if deviation is None:
            raise Http404
        remove_deviation(by=self.user, decision=self.decision, deviation=deviation)


class DecisionChange(OfDecision, ChangePage):
    """A step of the decision, with what is decided before one's eyes."""

    template_name = "selection/decision_step.html"

    def values(self) -> Values:
        page, part = decision_page(self.decision), self.ground_part()
        return {**super().values(), "page": page, "part": part}


class DecisionPropose(DecisionChange):
    permission = "selection.edit_round"
    service = staticmethod(propose_decision)
    form_class = ProposeForm
    form_takes = ("needs_reason", "needs_waiver")
    starts_with = ("reason",)
    title = _("Hand the decision to the second person")
    submit_label = _("Hand over for confirmation")
    saved_message = _("The decision waits for the second person.")

    @property
    def needs_reason(self) -> bool:
        return bool(deviations_of(self.decision) or gaps_in(self.run))

    @property
    def needs_waiver(self) -> bool:
        return bool(self.grounds)


class DecisionConfirm(DecisionChange):
    permission = "selection.confirm_decision"
    service = staticmethod(confirm_decision)
    form_class = ConfirmForm
    title = _("Confirm the decision")
    submit_label = _("Confirm the decision")
    saved_message = _("The selection is decided. The protocol is frozen.")


class DecisionReturn(DecisionChange):
    permission = "selection.confirm_decision"
    service = staticmethod(return_decision)
    form_class = ReturnForm
    title = _("Return the decision")
    submit_label = _("Return with this reason")
    saved_message = _("The decision is back with the office.")


class ProtocolDownload(OfDecision, FilePage):
    """The frozen protocol: PDF to read, JSON to calculate with."""

    permission = "selection.view_round"

    def file(self) -> HttpResponse:
        if self.decision.state != DecisionState.CONFIRMED:
            raise Http404
        name = f"protokoll-{slugify(self.round.name)}"
        if self.kwargs["kind"] == "json":
            content = self.decision.protocol.encode()
            return file_response(content, name=f"{name}.json", content_type="application/json")
        content = protocol_pdf(self.decision)
        return file_response(content, name=f"{name}.pdf", content_type="application/pdf")
