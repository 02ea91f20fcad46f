"""The cockpit: all municipalities of a programme, a Land or a facilitator at one glance.

Who stands in it, and what its columns say, the apps contribute.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import (
    Alert,
    Cell,
    CockpitScope,
    Column,
    Participant,
    Participants,
    columns,
    rosters,
)
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.portal.selectors.due import overdue_of


@dataclass(frozen=True)
class ColumnCell:
    column: Column
    cell: Cell | None


@dataclass(frozen=True)
class CockpitRow:
    participant: Participant
    cells: list[ColumnCell]

    @property
    def municipality(self) -> Municipality:
        place: Municipality = self.participant.municipality
        return place

    @property
    def group(self) -> str:
        return self.participant.group

    @property
    def alerts(self) -> list[Alert]:
        """Why one is needed there, overdue steps first."""
        found = [item.cell.alert for item in self.cells if item.cell and item.cell.alert]
        return sorted(found, key=lambda alert: not alert.is_overdue)

    @property
    def overdue(self) -> Alert | None:
        return next((alert for alert in self.alerts if alert.is_overdue), None)


@dataclass(frozen=True)
class Group:
    label: str
    rows: list[CockpitRow]


def participants(kind: str, subject: object, number: str, size: int) -> Participants:
    """One page of the municipalities in the cockpit of a workspace, or of a facilitator."""
    return rosters.on(kind)[0].of(subject, number, size)


def shown_columns(user: User, subject: User | Workspace) -> list[Column]:
    """Those the person may see in the cockpit of a workspace, all in that of her own."""
    return [
        column
        for column in columns.on()
        if not column.permission or subject == user or user.has_perm(column.permission, subject)
    ]


def cockpit_rows(
    rows: Sequence[Participant], shown: Sequence[Column], today: date, *, released_only: bool
) -> list[CockpitRow]:
    """One row per municipality; a fixed number of queries for any number of them.

    `released_only` leaves out goals that were not released to the programme. Of a municipality that
    does not let who looks read there nothing is asked.
    """
    places = [row.municipality for row in rows if row.is_open]
    scope = CockpitScope(places, today, released_only)
    cells = [(column, column.cells(scope)) for column in shown]
    return [
        CockpitRow(
            row,
            [ColumnCell(column, found.get(row.municipality.pk)) for column, found in cells],
        )
        for row in rows
    ]


def overdue_cells(scope: CockpitScope) -> dict[int, Cell]:
    """How many steps of each municipality are overdue; the column of the portal itself."""
    spaces = {place.workspace_id: place.pk for place in scope.places}
    found = overdue_of(list(spaces), scope.today, released_only=scope.released_only)
    return {spaces[pk]: Cell(item, alert_of(item.number, item.since)) for pk, item in found.items()}


def alert_of(number: int, since: date) -> Alert:
    if number == 1:
        return Alert(gettext("One step is overdue"), since, is_overdue=True)
    words = ngettext("%(n)s step is overdue", "%(n)s steps are overdue", number) % {"n": number}
    return Alert(words, since, is_overdue=True)


def grouped(rows: Sequence[CockpitRow]) -> list[Group]:
    groups: dict[str, list[CockpitRow]] = {}
    for row in rows:
        groups.setdefault(row.group or gettext("Without a theme"), []).append(row)
    return [Group(name, members) for name, members in groups.items()]


def most_urgent(rows: Iterable[CockpitRow], limit: int = 5) -> list[CockpitRow]:
    """Where one is needed now: the longest overdue first, then the longest without contact."""

    def urgency(row: CockpitRow) -> tuple[bool, date]:
        first = row.alerts[0]
        return (not first.is_overdue, first.since or date.min)

    return sorted((row for row in rows if row.alerts), key=urgency)[:limit]
