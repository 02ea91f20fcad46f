"""Candidates by their answers: which questions stand beside the names says the address."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import Crumbs, ListPage, Rows, Values
from begleitwerk.municipal_survey.models import SurveyVariable
from begleitwerk.selection.selectors.candidates import candidates_of
from begleitwerk.selection.selectors.ranking import MOST, rankable, with_answers
from begleitwerk.selection.tables.ranking import RankFilter, RankTable
from begleitwerk.selection.views.base import OfRound


class CandidateRanking(OfRound, ListPage):
    permission = "selection.view_round"
    template_name = "selection/candidates_ranked.html"
    table_class = RankTable
    filterset_class = RankFilter
    export_name = "kandidaten-nach-antworten"
    title = _("Candidates by their answers")

    @cached_property
    def questions(self) -> dict[str, SurveyVariable]:
        return rankable(self.round)

    @cached_property
    def asked(self) -> list[SurveyVariable]:
        """The chosen questions, each once; what there is not is left out."""
        names = [self.request.GET.get(f"s{number}", "") for number in range(1, MOST + 1)]
        return [self.questions[name] for name in dict.fromkeys(names) if name in self.questions]

    def get_queryset(self) -> Rows:
        return with_answers(candidates_of(self.round), self.round, self.asked)

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        about = {"questions": list(self.questions.values()), "asked": self.asked}
        return {**super().get_filterset_kwargs(filterset_class), **about}

    def get_table_kwargs(self) -> dict[str, Any]:
        usual = ["-s1"] if self.asked else ["name"]
        order = self.request.GET.getlist("sort") or usual
        return {"slug": self.programme.workspace.slug, "asked": self.asked, "order_by": order}

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Candidates"), self.address("candidates", self.round.pk))]

    def values(self) -> Values:
        return {**super().values(), "asked": self.asked, "has_survey": bool(self.questions)}
