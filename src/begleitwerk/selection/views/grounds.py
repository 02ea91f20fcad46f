"""A step goes on although its ground does not hold: one person asks, a second one answers."""

from abc import abstractmethod
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ConfirmForm
from begleitwerk.core.pages import ChangePage, FormPage, Values
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.presenters import why_not_second
from begleitwerk.selection.enums import WaiverState, WaiverStep
from begleitwerk.selection.forms.grounds import WaiverForm, WaiverRefuseForm
from begleitwerk.selection.models import SelectionDecision, SelectionRun, Waiver
from begleitwerk.selection.presenters.grounds import ground_part, waiver_line
from begleitwerk.selection.rules import kept_from
from begleitwerk.selection.selectors.after import decision_or_404
from begleitwerk.selection.selectors.grounds import Ground, to_calculate, to_send, waivers_of
from begleitwerk.selection.selectors.runs import run_or_404
from begleitwerk.selection.services.waivers import (
    ask_to_calculate,
    ask_to_send,
    grant_waiver,
    refuse_waiver,
)
from begleitwerk.selection.views.base import OfRound

# Those of a decision are answered with the decision itself.
ON_THEIR_OWN = (WaiverStep.CALCULATE, WaiverStep.SEND)


class Closed(OfRound):
    """To whom a conflict of interest closes the calculation this is about, nothing of it opens."""

    record_name = "round"

    @property
    def about(self) -> SelectionRun | None:
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and self.may("selection.view_round") and self.about:
            run = run_or_404(self.round, self.about.pk, self.user)
            if names := kept_from(self.user, run):
                told = {**OfRound.values(self), "names": names, "crumbs": OfRound.crumbs(self)}
                return render(request, "selection/run_kept.html", told, status=403)
        return super().dispatch(request, *args, **kwargs)


class WaiverAsk(Closed, FormPage):
    """What speaks against a step, and the reason to go on."""

    permission = "selection.edit_round"
    template_name = "selection/waiver_ask.html"
    form_class = WaiverForm
    submit_label = _("Ask the second person")
    saved_message = _("The second person decides now.")
    step: WaiverStep

    @cached_property
    def grounds(self) -> list[Ground]:
        return self.against()

    @abstractmethod
    def against(self) -> list[Ground]:
        """What speaks against the step as it stands."""

    def values(self) -> Values:
        part = ground_part(self.round, self.step, self.grounds, self.about)
        return {**super().values(), "part": part}


class WaiverCalculate(WaiverAsk):
    title = _("Calculate before it is time")
    step = WaiverStep.CALCULATE

    def against(self) -> list[Ground]:
        return to_calculate(self.round)

    def save(self, form: Any) -> Waiver:
        return ask_to_calculate(by=self.user, round=self.round, **form.values)

    def get_success_url(self) -> str:
        return self.address("runs", self.round.pk)


class WaiverSend(WaiverAsk):
    title = _("Send the letters all the same")
    step = WaiverStep.SEND

    @cached_property
    def decision(self) -> SelectionDecision:
        return decision_or_404(self.round, self.kwargs["decision_pk"])

    @property
    def about(self) -> SelectionRun:
        return self.decision.run

    def against(self) -> list[Ground]:
        return to_send(self.decision)

    def save(self, form: Any) -> Waiver:
        return ask_to_send(by=self.user, decision=self.decision, **form.values)

    def get_success_url(self) -> str:
        return self.address("letters", self.round.pk)


class WaiverAnswer(Closed, ChangePage):
    permission = "selection.confirm_decision"
    record_name = "waiver"
    template_name = "selection/waiver_answer.html"

    @cached_property
    def waiver(self) -> Waiver:
        for row in waivers_of(self.round):
            if row.pk == self.kwargs["waiver_pk"] and row.step in ON_THEIR_OWN:
                return row
        raise Http404

    @property
    def about(self) -> SelectionRun | None:
        return self.waiver.run

    def get_success_url(self) -> str:
        page = "letters" if self.waiver.step == WaiverStep.SEND else "runs"
        return self.address(page, self.round.pk)

    def values(self) -> Values:
        return {**super().values(), "line": waiver_line(self.waiver)}


class WaiverGrant(WaiverAnswer):
    service = staticmethod(grant_waiver)
    form_class = ConfirmForm
    title = _("Let it go on?")
    submit_label = _("Allow it")
    saved_message = _("It may go on. The reason stands in the protocol.")

    def values(self) -> Values:
        place, right = self.round.workspace, Permission.SELECTION_CONFIRM
        why_not = why_not_second(self.user, [self.waiver.asked_by_id], place, right)
        is_open = self.waiver.state == WaiverState.ASKED
        refuse = self.address("waiver_refuse", self.round.pk, self.waiver.pk) if is_open else ""
        return {**super().values(), "why_not": why_not, "refuse_url": refuse}


class WaiverRefuse(WaiverAnswer):
    service = staticmethod(refuse_waiver)
    form_class = WaiverRefuseForm
    title = _("Do not let it go on")
    submit_label = _("Do not allow it")
    saved_message = _("It does not go on. The office reads your reason.")
