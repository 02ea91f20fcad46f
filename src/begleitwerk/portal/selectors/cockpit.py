"""The cockpit: all municipalities of a programme, a Land or a facilitator at one glance."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Min, Q, QuerySet, Window

from begleitwerk.accounts.models import User
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals import selectors as goals
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.processes import selectors as processes
from begleitwerk.processes.models import Meeting, Process
from begleitwerk.programmes.enums import RUNNING, EngagementState
from begleitwerk.programmes.models import Engagement, EngagementParty, Programme

LIGHTS = (Shape.DONE, Shape.GOOD, Shape.RISK, Shape.LATE, Shape.NONE)
QUIET = timedelta(days=35)  # without contact for longer, a municipality asks for attention
MONTHS_SHOWN = 3


@dataclass(frozen=True)
class LightCount:
    light: str
    number: int


@dataclass(frozen=True)
class Overdue:
    """How many steps are overdue, and since when the oldest is."""

    number: int
    since: date


@dataclass(frozen=True)
class Event:
    """A meeting on the line of the next months; `at` in per cent of the line."""

    at: str
    is_committee: bool
    text: str


@dataclass(frozen=True)
class CockpitRow:
    municipality: Municipality
    engagement: Engagement | None
    theme: str
    standing: processes.ProcessStanding | None
    lights: list[LightCount]
    overdue: Overdue | None
    contact: Meeting | None
    is_quiet: bool
    events: list[Event]

    @property
    def needs_you(self) -> bool:
        return self.overdue is not None or self.is_quiet


@dataclass(frozen=True)
class ThemeGroup:
    label: str
    rows: list[CockpitRow]


# --- Which municipalities ---------------------------------------------------------------------


def parties_of_programme(programme: Programme) -> QuerySet[EngagementParty]:
    """Municipalities that take part in the programme now; once it is over, those that did."""
    parties = EngagementParty.objects.filter(engagement__edition__programme=programme)
    running = parties.filter(engagement__state__in=RUNNING)
    over = ~Exists(running.filter(pk__isnull=False).order_by())
    return parties.filter(
        Q(engagement__state__in=RUNNING)
        | (Q(engagement__state=EngagementState.COMPLETED) & Q(over))
    )


def parties_of_land(workspace: Workspace) -> QuerySet[EngagementParty]:
    return EngagementParty.objects.filter(
        municipality__land__workspace=workspace, engagement__state__in=RUNNING
    )


def parties_of_facilitator(user: User) -> QuerySet[EngagementParty]:
    """The municipalities where the person holds the role of facilitator today."""
    spaces = [
        item.workspace_id for item in access_of(user).memberships if item.role == Role.FACILITATOR
    ]
    return EngagementParty.objects.filter(
        municipality__workspace__in=spaces, engagement__state__in=RUNNING
    )


def page_of(parties: QuerySet[EngagementParty], number: str, size: int) -> "PartyPage":
    """One page of municipalities by theme and name; their number comes along in one query."""
    related = ("municipality__workspace", "engagement__theme__item", "engagement__edition")
    rows = parties.select_related(*related).annotate(total=Window(Count("pk")))
    ordered = rows.order_by(
        "engagement__theme__position", "engagement__theme__pk", "municipality__name", "pk"
    )
    # a page nobody could turn to is the first one; a database counts no further than 64 bits
    first = (max(1, int(number[:9])) - 1) * size if number.isdecimal() else 0
    found = list(ordered[first : first + size]) or list(ordered[:size])
    total = found[0].total if found else 0
    return PartyPage(found, Paginator(range(total), size).get_page(number))


@dataclass(frozen=True)
class PartyPage:
    """The municipalities of a page, and where that page lies among all."""

    parties: list[Any]
    page: Page[int]

    @property
    def total(self) -> int:
        return self.page.paginator.count


# --- Rows -----------------------------------------------------------------------------------------


def cockpit_rows(
    parties: Sequence[EngagementParty], today: date, *, released_only: bool
) -> list[CockpitRow]:
    """One row per municipality; a fixed number of queries for any number of them.

    `released_only` leaves out goals that were not released to the programme.
    """
    places = [party.municipality for party in parties]
    process_of = processes.processes_of_all(places)
    standings = processes.standings_of(set(process_of.values()), today)
    lights = goals.light_counts([place.pk for place in places], today, released_only=released_only)
    overdue = overdue_of(places, today, released_only=released_only)
    contacts = processes.last_contacts(places)
    events = events_of(places, today)
    return [
        row_of(party, today, process_of, standings, lights, overdue, contacts, events)
        for party in parties
    ]


def row_of(
    party: EngagementParty,
    today: date,
    process_of: dict[int, Process],
    standings: dict[int, processes.ProcessStanding],
    lights: dict[int, Counter[Shape]],
    overdue: dict[int, Overdue],
    contacts: dict[int, Meeting],
    events: dict[int, list[Event]],
) -> CockpitRow:
    pk = party.municipality_id
    process, contact = process_of.get(pk), contacts.get(pk)
    counts = lights.get(pk, Counter())
    return CockpitRow(
        municipality=party.municipality,
        engagement=party.engagement,
        theme=str(party.engagement.theme) if party.engagement.theme else "",
        standing=standings.get(process.pk) if process else None,
        lights=[LightCount(light.value, counts[light]) for light in LIGHTS if counts[light]],
        overdue=overdue.get(pk),
        contact=contact,
        is_quiet=contact is None or contact.on < today - QUIET,
        events=events.get(pk, []),
    )


def overdue_of(
    places: Sequence[Municipality], today: date, *, released_only: bool
) -> dict[int, Overdue]:
    """Overdue measures, meetings without a result, phases past their end, added up."""
    measures = goals.overdue_measures(places, today, released_only=released_only)
    meetings = processes.unrecorded_meetings(today).filter(municipality__in=places)
    phases = processes.open_phases().filter(municipality__in=places, planned_end__lt=today)
    parts = (sums(measures, "due_on"), sums(meetings, "on"), sums(phases, "planned_end"))
    found: dict[int, Overdue] = {}
    for pk, number, since in parts[0].union(*parts[1:], all=True):
        before = found.get(pk)
        found[pk] = Overdue(
            number + (before.number if before else 0),
            min(since, before.since) if before else since,
        )
    return found


def sums(rows: QuerySet, day: str) -> QuerySet:  # type: ignore[type-arg]
    """Municipality, number of rows, earliest day: the same three columns of every kind."""
    counted = rows.order_by().values("municipality").annotate(number=Count("pk"), since=Min(day))
    named: QuerySet = counted.values_list("municipality", "number", "since")  # type: ignore[type-arg]
    return named


# --- The next months ------------------------------------------------------------------------------


def month_starts(today: date) -> list[date]:
    """First days of the present month and the ones after it, one more than are shown."""
    first = today.replace(day=1)
    starts = [first]
    for _number in range(MONTHS_SHOWN):
        starts.append((starts[-1] + timedelta(days=32)).replace(day=1))
    return starts


def events_of(places: Iterable[Municipality], today: date) -> dict[int, list[Event]]:
    starts = month_starts(today)
    begin, end = starts[0], starts[-1]
    rows = Meeting.objects.filter(processes.ahead(today), municipality__in=places, on__lt=end)
    found: dict[int, list[Event]] = {}
    for meeting in rows.select_related("kind", "body__kind").order_by("on"):
        share = 100 * (meeting.on - begin).days / (end - begin).days
        committee = meeting.body is not None and meeting.body.kind.key.endswith("committee")
        name = str(meeting.body or meeting.kind)
        found.setdefault(meeting.municipality_id or 0, []).append(
            Event(f"{share:.1f}%", committee, f"{name} {meeting.when}")
        )
    return found


def grouped(rows: Sequence[CockpitRow], label: Callable[[CockpitRow], str]) -> list[ThemeGroup]:
    groups: dict[str, list[CockpitRow]] = {}
    for row in rows:
        groups.setdefault(label(row), []).append(row)
    return [ThemeGroup(name, members) for name, members in groups.items()]


def most_urgent(rows: Iterable[CockpitRow], limit: int = 5) -> list[CockpitRow]:
    """Where one is needed now: the longest overdue first, then the longest without contact."""

    def urgency(row: CockpitRow) -> tuple[bool, date]:
        since = row.overdue.since if row.overdue else None
        return (since is None, since or (row.contact.on if row.contact else date.min))

    return sorted((row for row in rows if row.needs_you), key=urgency)[:limit]
