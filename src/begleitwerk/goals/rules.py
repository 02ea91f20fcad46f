"""Who may see, edit and adopt goals."""

from typing import Any

import rules

from begleitwerk.accounts.models import User
from begleitwerk.goals.models import Goal
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds
from begleitwerk.programmes.rules.release import ReleasePolicy

# Whoever edits goals in a municipality reads what the others of its cluster share.
GOALS = ReleasePolicy(P.GOALS_VIEW, P.GOALS_VIEW_RELEASED, P.GOALS_EDIT)


@rules.predicate  # type: ignore[untyped-decorator]
def may_read(user: User, subject: Any = None) -> bool:
    """A goal, or the goal of a measure, as far as it was released to the person's circle."""
    goal = getattr(subject, "goal", subject)
    return isinstance(goal, Goal) and GOALS.may_read(user, goal.municipality, goal.release)


rules.add_perm("goals.list_goals", holds(P.GOALS_VIEW) | holds(P.GOALS_VIEW_RELEASED))
rules.add_perm("goals.view_goal", may_read)
# what changed, by whom and why stays inside, whatever was released
rules.add_perm("goals.view_history", holds(P.GOALS_VIEW))
rules.add_perm("goals.edit_goal", holds(P.GOALS_EDIT))
# what answers a finding is said by who reads the findings from the inside
rules.add_perm("goals.answer_finding", holds(P.GOALS_EDIT) & holds(P.QUALITY_VIEW))
rules.add_perm("goals.adopt_goal", holds(P.GOALS_ADOPT) | holds(P.GOALS_EDIT))
