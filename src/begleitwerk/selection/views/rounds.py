"""Rounds of selection: list, the round's page, its settings."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import AddPage, ChangePage, Crumbs, Page, Values
from begleitwerk.core.presenters import history_lines
from begleitwerk.core.selectors import history_of_records
from begleitwerk.municipal_survey.selectors.waves import waves_of
from begleitwerk.selection.forms.rounds import RoundForm
from begleitwerk.selection.presenters.funnel import funnel_of
from begleitwerk.selection.presenters.standing import frozen_words, history_records, standing_of
from begleitwerk.selection.selectors.places import places_of_round
from begleitwerk.selection.selectors.rounds import rounds_of
from begleitwerk.selection.selectors.versions import current_rules, frozen_rules
from begleitwerk.selection.services import rounds as services
from begleitwerk.selection.views.base import OfRound, SelectionArea


class RoundList(SelectionArea, Page):
    """The rounds of a programme; who only reviews is sent on to her reviews."""

    permission = "selection.view_round"
    template_name = "selection/rounds.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        reviews_only = (
            request.user.is_authenticated
            and not self.may("selection.view_round")
            and self.may("selection.review")
        )
        if reviews_only:
            return redirect(self.address("reviews"))
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> Crumbs:
        return []

    def values(self) -> Values:
        rounds, waves = rounds_of(self.programme), waves_of(self.programme)
        return {**super().values(), "rounds": rounds, "waves": waves}


class RoundPage(OfRound, Page):
    """Where the round stands, what is next, how far its candidates have come."""

    permission = "selection.view_round"
    template_name = "selection/round.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:1]

    def values(self) -> Values:
        funnel = funnel_of(self.round)
        standing = standing_of(self.round, funnel)
        return {
            **super().values(),
            "funnel": funnel,
            "most": max((stage.count for stage in funnel), default=0),
            "standing": standing,
            "may_step": self.may(standing.permission),
            "rules": current_rules(self.round),
            "frozen": frozen_rules(self.round),
            "frozen_words": frozen_words(self.round),
            "themes": places_of_round(self.round),
            "today": timezone.localdate(),
            "history": history_lines(history_of_records(history_records(self.round), 12)),
        }


class RoundCreate(SelectionArea, AddPage):
    permission = "selection.edit_round"
    service = staticmethod(services.create_round)
    form_class = RoundForm
    form_takes = ("programme",)
    title = _("Add a round of selection")
    submit_label = _("Add the round")
    saved_message = _("The round is saved. Now build its rules.")

    def get_success_url(self) -> str:
        return self.address("round", self.result.pk)


class RoundEdit(OfRound, ChangePage):
    permission = "selection.edit_round"
    service = staticmethod(services.change_round)
    form_class = RoundForm
    form_takes = ("programme",)
    title = _("Edit the round")
    submit_label = _("Save the round")
    saved_message = _("The round is saved.")
