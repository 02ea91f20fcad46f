"""Where two people decide they are two: the one check of every such step."""

from collections.abc import Iterable

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.presenters import why_not_second


def check_second_person(
    *, by: User, first: Iterable[int | None], workspace: Workspace, right: Permission
) -> None:
    """Refused where `by` acted first herself, or holds the role that lets her act second, by its
    `right`, from somebody who did: a second account of one's own is no second person.
    """
    if why := why_not_second(by, first, workspace, right):
        raise Refused(why)
