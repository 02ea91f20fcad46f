"""Where a process stands, in figures and in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from begleitwerk.core.templatetags.bw import day, month
from begleitwerk.engine.timeline import (
    Position,
    Window,
    check_windows,
    ends_on,
    months_left,
    share_passed,
    standing,
)
from begleitwerk.processes.models import Phase, Process

STATES = {
    Position.OVER: "done",
    Position.NOW: "now",
    Position.NEXT: "next",
    Position.UNKNOWN: "tentative",
}


def label_of(phase: Phase) -> str:
    """A phase's name; that of the template in the reader's language, as long as it is kept."""
    if phase.item and phase.name == phase.item.label_de:
        return phase.item.label
    return phase.name


def windows_of(phases: Iterable[Phase]) -> list[Window]:
    return [
        Window(
            key=str(phase.pk),
            planned_start=phase.planned_start,
            planned_end=phase.planned_end,
            actual_start=phase.actual_start,
            actual_end=phase.actual_end,
            tentative=phase.is_tentative,
        )
        for phase in phases
    ]


@dataclass(frozen=True)
class PhaseLine:
    """A phase as bars, lists and papers show it; `state` is done, now, next or tentative.

    `share` says in per cent how much of it lies behind us, `note` the same in words.
    """

    phase: Phase
    number: int
    name: str
    state: str
    starts_on: date | None
    ends_on: date | None
    share: int | None
    note: str

    @property
    def span(self) -> str:
        """From when to when, in months: “voraussichtlich Oktober 2026 bis Juni 2027”."""
        return span_words(self.starts_on, self.ends_on, tentative=self.phase.is_tentative)

    @property
    def planned(self) -> str:
        """The planned dates to the day; nothing where none is known."""
        return planned_words(self.phase)

    @property
    def actual(self) -> str:
        """The dates by record to the day; what runs, runs until today."""
        return actual_words(self.phase)

    @property
    def text(self) -> str:
        """What happens in it, in the template's words."""
        return self.phase.item.text if self.phase.item else ""

    @property
    def documents(self) -> list[str]:
        return (self.phase.item.detail("documents") or []) if self.phase.item else []

    @property
    def approval(self) -> str:
        return (self.phase.item.detail("approval") or "") if self.phase.item else ""


@dataclass(frozen=True)
class ProcessStanding:
    """The present phase, if there is one, and all phases around it.

    `months_left` counts to the end of the present phase, None where that is open.
    """

    process: Process
    phases: tuple[PhaseLine, ...]
    present: PhaseLine | None
    months_left: int | None
    today: date

    @property
    def number(self) -> int | None:
        return self.present.number if self.present else None

    @property
    def total(self) -> int:
        return len(self.phases)

    @property
    def name(self) -> str:
        return self.present.name if self.present else ""

    @property
    def states(self) -> list[str]:
        """For the small bar in a table."""
        return [line.state for line in self.phases]

    @property
    def has_begun(self) -> bool:
        return any(line.state in ("done", "now") for line in self.phases)

    @property
    def is_over(self) -> bool:
        return bool(self.phases) and all(line.state == "done" for line in self.phases)

    @property
    def next(self) -> PhaseLine | None:
        """The phase that comes next, with a known start."""
        ahead = (line for line in self.phases if line.state in ("next", "tentative"))
        return next((line for line in ahead if line.starts_on), None)

    @property
    def position_words(self) -> str:
        """“Phase 3 von 4”, or nothing between the phases."""
        if self.present is None:
            return ""
        return _("Phase %(number)s of %(total)s") % {"number": self.number, "total": self.total}

    @property
    def left_words(self) -> str:
        """“noch 7 Monate”, or nothing where the end is open."""
        if self.present is None or self.present.ends_on is None or self.months_left is None:
            return ""
        if self.months_left:
            return ngettext("%(months)d month left", "%(months)d months left", self.months_left) % {
                "months": self.months_left
            }
        days = (self.present.ends_on - self.today).days
        if days == 0:
            return _("ends today")
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}

    @property
    def sentence(self) -> str:
        """One sentence that says where we stand, without a full stop."""
        if self.present:
            return self._present_sentence()
        if not self.phases:
            return _("No phases are planned yet")
        if self.is_over:
            return self._over_sentence()
        upcoming = self.next
        if upcoming and upcoming.starts_on:
            words = {"name": upcoming.name, "month": month(upcoming.starts_on)}
            if upcoming.phase.is_tentative:
                return _("%(name)s is expected to begin in %(month)s") % words
            return _("%(name)s begins in %(month)s") % words
        return _("No dates are set yet")

    def _present_sentence(self) -> str:
        words = {"position": self.position_words, "name": self.name, "left": self.left_words}
        if self.left_words:
            return _("%(position)s: %(name)s, %(left)s") % words
        return _("%(position)s: %(name)s") % words

    def _over_sentence(self) -> str:
        ends = [line.ends_on for line in self.phases if line.ends_on]
        if not ends:
            return _("The process is completed")
        return _("The process was completed in %(month)s") % {"month": month(max(ends))}


def standing_of(process: Process, today: date) -> ProcessStanding:
    """Where a process stands on a day. Reads its phases unless they were prefetched."""
    return standings_of([process], today)[process.pk]


def standings_of(processes: Iterable[Process], today: date) -> dict[int, ProcessStanding]:
    """The same for many processes by their id, with one query for all."""
    rows = list(processes)
    prefetch_related_objects(rows, Prefetch("phases", Phase.objects.select_related("item")))
    return {process.pk: _standing(process, list(process.phases.all()), today) for process in rows}


def _standing(process: Process, rows: Sequence[Phase], today: date) -> ProcessStanding:
    windows = windows_of(rows)
    result = standing(windows, today)
    lines = tuple(
        _line(index, phase, windows, result.positions[index], today)
        for index, phase in enumerate(rows)
    )
    present = lines[result.present - 1] if result.present else None
    left = months_left(present.ends_on, today) if present else None
    return ProcessStanding(process, lines, present, left, today)


def _line(
    index: int, phase: Phase, windows: Sequence[Window], position: Position, today: date
) -> PhaseLine:
    window = windows[index]
    end = ends_on(window, windows[index + 1] if index + 1 < len(windows) else None)
    state = STATES[position]
    if state == "next" and phase.is_tentative:
        state = "tentative"
    closed = Window(window.key, planned_start=window.start, planned_end=end)
    return PhaseLine(
        phase=phase,
        number=index + 1,
        name=label_of(phase),
        state=state,
        starts_on=window.start,
        ends_on=end,
        share=share_passed(closed, today),
        note=_note(state, window.start, end, tentative=phase.is_tentative),
    )


def _note(state: str, start: date | None, end: date | None, *, tentative: bool) -> str:
    if state == "done":
        if end is None:
            return _("completed")
        return _("completed in %(month)s") % {"month": month(end)}
    if state == "now":
        return _running_note(start, end, tentative=tentative)
    if start is None:
        return _("no dates yet")
    words = {"month": month(start)}
    return _("expected from %(month)s") % words if tentative else _("from %(month)s") % words


def _running_note(start: date | None, end: date | None, *, tentative: bool) -> str:
    words = {"start": month(start), "end": month(end)}
    if end is None:
        return _("running since %(start)s") % words
    if tentative:
        return _("running, %(start)s to presumably %(end)s") % words
    return _("running, %(start)s to %(end)s") % words


def span_words(start: date | None, end: date | None, *, tentative: bool) -> str:
    """From when to when in months; an open end stays open."""
    words = {"start": month(start), "end": month(end)}
    if start and end and words["start"] == words["end"]:
        text = words["start"]
    elif start and end:
        text = pgettext("days", "%(start)s to %(end)s") % words
    elif start:
        text = pgettext("days", "from %(start)s") % words
    elif end:
        text = pgettext("days", "until %(end)s") % words
    else:
        return _("no dates yet")
    return pgettext("days", "expected %(span)s") % {"span": text} if tentative else text


def day_span(start: date | None, end: date | None) -> str:
    """From which day to which; an open end says so, nothing known gives nothing."""
    words = {"start": day(start), "end": day(end)}
    if start and end:
        return pgettext("days", "%(start)s to %(end)s") % words
    if start:
        return pgettext("days", "from %(start)s, end open") % words
    return pgettext("days", "until %(end)s") % words if end else ""


def planned_words(phase: Phase) -> str:
    span = day_span(phase.planned_start, phase.planned_end)
    if span and phase.is_tentative:
        return pgettext("days", "expected %(span)s") % {"span": span}
    return span


def actual_words(phase: Phase) -> str:
    if phase.actual_start and not phase.actual_end:
        return pgettext("days", "from %(start)s until today") % {"start": day(phase.actual_start)}
    return day_span(phase.actual_start, phase.actual_end)


# --- What is odd about the dates ------------------------------------------------------------------


def oddities_of(phases: Sequence[Phase], until: date | None = None) -> list[str]:
    """What is odd about the dates and yet kept, one sentence each, with the dates; `until` is the
    end of what the process belongs to."""
    return [*_oddities(phases), *_beyond(phases, until)]


def _beyond(phases: Sequence[Phase], until: date | None) -> Iterator[str]:
    for phase in phases:
        last = phase.planned_end or phase.planned_start
        if until and last and last > until:
            words = {"name": label_of(phase), "last": day(last), "until": day(until)}
            yield (_("“%(name)s” lasts until %(last)s, the edition only until %(until)s.") % words)


def _oddities(phases: Sequence[Phase]) -> Iterator[str]:
    windows = {window.key: window for window in windows_of(phases)}
    names = {str(phase.pk): label_of(phase) for phase in phases}
    for warning in check_windows(list(windows.values())):
        first = windows[warning.keys[0]]
        words = {"name": names[first.key], "start": day(first.start), "end": day(first.end)}
        if warning.code == "end_before_start":
            start, end = _turned(first)
            words |= {"start": day(start), "end": day(end)}
            yield _("“%(name)s” ends on %(end)s, before it begins on %(start)s.") % words
            continue
        second = windows[warning.keys[1]]
        words |= {"next": names[second.key], "next_start": day(second.start)}
        if warning.code == "runs_backwards":
            yield (
                _(
                    "“%(next)s” begins on %(next_start)s, earlier than “%(name)s” before it,"
                    " which begins on %(start)s."
                )
                % words
            )
        else:
            yield (
                _(
                    "“%(name)s” and “%(next)s” overlap: one ends on %(end)s, the other begins"
                    " on %(next_start)s already."
                )
                % words
            )


def _turned(window: Window) -> tuple[date | None, date | None]:
    """The pair of dates that runs backwards, the planned one first."""
    planned = (window.planned_start, window.planned_end)
    if planned[0] and planned[1] and planned[1] < planned[0]:
        return planned
    return window.actual_start, window.actual_end
