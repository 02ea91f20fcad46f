"""The words of synthetic municipalities: put together by number, so that they repeat by seed."""

GOALS = (
    "Frühe Hilfen sind im Haushalt dauerhaft abgesichert",
    "Alle Gemeinden wirken regelmäßig mit",
    "Der Ausschuss erhält jährlich einen Bericht",
    "Beide Ämter planen ihre Mittel gemeinsam",
    "Das Gesamtkonzept ist politisch beschlossen",
    "Eltern entscheiden über Angebote mit",
    "Auf jeden Vorschlag von Eltern folgt eine Antwort",
    "Im Netzwerk sitzen gewählte Elternvertretungen",
    "Befragungen gibt es in fünf Sprachen",
    "Familien kennen mindestens ein Angebot vor der Geburt",
    "Für drei Angebote liegt ein Wirkmodell vor",
    "Indikatoren sind mit Ausgangswert beschrieben",
    "Daten werden gemeinsam gedeutet",
    "Der Übergang aus der Klinik gelingt verlässlich",
    "Jede Gemeinde hat eine feste Ansprechperson",
    "Die Koordination ist vertreten und unbefristet",
    "Fachkräfte lernen über Berufsgrenzen hinweg",
    "Wartezeiten sind bekannt und werden kürzer",
    "Angebote sind ohne Auto erreichbar",
    "Freiwillige werden vorbereitet und begleitet",
)
TASKS = (
    "Ansprechperson benennen",
    "Elterncafé einrichten",
    "Bürgermeisterrunde vorbereiten",
    "Ortsprofil mit Kennzahlen erstellen",
    "Willkommensbesuche auswerten",
    "Angebote und Lücken erfassen",
    "Fortbildung zum Kinderschutz anbieten",
    "Kooperationsvereinbarung abschließen",
    "Fragebogen für Eltern erproben",
    "Sprachmittlung absichern",
    "Sprechstunde in der Kita einrichten",
    "Übergang aus der Klinik regeln",
    "Familienpaten gewinnen",
    "Gesprächsrunde für Väter anbieten",
    "Hausbesuche von Hebammen ausbauen",
    "Rückmeldungen von Familien veröffentlichen",
    "Kurzvortrag für Fraktionen halten",
    "Zuständigkeiten schriftlich klären",
    "Wartezeiten erheben",
    "Barrieren im Zugang prüfen",
    "Mittelübersicht anlegen",
    "Netzwerkkarte aktualisieren",
    "Fachgruppe einberufen",
    "Informationen in einfacher Sprache anbieten",
    "Vertretung regeln",
)
PARTS = (
    "im Norden",
    "im Süden",
    "im Osten",
    "im Westen",
    "in der Kernstadt",
    "in der Altstadt",
    "am Stadtrand",
    "im Flusstal",
    "auf der Höhe",
    "im Umland",
    "in den Neubaugebieten",
    "in den Dörfern",
)
OWNERS = (
    "Netzwerkkoordination",
    "Jugendhilfeplanung",
    "Jugendamtsleitung",
    "Dezernatsleitung",
    "Planungsgruppe",
    "Gesundheitsamt",
)
PROGRESS = (
    "Läuft wie geplant.",
    "Die Beteiligten sind angesprochen, zwei Zusagen fehlen.",
    "Ein erster Termin hat stattgefunden.",
    "Der Entwurf liegt vor und wird abgestimmt.",
    "Die Mittel sind beantragt.",
    "Rückmeldungen sind eingearbeitet.",
)
RESULTS = (
    "Der Stand der Maßnahmen ist besprochen, zwei Fristen sind angepasst.",
    "Die nächsten Schritte sind verteilt.",
    "Die Vorlage für den Ausschuss ist abgestimmt.",
    "Aus der Bestandsaufnahme werden Ziele abgeleitet.",
    "Die Rückmeldungen aus dem Netzwerk sind aufgenommen.",
)
DECISIONS = (
    "Die vorgelegten Ziele werden beschlossen.",
    "Der Maßnahmenplan wird fortgeschrieben.",
    "Beide Dezernate erheben ihre Mittel gemeinsam.",
    "Die Planungsgruppe legt bis zur nächsten Sitzung einen Vorschlag vor.",
)
REASON = (
    "Es gibt viele gute Angebote und keinen gemeinsamen Rahmen. Mit der Prozessbegleitung sollen "
    "Frühe Hilfen in Verwaltung und Politik so verankert werden, dass sie bei einem Wechsel tragen."
)
OUTLOOK = (
    "Nach der Umsetzung werten wir gemeinsam aus, was gewirkt hat, und vereinbaren, wie es ohne "
    "Prozessbegleitung weitergeht."
)


def name_of(number: int) -> tuple[str, bool]:
    """The name of a synthetic municipality, and whether it is a county; the first one is large."""
    if number == 1:
        return "Landkreis Groß", True
    county = number % 3 != 0
    return f"{'Landkreis' if county else 'Stadt'} Beispiel {number:03d}", county


def task_title(number: int) -> str:
    """Three hundred titles, none twice."""
    place, task = divmod(number, len(TASKS))
    return f"{TASKS[task]} {PARTS[place % len(PARTS)]}"
