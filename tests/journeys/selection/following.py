"""After the decision: letters, contracts, one leaves, another comes in."""

from playwright.sync_api import expect

from tests.days import today
from tests.journeys.selection.deciding import hand_over
from tests.journeys.selection.preparing import to_the_round
from tests.journeys.selection.story import (
    BY_HAND,
    INTO,
    NEWCOMER,
    SIGNED_BY_HAND,
    at_work,
)
from tests.journeys.selection.walk import Walk

DAYS = (
    "Entworfen am",
    "Gesendet am",
    "Von der Kommune unterschrieben am",
    "Vom Programm unterschrieben am",
    "Teilnahme beginnt am",
)


def tell_all(walk: Walk) -> None:
    """A look at one letter, then all of them; the two who applied by hand read theirs."""
    to_the_round(walk)
    walk.follow("Zu den Schreiben")
    walk.follow(f"Vorschau : {BY_HAND[0]}")
    walk.does_not_see(BY_HAND[1])  # nothing about others
    walk.page.go_back()
    walk.headline("31 Schreiben sind noch nicht verschickt")
    walk.press("31 Schreiben senden")
    walk.result("Alle Schreiben sind verschickt")


def sign_contracts(walk: Walk) -> None:
    """Two by hand: the days as they come, the file, both signatures."""
    walk.follow("Zu den Verträgen")
    walk.headline("Alle neun Verträge sind noch offen")
    for name in SIGNED_BY_HAND:
        sign_contract(walk, name)
    walk.headline("7 von 9 Verträgen sind noch offen")


def sign_contract(walk: Walk, name: str) -> None:
    walk.follow(f"Eintragen : {name}")
    walk.write("Vertragsnummer", f"WJ-{name.split()[1]}")
    for group in DAYS:
        walk.day(group, today())
    walk.upload("vertrag.txt", b"Vertrag", "text/plain")
    walk.press("Vertrag speichern")
    walk.sees("Der Vertrag ist gespeichert.")


def leave(walk: Walk) -> None:
    leaver = SIGNED_BY_HAND[1]
    to_the_round(walk)
    walk.follow("Verträge")
    walk.headline("Alle neun Verträge sind von beiden Seiten unterschrieben")
    walk.follow(f"Scheidet aus : {leaver}")
    walk.day("Gibt den Platz zurück am", today())
    walk.write("Grund", "Die Stelle der Koordination ist nicht besetzt.")
    walk.press("Ausscheiden eintragen")


def replace(walk: Walk) -> None:
    """The same rules, the eight others fixed; two people decide again."""
    walk.headline(f"Der Platz von {SIGNED_BY_HAND[1]} ist frei")
    walk.press("Nachrücken berechnen")
    walk.result(NEWCOMER)
    walk.press("Entscheidung treffen")
    kept = walk.main.get_by_role("row").filter(has_text="behält den Platz")
    expect(kept).to_have_count(8)
    walk.sees(NEWCOMER)
    hand_over(walk, "Der Vorschlag der Regel.")


def tell_the_newcomer(walk: Walk) -> None:
    to_the_round(walk)
    walk.follow("Zu den Schreiben")
    walk.headline("Ein Schreiben ist noch nicht verschickt")
    walk.press("Ein Schreiben senden")
    walk.headline("Alle Schreiben sind verschickt")
    walk.follow("Zu den Verträgen")
    sign_contract(walk, NEWCOMER)
    walk.headline("Alle neun Verträge sind von beiden Seiten unterschrieben")


def look_back(walk: Walk) -> None:
    """The whole story on one page, and the nine who take part."""
    to_the_round(walk)
    walk.headline("Neun Kommunen nehmen teil")
    walk.follow("Ganzer Verlauf")
    walk.sees("Der Kreis arbeitet mit zwei Nachbarn zusammen.", SIGNED_BY_HAND[1], NEWCOMER)


def read_the_letter(walk: Walk) -> None:
    """An applicant that was not selected: her own points and reasons, nobody else's."""
    coordination, _head = at_work(BY_HAND[0])
    walk.enter(coordination)
    walk.follow("Auswahl", walk.page.get_by_role("navigation").first)
    walk.follow("Wanderjahre, Zweiter Durchgang")
    walk.does_not_see(BY_HAND[1], INTO, "Seite 7")
