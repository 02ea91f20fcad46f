"""Who may see, edit and adopt goals."""

from typing import Any

import rules

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.goals.models import Goal
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds


@rules.predicate  # type: ignore[untyped-decorator]
def is_released(user: User, subject: Any = None) -> bool:
    """A goal, or the goal of a measure, that left the municipality; a workspace never did."""
    goal = getattr(subject, "goal", subject)
    release = getattr(goal, "release", ReleaseLevel.OWN)
    return release in (ReleaseLevel.PROGRAMME, ReleaseLevel.PUBLIC)


@rules.predicate  # type: ignore[untyped-decorator]
def is_shared_with_peer(user: User, subject: Any = None) -> bool:
    """A goal, or the goal of a measure, released to the cluster of the person's municipality."""
    # the selector reads engagements; rules stay free of queries of their own
    from begleitwerk.goals.selectors import is_shared_with

    goal = getattr(subject, "goal", subject)
    return is_shared_with(user, goal) if isinstance(goal, Goal) else False


rules.add_perm("goals.list_goals", holds(P.GOALS_VIEW) | holds(P.GOALS_VIEW_RELEASED))
rules.add_perm(
    "goals.view_goal",
    holds(P.GOALS_VIEW) | (holds(P.GOALS_VIEW_RELEASED) & is_released) | is_shared_with_peer,
)
rules.add_perm("goals.edit_goal", holds(P.GOALS_EDIT))
rules.add_perm("goals.adopt_goal", holds(P.GOALS_ADOPT) | holds(P.GOALS_EDIT))
