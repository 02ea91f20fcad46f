"""What council papers say of the programme and the process: why we take part, what lies behind
us, what follows."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.text import capfirst

from begleitwerk.core.contributions import PaperLook
from begleitwerk.core.papers import (
    Addresses,
    PartContent,
    counted,
    day,
    gap,
    month,
    number,
    sentence,
    with_article,
)
from begleitwerk.engine.timeline import Position, standing
from begleitwerk.processes.models import Phase
from begleitwerk.processes.presenters import windows_of
from begleitwerk.processes.selectors import with_programme
from begleitwerk.programmes.enums import NEXT_STATES
from begleitwerk.programmes.models import Edition

# --- Programme, reason, outlook -------------------------------------------------------------------


def programme(look: PaperLook) -> PartContent:
    """The programme, the theme, how many take part, the period."""
    if look.process is None:
        return PartContent(gap("An welchem Programm nehmen wir mit welchem Thema teil?"))
    process = with_programme(look.process)
    engagement, edition = process.engagement, process.engagement.edition
    over = engagement.state in NEXT_STATES and not NEXT_STATES[engagement.state]
    who, verb = with_article(look.municipality.name), "nahm" if over else "nimmt"
    lines = [
        f"{who} {verb} am Programm „{edition.programme.name}“ teil.",
        sentence(f"Träger des Programms: {edition.programme.office}")
        if edition.programme.office
        else "",
        _theme(process, engagement.theme.item.label_de if engagement.theme else ""),
        f"Die Zusage kam am {day(process.selected_on)}." if process.selected_on else "",
        _period(edition, look.today),
        sentence(edition.programme.funding),
    ]
    sources = Addresses()
    sources.add("Prozess und Phasen", look.url("processes:process"))
    return PartContent(" ".join(filter(None, lines)), sources=sources.all())


def _theme(process: Any, theme: str) -> str:
    """The theme, and one of how many municipalities we are, with it and in all."""
    total = f"insgesamt sind es {number(process.all_themes)}" if process.all_themes > 1 else ""
    if not theme:
        return f"Beteiligt sind {number(process.all_themes)} Kommunen." if total else ""
    text = f"Unser Entwicklungsthema heißt „{theme}“"
    if process.same_theme > 1:
        text += f"; es ist das Thema von {number(process.same_theme)} Kommunen des Programms"
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


def reason(look: PaperLook) -> PartContent:
    text = look.process.reason_to_join.strip() if look.process else ""
    sources = Addresses()
    sources.add("Prozess: warum wir teilnehmen", look.url("processes:process"))
    return PartContent(text or gap("Warum nehmen wir teil?"), sources=sources.all())


def outlook(look: PaperLook) -> PartContent:
    """What the process says about its future, and the phase that comes next."""
    text = look.process.outlook.strip() if look.process else ""
    following = [
        _phase_sentence(phase, where)
        for phase, where in _placed(look)
        if where in (Position.NEXT, Position.UNKNOWN)
    ]
    sources = Addresses()
    sources.add("Prozess: Ausblick", look.url("processes:process"))
    parts = [text, *following[:1]]
    return PartContent(
        "\n\n".join(filter(None, parts)) or gap("Wie geht es weiter, und wann berichten wir?"),
        sources=sources.all(),
    )


# --- Phases ---------------------------------------------------------------------------------------


def phases_told(look: PaperLook) -> tuple[Phase, ...]:
    rows = Phase.objects.filter(process=look.process).order_by("position", "pk")
    return tuple(rows) if look.process else ()


def phases(look: PaperLook) -> PartContent:
    """What lies behind, what is under way, what follows; one paragraph for each phase."""
    placed = _placed(look)
    if not placed:
        return PartContent(gap("Welche Phasen hat der Prozess, und in welcher stehen wir?"))
    present = _present(look)
    lead = (
        f"Der Prozess hat {counted(len(placed), 'eine Phase', 'Phasen')}; "
        f"wir stehen in Phase {present}."
        if present and len(placed) > 1
        else ""
    )
    lines = [_phase_sentence(phase, where) for phase, where in placed]
    sources = Addresses()
    sources.add("Prozess und Phasen", look.url("processes:process"))
    return PartContent("\n\n".join(filter(None, [lead, *lines])), sources=sources.all())


def _placed(look: PaperLook) -> list[tuple[Phase, Position]]:
    """Each phase with where it lies; one whose end has passed is over, its start known or not."""
    windows = windows_of(look.once(phases_told))
    places = [
        Position.OVER if window.start is None and window.end and window.end < look.today else place
        for window, place in zip(windows, standing(windows, look.today).positions, strict=True)
    ]
    return list(zip(look.once(phases_told), places, strict=True))


def _present(look: PaperLook) -> int | None:
    return standing(windows_of(look.once(phases_told)), look.today).present


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
        return f"{capfirst(f'{perhaps}ab {month(start)}')} folgt die Phase „{phase.name}“."
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
        return capfirst(f"{perhaps}im {month(start)}")
    return f"Von {month(start)} {perhaps and 'voraussichtlich '}bis {month(end)}"


def _perhaps(phase: Phase) -> str:
    return "voraussichtlich " if phase.is_tentative else ""
