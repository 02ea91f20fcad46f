"""Longlist and candidates: the list, one candidate with everything about it, changes by hand."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ConfirmForm, ReasonForm
from begleitwerk.core.pages import (
    AddPage,
    ChangePage,
    Crumbs,
    DetailPage,
    FormPage,
    ListPage,
    Rows,
    Values,
)
from begleitwerk.core.presenters import history_lines
from begleitwerk.core.selectors import history_of_records
from begleitwerk.selection.enums import HAS_APPLIED, FieldSource, RuleStage
from begleitwerk.selection.forms.rounds import (
    CandidacyForm,
    LonglistAddForm,
)
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.presenters.funnel import STAGES
from begleitwerk.selection.presenters.rules import outcome_lines
from begleitwerk.selection.rules.steps import CANDIDATE, CandidateStep, allowed
from begleitwerk.selection.selectors.applications import application_of, application_view
from begleitwerk.selection.selectors.approvers import approval_of
from begleitwerk.selection.selectors.candidates import (
    candidates_of,
    longlist_preview,
    steps_of,
)
from begleitwerk.selection.selectors.claims import checks_of
from begleitwerk.selection.selectors.corrections import lines_of, may_be_corrected
from begleitwerk.selection.selectors.evidence import data_lines
from begleitwerk.selection.selectors.fields import facts_of, fields_of
from begleitwerk.selection.selectors.reviews import undeclared_review
from begleitwerk.selection.selectors.scores import visible_scores
from begleitwerk.selection.selectors.stands import closing_stand
from begleitwerk.selection.selectors.versions import frozen_rules
from begleitwerk.selection.services import longlist as services
from begleitwerk.selection.tables.candidates import CandidateFilter, CandidateTable
from begleitwerk.selection.views.base import OfCandidacy, OfRound


class CandidateList(OfRound, ListPage):
    permission = "selection.view_round"
    template_name = "selection/candidates.html"
    table_class = CandidateTable
    filterset_class = CandidateFilter
    export_name = "kandidaten"

    def get_queryset(self) -> Rows:
        return candidates_of(self.round)

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(filterset_class), "round": self.round}

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"slug": self.programme.workspace.slug}

    def values(self) -> Values:
        stage = self.request.GET.get("stage", "")
        return {**super().values(), "stage_words": STAGES.get(stage, "")}


# --- One candidate ------------------------------------------------------------------------------


def told_of(candidacy: Candidacy) -> dict[str, list[int]]:
    """The records whose events make up the history of a candidacy."""
    contract = [candidacy.contract_id] if candidacy.contract_id else []
    return {"selection.candidacy": [candidacy.pk], "programmes.contract": contract}


class CandidacyPage(OfCandidacy, DetailPage):
    """Facts, rules with the data behind them, application, reviews, result, steps."""

    permission = "selection.view_candidacy"
    template_name = "selection/candidacy.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def values(self) -> Values:
        place = self.candidacy.municipality
        shown = (FieldSource.REGISTER, FieldSource.SURVEY)
        stated = self.candidacy.state not in HAS_APPLIED  # nothing to contradict yet
        facts = facts_of(self.round, [place], sources=shown, as_stated=stated)[place.pk]
        named = [(row, facts[row.key]) for row in fields_of(self.round) if row.key in facts]
        steps = allowed(CANDIDATE, closing_stand(self.candidacy))
        outcomes = outcome_lines(self.round, self.candidacy)
        return {
            **super().values(),
            **self.reviewed(),
            "municipality": place,
            "facts": [pair for pair in named if pair[0].source == FieldSource.REGISTER],
            "answers": [pair for pair in named if pair[0].source == FieldSource.SURVEY],
            "eligibility": [row for row in outcomes if row.stage == RuleStage.ELIGIBILITY],
            "longlist": [row for row in outcomes if row.stage == RuleStage.LONGLIST],
            "steps": steps_of(self.candidacy),
            "approval": approval_of(self.user, self.candidacy),
            "may_remove": CandidateStep.STRIKE in steps,
            "may_close": CandidateStep.CLOSE in steps,
            "may_compare": self.candidacy.state in HAS_APPLIED,
            "may_edit_candidacy": self.user.has_perm("selection.edit_candidacy", self.candidacy),
            "history": history_lines(history_of_records(told_of(self.candidacy))),
        }

    def reviewed(self) -> Values:
        """What was handed in, where it contradicts the register, and what reviewers made of it."""
        rules = frozen_rules(self.round)
        application = application_of(self.candidacy)
        return {
            "application_view": application_view(self.candidacy),
            "corrections": lines_of(application),
            "may_correct": may_be_corrected(application),
            "undeclared": undeclared_review(self.user, self.candidacy),
            "checks": checks_of([self.candidacy]).get(self.candidacy.pk, ()),
            "sheet": visible_scores(self.user, self.candidacy),
            "data_lines": data_lines(self.candidacy, rules) if rules else [],
        }


class CandidacyEdit(OfCandidacy, ChangePage):
    permission = "selection.edit_candidacy"
    service = staticmethod(services.change_candidacy)
    form_class = CandidacyForm
    form_takes = ("round",)
    title = _("Themes and mail address")
    submit_label = _("Save themes and mail address")
    saved_message = _("Themes and mail address are saved.")


# --- Longlist -----------------------------------------------------------------------------------


class OfLonglist(OfRound):
    """A form after which stands the list of candidates."""

    def get_success_url(self) -> str:
        return self.address("candidates", self.round.pk)


class LonglistDraw(OfLonglist, FormPage):
    """Consequences first: who would be on the list, theme by theme."""

    permission = "selection.edit_round"
    template_name = "selection/longlist_draw.html"
    form_class = ConfirmForm
    title = _("Draw up the longlist?")
    submit_label = _("Draw up the longlist")
    saved_message = _("The longlist is drawn up.")

    def save(self, form: Any) -> Any:
        return services.draw_up_longlist(by=self.user, round=self.round)

    def values(self) -> Values:
        rules = frozen_rules(self.round)
        preview = longlist_preview(self.round, rules) if rules else None
        return {**super().values(), "rules": rules, "preview": preview}


class LonglistAdd(OfLonglist, AddPage):
    permission = "selection.edit_round"
    service = staticmethod(services.add_to_longlist)
    form_class = LonglistAddForm
    form_takes = ("round",)
    title = _("Put a municipality on the longlist")
    submit_label = _("Put it on the longlist")
    saved_message = _("The municipality is on the longlist.")

    def within(self) -> Values:
        return {"round": self.round}


class LonglistRemove(OfCandidacy, ChangePage):
    permission = "selection.edit_candidacy"
    service = staticmethod(services.remove_from_longlist)
    form_class = ReasonForm
    submit_label = _("Take it off the longlist")
    saved_message = _("The municipality is no longer on the longlist.")
    title = _("Take the municipality off the longlist?")

    def get_success_url(self) -> str:
        return self.address("candidates", self.round.pk)
