"""The blocks over live data: whole German sentences, each with its sources.

A builder never gives nothing: where data is missing it says what to fill in.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import translation

from begleitwerk.council.enums import BlockKind
from begleitwerk.council.papers.content import Addresses, BlockContent, TableShape
from begleitwerk.council.papers.words import (
    LIGHTS,
    MEASURE_STATES,
    capital,
    counted,
    day,
    euro,
    gap,
    listed,
    month,
    named,
    number,
    sentence,
)
from begleitwerk.council.selectors import LiveData
from begleitwerk.engine.timeline import Position, standing
from begleitwerk.goals.enums import Light, MeasureState
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.selectors import light_of
from begleitwerk.networks.models import Body
from begleitwerk.networks.selectors import Seat
from begleitwerk.networks.selectors.composition import seat_words, subject_of
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Meeting, Phase
from begleitwerk.processes.selectors import windows_of
from begleitwerk.programmes.enums import NEXT_STATES
from begleitwerk.programmes.models import Edition

MEETINGS_SHOWN = 12

# --- Programme, reason, outlook -------------------------------------------------------------------


def programme(data: LiveData) -> BlockContent:
    """The programme, the theme, how many take part, the period."""
    process = data.process
    if process is None:
        return BlockContent(gap("An welchem Programm nehmen wir mit welchem Thema teil?"))
    engagement, edition = process.engagement, process.engagement.edition
    over = engagement.state in NEXT_STATES and not NEXT_STATES[engagement.state]
    verb = "nahm" if over else "nimmt"
    lines = [
        f"{named(data.municipality)} {verb} am Programm „{edition.programme.name}“ teil.",
        sentence(f"Träger des Programms: {edition.programme.office}")
        if edition.programme.office
        else "",
        _theme(data, engagement.theme.item.label_de if engagement.theme else ""),
        f"Die Zusage kam am {day(data.selected_on)}." if data.selected_on else "",
        _period(edition, data.today),
        sentence(edition.programme.funding),
    ]
    sources = Addresses()
    sources.add("Prozess und Phasen", _url(data, "processes:process"))
    return BlockContent(" ".join(filter(None, lines)), sources=sources.all())


def _theme(data: LiveData, theme: str) -> str:
    """The theme, and one of how many municipalities we are, with it and in all."""
    total = f"insgesamt sind es {number(data.all_themes)}" if data.all_themes > 1 else ""
    if not theme:
        return f"Beteiligt sind {number(data.all_themes)} Kommunen." if total else ""
    text = f"Unser Entwicklungsthema heißt „{theme}“"
    if data.same_theme > 1:
        text += f"; es ist das Thema von {number(data.same_theme)} Kommunen des Programms"
    elif total:
        text += "; keine weitere Kommune des Programms hat es gewählt"
    return sentence(f"{text}, {total}" if total else text)


def _period(edition: Edition, today: date) -> str:
    start, end = edition.starts_on, edition.ends_on
    if start and end:
        verb = "lief" if end < today else "läuft"
        return f"Das Programm {verb} von {month(start)} bis {month(end)}."
    if start:
        return f"Das Programm läuft seit {month(start)}; ein Ende ist noch nicht festgelegt."
    return ""


def reason(data: LiveData) -> BlockContent:
    text = data.process.reason_to_join.strip() if data.process else ""
    sources = Addresses()
    sources.add("Prozess: warum wir teilnehmen", _url(data, "processes:process"))
    return BlockContent(text or gap("Warum nehmen wir teil?"), sources=sources.all())


def outlook(data: LiveData) -> BlockContent:
    """What the process says about its future, and the phase that comes next."""
    text = data.process.outlook.strip() if data.process else ""
    following = [
        _phase_sentence(phase, where)
        for phase, where in _placed(data)
        if where in (Position.NEXT, Position.UNKNOWN)
    ]
    sources = Addresses()
    sources.add("Prozess: Ausblick", _url(data, "processes:process"))
    parts = [text, *following[:1]]
    return BlockContent(
        "\n\n".join(filter(None, parts)) or gap("Wie geht es weiter, und wann berichten wir?"),
        sources=sources.all(),
    )


# --- Phases ---------------------------------------------------------------------------------------


def phases(data: LiveData) -> BlockContent:
    """What lies behind, what is under way, what follows; one paragraph for each phase."""
    placed = _placed(data)
    if not placed:
        return BlockContent(gap("Welche Phasen hat der Prozess, und in welcher stehen wir?"))
    present = _present(data)
    lead = (
        f"Der Prozess hat {counted(len(placed), 'eine Phase', 'Phasen')}; "
        f"wir stehen in Phase {present}."
        if present and len(placed) > 1
        else ""
    )
    lines = [_phase_sentence(phase, where) for phase, where in placed]
    sources = Addresses()
    sources.add("Prozess und Phasen", _url(data, "processes:process"))
    return BlockContent("\n\n".join(filter(None, [lead, *lines])), sources=sources.all())


def _placed(data: LiveData) -> list[tuple[Phase, Position]]:
    """Each phase with where it lies; one whose end has passed is over, its start known or not."""
    windows = windows_of(data.phases)
    places = [
        Position.OVER if window.start is None and window.end and window.end < data.today else place
        for window, place in zip(
            windows, standing(windows, data.today).positions, strict=True
        )
    ]
    return list(zip(data.phases, places, strict=True))


def _present(data: LiveData) -> int | None:
    return standing(windows_of(data.phases), data.today).present


def _phase_sentence(phase: Phase, where: Position) -> str:
    start = phase.actual_start or phase.planned_start
    end = phase.actual_end or phase.planned_end
    told = _TENSES[where](phase, start, end)
    return " ".join(filter(None, [told, sentence(phase.note)]))


def _past(phase: Phase, start: date | None, end: date | None) -> str:
    if start and end:
        return f"{_span(start, end, '')} lief die Phase „{phase.name}“."
    if end:
        return f"Die Phase „{phase.name}“ endete im {month(end)}."
    return f"Die Phase „{phase.name}“ ist abgeschlossen."


def _running(phase: Phase, start: date | None, end: date | None) -> str:
    since = f"Seit {month(start)} läuft" if start else "Zurzeit läuft"
    until = f"; sie dauert {_perhaps(phase)}bis {month(end)}" if end else ""
    return f"{since} die Phase „{phase.name}“{until}."


def _coming(phase: Phase, start: date | None, end: date | None) -> str:
    perhaps = _perhaps(phase)
    if start and end:
        return f"{_span(start, end, perhaps)} folgt die Phase „{phase.name}“."
    if start:
        return f"{capital(f'{perhaps}ab {month(start)}')} folgt die Phase „{phase.name}“."
    return (
        f"Die Phase „{phase.name}“ endet {perhaps}im {month(end)}; "
        "ihr Beginn steht noch nicht fest."
        if end
        else _unknown(phase, start, end)
    )


def _unknown(phase: Phase, start: date | None, end: date | None) -> str:
    return f"Danach folgt die Phase „{phase.name}“; ihr Zeitraum steht noch nicht fest."


_TENSES: dict[Position, Callable[[Phase, date | None, date | None], str]] = {
    Position.OVER: _past,
    Position.NOW: _running,
    Position.NEXT: _coming,
    Position.UNKNOWN: _unknown,
}


def _span(start: date, end: date, perhaps: str) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return capital(f"{perhaps}im {month(start)}")
    return f"Von {month(start)} {perhaps and 'voraussichtlich '}bis {month(end)}"


def _perhaps(phase: Phase) -> str:
    return "voraussichtlich " if phase.is_tentative else ""


# --- Groups and meetings --------------------------------------------------------------------------


def bodies(data: LiveData) -> BlockContent:
    """The groups that work on the process and the functions in them; never a person's name."""
    sources = Addresses()
    sources.add("Gremien", _url(data, "networks:bodies"))
    for body in data.bodies:
        sources.add(f"Gremium: {body.name}", _url(data, "networks:body", body.pk))
    with translation.override("de"):
        lines = [_composition(data, body) for body in data.bodies]
    missing = gap("Welche Gruppen arbeiten am Prozess, und wer gehört ihnen an?")
    return BlockContent("\n\n".join(lines) or missing, sources=sources.all())


def _composition(data: LiveData, body: Body) -> str:
    """"Die Planungsgruppe besteht aus drei Personen: …, … und …." """
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
    ahead = [
        meeting
        for meeting in data.meetings
        if meeting.state == MeetingState.PLANNED and meeting.on >= data.today
    ]
    sources = Addresses()
    sources.add("Sitzungen", _url(data, "processes:meetings"))
    shown = [meeting for meeting in held if meeting.kind.key != "jour_fixe"][-MEETINGS_SHOWN:]
    for meeting in shown:
        if meeting.municipality_id == data.municipality.pk:
            sources.add(f"Sitzung: {meeting}", _url(data, "processes:meeting", meeting.pk))
    lines = [_met(held, len(shown)), _next_meeting(ahead)]
    missing = gap("Welche Sitzungen und Treffen gab es, und mit welchem Ergebnis?")
    table = TableShape(
        caption="Treffen und Ergebnisse",
        header=("Datum", "Treffen", "Teilnehmende", "Ergebnis"),
        rows=tuple(_meeting_row(meeting) for meeting in shown),
    )
    return BlockContent(
        " ".join(filter(None, lines)) or missing, table.as_json(), sources.all()
    )


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


# --- Goals, measures, costs -----------------------------------------------------------------------

# The order in which a reader wants to hear it.
_TOLD = (Light.DONE, Light.GOOD, Light.RISK, Light.LATE)


def goals(data: LiveData) -> BlockContent:
    """All goals with their state in words and their date."""
    sources = Addresses()
    sources.add("Alle Ziele", _url(data, "goals:goals"))
    for goal in data.goals:
        sources.add(f"Ziel: {goal.title}", _url(data, "portal:goal", goal.pk))
    if not data.goals:
        missing = gap("Welche Ziele verfolgen wir? Bisher ist keines festgehalten.")
        return BlockContent(missing, sources=sources.all())
    lights = [Light(data.lights[goal.pk]) for goal in data.goals]
    table = TableShape(
        caption="Stand der Ziele",
        header=("Ziel", "Stand", "Frist"),
        rows=tuple(
            (goal.title, LIGHTS[light], day(goal.due_on) if goal.due_on else "offen")
            for goal, light in zip(data.goals, lights, strict=True)
        ),
        numeric=(2,),
        dated=True,
    )
    text = " ".join(filter(None, [_goal_count(lights), *_adoptions(data.goals)]))
    ids = tuple(goal.pk for goal in data.goals)
    return BlockContent(text, table.as_json(), sources.all(), ids)


def _goal_count(lights: list[Light]) -> str:
    count = Counter(lights)
    if len(lights) == 1:
        light = lights[0]
        return (
            "Wir verfolgen ein Ziel; dafür liegen noch keine Daten vor."
            if light == Light.NONE
            else f"Wir verfolgen ein Ziel; es ist {LIGHTS[light]}."
        )
    if len(count) == 1 and lights[0] != Light.NONE:
        return f"Wir verfolgen {number(len(lights))} Ziele; alle sind {LIGHTS[lights[0]]}."
    parts = [_share(count[light], LIGHTS[light]) for light in _TOLD if count[light]]
    if count[Light.NONE]:
        many = "eines" if count[Light.NONE] == 1 else number(count[Light.NONE])
        parts.append(f"für {many} liegen noch keine Daten vor")
    return f"Wir verfolgen {number(len(lights))} Ziele: {listed(parts)}."


def _share(count: int, word: str) -> str:
    return f"eines ist {word}" if count == 1 else f"{number(count)} sind {word}"


def _adoptions(found: Iterable[Goal]) -> Iterator[str]:
    """Who adopted how many of the goals, and when."""
    adopted: dict[tuple[str, date], int] = defaultdict(int)
    for goal in found:
        if goal.adopted_by and goal.adopted_on:
            adopted[goal.adopted_by.name, goal.adopted_on] += 1
    for (body, on), count in sorted(adopted.items(), key=lambda item: item[0][1]):
        what = counted(count, "ein Ziel", "Ziele")
        yield f"Am {day(on)} wurde {what} beschlossen ({body})." if count == 1 else (
            f"Am {day(on)} wurden {what} beschlossen ({body})."
        )


def measures(data: LiveData) -> BlockContent:
    """All measures with who is responsible, how they stand and when they are due."""
    found = data.measures
    sources = Addresses()
    sources.add("Alle Maßnahmen", _url(data, "goals:measures"))
    for measure in found:
        sources.add(f"Maßnahme: {measure.title}", _url(data, "goals:measure", measure.pk))
    if not found:
        missing = gap("Welche Maßnahmen führen zu den Zielen? Bisher ist keine festgehalten.")
        return BlockContent(missing, sources=sources.all())
    table = TableShape(
        caption="Stand der Maßnahmen",
        header=("Maßnahme", "Zuständig", "Stand", "Frist"),
        rows=tuple(_measure_row(measure, data.today) for measure in found),
        numeric=(3,),
        dated=True,
    )
    ids = tuple(dict.fromkeys(measure.goal_id for measure in found))
    return BlockContent(_measure_count(found), table.as_json(), sources.all(), ids)


def _measure_count(found: list[Measure]) -> str:
    count = Counter(measure.state for measure in found)
    told = {
        MeasureState.DONE: ("eine ist umgesetzt", "sind umgesetzt"),
        MeasureState.RUNNING: ("eine läuft", "laufen"),
        MeasureState.PLANNED: ("eine ist geplant", "sind geplant"),
        MeasureState.STOPPED: ("eine ist beendet", "sind beendet"),
    }
    parts = [
        counted(count[state], one, many) for state, (one, many) in told.items() if count[state]
    ]
    if len(found) == 1:
        return f"Zu den Zielen gehört eine Maßnahme; sie {_ALONE[found[0].state]}."
    if len(count) == 1:
        many = told[MeasureState(found[0].state)][1]
        return f"Zu den Zielen gehören {number(len(found))} Maßnahmen; alle {many}."
    return f"Zu den Zielen gehören {number(len(found))} Maßnahmen: {listed(parts)}."


_ALONE: dict[str, str] = {
    MeasureState.DONE: "ist umgesetzt",
    MeasureState.RUNNING: "läuft",
    MeasureState.PLANNED: "ist geplant",
    MeasureState.STOPPED: "ist beendet",
}


def _measure_row(measure: Measure, today: date) -> tuple[str, ...]:
    light = Light(light_of(measure, today))
    state = MEASURE_STATES[measure.state]
    told = f"{state}, {LIGHTS[light]}" if light in (Light.LATE, Light.RISK) else state
    return (measure.title, measure.owner, told, day(measure.due_on) if measure.due_on else "offen")


def costs(data: LiveData) -> BlockContent:
    """What the measures cost together, and who pays; stopped ones do not count."""
    found = [row for row in data.measures if row.state != MeasureState.STOPPED]
    priced = [row for row in found if row.cost is not None]
    sources = Addresses()
    for measure in priced:
        sources.add(f"Maßnahme: {measure.title}", _url(data, "goals:measure", measure.pk))
    sources.add("Alle Maßnahmen", _url(data, "goals:measures"))
    if not priced:
        missing = gap("Was kosten die Maßnahmen? Bisher sind keine Kosten festgehalten.")
        return BlockContent(missing, sources=sources.all())
    sums = _by_funding(priced)
    total = sum(sums.values(), Decimal(0))
    text = f"Die Maßnahmen kosten zusammen {euro(total)}."
    open_rows = len(found) - len(priced)
    if open_rows:
        missing = counted(open_rows, "eine Maßnahme", "Maßnahmen")
        text += f" Für {missing} sind noch keine Kosten festgehalten."
    table = TableShape(
        caption="Kosten nach Herkunft der Mittel",
        header=("Herkunft der Mittel", "Betrag"),
        rows=(*((name, euro(amount)) for name, amount in sums.items()), ("Summe", euro(total))),
        numeric=(1,),
    )
    ids = tuple(dict.fromkeys(measure.goal_id for measure in priced))
    return BlockContent(text, table.as_json(), sources.all(), ids)


def _by_funding(priced: list[Measure]) -> dict[str, Decimal]:
    """Sums in the catalogue's order; a source that gives nothing is left out."""
    ordered = sorted(priced, key=lambda row: row.funding.position if row.funding else 10_000)
    sums: dict[str, Decimal] = {}
    for row in ordered:
        name = row.funding.label_de if row.funding else "noch nicht geklärt"
        if row.cost:
            sums[name] = sums.get(name, Decimal(0)) + row.cost
    return sums


# --- All of them ----------------------------------------------------------------------------------

BUILDERS: dict[BlockKind, Callable[[LiveData], BlockContent]] = {
    BlockKind.PROGRAMME: programme,
    BlockKind.REASON: reason,
    BlockKind.PHASES: phases,
    BlockKind.BODIES: bodies,
    BlockKind.MEETINGS: meetings,
    BlockKind.GOALS: goals,
    BlockKind.MEASURES: measures,
    BlockKind.COSTS: costs,
    BlockKind.OUTLOOK: outlook,
}


def _url(data: LiveData, name: str, *args: int) -> str:
    return reverse(name, args=[data.municipality.slug, *args])
