"""Who has work in a workspace: everybody for whom something there can fall due."""

from typing import Any

import rules

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import Due, due
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import Access, access_of


def due_kinds(space: Workspace, access: Access) -> list[Due]:
    """What can fall due for this person here; nothing for those who only read."""
    return [
        kind
        for kind in due.on()
        if all(access.may(P(permission), space) for permission in kind.permissions)
    ]


@rules.predicate  # type: ignore[untyped-decorator]
def has_work_here(user: User, subject: Any = None) -> bool:
    return isinstance(subject, Workspace) and bool(due_kinds(subject, access_of(user)))


rules.add_perm("portal.see_due", has_work_here)
