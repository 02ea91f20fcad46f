"""What council papers say of goals, measures, and what they cost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from begleitwerk.core.contributions import PaperLook
from begleitwerk.core.imports import word_of
from begleitwerk.core.papers import (
    Addresses,
    PartContent,
    TableShape,
    counted,
    day,
    euro,
    gap,
    light_word,
    listed,
    number,
)
from begleitwerk.goals.enums import Light, MeasureState
from begleitwerk.goals.models import Goal
from begleitwerk.goals.papers.reads import costs_told, goals_told, light_told, measures_told
from begleitwerk.goals.selectors import CostLine, MeasureFacts, counting, light_of

_state_word = word_of(MeasureState)
_TOLD = (Light.DONE, Light.GOOD, Light.RISK, Light.LATE)


def goals(look: PaperLook) -> PartContent:
    """All goals with their state in words and their date."""
    found, sources = look.once(goals_told), Addresses()
    sources.add("Alle Ziele", look.url("goals:goals"))
    address = look.urls("goals:goal")
    for goal in found:
        sources.add(f"Ziel: {goal.title}", address(goal.pk))
    if not found:
        missing = gap("Welche Ziele verfolgen wir? Bisher ist keines festgehalten.")
        return PartContent(missing, sources=sources.all())
    lights = [light_told(look, goal) for goal in found]
    table = TableShape(
        caption="Stand der Ziele",
        header=("Ziel", "Stand", "Frist"),
        rows=tuple(
            (goal.title, light_word(light), day(goal.due_on) if goal.due_on else "offen")
            for goal, light in zip(found, lights, strict=True)
        ),
        numeric=(2,),
        dated=True,
    )
    text = " ".join(filter(None, [_goal_count(lights), *_adoptions(found)]))
    ids = tuple(goal.pk for goal in found)
    return PartContent(text, table.as_json(), sources.all(), ids)


def _goal_count(lights: list[Light]) -> str:
    count = Counter(lights)
    if len(lights) == 1:
        light = lights[0]
        return (
            "Wir verfolgen ein Ziel; dafür liegen noch keine Daten vor."
            if light == Light.NONE
            else f"Wir verfolgen ein Ziel; es ist {light_word(light)}."
        )
    if len(count) == 1 and lights[0] != Light.NONE:
        return f"Wir verfolgen {number(len(lights))} Ziele; alle sind {light_word(lights[0])}."
    parts = [_share(count[light], light_word(light)) for light in _TOLD if count[light]]
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
        yield (
            f"Am {day(on)} wurde {what} beschlossen ({body})."
            if count == 1
            else (f"Am {day(on)} wurden {what} beschlossen ({body}).")
        )


def measures(look: PaperLook) -> PartContent:
    """All measures with who is responsible, how they stand and when they are due."""
    found, sources = look.once(measures_told), Addresses()
    sources.add("Alle Maßnahmen", look.url("goals:measures"))
    address = look.urls("goals:measure")
    for measure in found:
        sources.add(f"Maßnahme: {measure.title}", address(measure.pk))
    if not found:
        missing = gap("Welche Maßnahmen führen zu den Zielen? Bisher ist keine festgehalten.")
        return PartContent(missing, sources=sources.all())
    table = TableShape(
        caption="Stand der Maßnahmen",
        header=("Maßnahme", "Zuständig", "Stand", "Frist"),
        rows=tuple(_measure_row(measure, look.today) for measure in found),
        numeric=(3,),
        dated=True,
    )
    ids = tuple(dict.fromkeys(measure.goal_id for measure in found))
    return PartContent(_measure_count(found), table.as_json(), sources.all(), ids)


def _measure_count(found: Sequence[MeasureFacts]) -> str:
    count = Counter(measure.state for measure in found)
    told = {
        MeasureState.DONE: ("eine ist erledigt", "sind erledigt"),
        MeasureState.RUNNING: ("eine läuft", "laufen"),
        MeasureState.PLANNED: ("eine ist geplant", "sind geplant"),
        MeasureState.STOPPED: ("eine ist eingestellt", "sind eingestellt"),
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
    MeasureState.DONE: "ist erledigt",
    MeasureState.RUNNING: "läuft",
    MeasureState.PLANNED: "ist geplant",
    MeasureState.STOPPED: "ist eingestellt",
}


def _measure_row(measure: MeasureFacts, today: date) -> tuple[str, ...]:
    light = Light(light_of(measure, today))
    state = _state_word(measure.state)
    told = f"{state}, {light_word(light)}" if light in (Light.LATE, Light.RISK) else state
    return (measure.title, measure.owner, told, day(measure.due_on) if measure.due_on else "offen")


def costs(look: PaperLook) -> PartContent:
    """What the measures cost together, and who pays; stopped ones do not count."""
    costs, sources = look.once(costs_told), Addresses()
    priced = [row for row in counting(look.once(measures_told)) if row.cost is not None]
    address = look.urls("goals:measure")
    for measure in priced:
        sources.add(f"Maßnahme: {measure.title}", address(measure.pk))
    sources.add("Alle Maßnahmen", look.url("goals:measures"))
    if costs.total is None:
        missing = gap("Was kosten die Maßnahmen? Bisher sind keine Kosten festgehalten.")
        return PartContent(missing, sources=sources.all())
    text = f"Die Maßnahmen kosten zusammen {euro(costs.total)}."
    if costs.unknown:
        missing = counted(costs.unknown, "eine Maßnahme", "Maßnahmen")
        text += f" Für {missing} sind noch keine Kosten festgehalten."
    table = TableShape(
        caption="Kosten nach Herkunft der Mittel",
        header=("Herkunft der Mittel", "Betrag"),
        rows=(*map(_cost_row, costs.by_funding), ("Summe", euro(costs.total))),
        numeric=(1,),
    )
    ids = tuple(dict.fromkeys(measure.goal_id for measure in priced))
    return PartContent(text, table.as_json(), sources.all(), ids, costs.total)


def _cost_row(line: CostLine) -> tuple[str, str]:
    return (line.funding.label_de if line.funding else "noch nicht geklärt", euro(line.amount))
