"""What council papers say of meetings."""

from datetime import date

from django.db.models import Prefetch, Q

from begleitwerk.core.contributions import PaperLook
from begleitwerk.core.papers import (
    Addresses,
    PartContent,
    TableShape,
    counted,
    day,
    gap,
    month,
    number,
)
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Decision, Meeting
from begleitwerk.processes.papers.process import phases_told

MEETINGS_SHOWN = 12


def meetings_told(look: PaperLook) -> tuple[Meeting, ...]:
    """All meetings but the cancelled ones, those of the programme too, oldest first."""
    mine = Q(municipality=look.municipality)
    if look.process:
        mine |= Q(programme_id=look.process.engagement.edition.programme_id)
    rows = Meeting.objects.filter(mine).exclude(state=MeetingState.CANCELLED)
    decisions = Prefetch("decisions", Decision.objects.order_by("number", "pk"))
    return tuple(
        rows.select_related("kind", "body__kind").prefetch_related(decisions).order_by("on", "pk")
    )


def held_meetings(look: PaperLook) -> list[Meeting]:
    """Meetings that took place since the first phase began, oldest first."""
    starts = [phase.actual_start or phase.planned_start for phase in look.once(phases_told)]
    begin = min(filter(None, starts), default=date.min)
    return [
        meeting
        for meeting in look.once(meetings_told)
        if meeting.state == MeetingState.HELD and meeting.on >= begin
    ]


def meetings(look: PaperLook) -> PartContent:
    """How often we met, the latest meetings as a table, and when the next one is."""
    held = held_meetings(look)
    ahead = [meeting for meeting in look.once(meetings_told) if meeting.is_ahead(look.today)]
    sources = Addresses()
    sources.add("Sitzungen", look.url("processes:meetings"))
    shown = [meeting for meeting in held if meeting.kind.key != "jour_fixe"][-MEETINGS_SHOWN:]
    for meeting in shown:
        if meeting.municipality_id == look.municipality.pk:
            sources.add(f"Sitzung: {meeting}", look.url("processes:meeting", meeting.pk))
    lines = [_met(held, len(shown)), _next_meeting(ahead)]
    missing = gap("Welche Sitzungen und Treffen gab es, und mit welchem Ergebnis?")
    table = TableShape(
        caption="Treffen und Ergebnisse",
        header=("Datum", "Treffen", "Teilnehmende", "Ergebnis"),
        rows=tuple(_meeting_row(meeting) for meeting in shown),
    )
    return PartContent(" ".join(filter(None, lines)) or missing, table.as_json(), sources.all())


def _met(held: list[Meeting], shown: int) -> str:
    if not held:
        return ""
    regular = sum(meeting.kind.key == "jour_fixe" for meeting in held)
    if len(held) == 1:
        return f"Bisher fand ein Treffen statt, und zwar {when(held[0])}."
    among = f", darunter {counted(regular, 'ein Jour fixe', 'Jours fixes')}" if regular else ""
    last = when(held[-1])
    text = f"Bisher fanden {number(len(held))} Treffen statt{among}, zuletzt {last}."
    if len(held) - regular > shown:
        text += f" Die Tabelle zeigt die letzten {number(shown)} ohne die Jours fixes."
    return text


def _next_meeting(ahead: list[Meeting]) -> str:
    return f"Als Nächstes ist {when(ahead[0])} geplant: {ahead[0].title}." if ahead else ""


def when(meeting: Meeting) -> str:
    return f"am {day(meeting.on)}" if meeting.day_known else f"im {month(meeting.on)}"


def _meeting_row(meeting: Meeting) -> tuple[str, ...]:
    decided = [f"Beschluss {item.number}: {item.text}" for item in meeting.decisions.all()]
    result = "\n".join(filter(None, [meeting.summary.strip(), *decided]))
    return (
        day(meeting.on) if meeting.day_known else month(meeting.on),
        meeting.title,
        "nicht erfasst" if meeting.participants is None else str(meeting.participants),
        result or "noch nicht festgehalten",
    )
