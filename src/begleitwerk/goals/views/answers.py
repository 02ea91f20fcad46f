"""Pages between findings and what answers them."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.models import Finding
from begleitwerk.assessment.presenters import level_of, priority_words
from begleitwerk.assessment.selectors import get_finding_or_404
from begleitwerk.core.pages import (
    ActionPage,
    AddPage,
    Crumbs,
    ListPage,
    OneRecord,
    Page,
    Rows,
    Values,
    number_in,
)
from begleitwerk.core.selectors import row_at
from begleitwerk.goals import forms, selectors, services
from begleitwerk.goals.models import Answering, Goal, Measure
from begleitwerk.goals.presenters import drafted_goal, drafted_measure, smart_checks
from begleitwerk.goals.tables import NeedFilter, NeedTable
from begleitwerk.goals.views.goal import GoalArea, crumbs_to_goals
from begleitwerk.goals.views.measures import MeasureArea
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.processes.selectors import process_of


class OfFinding(MunicipalityPage):
    """A page that begins at a finding; strangers get 404 before the rule is asked."""

    permission = "goals.answer_finding"

    @cached_property
    def finding(self) -> Finding:
        slug, pk = self.kwargs["slug"], self.kwargs["finding_pk"]
        found = get_finding_or_404(self.user, slug, pk)
        self.request.municipality = found.municipality  # the frame need not read it again
        return found

    @property
    def municipality(self) -> Municipality:
        return self.finding.municipality

    def permission_object(self) -> Municipality:
        return self.municipality

    def crumbs(self) -> Crumbs:
        return [(str(self.finding), self.finding.get_absolute_url())]

    def values(self) -> Values:
        return {
            **super().values(),
            "finding": self.finding,
            "level": level_of(self.finding),
            "priority": priority_words(self.finding.priority),
        }


class GoalAddFor(OfFinding, AddPage):
    """A new goal, drafted from what was agreed."""

    service = staticmethod(services.add_goal_for)
    form_class = forms.GoalForm
    form_takes = ("municipality",)
    template_name = "goals/goal_for_finding.html"
    title = _("Derive a goal")
    submit_label = _("Add goal")
    saved_message = _("The goal is there and answers the finding. Next come the measures.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": drafted_goal(self.finding)}

    def within(self) -> Values:
        return {"finding": self.finding, "process": process_of(self.municipality)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return {**context, "checks": smart_checks(form.instance), "is_new": not form.is_bound}


class MeasureAddFor(OfFinding, AddPage):
    """A new measure, drafted from the next step; it leads to a goal like every other."""

    service = staticmethod(services.add_measure_for)
    form_class = forms.MeasureForm
    form_takes = ("municipality",)
    template_name = "goals/measure_for_finding.html"
    title = _("Derive a measure")
    submit_label = _("Add measure")
    saved_message = _("The measure is planned and answers the finding.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": drafted_measure(self.finding)}

    def get_initial(self) -> dict[str, Any]:
        """The goal that answers the finding already is the likely one."""
        answers = selectors.answers_to(self.finding, self.user)
        goals = [row.goal_id for row in answers if row.goal_id]
        return {**super().get_initial(), **({"goal": goals[0]} if goals else {})}

    def within(self) -> Values:
        return {"finding": self.finding}

    def get_success_url(self) -> str:
        return self.finding.get_absolute_url()


# --- Needs ------------------------------------------------------------------------------------


class NeedList(MunicipalityPage, ListPage):
    """Findings at a low level or of priority 1 that no goal and no measure answers."""

    permission = "assessment.view_inside"
    template_name = "goals/needs.html"
    table_class = NeedTable
    filterset_class = NeedFilter
    export_name = "bedarfe-ohne-ziel"
    title = _("Needs without a goal")

    def get_queryset(self) -> Rows:
        return selectors.needs_of(self.municipality)

    def get_table_kwargs(self) -> dict[str, Any]:
        may = self.user.has_perm("goals.answer_finding", self.municipality)
        return {**super().get_table_kwargs(), "exclude": () if may else ("derive",)}

    def crumbs(self) -> Crumbs:
        return crumbs_to_goals(self.user, self.municipality)


# --- Linking what is there --------------------------------------------------------------------


class FindingLink(OfFinding, Page):
    """Goals and measures that could answer a finding, found by search."""

    template_name = "goals/finding_link.html"
    title = _("Link a goal or measure")

    def values(self) -> Values:
        query = self.request.GET.get("q", "").strip()
        return {
            **super().values(),
            "query": query,
            "goals": selectors.goals_to_link(self.finding, query),
            "measures": selectors.measures_to_link(self.finding, query),
        }


class FindingChoice(OneRecord, Page):
    """Findings a goal or measure could answer, found by search."""

    template_name = "goals/finding_choice.html"
    title = _("Link a finding")

    def values(self) -> Values:
        query = self.request.GET.get("q", "").strip()
        found = selectors.findings_to_link(self.record, query)
        return {
            **super().values(),
            "query": query,
            "answer": self.record,
            "answer_name": self.record_name,
            "further": found.further,
            "lines": [
                (row, level_of(row) or row.get_state_display(), priority_words(row.priority))
                for row in found.rows
            ],
        }


class GoalFinding(GoalArea, FindingChoice):
    permission = "goals.answer_finding"


class MeasureFinding(MeasureArea, FindingChoice):
    permission = "goals.answer_finding"


class FindingAnswer(OfFinding, ActionPage):
    """The button that links; it leads back to where it was pressed."""

    done_message = _("Linked. The red thread shows it from both ends.")

    @cached_property
    def goal(self) -> Goal | None:
        """The goal the button names, if it does; 404 where it is none of this municipality."""
        found: Goal | None = self.named("goal", Goal.objects.all())
        return found

    @cached_property
    def measure(self) -> Measure | None:
        """The measure the button names; 404 where it names nothing at all."""
        found: Measure | None = self.named("measure", Measure.objects.select_related("goal"))
        if (found is None) == (self.goal is None):
            raise Http404
        return found

    def named(self, name: str, rows: QuerySet[Any]) -> Any:
        pk = number_in(self.request.POST.get(name, ""))
        if pk is None:
            return None
        found = row_at(rows.filter(municipality=self.municipality, pk=pk))
        if found is None:
            raise Http404
        found.municipality = self.municipality
        return found

    def act(self) -> Answering:
        return services.answer_finding(
            by=self.user, finding=self.finding, measure=self.measure, goal=self.goal
        )

    def target_url(self) -> str:
        return origin(self.request, self.goal or self.measure, self.finding)


class FindingUnlink(MunicipalityPage, ActionPage):
    """The button that takes a link back."""

    permission = "goals.answer_finding"
    done_message = _("The link is taken back.")

    @cached_property
    def answering(self) -> Answering:
        return selectors.get_answering_or_404(self.municipality, self.kwargs["pk"])

    def permission_object(self) -> Municipality:
        return self.answering.municipality

    def act(self) -> None:
        services.stop_answering(by=self.user, answering=self.answering)

    def target_url(self) -> str:
        answer = self.answering.answer
        answer.municipality = self.municipality
        return origin(self.request, answer, self.answering.finding)


def origin(request: Any, answer: Any, finding: Finding) -> str:
    """Where the button stood: at the finding, or else at what answers it."""
    here = finding if request.POST.get("von") == "befund" else answer
    return here.get_absolute_url()
