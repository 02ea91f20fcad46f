"""Pages about goals."""

from abc import abstractmethod
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ActionPage, FormPage, Page
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals import forms, selectors, services
from begleitwerk.goals.enums import GoalState
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.presenters import smart_checks
from begleitwerk.goals.rules import GOALS
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.processes.selectors import process_of
from begleitwerk.programmes.presenters import release_choices

Crumbs = list[tuple[str, str]]


def goals_url(municipality: Municipality) -> str:
    return reverse("goals:goals", args=[municipality.slug])


def crumbs_to_goals(user: Any, municipality: Municipality) -> Crumbs:
    """The way back to the list; a peer who reads one shared goal may not open it."""
    may_list = user.has_perm("goals.list_goals", municipality)
    return [(gettext("Goals"), goals_url(municipality))] if may_list else []


class GoalTree(MunicipalityPage, Page):
    """Guiding goals, what serves them, and how each stands."""

    permission = "goals.list_goals"
    template_name = "goals/goals.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        today = timezone.localdate()
        tree = selectors.goal_tree(self.municipality, user, today)
        may_edit = user.has_perm("goals.edit_goal", self.municipality)
        form = forms.GoalFilterForm(self.request.GET)
        form.is_valid()
        narrowed = any(self.request.GET.get(name) for name in form.fields)
        shown = selectors.pruned(tree, form.keeps) if narrowed else tree
        nodes = [node for top in tree for node in top.walk()]
        return super().get_context_data(
            filter_form=form,
            narrowed=narrowed,
            branches=[node for node in shown if node.goal.level == "guiding"],
            others=[node for node in shown if node.goal.level != "guiding"],
            count=len(nodes),
            summary=light_words(nodes),
            measures=sum(node.standing.measures for node in nodes),
            may_edit=may_edit,
            shared=selectors.shared_by_peers(self.municipality, today) if may_edit else [],
            **kwargs,
        )


def light_words(nodes: list[selectors.Node]) -> str:
    """How many goals are delayed or at risk, as one sentence."""
    lights = [node.standing.light for node in nodes if node.goal.state != GoalState.DROPPED]
    late, risk = lights.count(Shape.LATE), lights.count(Shape.RISK)
    if not lights:
        return ""
    if not late and not risk:
        return gettext("None is delayed, none is at risk.")
    parts = []
    if late:
        parts.append(ngettext("%(n)s is delayed", "%(n)s are delayed", late) % {"n": late})
    if risk:
        parts.append(ngettext("%(n)s is at risk", "%(n)s are at risk", risk) % {"n": risk})
    return f"{', '.join(parts)}."


# --- Forms ------------------------------------------------------------------------------------


class GoalFormPage(MunicipalityPage, FormPage):
    """A form about one goal; strangers get 404 before the rule is asked."""

    permission = "goals.edit_goal"

    @cached_property
    def goal(self) -> Goal:
        user: Any = self.request.user
        return selectors.get_goal_or_404(user, self.kwargs["slug"], self.kwargs["pk"])

    @property
    def municipality(self) -> Municipality:
        return self.goal.municipality

    def permission_object(self) -> Goal:
        return self.goal

    def get_success_url(self) -> str:
        return self.goal.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs: Crumbs = [
            (gettext("Goals"), goals_url(self.municipality)),
            (self.goal.title, self.goal.get_absolute_url()),
        ]
        return super().get_context_data(goal=self.goal, crumbs=crumbs, **kwargs)


class GoalAdd(MunicipalityPage, FormPage):
    permission = "goals.edit_goal"
    form_class = forms.GoalForm
    template_name = "goals/goal_form.html"
    title = _("Add goal")
    submit_label = _("Add goal")
    saved_message = _("The goal is there. Next come the measures that lead to it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        values = super().get_form_kwargs()
        goal = Goal(municipality=self.municipality)
        return {**values, "instance": goal, "municipality": self.municipality}

    def get_initial(self) -> dict[str, Any]:
        above = self.request.GET.get("fuer", "")
        return {"parent": above} if above.isdecimal() else {}

    def save(self, form: Any) -> Goal:
        return services.add_goal(
            by=self.request.user,
            municipality=self.municipality,
            process=process_of(self.municipality),
            **goal_values(form),
        )

    def cancel_url(self) -> str:
        return goals_url(self.municipality)

    def get_success_url(self) -> str:
        return str(self.result.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["crumbs"] = [(gettext("Goals"), goals_url(self.municipality))]
        context["checks"] = smart_checks(context["form"].instance)
        context["is_new"] = not context["form"].is_bound
        return context


def goal_values(form: Any) -> Any:
    """What the form says about a goal, under the names of the service."""
    names = services.GoalValues.__annotations__
    return {name: value for name, value in form.cleaned_data.items() if name in names}


class GoalEdit(GoalFormPage):
    form_class = forms.GoalForm
    template_name = "goals/goal_form.html"
    title = _("Edit goal")
    submit_label = _("Save goal")
    saved_message = _("The goal is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        values = super().get_form_kwargs()
        return {**values, "instance": self.goal, "municipality": self.municipality}

    def save(self, form: Any) -> Goal:
        return services.change_goal(
            by=self.request.user, goal=self.goal, version=form.version, **goal_values(form)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(checks=smart_checks(self.goal), **kwargs)


class GoalAdopt(GoalFormPage):
    permission = "goals.adopt_goal"
    form_class = forms.GoalAdoptForm
    title = _("Record who adopted the goal")
    submit_label = _("Record the decision")
    saved_message = _("The decision is recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "municipality": self.municipality}

    def get_initial(self) -> dict[str, Any]:
        return {
            "version": self.goal.version,
            "body": self.goal.adopted_by_id,
            "on": self.goal.adopted_on,
            "decision": self.goal.decision_id or self.request.GET.get("beschluss"),
        }

    def save(self, form: Any) -> Goal:
        data = form.cleaned_data
        return services.adopt_goal(
            by=self.request.user,
            goal=self.goal,
            body=data["body"],
            on=data["on"],
            decision=data["decision"],
            version=form.version,
        )


class GoalReport(GoalFormPage):
    form_class = forms.GoalReportForm
    title = _("Report on the goal")
    submit_label = _("Save report")
    saved_message = _("The report is saved.")

    def get_initial(self) -> dict[str, Any]:
        return {
            "version": self.goal.version,
            "state": self.goal.state,
            "next_on": self.goal.next_on,
            "next_step": self.goal.next_step,
        }

    def save(self, form: Any) -> Goal:
        data = form.cleaned_data
        names = ("state", "note", "on", "next_on", "next_step")
        return services.report_goal(
            by=self.request.user,
            goal=self.goal,
            version=form.version,
            **{name: data[name] for name in names},
        )


class LightPage(FormPage):
    """The light of `row` set by hand; `light` is what it shows now, `clear_url` ends it."""

    form_class = forms.LightForm
    template_name = "goals/light_form.html"
    title = _("Set the light by hand")
    submit_label = _("Set light")
    saved_message = _("The light is set by hand.")

    @abstractmethod
    def row(self) -> Goal | Measure:
        """The goal or measure whose light is set."""

    @abstractmethod
    def light(self) -> str:
        """The light as it would be computed now."""

    @abstractmethod
    def clear_url(self) -> str:
        """Where the light set by hand is taken back."""

    def get_initial(self) -> dict[str, Any]:
        row = self.row()
        return {
            "version": row.version,
            "light": row.light_override,
            "reason": row.override_reason,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row()
        return super().get_context_data(
            subject=row,
            light=self.light(),
            clear_url=self.clear_url() if row.light_override else "",
            **kwargs,
        )


class GoalLight(LightPage, GoalFormPage):
    def row(self) -> Goal:
        return self.goal

    def light(self) -> str:
        return selectors.standing_of(self.goal, timezone.localdate()).light

    def clear_url(self) -> str:
        return reverse("goals:goal_light_clear", args=[self.municipality.slug, self.goal.pk])

    def save(self, form: Any) -> Goal:
        return services.override_goal_light(
            by=self.request.user,
            goal=self.goal,
            light=form.cleaned_data["light"],
            reason=form.cleaned_data["reason"],
            version=form.version,
        )


class GoalRelease(GoalFormPage):
    form_class = forms.GoalReleaseForm
    template_name = "goals/release_form.html"
    title = _("Who may read the goal")
    submit_label = _("Save release")
    saved_message = _("It is saved who may read the goal.")

    def get_form_kwargs(self) -> dict[str, Any]:
        levels = release_choices(GOALS, self.municipality)
        return {**super().get_form_kwargs(), "levels": levels}

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.goal.version, "release": self.goal.release}

    def save(self, form: Any) -> Goal:
        return services.release_goal(
            by=self.request.user,
            goal=self.goal,
            level=form.cleaned_data["release"],
            reason=form.cleaned_data["reason"],
            version=form.version,
        )


class GoalRemove(GoalFormPage):
    """A goal nothing hangs on is deleted; any other is no longer pursued, and stays."""

    template_name = "goals/goal_remove.html"
    title = _("Remove goal")

    @cached_property
    def removable(self) -> bool:
        return selectors.may_be_removed(self.goal)

    @property
    def submit_label(self) -> Promise:  # type: ignore[override]
        return _("Remove goal") if self.removable else _("No longer pursue the goal")

    def get_form_class(self) -> Any:
        return forms.ConfirmForm if self.removable else forms.ReasonForm

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.goal.version}

    def save(self, form: Any) -> None:
        if self.removable:
            services.remove_goal(by=self.request.user, goal=self.goal, version=form.version)
        else:
            services.drop_goal(
                by=self.request.user,
                goal=self.goal,
                reason=form.cleaned_data["reason"],
                on=timezone.localdate(),
                version=form.version,
            )

    def cancel_url(self) -> str:
        return self.goal.get_absolute_url()

    def get_success_url(self) -> str:
        return goals_url(self.municipality)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(removable=self.removable, **kwargs)


# --- Actions ----------------------------------------------------------------------------------


class GoalActionPage(MunicipalityPage, ActionPage):
    permission = "goals.edit_goal"

    @cached_property
    def goal(self) -> Goal:
        user: Any = self.request.user
        return selectors.get_goal_or_404(user, self.kwargs["slug"], self.kwargs["pk"])

    def permission_object(self) -> Goal:
        return self.goal


class GoalLightClear(GoalActionPage):
    done_message = _("The light follows dates and measures again.")

    def act(self) -> Goal:
        return services.clear_goal_light(by=self.request.user, goal=self.goal)

    def target_url(self) -> str:
        return self.goal.get_absolute_url()


class GoalOrder(MunicipalityPage, Page):
    """The order of goals, changed step by step."""

    permission = "goals.edit_goal"
    template_name = "goals/order.html"
    title = _("Order of the goals")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        tree = selectors.goal_tree(self.municipality, user, timezone.localdate())
        crumbs: Crumbs = [(gettext("Goals"), goals_url(self.municipality))]
        return super().get_context_data(title=self.title, crumbs=crumbs, tree=tree, **kwargs)


class GoalMove(GoalActionPage):
    """One place up or down, past the neighbour that serves the same goal."""

    def act(self) -> None:
        goals = Goal.objects.filter(municipality=self.goal.municipality)
        order = list(goals.values_list("pk", flat=True))
        beside = list(goals.filter(parent=self.goal.parent).values_list("pk", flat=True))
        place = beside.index(self.goal.pk)
        other = place - 1 if self.request.POST.get("richtung") == "auf" else place + 1
        if 0 <= other < len(beside):
            first, second = order.index(self.goal.pk), order.index(beside[other])
            order[first], order[second] = order[second], order[first]
            services.reorder_goals(
                by=self.request.user, municipality=self.goal.municipality, order=order
            )

    def target_url(self) -> str:
        return reverse("goals:goal_order", args=[self.goal.municipality.slug])
