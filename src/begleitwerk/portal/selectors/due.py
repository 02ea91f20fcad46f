"""What is due in a workspace: one query over everything that has a day and a verb.

The order is that of the days, the longest overdue first.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Value
from django.utils.functional import cached_property

from begleitwerk.core.contributions import Area, Due, DueLine, DueRow, DueRows, DueScope, Rows, due
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import Access
from begleitwerk.portal.rules import due_kinds

HORIZON = timedelta(days=30)
A_DAY = timedelta(days=1)
FIRST = date(1, 1, 1)
MOST = 200
SHOWN_DUE = 5  # so many stand on the home; a page of its own has all


@dataclass(frozen=True)
class Waiting:
    """What is due, the longest overdue first, and which of the areas asked about are there.

    Every page asks which areas are there; only a few show what is due, so the rows of `due` are
    put into words when somebody does.
    """

    areas: frozenset[str] = frozenset()
    due: Sequence[tuple[Due, DueRow]] = ()

    @cached_property
    def lines(self) -> list[DueLine]:
        return [kind.line(row) for kind, row in self.due]


def due_lines(space: Workspace, access: Access, today: date) -> list[DueLine]:
    """Everything due until `HORIZON`, the longest overdue first, in one query."""
    return waiting(space, access, today).lines


def waiting(space: Workspace, access: Access, today: date, asked: Collection[Area] = ()) -> Waiting:
    """What every page of a workspace asks for: one query for the due lines and the areas."""
    kinds = {kind.kind: kind for kind in due_kinds(space, access)}
    person = access.memberships[0].user_id if access.memberships else 0
    scope = DueScope([space.pk], today, today + HORIZON, person)
    parts = [kind.rows(scope).lines(name) for name, kind in kinds.items()]
    parts += [area_rows(area, space) for area in asked if area.is_there]
    if not parts:
        return Waiting()
    united = parts[0].union(*parts[1:], all=True)
    # areas carry the first of all days, so that they are never cut off
    rows = list(united.order_by("due_day", "due_title")[: MOST + len(asked)])
    found = [
        (kinds[name], DueRow(space.slug, key, title, note, on, today))
        for name, key, title, note, on in rows
        if name in kinds
    ]
    return Waiting(frozenset(name for name, *_rest in rows if name not in kinds), found)


def area_rows(area: Area, space: Workspace) -> Rows:
    """A row under the area's name where it is there, before all that is due."""
    rows: Rows = area.is_there(space).order_by() if area.is_there else Workspace.objects.none()
    return DueRows(rows, title="", on=Value(FIRST, DateField())).lines(area.name)


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
