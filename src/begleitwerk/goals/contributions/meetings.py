"""The goals a meeting adopted, on its page: from a decision one click leads to what it carried."""

from begleitwerk.core.contributions import Look, Values
from begleitwerk.goals.selectors import visible_to


def carried(look: Look) -> Values | None:
    """Goals whose decision was taken in this meeting, as far as the person may read them."""
    if look.subject.municipality is None:
        return None
    rows = visible_to(look.user).filter(decision__meeting=look.subject)
    rows = rows.select_related("decision", "municipality__workspace").distinct()
    goals = list(rows.order_by("decision__number", "position", "pk"))
    return {"goals": goals} if goals else None
