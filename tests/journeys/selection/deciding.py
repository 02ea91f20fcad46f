"""The calculation, one deviation, and two people who decide."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.journeys.selection.preparing import to_the_round
from tests.journeys.selection.story import INTO, LEAD, MOVED, OFFICE, OUT
from tests.journeys.selection.walk import Walk


def calculate(walk: Walk) -> None:
    to_the_round(walk)
    walk.headline("Alle 31 Bewerbungen sind begutachtet")
    bind_the_lot(walk)
    to_the_round(walk)
    walk.follow("Auswahl berechnen")
    before_its_time(walk)
    walk.headline("Für die Berechnung ist alles da")
    walk.press("Auswahl berechnen")
    walk.result("Neun von 31 Bewerbungen sind vorgeschlagen")
    walk.sees("keine Auswahl hat mehr", "Mindestens vier städtische Kommunen", "Das Los")
    walk.follow("Alle 22 ansehen")
    walk.headline("22 Bewerbungen sind nicht vorgeschlagen")
    walk.follow("Berechnung", walk.page.get_by_role("navigation", name="Pfad"))
    walk.follow("Zwei Kommunen vergleichen")
    walk.page.go_back()
    walk.follow("Auf der Karte zeigen")
    walk.page.go_back()


def bind_the_lot(walk: Walk) -> None:
    """The data stand fast, the lottery draws, its number is entered once."""
    walk.follow("Zahl für ein Los")
    walk.headline("Vor dem Los werden die Daten festgehalten")
    walk.press("Prüfsumme der Daten veröffentlichen")
    walk.headline("Die Daten stehen fest")
    walk.follow("Zahl der Ziehung eintragen")
    now = datetime.now(ZoneInfo("Europe/Berlin"))
    walk.write("Zahl, wie sie gezogen wurde", "4-11-19-23-38-41")
    walk.write("Die Zahl noch einmal", "4-11-19-23-38-41")
    walk.day("Tag der Ziehung", now.date())
    walk.write("Uhrzeit der Ziehung", f"{now:%H:%M}")
    walk.press("Zahl eintragen")
    walk.headline("Die Zahl für ein Los steht fest")


def before_its_time(walk: Walk) -> None:
    """The deadline is not over: one person asks with a reason, another allows it."""
    walk.headline("Für die Berechnung ist es noch zu früh")
    walk.sees("Bewerbungen können bis zum Ende des")
    runs = walk.page.url
    walk.follow("Trotzdem rechnen, mit einem Grund von zwei Personen")
    walk.write("Warum geht es trotzdem weiter?", "Alle, die zugesagt haben, haben eingereicht.")
    walk.press("Zweite Person fragen")
    walk.headline("Die Berechnung wartet auf die zweite Person")
    walk.enter(LEAD)
    walk.go(runs)
    walk.follow("Prüfen und antworten")
    walk.sees("Alle, die zugesagt haben, haben eingereicht.")
    walk.press("Erlauben")
    walk.enter(OFFICE)
    walk.go(runs)


def deviate(walk: Walk) -> None:
    """One swap, with what it costs before and the reason after; then over to the lead."""
    walk.press("Entscheidung treffen")
    walk.follow("Vom Vorschlag abweichen")
    for label, name in (("Herausnehmen", OUT), ("Dafür aufnehmen", INTO)):
        select = walk.main.get_by_label(label)
        option = select.locator("option").filter(has_text=name).get_attribute("value")
        select.select_option(value=option)
    walk.press("Zeigen, was es kostet")
    walk.sees(f"{INTO} statt {OUT}", "Alle Regeln sind eingehalten.", "− 25,00 Punkte")
    walk.does_not_see("stimmt noch nicht")
    walk.write("Grund", "Der Kreis arbeitet mit zwei Nachbarn zusammen.")
    walk.press("Mit diesem Grund abweichen")
    walk.sees("Der Kreis arbeitet mit zwei Nachbarn zusammen.")
    hand_over(walk, "Acht folgen der Regel, eine Kommune stärkt die Region.")


def hand_over(walk: Walk, reason: str) -> None:
    walk.follow("Zur Bestätigung übergeben")
    walk.write("Begründung der Entscheidung", reason)
    walk.press("Zur Bestätigung übergeben")
    walk.headline("Die Entscheidung wartet auf die zweite Person")


def look_again(walk: Walk) -> None:
    """Data moved since the decision was handed over: it comes back, and two people set it aside."""
    decision = walk.page.url
    walk.enter(LEAD)
    walk.go(decision)
    walk.sees("Die Grundlage dieser Berechnung hat sich geändert", MOVED, "jetzt ländlich")
    walk.does_not_see("Entscheidung bestätigen")
    walk.follow("Entscheidung zurückgeben")
    walk.write("Was noch einmal geprüft werden soll", "Das Register hat sich geändert.")
    walk.press("Mit diesem Grund zurückgeben")
    walk.enter(OFFICE)
    walk.go(decision)
    walk.follow("Zur Bestätigung übergeben")
    walk.sees("Worauf diese Entscheidung nicht mehr beruhen würde", "jetzt ländlich")
    walk.write("Warum geht es trotzdem weiter?", "Die Gebietsreform gilt erst im nächsten Jahr.")
    walk.press("Zur Bestätigung übergeben")
    walk.headline("Die Entscheidung wartet auf die zweite Person")
    walk.sees("Die Gebietsreform gilt erst im nächsten Jahr.")


def confirm(walk: Walk) -> None:
    """The second person: she looks, and confirms; the protocol is frozen."""
    decision = walk.page.url
    walk.enter(LEAD)
    walk.go(decision)
    walk.follow("Entscheidung bestätigen")
    walk.press("Entscheidung bestätigen")
    walk.sees("Prüfsumme des Protokolls")
    assert walk.save("Protokoll (PDF)").startswith(b"%PDF")
