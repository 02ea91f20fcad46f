"""What of processes stands in a cockpit: the phase, the last contact, the dates ahead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from begleitwerk.core.contributions import Alert, Cell, CockpitScope, Values
from begleitwerk.core.templatetags.bw import day
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.models import Meeting
from begleitwerk.processes.presenters import ProcessStanding, standings_of
from begleitwerk.processes.selectors import ahead, last_contacts, processes_of_all

QUIET = timedelta(days=35)  # without contact for longer, a municipality asks for attention
MONTHS_SHOWN = 3


def phases(scope: CockpitScope) -> dict[int, Cell]:
    """Where each process stands, by the municipality's id."""
    return {pk: Cell(standing) for pk, standing in scope.once(standings).items()}


def standings(scope: CockpitScope) -> dict[int, ProcessStanding]:
    processes = processes_of_all(scope.places)
    found = standings_of(set(processes.values()), scope.today)
    return {pk: found[process.pk] for pk, process in processes.items()}


# --- Contact --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Contact:
    """The last meeting with the facilitators; quiet where that was too long ago, or never."""

    meeting: Meeting | None
    is_quiet: bool


def contacts(scope: CockpitScope) -> dict[int, Cell]:
    found, known = last_contacts(scope.places), scope.once(standings)
    begun = {pk for pk, standing in known.items() if standing.has_begun}
    return {
        place.pk: contact_cell(found.get(place.pk), scope.today, has_begun=place.pk in begun)
        for place in scope.places
    }


def contact_cell(meeting: Meeting | None, today: date, *, has_begun: bool) -> Cell:
    """Nobody is late with a process that has not begun."""
    is_quiet = has_begun and (meeting is None or meeting.on < today - QUIET)
    return Cell(Contact(meeting, is_quiet), quiet_alert(meeting) if is_quiet else None)


def quiet_alert(meeting: Meeting | None) -> Alert:
    if meeting is None:
        return Alert(_("no contact recorded"), None)
    return Alert(_("last contact on %(day)s") % {"day": day(meeting.on)}, meeting.on)


# --- The next months ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """A meeting on the line of the next months; `at` in per cent of the line.

    It names the kind of body: what a municipality calls its own is not for others.
    """

    at: str
    is_committee: bool
    text: str


def month_starts(today: date) -> list[date]:
    """First days of the present month and the ones after it, one more than are shown."""
    starts = [today.replace(day=1)]
    for _number in range(MONTHS_SHOWN):
        starts.append((starts[-1] + timedelta(days=32)).replace(day=1))
    return starts


def months(today: date) -> Values:
    return {"months": month_starts(today)[:-1]}


def dates(scope: CockpitScope) -> dict[int, Cell]:
    found = events_of(scope.places, scope.today)
    return {place.pk: Cell(found.get(place.pk, [])) for place in scope.places}


def events_of(places: Iterable[Municipality], today: date) -> dict[int, list[Event]]:
    starts = month_starts(today)
    begin, end = starts[0], starts[-1]
    rows = Meeting.objects.filter(ahead(today), municipality__in=places, on__lt=end)
    found: dict[int, list[Event]] = {}
    for meeting in rows.select_related("kind", "body__kind").order_by("on"):
        share = 100 * (meeting.on - begin).days / (end - begin).days
        committee = meeting.body is not None and meeting.body.kind.key.endswith("committee")
        name = str(meeting.body.kind if meeting.body else meeting.kind)
        found.setdefault(meeting.municipality_id or 0, []).append(
            Event(f"{share:.1f}%", committee, f"{name} {meeting.when}")
        )
    return found
