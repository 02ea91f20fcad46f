"""From the survey to the invitations: what the office does before anybody applies."""

from tests.days import in_days
from tests.journeys.selection.places import WANTS, codebook_csv, survey_csv
from tests.journeys.selection.story import BY_HAND, LEVELS, ROUND, SLUG
from tests.journeys.selection.walk import Walk

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
    walk.result("Alle 5 Zeilen sind in Ordnung")
    walk.press("Codebuch übernehmen")
    walk.result("Das Codebuch ist auf dem neuen Stand")
    walk.follow("Zur Welle")
    walk.follow("Antworten importieren")
    walk.upload("welle3.csv", survey_csv())
    walk.press("Datei hochladen")
    walk.result("60 Zeilen und 6 Spalten")
    walk.press("Datei prüfen")
    walk.result("Alle 60 Zeilen sind in Ordnung")
    walk.press("Antworten übernehmen")
    walk.result("Die Antworten sind übernommen")
    walk.follow("Zur Welle")
    walk.headline("60")


def begin_the_round(walk: Walk) -> None:
    walk.go(f"/p/{SLUG}/auswahl/")
    walk.headline("Noch keine Auswahlrunde")
    walk.follow("Runde anlegen")
    walk.main.get_by_label("Durchgang").select_option(label="Wanderjahre Zweiter Durchgang")
    walk.write("Name", ROUND)
    walk.main.get_by_label("Kommunalbefragung").select_option(label="Kommunalbefragung, Welle 3")
    walk.day("Bewerbungen bis", in_days(60))
    walk.day("Reserveliste gilt bis", in_days(500))
    source = "Erste Ziehung der Landeslotterie nach den Gutachten"
    walk.write("Woher die Zahl für ein Los kommt", source)
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
    walk.day("Antwort bis", in_days(60))
    walk.write("Wer Fragen beantwortet", "Büro der Auswahl, 030 23125 110")
    walk.press("Einladungen prüfen")
    walk.headline("2 Briefe gehen hinaus")
    walk.sees(*BY_HAND)
    walk.press("2 Einladungen versenden")
    walk.sees("2 Kommunen sind eingeladen")
    walk.follow("Kommunen einladen")
    walk.headline("49 Kommunen können eingeladen werden")
    walk.main.get_by_label("Alle 49, die diese Liste zeigt").check()
    walk.day("Antwort bis", in_days(60))
    walk.press("Einladungen prüfen")
    walk.press("49 Einladungen versenden")
    walk.result("Von 51 Eingeladenen fehlen 51 Antworten")
    assert walk.save(f"Schreiben : {BY_HAND[1]}").startswith(b"%PDF")
