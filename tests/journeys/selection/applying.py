"""The two who apply by hand, and the review of one of them."""

import re

from tests.days import today
from tests.journeys.selection.preparing import to_the_round
from tests.journeys.selection.story import BY_HAND, LEVELS, REVIEWERS, at_work
from tests.journeys.selection.walk import Walk


def apply_by_hand(walk: Walk) -> None:
    """The coordination writes, the head of the youth office hands in."""
    for name in BY_HAND:
        coordination, head = at_work(name)
        walk.enter(coordination)
        walk.follow("Auswahl", walk.page.get_by_role("navigation").first)
        walk.follow("Wanderjahre, Zweiter Durchgang")
        walk.headline(f"{name} ist zur Bewerbung eingeladen")
        walk.press("Bewerbung beginnen")
        walk.follow("Weiterschreiben")
        write_application(walk)
        ask_for_approval(walk, head)
        walk.enter(head)
        hand_in(walk)


def write_application(walk: Walk) -> None:
    walk.main.get_by_role("checkbox").first.check()
    walk.write("Warum möchten Sie teilnehmen?", "Wir möchten Familien früher erreichen.")
    walk.press("Speichern und weiter")
    walk.write("Welche Erfahrung haben Sie mit dem Thema?", "Ein Vorhaben ist abgeschlossen.")
    first = walk.main.get_by_role("group", name="Erfahrung 1")
    first.get_by_label("Was Sie getan haben").fill("Befragung der Familien")
    first.get_by_label("Was es belegt").fill("Bericht vom März, Seite 4")
    walk.main.get_by_role("radio", name="ja").check()
    walk.write("Seit welchem Jahr besteht Ihr Netzwerk?", "2009")
    walk.press(re.compile("^Speichern und weiter$"))
    walk.write("Wer leistet die Arbeit?", "Koordination und Jugendhilfeplanung")
    walk.write("Wie viele Vollzeitstellen haben Sie dafür?", "1,25")
    walk.press("Speichern und weiter")
    walk.main.get_by_role("radio", name="ja").check()
    walk.write("Wie trägt die Leitung das Vorhaben?", "Beschluss des Ausschusses vom 4. März")
    walk.press("Speichern und weiter")
    walk.write("Wer nimmt teil?", "Jugendamt, Gesundheitsamt, zwei freie Träger")
    walk.press("Speichern und weiter")
    walk.upload("beschluss.txt", b"Der Ausschuss stimmt zu.", "text/plain")
    walk.write("Was ist es?", "Beschluss des Ausschusses")
    walk.press("Datei beifügen")


def ask_for_approval(walk: Walk, head: str) -> None:
    walk.follow("Weiter zu Prüfung und Freigabe")
    walk.headline("Alles ist ausgefüllt")
    walk.main.get_by_label("Wer gibt frei?").select_option(label=head)
    walk.press("Um Freigabe bitten")


def hand_in(walk: Walk) -> None:
    walk.follow("Auswahl", walk.page.get_by_role("navigation").first)
    walk.follow("Wanderjahre, Zweiter Durchgang")
    walk.follow("Prüfung und Freigabe")
    walk.press("Freigeben und einreichen")
    walk.headline("eingereicht")
    walk.result("Eingangsbestätigung (PDF)")
    assert walk.save("Eingangsbestätigung (PDF)").startswith(b"%PDF")


def settle_the_contradiction(walk: Walk) -> None:
    """The first claims to have taken part before; the list of participants does not show it."""
    to_the_round(walk)
    walk.follow("Kommunen der Runde")
    walk.write("Suchen", BY_HAND[0])
    walk.press("Anzeigen")
    walk.follow(BY_HAND[0])
    walk.follow("Klären : Teilnahme an einem früheren Programm")
    walk.main.get_by_label("Das Register: nein").check()
    walk.write("Was geklärt wurde", "Auf der Teilnahmeliste steht die Kommune nicht.")
    walk.press("Klärung speichern")
    walk.sees("Auf der Teilnahmeliste steht die Kommune nicht.")


def assign_reviewers(walk: Walk) -> None:
    to_the_round(walk)
    walk.headline("31 von 51 eingeladenen Kommunen haben sich beworben")
    walk.follow("Gutachten verteilen")
    walk.sees("62 Gutachten werden zugewiesen")
    walk.press("Gutachten zuweisen")
    walk.headline("0 von 31 Bewerbungen sind begutachtet")


def review_blind(walk: Walk) -> None:
    """Two review the second by hand, two levels apart; neither sees the other's before."""
    row = walk.main.get_by_role("row").filter(has_text=BY_HAND[1]).inner_text()
    first, second = (name for name in REVIEWERS if name in row)
    review_one(walk, first, LEVELS[3][1], "7")
    review_one(walk, second, LEVELS[1][1], "2")
    walk.sees(first, "Seite 7")  # now that both are done
    walk.follow("Ergebnis des Gesprächs eintragen")
    walk.choose(LEVELS[2][1])
    walk.day("Gespräch am", today())
    walk.write("Was das Gespräch ergab", "Ein Vorhaben ist abgeschlossen, das zweite läuft noch.")
    walk.press("Ergebnis des Gesprächs eintragen")
    walk.sees("noch nicht bestätigt")
    walk.enter(first)
    walk.follow(BY_HAND[1])
    walk.follow("Ergebnis des Gesprächs bestätigen oder ändern")
    walk.press("Bestätigen: Das haben wir vereinbart")
    walk.sees("vereinbart im Gespräch")


def review_one(walk: Walk, reviewer: str, level: str, page: str) -> None:
    walk.enter(reviewer)
    walk.follow(f"Beginnen : {BY_HAND[1]}")
    walk.does_not_see("Beschluss des Ausschusses vom 4. März")  # not before the declaration
    walk.choose("Ich bin nicht befangen")
    walk.press("Erklärung speichern")
    walk.sees("Beschluss des Ausschusses vom 4. März")
    walk.does_not_see("Seite 7")
    walk.follow("Mit der Bewertung beginnen")
    walk.does_not_see("Seite 7")
    walk.choose(level)
    walk.write("Seite in „Beschluss des Ausschusses“", page)
    walk.press("Speichern und weiter")
    walk.press("Gutachten abschließen")
