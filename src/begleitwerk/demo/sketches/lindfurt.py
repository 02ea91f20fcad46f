"""Stadt Lindfurt, sketched."""

from begleitwerk.demo.sketches.sketch import GOOD, RISK, Date, Sketch, Wish
from begleitwerk.networks.enums import Function

LINDFURT = Sketch(
    key="lindfurt",
    theme="anchoring",
    dimension="QD5",
    network="Netzwerk Frühe Hilfen Lindfurt",
    since=2014,
    by="neighbour",
    reason=(
        "Die Stadt hat viele Angebote und keinen gemeinsamen Rahmen. Mit der Prozessbegleitung "
        "soll der Rat sehen, was Frühe Hilfen leisten und was sie brauchen."
    ),
    outlook="Sobald die Ziele beschlossen sind, beginnt die Umsetzung.",
    request="Bitte besetzen Sie die halbe Stelle der Netzwerkkoordination bald.",
    goal_finding_ends=33,
    why_late="Die Stelle der Netzwerkkoordination war ein halbes Jahr lang nicht besetzt.",
    # no head of department, nobody from the health sector
    seats=(
        (Function.YOUTH_OFFICE_HEAD, "Jugendamtsleitung", "youth_welfare"),
        (Function.COMMITTEE_CHAIR, "Vorsitz des Jugendhilfeausschusses", ""),
        (Function.FACILITATOR, "Prozessbegleitung", ""),
    ),
    partners=(
        ("Jugendamt Lindfurt", "youth_welfare"),
        ("Familientreff Hafenviertel", "youth_welfare"),
        ("Schwangerschaftsberatung Lindfurt", "pregnancy_counselling"),
        ("Kinderarztpraxis am Ring", "health"),
        ("Stadtteilbibliothek", "other"),
    ),
    wishes=(
        Wish(GOOD, "Das Netzwerk hat einen festen Platz in der Verwaltung",
             "Aufgaben der Koordination beschreiben"),
        Wish(RISK, "Der Rat kennt Auftrag und Wirkung der Frühen Hilfen",
             "Besuch der Fraktionen im Familientreff vorbereiten"),
        Wish(RISK, "Jugendamt und Gesundheitsamt steuern gemeinsam",
             "Gesundheitsamt für die Steuerungsgruppe gewinnen", "Jugendamtsleitung"),
    ),
    dates=(
        Date(-120, "workshop", "assembly", "Zielwerkstatt", "Zwölf Vorschläge für Ziele sind "
             "gesammelt, drei sind ausgewählt.", 22),
        Date(-42, "jour_fixe", "", "Jour fixe mit der Prozessbegleitung", "Die Stelle der "
             "Koordination ist zur Hälfte vertreten. Termine verschieben sich.", 3),
        Date(-24, "session", "planning"),
        Date(-17, "session", "planning"),
        Date(-9, "session", "steering"),
        Date(24, "session", "steering"),
        Date(53, "workshop", "assembly", "Zweite Zielwerkstatt"),
    ),
)  # fmt: skip
