"""Pages about goals: the list, and what is done with one."""

from abc import abstractmethod
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ConfirmForm, ReasonForm
from begleitwerk.core.pages import ActionPage, AddPage, ChangePage, Crumbs, Page, Values
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals import forms, selectors, services
from begleitwerk.goals.enums import GoalState
from begleitwerk.goals.models import Goal
from begleitwerk.goals.presenters import smart_checks
from begleitwerk.goals.rules import GOALS
from begleitwerk.goals.views.goal import GoalArea, goals_url
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.processes.selectors import process_of
from begleitwerk.programmes.presenters import release_choices


class GoalTree(MunicipalityPage, Page):
    """Guiding goals, what serves them, and how each stands."""

    permission = "goals.list_goals"
    template_name = "goals/goals.html"

    def shared(self, today: date) -> list[selectors.GoalLine]:
        """What the cluster shares, for whoever counts as a peer here."""
        is_peer = access_of(self.user).may(GOALS.peers, self.municipality.workspace)
        return selectors.shared_by_peers(self.municipality, today) if is_peer else []

    def values(self) -> Values:
        today = timezone.localdate()
        tree = selectors.goal_tree(self.municipality, self.user, today)
        may_edit = self.user.has_perm("goals.edit_goal", self.municipality)
        form = forms.GoalFilterForm(self.request.GET)
        form.is_valid()
        narrowed = any(self.request.GET.get(name) for name in form.fields)
        shown = selectors.pruned(tree, form.keeps) if narrowed else tree
        nodes = [node for top in tree for node in top.walk()]
        return {
            **super().values(),
            "filter_form": form,
            "narrowed": narrowed,
            "branches": [node for node in shown if node.goal.level == "guiding"],
            "others": [node for node in shown if node.goal.level != "guiding"],
            "count": len(nodes),
            "summary": light_words(nodes),
            "measures": sum(node.standing.measures for node in nodes),
            "may_edit": may_edit,
            "shared": self.shared(today),
        }


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


class GoalAdd(MunicipalityPage, AddPage):
    permission = "goals.edit_goal"
    service = staticmethod(services.add_goal)
    form_class = forms.GoalForm
    form_takes = ("municipality",)
    template_name = "goals/goal_form.html"
    title = _("Add goal")
    submit_label = _("Add goal")
    saved_message = _("The goal is there. Next come the measures that lead to it.")

    def crumbs(self) -> Crumbs:
        return [(gettext("Goals"), goals_url(self.municipality))]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Goal(municipality=self.municipality)}

    def get_initial(self) -> dict[str, Any]:
        above = self.request.GET.get("fuer", "")
        return {"parent": above} if above.isdecimal() else {}

    def within(self) -> Values:
        return {"municipality": self.municipality, "process": process_of(self.municipality)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return {
            **context,
            "checks": smart_checks(form.instance),
            "is_new": not form.is_bound,
        }


class GoalChange(GoalArea, ChangePage):
    """A form about one goal."""


class GoalEdit(GoalChange):
    service = staticmethod(services.change_goal)
    form_class = forms.GoalForm
    form_takes = ("municipality",)
    template_name = "goals/goal_form.html"
    title = _("Edit goal")
    submit_label = _("Save goal")
    saved_message = _("The goal is saved.")

    def values(self) -> Values:
        return {**super().values(), "checks": smart_checks(self.goal)}


class GoalAdopt(GoalChange):
    permission = "goals.adopt_goal"
    service = staticmethod(services.adopt_goal)
    form_class = forms.GoalAdoptForm
    form_takes = ("municipality",)
    starts_with = ("body", "on", "decision")
    title = _("Record who adopted the goal")
    submit_label = _("Record the decision")
    saved_message = _("The decision is recorded.")

    def get_initial(self) -> dict[str, Any]:
        """A meeting's page links here with the number of a decision."""
        found = super().get_initial()
        return {**found, "decision": found["decision"] or self.request.GET.get("beschluss")}


class GoalReport(GoalChange):
    service = staticmethod(services.report_goal)
    form_class = forms.GoalReportForm
    starts_with = ("state", "next_on", "next_step")
    title = _("Report on the goal")
    submit_label = _("Save report")
    saved_message = _("The report is saved.")


class LightPage(ChangePage):
    """The light of a record set by hand; `clear_url` takes that back."""

    form_class = forms.LightForm
    template_name = "goals/light_form.html"
    starts_with = ("light", "reason")
    title = _("Set the light by hand")
    submit_label = _("Set light")
    saved_message = _("The light is set by hand.")

    @abstractmethod
    def light(self) -> str:
        """The light as it would be computed now."""

    @abstractmethod
    def clear_url(self) -> str:
        """Where the light set by hand is taken back."""

    def values(self) -> Values:
        clear_url = self.clear_url() if self.record.light_override else ""
        own = {"subject": self.record, "light": self.light(), "clear_url": clear_url}
        return {**super().values(), **own}


class GoalLight(GoalArea, LightPage):
    service = staticmethod(services.override_goal_light)

    def light(self) -> str:
        return selectors.standing_of(self.goal, timezone.localdate()).light

    def clear_url(self) -> str:
        return reverse("goals:goal_light_clear", args=[self.municipality.slug, self.goal.pk])


class GoalRelease(GoalChange):
    service = staticmethod(services.release_goal)
    form_class = forms.GoalReleaseForm
    form_takes = ("levels",)
    starts_with = ("release",)
    template_name = "goals/release_form.html"
    title = _("Who may read the goal")
    submit_label = _("Save release")
    saved_message = _("It is saved who may read the goal.")

    @property
    def levels(self) -> Any:
        return release_choices(GOALS, self.municipality)


class GoalRemove(GoalChange):
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
        return ConfirmForm if self.removable else ReasonForm

    def save(self, form: Any) -> None:
        if self.removable:
            services.remove_goal(by=self.user, goal=self.goal, version=form.version)
        else:
            services.drop_goal(
                by=self.user,
                goal=self.goal,
                reason=form.cleaned_data["reason"],
                on=timezone.localdate(),
                version=form.version,
            )

    def get_success_url(self) -> str:
        return goals_url(self.municipality)

    def values(self) -> Values:
        return {**super().values(), "removable": self.removable}


# --- Actions ----------------------------------------------------------------------------------


class GoalLightClear(GoalArea, ActionPage):
    done_message = _("The light follows dates and measures again.")

    def act(self) -> Goal:
        return services.clear_goal_light(by=self.user, goal=self.goal)

    def target_url(self) -> str:
        return self.goal.get_absolute_url()


class GoalOrder(MunicipalityPage, Page):
    """The order of goals, changed step by step."""

    permission = "goals.edit_goal"
    template_name = "goals/order.html"
    title = _("Order of the goals")

    def crumbs(self) -> Crumbs:
        return [(gettext("Goals"), goals_url(self.municipality))]

    def values(self) -> Values:
        tree = selectors.goal_tree(self.municipality, self.user, timezone.localdate())
        return {**super().values(), "tree": tree}


class GoalMove(GoalArea, ActionPage):
    """One place up or down, past the neighbour that serves the same goal."""

    def act(self) -> None:
        order, beside = selectors.order_around(self.goal)
        place = beside.index(self.goal.pk)
        other = place - 1 if self.request.POST.get("richtung") == "auf" else place + 1
        if 0 <= other < len(beside):
            first, second = order.index(self.goal.pk), order.index(beside[other])
            order[first], order[second] = order[second], order[first]
            services.reorder_goals(by=self.user, municipality=self.goal.municipality, order=order)

    def target_url(self) -> str:
        return reverse("goals:goal_order", args=[self.goal.municipality.slug])
