"""The brief: what it says today, and the one page it becomes."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from begleitwerk.council.enums import BlockKind
from begleitwerk.council.models import Brief
from begleitwerk.council.papers.lights import goal_light
from begleitwerk.council.papers.words import (
    LIGHTS,
    capital,
    counted,
    day,
    euro,
    listed,
    month,
    named,
    number,
)
from begleitwerk.council.selectors import LiveData, latest_process, live_data
from begleitwerk.engine.documents import Block, Bullets, Callout, Document, Figures, Heading
from begleitwerk.engine.timeline import Window, months_left, standing
from begleitwerk.goals.enums import Light, MeasureState
from begleitwerk.goals.models import Measure
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.enums import MeetingState

Figure = dict[str, Any]
UNKNOWN = "–"
OWN_MONEY = "municipal"
KINDS = (BlockKind.PROGRAMME, BlockKind.PHASES, BlockKind.MEETINGS, BlockKind.MEASURES)


@dataclass(frozen=True)
class BriefProposal:
    """What a brief of today would say."""

    title: str
    phase: str
    figures: list[Figure]
    sentences: tuple[str, ...]


def brief_proposal(municipality: Municipality, today: date) -> BriefProposal:
    """Phase, five figures and three sentences over the live data of the latest process."""
    data = live_data(municipality, latest_process(municipality), today, kinds=KINDS)
    return BriefProposal(
        title=f"Frühe Hilfen in {_place(municipality)}: wo wir stehen",
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
    """The name as it stands after "in": "Musterau", "der Stadt Lindfurt"."""
    who = named(municipality)
    for article, dative in (("Der ", "im "), ("Die ", "der ")):
        if who.startswith(article):
            return f"{dative}{municipality.name}"
    return municipality.name


def _windows(data: LiveData) -> list[Window]:
    return [
        Window(
            str(phase.pk),
            phase.planned_start,
            phase.planned_end,
            phase.actual_start,
            phase.actual_end,
            phase.is_tentative,
        )
        for phase in data.phases
    ]


def _phase(data: LiveData) -> str:
    if not data.phases:
        return "Der Prozess hat noch keine Phasen."
    found = standing(_windows(data), data.today)
    if found.present is None:
        return f"Zurzeit läuft keine der {number(found.total)} Phasen"
    name = data.phases[found.present - 1].name
    return f"Phase {found.present} von {found.total}: {name}"


def _end(data: LiveData) -> date | None:
    ends = [window.end for window in _windows(data) if window.end]
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
    count = Counter(goal_light(goal, data.today) for goal in data.goals)
    good = count[Light.DONE] + count[Light.GOOD]
    told = [f"{count[light]} {LIGHTS[light]}" for light in Light if count[light]]
    value = f"{good} von {len(data.goals)}"
    return _figure(data, "goals", value, label, ", ".join(told))


def _measures(data: LiveData) -> Figure:
    label = "Maßnahmen umgesetzt"
    found = [row for row in data.measures if row.state != MeasureState.STOPPED]
    if not found:
        return _figure(data, "measures", UNKNOWN, label, "noch keine Maßnahme festgehalten")
    count = Counter(row.state for row in found)
    note = f"{count[MeasureState.RUNNING]} laufen, {count[MeasureState.PLANNED]} sind geplant"
    value = f"{count[MeasureState.DONE]} von {len(found)}"
    return _figure(data, "measures", value, label, note)


def _meetings(data: LiveData) -> Figure:
    held = [row for row in data.meetings if row.state == MeetingState.HELD]
    label = "Sitzung oder Treffen" if len(held) == 1 else "Sitzungen und Treffen"
    if not held:
        return _figure(data, "meetings", "0", label, "bisher keines festgehalten")
    last = held[-1]
    when = f"am {day(last.on)}" if last.day_known else f"im {month(last.on)}"
    return _figure(data, "meetings", str(len(held)), label, f"zuletzt {when}")


def _money(data: LiveData) -> Figure:
    label = "eigene Mittel"
    priced = [
        row
        for row in data.measures
        if row.cost is not None and row.state != MeasureState.STOPPED
    ]
    if not priced:
        return _figure(data, "own_money", UNKNOWN, label, "noch keine Kosten festgehalten")
    own = [row for row in priced if row.funding and row.funding.key == OWN_MONEY]
    note = f"von {euro(_sum(priced))} für alle Maßnahmen"
    return _figure(data, "own_money", euro(_sum(own)), label, note)


def _sum(found: list[Measure]) -> Decimal:
    return sum((row.cost for row in found if row.cost is not None), Decimal(0))


# --- Sentences ------------------------------------------------------------------------------------


def _sentences(data: LiveData) -> list[str]:
    return [_since(data), _achieved(data), _at_risk(data)]


def _since(data: LiveData) -> str:
    who = named(data.municipality)
    starts = [window.start for window in _windows(data) if window.start]
    begun = [start for start in starts if start <= data.today]
    theme = data.process.engagement.theme if data.process else None
    about = f" am Thema „{theme.item.label_de}“" if theme else " an seinen Frühen Hilfen"
    if begun:
        return f"{who} arbeitet seit {month(min(begun))} mit Prozessbegleitung{about}."
    return f"{who} arbeitet mit Prozessbegleitung{about}."


def _achieved(data: LiveData) -> str:
    done = [row for row in data.measures if row.state == MeasureState.DONE]
    reached = sum(goal_light(goal, data.today) == Light.DONE for goal in data.goals)
    if not (done or reached):
        return "Erste Ergebnisse stehen noch aus."
    parts = []
    if reached:
        parts.append(counted(reached, "ein Ziel", "Ziele"))
    if done:
        parts.append(counted(len(done), "eine Maßnahme", "Maßnahmen"))
    return f"Erreicht oder umgesetzt sind bisher {listed(parts)}."


def _at_risk(data: LiveData) -> str:
    lights = [(goal, goal_light(goal, data.today)) for goal in data.goals]
    weak = [goal.title for goal, light in lights if light in (Light.LATE, Light.RISK)]
    if not weak:
        return "Kein Ziel ist zurzeit gefährdet oder verzögert."
    what = counted(len(weak), "ein Ziel", "Ziele")
    verb = "braucht" if len(weak) == 1 else "brauchen"
    text = f"{capital(what)} {verb} Aufmerksamkeit, zuerst „{weak[0]}“."
    return text if len(text) <= 280 else f"{capital(what)} {verb} Aufmerksamkeit."
