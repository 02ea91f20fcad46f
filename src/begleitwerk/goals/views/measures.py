"""Pages about measures."""

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import list_response
from begleitwerk.core.forms import ReasonForm
from begleitwerk.core.pages import (
    PER_PAGE_CHOICES,
    ActionPage,
    AddPage,
    ChangePage,
    Crumbs,
    DetailPage,
    ListPage,
    Rows,
    Values,
)
from begleitwerk.goals import forms, selectors, services
from begleitwerk.goals.imports import COLUMNS
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.presenters import AnsweredLine, answered_lines, measure_history
from begleitwerk.goals.tables import LISTED, MeasureFilter, MeasureTable
from begleitwerk.goals.views.goal import crumbs_to_goals, goals_url
from begleitwerk.goals.views.goals import LightPage
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.pages import MunicipalityPage

# KERN's badge for each light.
BADGES = {"late": "danger", "risk": "warning", "good": "success", "done": "success", "none": "info"}


def measures_url(municipality: Municipality) -> str:
    return reverse("goals:measures", args=[municipality.slug])


class MeasureList(MunicipalityPage, ListPage):
    """All measures: what is late, what is next, who, and what it costs."""

    permission = "goals.list_goals"
    template_name = "goals/measures.html"
    table_class = MeasureTable
    filterset_class = MeasureFilter
    export_name = "massnahmen"
    title = _("Measures")
    model = Measure

    @cached_property
    def rows(self) -> Rows:
        return selectors.measures_of(self.municipality, self.user)

    def get_queryset(self) -> Rows:
        return selectors.with_light(self.rows.only(*LISTED, "funding"), timezone.localdate())

    def export(self, kind: str) -> HttpResponse:
        """What the filters leave, in the format the import takes."""
        rows = self.get_filterset(self.get_filterset_class()).qs
        return list_response(name=self.export_name, kind=kind, rows=rows, columns=COLUMNS)

    def crumbs(self) -> Crumbs:
        return [(gettext("Goals"), goals_url(self.municipality))]

    def action(self, *, has_goals: bool) -> Values:
        """The button of the list: without a goal there is nothing a measure could lead to."""
        name, label = (
            ("measure_add", _("Add measure")) if has_goals else ("goal_add", _("Add goal"))
        )
        url = reverse(f"goals:{name}", args=[self.municipality.slug])
        return {"action_url": url, "action_label": label}

    def values(self) -> Values:
        counts = selectors.measure_counts(self.rows, timezone.localdate())
        may_edit = self.user.has_perm("goals.edit_goal", self.municipality)
        has_goals = bool(counts.total or selectors.has_goals(self.municipality))
        return {
            **super().values(),
            "counts": counts,
            "summary": due_summary(counts),
            "has_goals": has_goals,
            "may_edit": may_edit,
            "per_page_choices": PER_PAGE_CHOICES,
            "per_page": self.get_table_pagination(None)["per_page"],
            **(self.action(has_goals=has_goals) if may_edit else {}),
        }


def due_summary(counts: selectors.MeasureCounts) -> str:
    """What is overdue, what ends soon, and what counts nowhere because its goal was given up."""
    overdue = (
        ngettext("%(n)s is overdue", "%(n)s are overdue", counts.overdue) % {"n": counts.overdue}
        if counts.overdue
        else gettext("None is overdue")
    )
    soon = ngettext(
        "%(n)s ends in the next three months", "%(n)s end in the next three months", counts.soon
    ) % {"n": counts.soon or pgettext("of the measures", "none")}
    text = gettext("%(overdue)s, %(soon)s.") % {"overdue": overdue, "soon": soon}
    if not counts.given_up:
        return text
    given_up = ngettext(
        "%(n)s belongs to a goal that is no longer pursued, and does not count.",
        "%(n)s belong to goals that are no longer pursued, and do not count.",
        counts.given_up,
    )
    return f"{text} {given_up % {'n': counts.given_up}}"


# --- One measure ------------------------------------------------------------------------------


class MeasureArea(MunicipalityPage):
    """A page about one measure, or below it; strangers get 404 before the rule is asked."""

    permission = "goals.edit_goal"
    record_name = "measure"

    @cached_property
    def measure(self) -> Measure:
        return selectors.get_measure_or_404(self.user, self.kwargs["slug"], self.kwargs["pk"])

    @property
    def municipality(self) -> Municipality:
        return self.measure.municipality

    def permission_object(self) -> Measure:
        return self.measure

    def crumbs(self) -> Crumbs:
        goal = self.measure.goal
        path = crumbs_to_goals(self.user, self.municipality)
        if self.user.has_perm("goals.view_goal", goal):
            path.append((goal.title, goal.get_absolute_url()))
        return [*path, (self.measure.title, self.measure.get_absolute_url())]


class MeasureDetail(MeasureArea, DetailPage):
    permission = "goals.view_goal"
    template_name = "goals/measure.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def values(self) -> Values:
        light = selectors.light_of(self.measure, timezone.localdate())
        inside = self.user.has_perm("goals.view_history", self.measure)
        return {
            **super().values(),
            "light": light,
            "badge": BADGES[light],
            "may_edit": self.user.has_perm("goals.edit_goal", self.measure),
            "above": self.goal_above(),
            "answered": self.answered(),
            "may_link": self.user.has_perm("goals.answer_finding", self.measure),
            "add_url": self.finding_url(),
            "inside": inside,
            "history": measure_history(self.measure) if inside else [],
        }

    def answered(self) -> list[AnsweredLine]:
        """The findings the measure answers, and those of its goal."""
        rows = selectors.findings_answered(self.measure, self.user, of_goal=True)
        return answered_lines(rows, self.measure)

    def finding_url(self) -> str:
        return reverse("goals:measure_finding", args=[self.municipality.slug, self.measure.pk])

    def goal_above(self) -> Goal | None:
        """The goal above the measure's own, as far as the person may read that one too."""
        above = self.measure.goal.parent
        if above is not None:
            above.municipality = self.measure.municipality
        return above if self.user.has_perm("goals.view_goal", above) else None


class MeasureAdd(MunicipalityPage, AddPage):
    """A new measure; `?ziel=` names the goal it leads to."""

    permission = "goals.edit_goal"
    service = staticmethod(services.add_measure)
    form_class = forms.MeasureForm
    form_takes = ("municipality", "goal")
    title = _("Add measure")
    submit_label = _("Add measure")
    saved_message = _("The measure is planned.")

    @cached_property
    def goal(self) -> Goal | None:
        """The goal of the address, if it is one of this municipality that is still pursued."""
        wanted = self.request.GET.get("ziel", "")
        if not wanted.isdecimal() or len(wanted) > 18:
            return None
        goal = selectors.pursued_goals(self.municipality.pk, None).filter(pk=wanted).first()
        if goal is not None:
            goal.municipality = self.municipality
        return goal

    def crumbs(self) -> Crumbs:
        path = [(gettext("Goals"), goals_url(self.municipality))]
        return [*path, (self.goal.title, self.goal.get_absolute_url())] if self.goal else path

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Measure(municipality=self.municipality)}

    def cancel_url(self) -> str:
        return self.get_success_url()

    def get_success_url(self) -> str:
        return self.goal.get_absolute_url() if self.goal else measures_url(self.municipality)


class MeasureEdit(MeasureArea, ChangePage):
    service = staticmethod(services.change_measure)
    form_class = forms.MeasureForm
    form_takes = ("municipality",)
    title = _("Edit measure")
    submit_label = _("Save measure")
    saved_message = _("The measure is saved.")


class MeasureReport(MeasureArea, ChangePage):
    service = staticmethod(services.report_measure)
    form_class = forms.MeasureReportForm
    starts_with = ("state",)
    title = _("Report on the measure")
    submit_label = _("Save report")
    saved_message = _("The report is saved.")


class MeasureLight(MeasureArea, LightPage):
    service = staticmethod(services.override_measure_light)

    def light(self) -> str:
        return selectors.light_of(self.measure, timezone.localdate())

    def clear_url(self) -> str:
        names = [self.municipality.slug, self.measure.pk]
        return reverse("goals:measure_light_clear", args=names)


class MeasureLightClear(MeasureArea, ActionPage):
    done_message = _("The light follows dates and state again.")

    def act(self) -> Measure:
        return services.clear_measure_light(by=self.user, measure=self.measure)

    def target_url(self) -> str:
        return self.measure.get_absolute_url()


class MeasureRemove(MeasureArea, ChangePage):
    service = staticmethod(services.remove_measure)
    form_class = ReasonForm
    template_name = "goals/measure_remove.html"
    title = _("Remove measure")
    submit_label = _("Remove measure")
    saved_message = _("The measure is removed.")

    def get_success_url(self) -> str:
        return measures_url(self.municipality)
