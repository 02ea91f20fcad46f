"""What the home of a municipality itself says; its parts are panels of the apps."""

from begleitwerk.core.contributions import Look, headlines
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.portal.selectors.due import Overdue, overdue_of


def headline_of(look: Look) -> str:
    """The sentence the page begins with; the municipality's name where nobody has one."""
    found = (headline.of(look) for headline in headlines.on())
    return next(filter(None, found), str(look.subject))


def overdue_for_onlookers(look: Look) -> Overdue | None:
    """What the cockpit counts as overdue, for those who come from there and cannot act on it."""
    space, access = look.subject.workspace, access_of(look.user)
    if not access.may(P.COCKPIT_VIEW, space) or access.may(P.GOALS_EDIT, space):
        return None
    found = overdue_of([space.pk], look.today, released_only=not access.may(P.GOALS_VIEW, space))
    return found.get(space.pk)
