"""What the one-page brief says of goals, measures and money."""

from collections import Counter

from django.utils.text import capfirst

from begleitwerk.core.contributions import PaperLook
from begleitwerk.core.papers import Figure, counted, euro, light_word, number
from begleitwerk.goals.enums import Light, MeasureState
from begleitwerk.goals.papers.reads import costs_told, goals_told, light_told, measures_told
from begleitwerk.goals.selectors import counting

UNKNOWN = "–"
OWN_MONEY = "municipal"


def goals(look: PaperLook) -> Figure:
    label = "Ziele erreicht oder im Plan"
    found = look.once(goals_told)
    if not found:
        return Figure("goals", UNKNOWN, label, "noch kein Ziel festgehalten")
    count = Counter(light_told(look, goal) for goal in found)
    good = count[Light.DONE] + count[Light.GOOD]
    told = [f"{count[light]} {light_word(light)}" for light in Light if count[light]]
    value = f"{good} von {len(found)}"
    return Figure("goals", value, label, ", ".join(told))


def measures(look: PaperLook) -> Figure:
    label = "Maßnahmen erledigt"
    found = counting(look.once(measures_told))
    if not found:
        return Figure("measures", UNKNOWN, label, "noch keine Maßnahme festgehalten")
    count = Counter(row.state for row in found)
    told = {"laufend": MeasureState.RUNNING, "geplant": MeasureState.PLANNED}
    note = ", ".join(f"{count[state]} {word}" for word, state in told.items())
    if stopped := len(look.once(measures_told)) - len(found):
        note += f", ohne {stopped} eingestellte"
    value = f"{count[MeasureState.DONE]} von {len(found)}"
    return Figure("measures", value, label, note)


def money(look: PaperLook) -> Figure:
    label, costs = "eigene Mittel", look.once(costs_told)
    if costs.total is None:
        return Figure("own_money", UNKNOWN, label, "noch keine Kosten festgehalten")
    note = f"von {euro(costs.total)} für alle Maßnahmen"
    return Figure("own_money", euro(costs.carried_by(OWN_MONEY)), label, note)


def achieved(look: PaperLook) -> str:
    pursued, counted_in = look.once(goals_told), counting(look.once(measures_told))
    done = sum(row.state == MeasureState.DONE for row in counted_in)
    reached = sum(light_told(look, goal) == Light.DONE for goal in pursued)
    if not pursued:
        return "Ziele sind noch nicht festgehalten."
    if not (done or reached):
        return "Erste Ergebnisse stehen noch aus."
    goals = f"{_of(reached, 'eines', 'keines')} der {number(len(pursued))} Ziele"
    measures = f"{_of(done, 'eine', 'keine')} der {number(len(counted_in))} Maßnahmen"
    verbs = ["ist" if count <= 1 else "sind" for count in (reached, done)]
    return f"Bisher {verbs[0]} {goals} erreicht; {measures} {verbs[1]} erledigt."


def _of(count: int, one: str, none: str) -> str:
    return none if count == 0 else one if count == 1 else number(count)


def at_risk(look: PaperLook) -> str:
    lights = [(goal, light_told(look, goal)) for goal in look.once(goals_told)]
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
    text = f"{capfirst(what)} {verb} Aufmerksamkeit, zuerst „{weak[0]}“."
    return text if len(text) <= 280 else f"{capfirst(what)} {verb} Aufmerksamkeit."
