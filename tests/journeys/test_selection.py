"""A whole round of selection, from the survey to the replacement, in the browser.

What an office does once is done by hand here; of what it does forty times, one or two by hand and
the others through services (`selection/backstage.py`). Every page on the way is looked at.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Site, empty_site, served
from tests.journeys.selection.people import LEAD, OFFICE, REVIEWERS, SLUG, at_work
from tests.journeys.selection.places import WANTS, codebook_csv, survey_csv
from tests.journeys.selection.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
BACKSTAGE = "tests.journeys.selection.backstage"
# Their contracts are recorded by hand; the second leaves again.
SIGNED_BY_HAND = ("Kreis Falkenfurt", "Kreis Kranichmoor")
DAYS = (
    "Entworfen am",
    "Versandt am",
    "Von der Kommune unterzeichnet am",
    "Vom Programm unterzeichnet am",
    "Teilnahme beginnt am",
)
# Taken out and taken in by people: same theme, all rules kept, 25 points less.
OUT, INTO = "Kreis Haselquell", "Kreis Haselmoor"
NEWCOMER = "Kreis Falkenmoor"  # first on the reserve list of the leaver's theme
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
    walk.headline("Die Entscheidung wartet auf die zweite Person")


def confirm(walk: Walk) -> None:
    """The second person: she looks, and confirms; the protocol is frozen."""
    decision = walk.page.url
    walk.enter(LEAD)
    walk.go(decision)
    walk.follow("Entscheidung bestätigen")
    walk.press("Entscheidung bestätigen")
    walk.sees("Prüfsumme des Protokolls")
    assert walk.save("Protokoll (PDF)").startswith(b"%PDF")


def tell_all(walk: Walk) -> None:
    """A look at one letter, then all of them; the two who applied by hand read theirs."""
    to_the_round(walk)
    walk.follow("Zu den Schreiben")
    walk.follow(f"Vorschau : {BY_HAND[0]}")
    walk.does_not_see(BY_HAND[1])  # nothing about others
    walk.page.go_back()
    walk.headline("31 Schreiben sind noch nicht verschickt")
    walk.press("31 Schreiben senden")
    walk.follow("Ergebnis öffnen")
    walk.headline("Alle Schreiben sind verschickt")


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
        walk.day(group, date.today())
    walk.upload("vertrag.txt", b"Vertrag", "text/plain")
    walk.press("Vertrag speichern")
    walk.sees("Der Vertrag ist gespeichert.")


def leave(walk: Walk) -> None:
    leaver = SIGNED_BY_HAND[1]
    to_the_round(walk)
    walk.follow("Verträge")
    walk.headline("Alle neun Verträge sind von beiden Seiten unterschrieben")
    walk.follow(f"Scheidet aus : {leaver}")
    walk.day("Gibt den Platz zurück am", date.today())
    walk.write("Grund", "Die Stelle der Koordination ist nicht besetzt.")
    walk.press("Ausscheiden eintragen")


def replace(walk: Walk) -> None:
    """The same rules, the eight others fixed; two people decide again."""
    walk.headline(f"Der Platz von {SIGNED_BY_HAND[1]} ist frei")
    walk.press("Nachrücken berechnen")
    walk.follow("Ergebnis öffnen")
    walk.sees(NEWCOMER)
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


@pytest.fixture
def office_site() -> Iterator[Site]:
    """Sixty municipalities and a programme with its people; no round, no survey."""
    site = empty_site("selection")
    site.command("migrate", "-v0")
    site.command("collectstatic", "-v0", "--no-input")
    site.run(BACKSTAGE, "found", *BY_HAND)
    with served(site, with_worker=True) as answering:
        yield answering


def test_a_whole_round_of_selection(browser_here: Browser, office_site: Site) -> None:
    with browser_here.new_context(
        base_url=office_site.url,
        viewport={"width": 1280, "height": 900},
        locale="de-DE",
        accept_downloads=True,
    ) as context:
        context.set_default_timeout(30_000)
        walk = Walk(context.new_page())
        walk.enter(OFFICE)
        for step in (
            import_the_survey, begin_the_round, build_the_rules, freeze_and_draw, invite,
            apply_by_hand,
        ):  # fmt: skip
            step(walk)
        office_site.run(BACKSTAGE, "apply")
        walk.enter(OFFICE)
        for step in (settle_the_contradiction, assign_reviewers, review_blind):
            step(walk)
        office_site.run(BACKSTAGE, "review")
        walk.enter(OFFICE)
        for step in (calculate, deviate, confirm):
            step(walk)
        walk.enter(OFFICE)
        for step in (tell_all, sign_contracts):
            step(walk)
        office_site.run(BACKSTAGE, "sign")
        for step in (leave, replace, confirm):
            step(walk)
        walk.enter(OFFICE)
        for step in (tell_the_newcomer, look_back, read_the_letter):
            step(walk)
    assert walk.faults == []
    assert "whole" in office_site.command("verify_audit").stdout
