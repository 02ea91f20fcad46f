"""What is due in a workspace: one query over everything that has a day and a verb.

The order is that of the days, the longest overdue first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from begleitwerk.core.contributions import DueLine, DueRow, DueScope, due
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import Access
from begleitwerk.portal.rules import due_kinds

HORIZON = timedelta(days=30)
A_DAY = timedelta(days=1)
MOST = 200


def due_lines(space: Workspace, access: Access, today: date) -> list[DueLine]:
    """Everything due until `HORIZON`, the longest overdue first, in one query."""
    kinds = {kind.kind: kind for kind in due_kinds(space, access)}
    if not kinds:
        return []
    person = access.memberships[0].user_id if access.memberships else 0
    scope = DueScope([space.pk], today, today + HORIZON, person)
    first, *rest = [kind.rows(scope).lines(name) for name, kind in kinds.items()]
    rows = first.union(*rest, all=True).order_by("due_day")[:MOST]
    return [
        kinds[name].line(DueRow(space.slug, key, title, note, on, today))
        for name, key, title, note, on in rows
    ]


@dataclass(frozen=True)
class Overdue:
    """How many steps are overdue, and since when the oldest is."""

    number: int
    since: date


def overdue_of(
    workspaces: Sequence[Any], today: date, *, released_only: bool
) -> dict[int, Overdue]:
    """The overdue steps of municipalities by their workspace's id, in one query."""
    scope = DueScope(workspaces, today, today - A_DAY, released_only=released_only)
    first, *rest = [kind.rows(scope).sums() for kind in due.on() if kind.in_cockpit]
    found: dict[int, Overdue] = {}
    for pk, number, since in first.union(*rest, all=True):
        before = found.get(pk)
        found[pk] = Overdue(
            number + (before.number if before else 0),
            min(since, before.since) if before else since,
        )
    return found
