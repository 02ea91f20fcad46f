"""What invented municipalities write in their applications, and what reviewers rest a level on."""

from dataclasses import dataclass
from typing import Any

from begleitwerk.portal.management.demo.selection.rules import (
    BACKING,
    EXPERIENCE,
    MOTIVATION,
    STAFF,
)


@dataclass(frozen=True)
class Experience:
    """What was done about a theme, and two documents that prove it: statement, proof."""

    text: str
    evidence: tuple[tuple[str, str], tuple[str, str]]


MOTIVATION_TEXTS = {
    "anchoring": (
        (
            "Frühe Hilfen hängen bei uns an einzelnen Personen. Wir wollen, dass Ausschuss und "
            "Verwaltung sie als dauerhafte Aufgabe verstehen und im Haushalt absichern."
        ),
        (
            "Das Gesamtkonzept ist acht Jahre alt und in der Politik kaum bekannt. Am Ende des "
            "Programms soll ein neues Konzept beschlossen sein, das auch die Gemeinden tragen."
        ),
        (
            "Zuständigkeiten liegen in drei Ämtern. Wir wollen eine gemeinsame Steuerung, die "
            "Entscheidungen vorbereitet und dem Ausschuss jedes Jahr berichtet."
        ),
    ),
    "participation": (
        (
            "Wir fragen Eltern nach Angeboten und entscheiden ohne sie. Das soll sich ändern: "
            "Familien sollen an der Planung mitwirken, auch solche, die selten zu Wort kommen."
        ),
        (
            "Unsere Elterngespräche finden in der Kreisstadt statt und erreichen immer dieselben. "
            "Wir suchen Wege, Familien in allen Gemeinden zu beteiligen."
        ),
        (
            "Eltern sitzen seit einem Jahr im Netzwerk, ihre Rolle ist ungeklärt. Wir wollen "
            "festlegen, wo sie mitreden und wo sie mitentscheiden."
        ),
    ),
    "impact": (
        (
            "Wir zählen Termine und Teilnehmende. Ob Familien etwas davon haben, wissen wir nicht. "
            "Für drei Angebote wollen wir Ziele und Indikatoren beschreiben und Daten erheben."
        ),
        (
            "Der Ausschuss fragt nach Wirkungen, wir antworten mit Fallzahlen. Wir wollen lernen, "
            "Wirkungen zu beschreiben und ehrlich darüber zu berichten."
        ),
        (
            "Aus den Ämtern kommen viele Daten, die niemand zusammen liest. Das Netzwerk soll sie "
            "einmal im Jahr gemeinsam deuten und daraus Schritte ableiten."
        ),
    ),
}
EXPERIENCES = {
    "anchoring": (
        Experience(
            "Der Jugendhilfeausschuss erhält seit vier Jahren einen Bericht des Netzwerks. Zwei "
            "Gemeinden haben eigene Ansprechpersonen benannt.",
            (("Jahresbericht des Netzwerks im Ausschuss", "Niederschrift des Ausschusses"),
             ("Ansprechpersonen in zwei Gemeinden", "Vereinbarung mit den Gemeinden")),
        ),
        Experience(
            "Eine Steuerungsgruppe mit Jugendamt, Gesundheitsamt und Sozialplanung tagt viermal "
            "im Jahr. Sie hat die Aufgaben der Koordination beschrieben.",
            (("Geschäftsordnung der Steuerungsgruppe", "Beschluss der Steuerungsgruppe"),
             ("Aufgaben der Netzwerkkoordination", "Stellenbeschreibung")),
        ),
    ),
    "participation": (
        Experience(
            "Im Familienzentrum planen Eltern das Halbjahr mit. Eine Befragung zu Wünschen nach "
            "der Geburt wurde mit Eltern vorbereitet und ausgewertet.",
            (("Halbjahresplanung mit Eltern", "Protokolle der Planungsrunden"),
             ("Befragung von Familien mit Kindern unter einem Jahr", "Auswertungsbericht")),
        ),
        Experience(
            "Gespräche mit Müttern und Vätern in der Elternzeit haben zu einem neuen Treffpunkt "
            "geführt. Ein Elternbeirat berät das Netzwerk.",
            (("Treffpunkt auf Wunsch von Eltern eröffnet", "Vermerk des Jugendamts"),
             ("Beirat von Eltern im Netzwerk", "Einladungen und Niederschriften")),
        ),
    ),
    "impact": (
        Experience(
            "Für die Willkommensbesuche gibt es ein Wirkmodell. Seit zwei Jahren werden Erreichung "
            "und Zufriedenheit erhoben.",
            (("Wirkmodell der Willkommensbesuche", "Bericht der Arbeitsgruppe"),
             ("Erhebung der Erreichung", "Auswertung für die Steuerungsgruppe")),
        ),
        Experience(
            "Die Jugendhilfeplanung veröffentlicht jedes Jahr Kennzahlen zu Frühen Hilfen. Das "
            "Netzwerk hat sie in einer Werkstatt gemeinsam gedeutet.",
            (("Kennzahlen der Jugendhilfeplanung", "Sozialbericht"),
             ("Werkstatt zur Deutung der Daten", "Dokumentation der Werkstatt")),
        ),
    ),
}  # fmt: skip
STAFF_TEXTS = (
    "Die Netzwerkkoordination übernimmt die Arbeit, die Jugendhilfeplanung vertritt sie.",
    "Netzwerkkoordination und eine Fachkraft des Gesundheitsamts teilen sich die Arbeit.",
    "Die Netzwerkkoordination wird für zwei Tage in der Woche freigestellt.",
)
BACKING_TEXTS = (
    "Die Jugendamtsleitung hat zugestimmt und berichtet im Ausschuss.",
    "Die Dezernatsleitung arbeitet in der Steuerungsgruppe mit.",
    "Der Jugendhilfeausschuss hat die Bewerbung zur Kenntnis genommen und unterstützt sie.",
)
PARTICIPANTS_TEXTS = (
    "Jugendamt, Gesundheitsamt, Schwangerschaftsberatung, zwei freie Träger, Hebammen.",
    "Jugendamt, Familienzentren, Kinderklinik, Frühförderung, Elternvertretung.",
    "Jugendamt, Sozialplanung, drei Gemeinden, Familienhebammen, Jobcenter.",
)
# What a reviewer names for each level from 0 to 3.
EVIDENCE = {
    EXPERIENCE: (
        "Abschnitt Erfahrung nennt kein Vorhaben zum Thema.",
        "Abschnitt Erfahrung: ein Vorhaben läuft, ein Ergebnis fehlt.",
        "Abschnitt Erfahrung, erster Nachweis: Dokument genannt.",
        "Abschnitt Erfahrung, beide Nachweise, mit Folgerungen.",
    ),
    MOTIVATION: (
        "Abschnitt Motivation lässt das Ziel offen.",
        "Abschnitt Motivation: Anliegen ohne Ziel.",
        "Abschnitt Motivation, Ziel und Anlass.",
        "Abschnitt Motivation, Ziel, Anlass und nächste Schritte.",
    ),
    STAFF: (
        "Abschnitt Personal nennt niemanden mit Zeit dafür.",
        "Abschnitt Personal: eine Person, ohne feste Arbeitszeit.",
        "Abschnitt Personal: eine Person mit fester Arbeitszeit.",
        "Abschnitt Personal: zwei Personen, Vertretung geregelt.",
    ),
    BACKING: (
        "Abschnitt Rückhalt ist leer.",
        "Abschnitt Rückhalt: Zusage der Jugendamtsleitung.",
        "Abschnitt Rückhalt: Dezernatsleitung in der Steuerungsgruppe.",
        "Abschnitt Rückhalt: Beschluss des Ausschusses.",
    ),
}


def application_words(number: int, theme: str) -> dict[str, Any]:
    """Texts and evidence of the application with this number, about its first theme."""
    experience = EXPERIENCES[theme][number % 2]
    return {
        "motivation": MOTIVATION_TEXTS[theme][number % 3],
        "experience": experience.text,
        "evidence": [
            {"statement": statement, "proof": proof, "year": None}
            for statement, proof in experience.evidence
        ],
        "staff": STAFF_TEXTS[(number // 2) % 3],
        "backing": BACKING_TEXTS[(number // 3) % 3],
        "participants": PARTICIPANTS_TEXTS[(number // 4) % 3],
    }
