"""Who may see, edit and adopt goals."""

from typing import Any

import rules
from django.db.models import QuerySet

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.goals.models import Goal
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.rules import holds
from begleitwerk.municipalities.selectors import workspaces_with
from begleitwerk.programmes.enums import OCCUPYING
from begleitwerk.programmes.models import Engagement

# Released to everybody who reads released goals of a place; to peers of the same cluster.
RELEASED = (ReleaseLevel.PROGRAMME, ReleaseLevel.PUBLIC)
SHARED = (ReleaseLevel.CLUSTER, *RELEASED)


def cluster_peers(user: User) -> QuerySet[Municipality]:
    """Municipalities in a cluster with one whose goals the person edits."""
    own = workspaces_with(user, P.GOALS_EDIT)
    clusters = Engagement.objects.filter(
        parties__workspace__in=own, state__in=OCCUPYING, cluster__isnull=False
    )
    return Municipality.objects.filter(
        engagements__cluster__in=clusters.values("cluster"), engagements__state__in=OCCUPYING
    ).order_by()


def is_shared_with(user: User, goal: Goal) -> bool:
    """Whether the goal was released to the cluster, or further, and the person is of a peer."""
    if goal.release not in SHARED or not workspaces_with(user, P.GOALS_EDIT):
        return False
    return cluster_peers(user).filter(pk=goal.municipality_id).exists()


@rules.predicate  # type: ignore[untyped-decorator]
def is_released(user: User, subject: Any = None) -> bool:
    """A goal, or the goal of a measure, that left the municipality; a workspace never did."""
    goal = getattr(subject, "goal", subject)
    release = getattr(goal, "release", ReleaseLevel.OWN)
    return release in RELEASED


@rules.predicate  # type: ignore[untyped-decorator]
def is_shared_with_peer(user: User, subject: Any = None) -> bool:
    """A goal, or the goal of a measure, released to the cluster of the person's municipality."""
    goal = getattr(subject, "goal", subject)
    return is_shared_with(user, goal) if isinstance(goal, Goal) else False


rules.add_perm("goals.list_goals", holds(P.GOALS_VIEW) | holds(P.GOALS_VIEW_RELEASED))
rules.add_perm(
    "goals.view_goal",
    holds(P.GOALS_VIEW) | (holds(P.GOALS_VIEW_RELEASED) & is_released) | is_shared_with_peer,
)
# what changed, by whom and why stays inside, whatever was released
rules.add_perm("goals.view_history", holds(P.GOALS_VIEW))
rules.add_perm("goals.edit_goal", holds(P.GOALS_EDIT))
rules.add_perm("goals.adopt_goal", holds(P.GOALS_ADOPT) | holds(P.GOALS_EDIT))
