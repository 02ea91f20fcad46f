"""Pages about measures."""

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import table_response
from begleitwerk.core.pages import PER_PAGE_CHOICES, ActionPage, FormPage, ListPage, Page, Rows
from begleitwerk.goals import forms, selectors, services
from begleitwerk.goals.exports import HEADER, measure_rows
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.presenters import measure_history
from begleitwerk.goals.tables import MeasureFilter, MeasureTable
from begleitwerk.goals.views.goals import LightPage, crumbs_to_goals, goals_url
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.pages import MunicipalityPage

# KERN's badge for each light.
BADGES = {"late": "danger", "risk": "warning", "good": "success", "done": "success", "none": "info"}
# What a row of the list shows; long texts stay in the database.
LISTED = (
    "title",
    "owner",
    "due_on",
    "state",
    "cost",
    "municipality_id",
    "goal__title",
    "goal__state",
)


def measures_url(municipality: Municipality) -> str:
    return reverse("goals:measures", args=[municipality.slug])


class MeasureList(MunicipalityPage, ListPage):
    """All measures: what is late, what is next, who, and what it costs."""

    permission = "goals.list_goals"
    template_name = "goals/measures.html"
    table_class = MeasureTable
    filterset_class = MeasureFilter
    export_name = "massnahmen"
    model = Measure

    @cached_property
    def rows(self) -> Rows:
        user: Any = self.request.user
        return selectors.measures_of(self.municipality, user)

    def get_queryset(self) -> Rows:
        rows = self.rows if "export" in self.request.GET else self.rows.only(*LISTED, "funding")
        return selectors.with_light(rows, timezone.localdate())

    def export(self, kind: str) -> HttpResponse:
        """What the filters leave, in the format the import takes."""
        rows = self.get_filterset(self.get_filterset_class()).qs
        return table_response(
            name=self.export_name,
            kind=kind,
            header=HEADER,
            rows=measure_rows(rows, timezone.localdate()),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = selectors.measure_counts(self.rows, timezone.localdate())
        may_edit = self.request.user.has_perm("goals.edit_goal", self.municipality)
        has_goals = counts.total or Goal.objects.filter(municipality=self.municipality).exists()
        action = {
            "action_url": reverse("goals:measure_add", args=[self.municipality.slug]),
            "action_label": _("Add measure"),
        }
        if not has_goals:
            action = {
                "action_url": reverse("goals:goal_add", args=[self.municipality.slug]),
                "action_label": _("Add goal"),
            }
        return super().get_context_data(
            title=gettext("Measures"),
            counts=counts,
            summary=due_summary(counts),
            has_goals=has_goals,
            may_edit=may_edit,
            per_page_choices=PER_PAGE_CHOICES,
            per_page=self.get_table_pagination(None)["per_page"],
            crumbs=[(gettext("Goals"), goals_url(self.municipality))],
            **(action if may_edit else {}),
            **kwargs,
        )


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


class MeasurePage(MunicipalityPage):
    """A page about one measure; strangers get 404 before the rule is asked."""

    permission = "goals.edit_goal"

    @cached_property
    def measure(self) -> Measure:
        user: Any = self.request.user
        return selectors.get_measure_or_404(user, self.kwargs["slug"], self.kwargs["pk"])

    @property
    def municipality(self) -> Municipality:
        return self.measure.municipality

    def permission_object(self) -> Measure:
        return self.measure

    def address(self, name: str) -> str:
        return reverse(f"goals:{name}", args=[self.municipality.slug, self.measure.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        goal = self.measure.goal
        crumbs = crumbs_to_goals(self.request.user, self.municipality)
        if self.request.user.has_perm("goals.view_goal", goal):
            crumbs.append((goal.title, goal.get_absolute_url()))
        return super().get_context_data(measure=self.measure, crumbs=crumbs, **kwargs)


class MeasureDetail(MeasurePage, Page):
    permission = "goals.view_goal"
    template_name = "goals/measure.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        light = selectors.light_of(self.measure, timezone.localdate())
        user = self.request.user
        inside = user.has_perm("goals.view_history", self.measure)
        return super().get_context_data(
            light=light,
            badge=BADGES[light],
            may_edit=user.has_perm("goals.edit_goal", self.measure),
            above=self.goal_above(),
            inside=inside,
            history=measure_history(self.measure) if inside else [],
            **kwargs,
        )

    def goal_above(self) -> Goal | None:
        """The goal above the measure's own, as far as the person may read that one too."""
        above = self.measure.goal.parent
        if above is not None:
            above.municipality = self.measure.municipality
        return above if self.request.user.has_perm("goals.view_goal", above) else None


class MeasureFormPage(MeasurePage, FormPage):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["crumbs"].append((self.measure.title, self.measure.get_absolute_url()))
        return context

    def get_success_url(self) -> str:
        return self.measure.get_absolute_url()


def measure_values(form: Any) -> Any:
    """What the form says about a measure, under the names of the service."""
    names = (*services.MeasureValues.__annotations__, "goal")
    return {name: value for name, value in form.cleaned_data.items() if name in names}


class MeasureAdd(MunicipalityPage, FormPage):
    """A new measure; `?ziel=` names the goal it leads to."""

    permission = "goals.edit_goal"
    form_class = forms.MeasureForm
    title = _("Add measure")
    submit_label = _("Add measure")
    saved_message = _("The measure is planned.")

    @cached_property
    def goal(self) -> Goal | None:
        """The goal of the address, if it is one of this municipality that is still pursued."""
        wanted = self.request.GET.get("ziel", "")
        if not wanted.isdecimal() or len(wanted) > 18:
            return None
        rows = Goal.objects.filter(municipality=self.municipality).exclude(state="dropped")
        return rows.filter(pk=wanted).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "instance": Measure(municipality=self.municipality),
            "municipality": self.municipality,
            "goal": self.goal,
        }

    def save(self, form: Any) -> Measure:
        return services.add_measure(by=self.request.user, **measure_values(form))

    def back_url(self) -> str:
        return self.goal.get_absolute_url() if self.goal else measures_url(self.municipality)

    def cancel_url(self) -> str:
        return self.back_url()

    def get_success_url(self) -> str:
        return self.back_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(gettext("Goals"), goals_url(self.municipality))]
        if self.goal:
            self.goal.municipality = self.municipality
            crumbs.append((self.goal.title, self.goal.get_absolute_url()))
        return super().get_context_data(crumbs=crumbs, **kwargs)


class MeasureEdit(MeasureFormPage):
    form_class = forms.MeasureForm
    title = _("Edit measure")
    submit_label = _("Save measure")
    saved_message = _("The measure is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        values = super().get_form_kwargs()
        return {**values, "instance": self.measure, "municipality": self.municipality}

    def save(self, form: Any) -> Measure:
        return services.change_measure(
            by=self.request.user,
            measure=self.measure,
            version=form.version,
            **measure_values(form),
        )


class MeasureReport(MeasureFormPage):
    form_class = forms.MeasureReportForm
    title = _("Report on the measure")
    submit_label = _("Save report")
    saved_message = _("The report is saved.")

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.measure.version, "state": self.measure.state}

    def save(self, form: Any) -> Measure:
        data = form.cleaned_data
        return services.report_measure(
            by=self.request.user,
            measure=self.measure,
            version=form.version,
            **{name: data[name] for name in ("state", "progress", "on", "done_on")},
        )


class MeasureLight(LightPage, MeasureFormPage):
    def row(self) -> Measure:
        return self.measure

    def light(self) -> str:
        return selectors.light_of(self.measure, timezone.localdate())

    def clear_url(self) -> str:
        return self.address("measure_light_clear")

    def save(self, form: Any) -> Measure:
        return services.override_measure_light(
            by=self.request.user,
            measure=self.measure,
            light=form.cleaned_data["light"],
            reason=form.cleaned_data["reason"],
            version=form.version,
        )


class MeasureLightClear(MeasurePage, ActionPage):
    done_message = _("The light follows dates and state again.")

    def act(self) -> Measure:
        return services.clear_measure_light(by=self.request.user, measure=self.measure)

    def target_url(self) -> str:
        return self.measure.get_absolute_url()


class MeasureRemove(MeasureFormPage):
    form_class = forms.ReasonForm
    template_name = "goals/measure_remove.html"
    title = _("Remove measure")
    submit_label = _("Remove measure")
    saved_message = _("The measure is removed.")

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.measure.version}

    def save(self, form: Any) -> None:
        services.remove_measure(
            by=self.request.user,
            measure=self.measure,
            reason=form.cleaned_data["reason"],
            version=form.version,
        )

    def cancel_url(self) -> str:
        return self.measure.get_absolute_url()

    def get_success_url(self) -> str:
        return measures_url(self.municipality)
