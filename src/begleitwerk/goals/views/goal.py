"""The page of one goal, with its red thread; what pages about a goal share."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from begleitwerk.core.contributions import Look, thread_of
from begleitwerk.core.pages import Crumbs, Page, Values
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals import selectors
from begleitwerk.goals.contributions import thread
from begleitwerk.goals.models import Goal
from begleitwerk.goals.presenters import answered_lines, goal_history, smart_checks
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.pages import MunicipalityPage

# KERN's badge for each light.
BADGES = {
    Shape.GOOD: "success",
    Shape.DONE: "success",
    Shape.RISK: "warning",
    Shape.LATE: "danger",
    Shape.NONE: "info",
}


def goals_url(municipality: Municipality) -> str:
    return reverse("goals:goals", args=[municipality.slug])


def crumbs_to_goals(user: Any, municipality: Municipality) -> Crumbs:
    """The way back to the list; a peer who reads one shared goal may not open it."""
    may_list = user.has_perm("goals.list_goals", municipality)
    return [(gettext("Goals"), goals_url(municipality))] if may_list else []


class GoalArea(MunicipalityPage):
    """A page about one goal, or below it; strangers get 404 before the rule is asked."""

    permission = "goals.edit_goal"
    record_name = "goal"

    @cached_property
    def goal(self) -> Goal:
        found = selectors.get_goal_or_404(self.user, self.kwargs["slug"], self.kwargs["pk"])
        self.request.municipality = found.municipality  # the frame need not read it again
        return found

    @property
    def municipality(self) -> Municipality:
        return self.goal.municipality

    def permission_object(self) -> Goal:
        return self.goal

    def crumbs(self) -> Crumbs:
        return [
            *crumbs_to_goals(self.user, self.municipality),
            (self.goal.title, self.goal.get_absolute_url()),
        ]


class GoalDetail(GoalArea, Page):
    """One goal and its red thread."""

    permission = "goals.view_goal"
    template_name = "goals/goal.html"

    def sees_parent(self) -> bool:
        """A goal above may be less released than this one; its title stays where it is."""
        parent = self.goal.parent
        return parent is not None and self.user.has_perm("goals.view_goal", parent)

    def crumbs(self) -> Crumbs:
        path = super().crumbs()[:-1]
        parent = self.goal.parent
        if parent is not None and self.sees_parent():
            parent.municipality = self.municipality
            path.append((parent.title, parent.get_absolute_url()))
        return path

    def values(self) -> Values:
        look = Look(self.goal, self.user, timezone.localdate())
        light = look.once(thread.light)
        return {
            **super().values(),
            "goal": self.goal,
            "look": look,
            "stations": thread_of(look),
            "light": light,
            "badge": BADGES[light],
            "measures": look.once(thread.measures),
            "answered": answered_lines(look.once(thread.findings), self.goal),
            "may_link": self.user.has_perm("goals.answer_finding", self.goal),
            "add_url": reverse("goals:goal_finding", args=[self.municipality.slug, self.goal.pk]),
            "children": selectors.lines_below(self.goal, self.user, look.once(thread.lights)),
            "can_edit": look.once(thread.edits),
            "hints": [check for check in smart_checks(self.goal) if check.met is False],
            "sees_history": self.user.has_perm("goals.view_history", self.goal),
            "history": goal_history(self.goal),
        }
