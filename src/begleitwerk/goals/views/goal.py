"""The page of one goal, with its red thread."""

from functools import cached_property
from typing import Any

from django.utils import timezone

from begleitwerk.core.contributions import Look, thread_of
from begleitwerk.core.pages import Page
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals import selectors
from begleitwerk.goals.contributions import thread
from begleitwerk.goals.models import Goal
from begleitwerk.goals.presenters import goal_history, smart_checks
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


class GoalDetail(MunicipalityPage, Page):
    """One goal and its red thread."""

    permission = "goals.view_goal"
    template_name = "goals/goal.html"

    @cached_property
    def goal(self) -> Goal:
        user: Any = self.request.user
        return selectors.get_goal_or_404(user, self.kwargs["slug"], self.kwargs["pk"])

    @property
    def municipality(self) -> Municipality:
        return self.goal.municipality

    def permission_object(self) -> Goal:
        return self.goal

    def sees_parent(self) -> bool:
        """A goal above may be less released than this one; its title stays where it is."""
        parent = self.goal.parent
        return parent is not None and self.request.user.has_perm("goals.view_goal", parent)

    def children(self, look: Look) -> list[selectors.GoalLine]:
        lines = selectors.goal_lines(self.municipality, look.user, look.today)
        return [line for line in lines if line.goal.parent_id == self.goal.pk]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        look = Look(self.goal, user, timezone.localdate())
        light = look.once(thread.light)
        return super().get_context_data(
            look=look,
            stations=thread_of(look),
            goal=self.goal,
            today=look.today,
            light=light,
            badge=BADGES[light],
            measures=look.once(thread.measures),
            children=self.children(look),
            can_edit=look.once(thread.edits),
            hints=[check for check in smart_checks(self.goal) if check.met is False],
            sees_parent=self.sees_parent(),
            sees_list=user.has_perm("goals.list_goals", self.municipality),
            sees_history=user.has_perm("goals.view_history", self.goal),
            history=goal_history(self.goal),
            **kwargs,
        )
