"""A whole round of selection, from the survey to the replacement, in the browser.

What an office does once is done by hand here; of what it does forty times, one or two by hand and
the others through services (`selection/backstage.py`). Every page on the way is looked at.
"""

import re
from datetime import date, timedelta

from tests.journeys.selection.people import LEAD, REVIEWERS, SLUG, at_work
from tests.journeys.selection.places import WANTS, codebook_csv, survey_csv
from tests.journeys.selection.walk import Walk

# Taken out and taken in by people: same theme, all rules kept, 25 points less.
OUT, INTO = "Kreis Haselquell", "Kreis Haselmoor"
ROUND = "Auswahl Zweiter Durchgang"
# They apply by hand; the first claims to have taken part before, the second did.
BY_HAND = ("Stadt Adlerdeich", "Kreis Falkenfurt")
SOON, LATER = date.today() + timedelta(days=60), date.today() + timedelta(days=500)
LEVELS = (
    ("keine", "Es ist kein Vorhaben zum Thema genannt."),
    ("erste Schritte", "Ein Vorhaben ist begonnen."),
    ("belegt", "Ein Vorhaben ist abgeschlossen und belegt."),
    ("eingespielt", "Mehrere Vorhaben sind belegt."),
)
WANTED = {
    "Politisch-strukturelle Verankerung": "Bedarf Verankerung, 1 bis 5",
    "Beteiligung und Partizipation von Familien": "Bedarf Beteiligung, 1 bis 5",
    "Wirkungsorientierung anhand von Indikatoren": "Bedarf Wirkung, 1 bis 5",
}


def import_the_survey(walk: Walk) -> None:
    walk.follow("Auswahl", walk.page.get_by_role("navigation").first)
    walk.follow("Alle Wellen")
    walk.follow("Welle anlegen")
    walk.write("Nummer der Welle", "3")
    walk.write("Name", "Kommunalbefragung, Welle 3")
    walk.press("Welle anlegen")
    walk.follow("Codebuch importieren")
    walk.upload("codebuch.csv", codebook_csv())
    walk.press("Datei prüfen")
    walk.headline("Alle 5 Zeilen sind in Ordnung")
    walk.press("Codebuch übernehmen")
    walk.follow("Ergebnis öffnen")
    walk.headline("Das Codebuch ist auf dem neuen Stand")
    walk.follow("Zur Welle")
    walk.follow("Antworten importieren")
    walk.upload("welle3.csv", survey_csv())
    walk.press("Datei hochladen")
    walk.sees("60 Zeilen und 6 Spalten")
    walk.press("Datei prüfen")
    walk.headline("Alle 60 Zeilen sind in Ordnung")
    walk.press("Antworten übernehmen")
    walk.follow("Ergebnis öffnen")
    walk.headline("Die Antworten sind übernommen")
    walk.follow("Zur Welle")
    walk.headline("60")


def begin_the_round(walk: Walk) -> None:
    walk.go(f"/p/{SLUG}/auswahl/")
    walk.headline("Noch keine Auswahlrunde")
    walk.follow("Runde anlegen")
    walk.main.get_by_label("Durchgang").select_option(label="Wanderjahre Zweiter Durchgang")
    walk.write("Name", ROUND)
    walk.main.get_by_label("Kommunalbefragung").select_option(label="Kommunalbefragung, Welle 3")
    walk.day("Bewerbungen bis", SOON)
    walk.day("Reserveliste gilt bis", LATER)
    walk.write("Woher die Zahl für ein Los kommt", "Lottozahlen vom letzten Samstag")
    walk.write("Zahl für ein Los", "4-11-19-23-38-41")
    walk.press("Runde anlegen")
    walk.headline("Die Runde beginnt mit ihren Regeln")


def build_the_rules(walk: Walk) -> None:
    """Experience with the theme, town and country, took part before; and whom to invite."""
    walk.follow("Regeln bauen")
    score_experience(walk)
    balance_town_and_country(walk)
    take_over_proposals(walk)
    invite_where("Gibt es ein Netzwerk Frühe Hilfen?", walk)
    for theme, question in WANTED.items():
        invite_where(question, walk, theme)


def score_experience(walk: Walk) -> None:
    walk.follow("Kriterium anlegen")
    walk.write("Name", "Erfahrung mit dem Thema")
    walk.write("Gewicht", "60")
    walk.main.get_by_label("Für jedes Thema einzeln bewertet").check()
    for number, (level, anchor) in enumerate(LEVELS, start=1):
        row = walk.main.get_by_role("group", name=f"Stufe {number}")
        row.get_by_label("Name der Stufe").fill(level)
        row.get_by_label("Was dafür vorliegen muss").fill(anchor)
    walk.sees("100 % des Ganzen")
    walk.press("Kriterium speichern")
    walk.sees("Erfahrung mit dem Thema", LEVELS[2][1])


def balance_town_and_country(walk: Walk) -> None:
    walk.follow("Ausgleichsregel anlegen")
    walk.main.get_by_label("Was soll ausgewogen sein?").select_option(label="Stadt oder Land")
    walk.main.get_by_label("städtisch", exact=True).check()
    walk.write("Mindestens", "4")
    walk.sees("Mindestens vier städtische Kommunen")
    walk.press("Regel speichern")
    walk.sees("Mindestens vier städtische Kommunen")


def take_over_proposals(walk: Walk) -> None:
    walk.follow("Weitere Vorschläge übernehmen")
    for name in ("Teilnahme am Vorläufer", "Die Leitung trägt es mit", "Höchstens zwei je Land"):
        walk.main.get_by_label(name).check()
    walk.press("Markierte übernehmen")
    walk.sees("Teilnahme am Vorläufer", "Höchstens zwei")


def invite_where(question: str, walk: Walk, theme: str = "") -> None:
    """A hard rule for the longlist: the answer is yes, or at least WANTS for a theme."""
    walk.follow("Feste Bedingung anlegen : Wer eingeladen wird")
    walk.main.get_by_label("Was zählt?").select_option(label=question)
    if theme:
        walk.write("Wert", str(WANTS))
        walk.main.get_by_label("Für welches Thema?").select_option(label=theme)
    else:
        walk.main.get_by_label("ja", exact=True).check()
    walk.sees("behält")
    walk.press("Regel speichern")
    walk.sees(question)


def freeze_and_draw(walk: Walk) -> None:
    walk.follow("Regeln einfrieren")
    walk.sees("Prüfsumme")
    walk.press("Regeln einfrieren")
    walk.headline("eingefroren")
    walk.follow(ROUND)
    walk.headline("die Einladungsliste ist noch leer")
    walk.follow("Einladungsliste aufstellen")
    walk.sees("51 Kommunen kommen hinzu")
    walk.press("Einladungsliste aufstellen")
    walk.headline("51 Kommunen")


def to_the_round(walk: Walk) -> None:
    """From anywhere: the area of the selection, then its round."""
    walk.follow("Auswahl", walk.page.get_by_role("navigation").first)
    walk.follow(ROUND)


def invite(walk: Walk) -> None:
    """Two by hand, for they apply by hand; then everybody else by the one tick."""
    to_the_round(walk)
    walk.follow("Kommunen einladen")
    for name in BY_HAND:
        walk.main.get_by_label(name, exact=True).check()
    walk.day("Antwort bis", SOON)
    walk.write("Wer Fragen beantwortet", "Büro der Auswahl, 030 23125 110")
    walk.press("Einladungen prüfen")
    walk.headline("2 Briefe gehen hinaus")
    walk.sees(*BY_HAND)
    walk.press("2 Einladungen versenden")
    walk.sees("2 Kommunen sind eingeladen")
    walk.follow("Kommunen einladen")
    walk.headline("49 Kommunen können eingeladen werden")
    walk.main.get_by_label("Alle 49, die diese Liste zeigt").check()
    walk.day("Antwort bis", SOON)
    walk.press("Einladungen prüfen")
    walk.press("49 Einladungen versenden")
    walk.follow("Ergebnis öffnen")
    walk.headline("Von 51 Eingeladenen fehlen 51 Antworten")
    assert walk.save(f"Brief : {BY_HAND[1]}").startswith(b"%PDF")


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
    walk.upload("beschluss.txt", "Der Ausschuss stimmt zu.".encode(), "text/plain")
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
    assert walk.save("Eingangsbestätigung (PDF)").startswith(b"%PDF")


def settle_the_contradiction(walk: Walk) -> None:
    """The first claims to have taken part before; the list of participants does not show it."""
    to_the_round(walk)
    walk.follow("Kommunen der Runde")
    walk.write("Suche", BY_HAND[0])
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
    walk.day("Gespräch am", date.today())
    walk.write("Was das Gespräch ergab", "Ein Vorhaben ist abgeschlossen, das zweite läuft noch.")
    walk.press("Ergebnis des Gesprächs eintragen")


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


def calculate(walk: Walk) -> None:
    to_the_round(walk)
    walk.headline("Alle 31 Bewerbungen sind begutachtet")
    walk.follow("Auswahl berechnen")
    walk.headline("Für die Berechnung ist alles da")
    walk.press("Auswahl berechnen")
    walk.follow("Ergebnis öffnen")
    walk.headline("Neun von 31 Bewerbungen sind vorgeschlagen")
    walk.sees("keine Auswahl hat mehr", "Mindestens vier städtische Kommunen", "Das Los")
    walk.follow("Alle 22 ansehen")
    walk.headline("22 Bewerbungen sind nicht vorgeschlagen")
    walk.follow("Berechnung", walk.page.get_by_role("navigation", name="Pfad"))
    walk.follow("Zwei Kommunen vergleichen")
    walk.page.go_back()
    walk.follow("Auf der Karte zeigen")
    walk.page.go_back()


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
    walk.sees("Eine andere Person muss sie bestätigen")


def confirm(walk: Walk) -> None:
    """The second person: she looks, and confirms; the protocol is frozen."""
    decision = walk.page.url
    walk.enter(LEAD)
    walk.go(decision)
    walk.follow("Entscheidung bestätigen")
    walk.press("Entscheidung bestätigen")
    walk.sees("Prüfsumme des Protokolls")
    assert walk.save("Protokoll (PDF)").startswith(b"%PDF")
