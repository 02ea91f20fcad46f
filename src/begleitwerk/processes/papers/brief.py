"""What the one-page brief says of the process."""

from datetime import date

from begleitwerk.core.contributions import PaperLook
from begleitwerk.core.papers import Figure, day, month, number, with_article
from begleitwerk.engine.timeline import Position, months_left, standing
from begleitwerk.processes.papers.meetings import held_meetings, when
from begleitwerk.processes.papers.process import phases_told
from begleitwerk.processes.presenters import windows_of

UNKNOWN = "–"


def phase(look: PaperLook) -> str:
    phases = look.once(phases_told)
    if not phases:
        return "Der Prozess hat noch keine Phasen."
    found = standing(windows_of(phases), look.today)
    if found.present is None:
        over = all(place is Position.OVER for place in found.positions)
        count = number(found.total)
        return (
            f"Alle {count} Phasen sind abgeschlossen"
            if over
            else f"Zurzeit läuft keine der {count} Phasen"
        )
    name = phases[found.present - 1].name
    return f"Phase {found.present} von {found.total}: {name}"


def months(look: PaperLook) -> Figure:
    end = _end(look)
    left = months_left(end, look.today)
    label = "Monat bis zum Ende" if left == 1 else "Monate bis zum Ende"
    if end is None:
        return Figure("months_left", UNKNOWN, label, "das Ende steht noch nicht fest")
    if left is None:
        return Figure("months_left", "0", label, f"beendet am {day(end)}")
    return Figure("months_left", str(left), label, f"Ende am {day(end)}")


def meetings(look: PaperLook) -> Figure:
    held = held_meetings(look)
    label = "Sitzung oder Treffen" if len(held) == 1 else "Sitzungen und Treffen"
    if not held:
        return Figure("meetings", "0", label, "bisher keines festgehalten")
    return Figure("meetings", str(len(held)), label, f"zuletzt {when(held[-1])}")


def since(look: PaperLook) -> str:
    who = with_article(look.municipality.name)
    starts = [window.start for window in windows_of(look.once(phases_told)) if window.start]
    begun = [start for start in starts if start <= look.today]
    theme = look.process.engagement.theme if look.process else None
    about = f" am Thema „{theme.item.label_de}“" if theme else " an den Frühen Hilfen vor Ort"
    end = _end(look)
    if begun and end and end < look.today:
        span = f"von {month(min(begun))} bis {month(end)}"
        return f"{who} arbeitete {span} mit Prozessbegleitung{about}."
    if begun:
        return f"{who} arbeitet seit {month(min(begun))} mit Prozessbegleitung{about}."
    return f"{who} arbeitet mit Prozessbegleitung{about}."


def _end(look: PaperLook) -> date | None:
    ends = [window.end for window in windows_of(look.once(phases_told)) if window.end]
    if ends:
        return max(ends)
    return look.process.engagement.edition.ends_on if look.process else None
