"""Longlist and candidates: the list, one candidate with everything about it, changes by hand."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import Crumbs, FormPage, ListPage, Page, Rows
from begleitwerk.core.presenters import history_lines
from begleitwerk.core.selectors import history_of_records
from begleitwerk.selection.enums import HAS_APPLIED, CandidacyState, FieldSource, RuleStage
from begleitwerk.selection.forms.rounds import (
    CandidacyForm,
    ConsequencesForm,
    LonglistAddForm,
    ReasonForm,
)
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.presenters.funnel import STAGES
from begleitwerk.selection.presenters.rules import outcome_lines
from begleitwerk.selection.selectors.applications import application_view
from begleitwerk.selection.selectors.candidates import (
    candidates_of,
    longlist_preview,
    steps_of,
)
from begleitwerk.selection.selectors.claims import contradictions_of
from begleitwerk.selection.selectors.evidence import data_lines
from begleitwerk.selection.selectors.fields import facts_of, fields_of
from begleitwerk.selection.selectors.reviews import undeclared_review
from begleitwerk.selection.selectors.scores import visible_scores
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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stage = self.request.GET.get("stage", "")
        return super().get_context_data(stage_words=STAGES.get(stage, ""), **kwargs)


# --- One candidate ------------------------------------------------------------------------------


def told_of(candidacy: Candidacy) -> dict[str, list[int]]:
    """The records whose events make up the history of a candidacy."""
    contract = [candidacy.contract_id] if candidacy.contract_id else []
    return {"selection.candidacy": [candidacy.pk], "programmes.contract": contract}


class CandidacyPage(OfCandidacy, Page):
    """Facts, rules with the data behind them, application, reviews, result, steps."""

    permission = "selection.view_candidacy"
    template_name = "selection/candidacy.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.candidacy.municipality
        facts = facts_of(self.round, [place])[place.pk]
        named = [(field, facts[field.key]) for field in fields_of(self.round)]
        outcomes = outcome_lines(self.round, self.candidacy)
        return super().get_context_data(
            municipality=place,
            facts=[pair for pair in named if pair[0].source == FieldSource.REGISTER],
            answers=[pair for pair in named if pair[0].source == FieldSource.SURVEY],
            eligibility=[row for row in outcomes if row.stage == RuleStage.ELIGIBILITY],
            longlist=[row for row in outcomes if row.stage == RuleStage.LONGLIST],
            steps=steps_of(self.candidacy),
            may_remove=self.candidacy.state == CandidacyState.LONGLISTED,
            may_compare=self.candidacy.state in HAS_APPLIED,
            partners=self.candidacy.partners.all(),
            may_edit_candidacy=self.user.has_perm("selection.edit_candidacy", self.candidacy),
            history=history_lines(history_of_records(told_of(self.candidacy))),
            **self.reviewed(),
            **kwargs,
        )

    def reviewed(self) -> dict[str, Any]:
        """What was handed in, where it contradicts the register, and what reviewers made of it."""
        rules = frozen_rules(self.round)
        return {
            "application_view": application_view(self.candidacy),
            "undeclared": undeclared_review(self.user, self.candidacy),
            "contradictions": contradictions_of([self.candidacy]).get(self.candidacy.pk, ()),
            "sheet": visible_scores(self.user, self.candidacy),
            "data_lines": data_lines(self.candidacy, rules) if rules else [],
        }


class CandidacyEdit(OfCandidacy, FormPage):
    permission = "selection.edit_candidacy"
    form_class = CandidacyForm
    title = _("Themes and mail address")
    submit_label = _("Save themes and mail address")
    saved_message = _("Themes and mail address are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "round": self.round, "instance": self.candidacy}

    def save(self, form: Any) -> Candidacy:
        return services.change_candidacy(
            by=self.user, candidacy=form.instance, version=form.version, **form.values
        )


# --- Longlist -----------------------------------------------------------------------------------


class LonglistDraw(OfRound, FormPage):
    """Consequences first: who would be on the list, theme by theme."""

    permission = "selection.edit_round"
    template_name = "selection/longlist_draw.html"
    form_class = ConsequencesForm
    title = _("Draw up the longlist?")
    submit_label = _("Draw up the longlist")
    saved_message = _("The longlist is drawn up.")

    def save(self, form: Any) -> Any:
        return services.draw_up_longlist(by=self.user, round=self.round)

    def get_success_url(self) -> str:
        return self.address("candidates", self.round.pk)

    def cancel_url(self) -> str:
        return self.address("round", self.round.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = frozen_rules(self.round)
        preview = longlist_preview(self.round, rules) if rules else None
        return super().get_context_data(rules=rules, preview=preview, **kwargs)


class LonglistAdd(OfRound, FormPage):
    permission = "selection.edit_round"
    form_class = LonglistAddForm
    title = _("Put a municipality on the longlist")
    submit_label = _("Put it on the longlist")
    saved_message = _("The municipality is on the longlist.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "round": self.round}

    def save(self, form: Any) -> Candidacy:
        return services.add_to_longlist(by=self.user, round=self.round, **form.cleaned_values)

    def get_success_url(self) -> str:
        return self.address("candidates", self.round.pk)


class LonglistRemove(OfCandidacy, FormPage):
    permission = "selection.edit_candidacy"
    form_class = ReasonForm
    submit_label = _("Take it off the longlist")
    saved_message = _("The municipality is no longer on the longlist.")
    title = _("Take the municipality off the longlist?")

    def save(self, form: Any) -> None:
        services.remove_from_longlist(
            by=self.user, candidacy=self.candidacy, reason=form.cleaned_data["reason"]
        )

    def get_success_url(self) -> str:
        if hasattr(self, "result"):
            return self.address("candidates", self.round.pk)
        return super().get_success_url()
