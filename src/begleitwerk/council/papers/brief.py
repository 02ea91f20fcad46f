"""The brief: what it says today, and the one page it becomes."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from begleitwerk.council.enums import BlockKind
from begleitwerk.council.models import Brief
from begleitwerk.council.papers.builders import held_meetings
from begleitwerk.council.papers.words import (
    LIGHTS,
    capital,
    counted,
    day,
    euro,
    month,
    named,
    number,
)
from begleitwerk.council.selectors import LiveData, live_data
from begleitwerk.engine.documents import Block, Bullets, Callout, Document, Figures, Heading
from begleitwerk.engine.timeline import Position, months_left, standing
from begleitwerk.goals.enums import Light, MeasureState
from begleitwerk.goals.models import Goal
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.presenters import windows_of
from begleitwerk.processes.selectors import process_of

Figure = dict[str, Any]
UNKNOWN = "–"
OWN_MONEY = "municipal"
KINDS = (
    BlockKind.PROGRAMME,
    BlockKind.PHASES,
    BlockKind.MEETINGS,
    BlockKind.GOALS,
    BlockKind.MEASURES,
)


@dataclass(frozen=True)
class BriefProposal:
    """What a brief of today would say."""

    title: str
    phase: str
    figures: list[Figure]
    sentences: tuple[str, ...]


def brief_proposal(municipality: Municipality, today: date) -> BriefProposal:
    """Phase, five figures and three sentences over the live data of the latest process."""
    data = live_data(municipality, process_of(municipality), today, kinds=KINDS)
    return BriefProposal(
        title=f"Frühe Hilfen {_place(municipality)}: wo wir stehen",
        phase=_phase(data),
        figures=[_months(data), _goals(data), _measures(data), _meetings(data), _money(data)],
        sentences=tuple(_sentences(data)),
    )


def brief_document(brief: Brief) -> Document:
    """The brief as one A4 page."""
    blocks: list[Block] = [
        Heading(brief.phase),
        Figures(tuple((f["value"], f["label"], f["note"]) for f in brief.figures)),
        Bullets(tuple(brief.sentences)),
    ]
    if brief.request:
        blocks.append(Callout("Unsere Bitte", brief.request))
    return Document(
        title=brief.title,
        subject=brief.title,
        preline=f"Kurzbericht, Stand {day(brief.as_of)}",
        letterhead_left=(brief.municipality.name, "Netzwerk Frühe Hilfen"),
        letterhead_right=(f"Stand: {day(brief.as_of)}",),
        blocks=tuple(blocks),
        author=brief.municipality.name,
        created=brief.as_of,
        one_page=True,
    )


# --- Phase and figures ----------------------------------------------------------------------------


def _place(municipality: Municipality) -> str:
    """Where that is: "im Landkreis Musterau", "in der Stadt Lindfurt", "in Musterau"."""
    who = named(municipality)
    for article, dative in (("Der ", "im "), ("Die ", "in der ")):
        if who.startswith(article):
            return f"{dative}{municipality.name}"
    return f"in {municipality.name}"


def _phase(data: LiveData) -> str:
    if not data.phases:
        return "Der Prozess hat noch keine Phasen."
    found = standing(windows_of(data.phases), data.today)
    if found.present is None:
        over = all(place is Position.OVER for place in found.positions)
        count = number(found.total)
        return (
            f"Alle {count} Phasen sind abgeschlossen"
            if over
            else f"Zurzeit läuft keine der {count} Phasen"
        )
    name = data.phases[found.present - 1].name
    return f"Phase {found.present} von {found.total}: {name}"


def _end(data: LiveData) -> date | None:
    ends = [window.end for window in windows_of(data.phases) if window.end]
    if ends:
        return max(ends)
    return data.process.engagement.edition.ends_on if data.process else None


def _figure(data: LiveData, key: str, value: str, label: str, note: str) -> Figure:
    return {
        "key": key,
        "value": value,
        "label": label,
        "note": note,
        "as_of": data.today.isoformat(),
    }


def _months(data: LiveData) -> Figure:
    end = _end(data)
    left = months_left(end, data.today)
    label = "Monat bis zum Ende" if left == 1 else "Monate bis zum Ende"
    if end is None:
        return _figure(data, "months_left", UNKNOWN, label, "das Ende steht noch nicht fest")
    if left is None:
        return _figure(data, "months_left", "0", label, f"beendet am {day(end)}")
    return _figure(data, "months_left", str(left), label, f"Ende am {day(end)}")


def _goals(data: LiveData) -> Figure:
    label = "Ziele erreicht oder im Plan"
    if not data.goals:
        return _figure(data, "goals", UNKNOWN, label, "noch kein Ziel festgehalten")
    count = Counter(_light(data, goal) for goal in data.goals)
    good = count[Light.DONE] + count[Light.GOOD]
    told = [f"{count[light]} {LIGHTS[light]}" for light in Light if count[light]]
    value = f"{good} von {len(data.goals)}"
    return _figure(data, "goals", value, label, ", ".join(told))


def _light(data: LiveData, goal: Goal) -> Light:
    return Light(data.lights[goal.pk])


def _measures(data: LiveData) -> Figure:
    label = "Maßnahmen umgesetzt"
    found = data.counting
    if not found:
        return _figure(data, "measures", UNKNOWN, label, "noch keine Maßnahme festgehalten")
    count = Counter(row.state for row in found)
    told = {"laufend": MeasureState.RUNNING, "geplant": MeasureState.PLANNED}
    note = ", ".join(f"{count[state]} {word}" for word, state in told.items())
    if stopped := len(data.measures) - len(found):
        note += f", ohne {stopped} beendete"
    value = f"{count[MeasureState.DONE]} von {len(found)}"
    return _figure(data, "measures", value, label, note)


def _meetings(data: LiveData) -> Figure:
    held = held_meetings(data)
    label = "Sitzung oder Treffen" if len(held) == 1 else "Sitzungen und Treffen"
    if not held:
        return _figure(data, "meetings", "0", label, "bisher keines festgehalten")
    last = held[-1]
    when = f"am {day(last.on)}" if last.day_known else f"im {month(last.on)}"
    return _figure(data, "meetings", str(len(held)), label, f"zuletzt {when}")


def _money(data: LiveData) -> Figure:
    label, costs = "eigene Mittel", data.costs
    if costs.total is None:
        return _figure(data, "own_money", UNKNOWN, label, "noch keine Kosten festgehalten")
    note = f"von {euro(costs.total)} für alle Maßnahmen"
    return _figure(data, "own_money", euro(costs.carried_by(OWN_MONEY)), label, note)


# --- Sentences ------------------------------------------------------------------------------------


def _sentences(data: LiveData) -> list[str]:
    return [_since(data), _achieved(data), _at_risk(data)]


def _since(data: LiveData) -> str:
    who = named(data.municipality)
    starts = [window.start for window in windows_of(data.phases) if window.start]
    begun = [start for start in starts if start <= data.today]
    theme = data.process.engagement.theme if data.process else None
    about = f" am Thema „{theme.item.label_de}“" if theme else " an den Frühen Hilfen vor Ort"
    end = _end(data)
    if begun and end and end < data.today:
        span = f"von {month(min(begun))} bis {month(end)}"
        return f"{who} arbeitete {span} mit Prozessbegleitung{about}."
    if begun:
        return f"{who} arbeitet seit {month(min(begun))} mit Prozessbegleitung{about}."
    return f"{who} arbeitet mit Prozessbegleitung{about}."


def _achieved(data: LiveData) -> str:
    found = data.counting
    done = sum(row.state == MeasureState.DONE for row in found)
    reached = sum(_light(data, goal) == Light.DONE for goal in data.goals)
    if not data.goals:
        return "Ziele sind noch nicht festgehalten."
    if not (done or reached):
        return "Erste Ergebnisse stehen noch aus."
    goals = f"{_of(reached, 'eines', 'keines')} der {number(len(data.goals))} Ziele"
    measures = f"{_of(done, 'eine', 'keine')} der {number(len(found))} Maßnahmen"
    verbs = ["ist" if count <= 1 else "sind" for count in (reached, done)]
    return f"Bisher {verbs[0]} {goals} erreicht; {measures} {verbs[1]} umgesetzt."


def _of(count: int, one: str, none: str) -> str:
    return none if count == 0 else one if count == 1 else number(count)


def _at_risk(data: LiveData) -> str:
    lights = [(goal, _light(data, goal)) for goal in data.goals]
    weak = [goal.title for goal, light in lights if light in (Light.LATE, Light.RISK)]
    silent = sum(light == Light.NONE for _, light in lights)
    if not lights:
        return "Ob der Prozess im Plan ist, lässt sich deshalb noch nicht sagen."
    if not weak and silent:
        many = counted(silent, "ein Ziel", "Ziele")
        return f"Für {many} liegen noch keine Daten vor; gefährdet oder verzögert ist keines."
    if not weak:
        return "Kein Ziel ist zurzeit gefährdet oder verzögert."
    what = counted(len(weak), "ein Ziel", "Ziele")
    verb = "braucht" if len(weak) == 1 else "brauchen"
    text = f"{capital(what)} {verb} Aufmerksamkeit, zuerst „{weak[0]}“."
    return text if len(text) <= 280 else f"{capital(what)} {verb} Aufmerksamkeit."
