"""What of goals stands on the home of a municipality."""

from begleitwerk.core.contributions import Look, Values
from begleitwerk.goals.selectors import finding_counts, goal_lines, stuck_measures
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.selectors import may_here

SHOWN_GOALS = 7
SHOWN_STUCK = 2


def our_goals(look: Look) -> Values | None:
    """The first goals; who edits them sees that there are none yet."""
    if not (may_here(look, P.GOALS_VIEW) or may_here(look, P.GOALS_VIEW_RELEASED)):
        return None
    lines = goal_lines(look.subject, look.user, look.today)
    if not lines and not may_here(look, P.GOALS_EDIT):
        return None
    return {"lines": lines[:SHOWN_GOALS], "further": max(0, len(lines) - SHOWN_GOALS)}


def quality(look: Look) -> Values | None:
    """What was agreed in the latest self-assessment, and how many needs have no goal yet."""
    if not may_here(look, P.QUALITY_VIEW):
        return None
    counts = finding_counts([look.subject.pk]).get(look.subject.pk)
    return {"counts": counts} if counts else None


def stuck(look: Look) -> Values | None:
    """Measures without a word for long, for who sees all of them."""
    if not may_here(look, P.GOALS_VIEW):
        return None
    rows = list(stuck_measures(look.subject, look.today)[:SHOWN_STUCK])
    return {"measures": rows} if rows else None
