"""The groups that work on the process, and their meetings."""

from datetime import date

from django.utils import translation

from begleitwerk.council.papers.builders.addresses import url_of, urls_of
from begleitwerk.council.papers.content import Addresses, BlockContent, TableShape
from begleitwerk.council.papers.words import counted, day, gap, listed, month, number
from begleitwerk.council.selectors import LiveData
from begleitwerk.networks.models import Body
from begleitwerk.networks.presenters.composition import seat_words, subject_of
from begleitwerk.networks.selectors import Seat
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Meeting

MEETINGS_SHOWN = 12


def bodies(data: LiveData) -> BlockContent:
    """The groups that work on the process and the functions in them; never a person's name."""
    sources = Addresses()
    sources.add("Gremien", url_of(data, "networks:bodies"))
    address = urls_of(data, "networks:body")
    for body in data.bodies:
        sources.add(f"Gremium: {body.name}", address(body.pk))
    with translation.override("de"):
        lines = [_composition(data, body) for body in data.bodies]
    missing = gap("Welche Gruppen arbeiten am Prozess, und wer gehört ihnen an?")
    return BlockContent("\n\n".join(lines) or missing, sources=sources.all())


def _composition(data: LiveData, body: Body) -> str:
    """ "Die Planungsgruppe besteht aus drei Personen: …, … und …." """
    seats = data.seats.of(body.pk) if data.seats else ()
    if not seats:
        return gap(f"Wer gehört dem Gremium „{body.name}“ an?")
    name = subject_of(body, "de")
    persons = counted(sum(seat.persons for seat in seats), "einer Person", "Personen")
    if body.kind.extra.get("layer") == "network":  # everybody is in it: a number says enough
        text = f"{name} besteht aus {persons}."
    else:
        text = f"{name} besteht aus {persons}: {listed(map(_seat, seats))}."
    if body.predates_programme:
        return f"{text} Die Gruppe gab es schon vor dem Programm."
    return f"{text} Die Gruppe besteht seit {month(body.founded_on)}." if body.founded_on else text


def _seat(seat: Seat) -> str:
    """A function in words; a body as member has its own paragraph."""
    inner = seat.member.member_body
    if inner is None:
        return seat_words(seat, "de")
    name = subject_of(inner, "de")
    return name[:1].lower() + name[1:]


def meetings(data: LiveData) -> BlockContent:
    """How often we met, the latest meetings as a table, and when the next one is."""
    held = held_meetings(data)
    ahead = [meeting for meeting in data.meetings if meeting.is_ahead(data.today)]
    sources = Addresses()
    sources.add("Sitzungen", url_of(data, "processes:meetings"))
    shown = [meeting for meeting in held if meeting.kind.key != "jour_fixe"][-MEETINGS_SHOWN:]
    for meeting in shown:
        if meeting.municipality_id == data.municipality.pk:
            sources.add(f"Sitzung: {meeting}", url_of(data, "processes:meeting", meeting.pk))
    lines = [_met(held, len(shown)), _next_meeting(ahead)]
    missing = gap("Welche Sitzungen und Treffen gab es, und mit welchem Ergebnis?")
    table = TableShape(
        caption="Treffen und Ergebnisse",
        header=("Datum", "Treffen", "Teilnehmende", "Ergebnis"),
        rows=tuple(_meeting_row(meeting) for meeting in shown),
    )
    return BlockContent(" ".join(filter(None, lines)) or missing, table.as_json(), sources.all())


def held_meetings(data: LiveData) -> list[Meeting]:
    """Meetings that took place since the first phase began, oldest first."""
    starts = [phase.actual_start or phase.planned_start for phase in data.phases]
    begin = min(filter(None, starts), default=date.min)
    return [
        meeting
        for meeting in data.meetings
        if meeting.state == MeetingState.HELD and meeting.on >= begin
    ]


def _met(held: list[Meeting], shown: int) -> str:
    if not held:
        return ""
    regular = sum(meeting.kind.key == "jour_fixe" for meeting in held)
    if len(held) == 1:
        return f"Bisher fand ein Treffen statt, und zwar {_when(held[0])}."
    among = f", darunter {counted(regular, 'ein Jour fixe', 'Jours fixes')}" if regular else ""
    last = _when(held[-1])
    text = f"Bisher fanden {number(len(held))} Treffen statt{among}, zuletzt {last}."
    if len(held) - regular > shown:
        text += f" Die Tabelle zeigt die letzten {number(shown)} ohne die Jours fixes."
    return text


def _next_meeting(ahead: list[Meeting]) -> str:
    return f"Als Nächstes ist {_when(ahead[0])} geplant: {ahead[0].title}." if ahead else ""


def _when(meeting: Meeting) -> str:
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
