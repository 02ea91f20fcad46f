"""The programme and the process: why we take part, what lies behind us, what follows."""

from collections.abc import Callable
from datetime import date

from begleitwerk.council.papers.builders.addresses import url_of
from begleitwerk.council.papers.content import Addresses, BlockContent
from begleitwerk.council.papers.words import (
    capital,
    counted,
    day,
    gap,
    month,
    named,
    number,
    sentence,
)
from begleitwerk.council.selectors import LiveData
from begleitwerk.engine.timeline import Position, standing
from begleitwerk.processes.models import Phase
from begleitwerk.processes.presenters import windows_of
from begleitwerk.programmes.enums import NEXT_STATES
from begleitwerk.programmes.models import Edition

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
    sources.add("Prozess und Phasen", url_of(data, "processes:process"))
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
    sources.add("Prozess: warum wir teilnehmen", url_of(data, "processes:process"))
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
    sources.add("Prozess: Ausblick", url_of(data, "processes:process"))
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
    sources.add("Prozess und Phasen", url_of(data, "processes:process"))
    return BlockContent("\n\n".join(filter(None, [lead, *lines])), sources=sources.all())


def _placed(data: LiveData) -> list[tuple[Phase, Position]]:
    """Each phase with where it lies; one whose end has passed is over, its start known or not."""
    windows = windows_of(data.phases)
    places = [
        Position.OVER if window.start is None and window.end and window.end < data.today else place
        for window, place in zip(windows, standing(windows, data.today).positions, strict=True)
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
