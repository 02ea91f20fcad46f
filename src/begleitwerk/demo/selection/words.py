"""What invented municipalities write in their applications."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Project:
    """What was done about a theme, and the document that proves it."""

    text: str
    statement: str
    proof: str


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
# For a motivation without a goal of its own.
MOTIVATION_IN_GENERAL = (
    "Das Thema ist uns wichtig. Wir möchten es voranbringen und uns mit anderen Kommunen darüber "
    "austauschen."
)
PROJECTS = {
    "anchoring": (
        Project(
            "Der Jugendhilfeausschuss erhält seit vier Jahren einen Bericht des Netzwerks.",
            "Jahresbericht des Netzwerks im Ausschuss",
            "Niederschrift des Ausschusses",
        ),
        Project(
            "Eine Steuerungsgruppe aus drei Ämtern tagt viermal im Jahr und hat die Aufgaben der "
            "Koordination beschrieben.",
            "Geschäftsordnung der Steuerungsgruppe",
            "Beschluss der Steuerungsgruppe",
        ),
    ),
    "participation": (
        Project(
            "Im Familienzentrum planen Eltern das Programm jedes Halbjahres mit.",
            "Halbjahresplanung mit Eltern",
            "Protokolle der Planungsrunden",
        ),
        Project(
            "Eine Befragung zu Wünschen nach der Geburt wurde mit Eltern vorbereitet und "
            "ausgewertet.",
            "Befragung von Familien mit Kindern unter einem Jahr",
            "Auswertungsbericht",
        ),
    ),
    "impact": (
        Project(
            "Für die Willkommensbesuche gibt es ein Wirkmodell, seit zwei Jahren wird erhoben, "
            "wen sie erreichen.",
            "Wirkmodell der Willkommensbesuche",
            "Bericht der Arbeitsgruppe",
        ),
        Project(
            "Das Netzwerk hat die Kennzahlen der Jugendhilfeplanung in einer Werkstatt gemeinsam "
            "gedeutet.",
            "Werkstatt zur Deutung der Daten",
            "Dokumentation der Werkstatt",
        ),
    ),
}
LESSONS = "Was dabei gelungen ist und was nicht, steht im Bericht an die Steuerungsgruppe."
BEGUN = Project(
    "Ein Vorhaben zum Thema hat in diesem Jahr begonnen. Ergebnisse liegen noch nicht vor.",
    "Vorhaben begonnen",
    "Beschluss der Steuerungsgruppe",
)
# By level from 0 to 3, and the full-time posts that go with it.
STAFF_TEXTS = (
    ("Wer die Arbeit übernimmt, klären wir nach einer Zusage.", "0"),
    ("Die Netzwerkkoordination übernimmt die Arbeit neben ihren anderen Aufgaben.", "0.25"),
    ("Die Netzwerkkoordination wird für zwei Tage in der Woche freigestellt.", "0.5"),
    (
        "Netzwerkkoordination und eine Fachkraft des Gesundheitsamts teilen sich die Arbeit.",
        "1",
    ),
)
BACKING_TEXTS = (
    "Die Leitung ist unterrichtet.",
    "Die Jugendamtsleitung hat zugestimmt und berichtet im Ausschuss.",
    "Die Dezernatsleitung arbeitet in der Steuerungsgruppe mit.",
    "Der Jugendhilfeausschuss hat die Bewerbung beschlossen.",
)
PARTICIPANTS_TEXTS = (
    "Jugendamt, Gesundheitsamt, Schwangerschaftsberatung, zwei freie Träger, Hebammen.",
    "Jugendamt, Familienzentren, Kinderklinik, Frühförderung, Elternvertretung.",
    "Jugendamt, Sozialplanung, drei Gemeinden, Familienhebammen, Jobcenter.",
)


@dataclass(frozen=True)
class Levels:
    """How good an application is, as its kinder reader sees it: levels from 0 to 3."""

    experience: int
    motivation: int
    staff: int
    backing: int = 2


def experience_words(number: int, theme: str, level: int) -> str:
    projects = projects_of(number, theme, level)
    lessons = [LESSONS] if len(projects) > 1 else []
    return " ".join([*(project.text for project in projects), *lessons])


def application_words(number: int, theme: str, levels: Levels, year: int) -> dict[str, Any]:
    """What the application with this number says about its first theme, as good as `levels`.

    `year` is the present one: what has begun is of this year, what is done some years old.
    """
    projects = projects_of(number, theme, levels.experience)
    staff, posts = STAFF_TEXTS[levels.staff]
    return {
        "motivation": MOTIVATION_TEXTS[theme][number % 3]
        if levels.motivation > 1
        else MOTIVATION_IN_GENERAL,
        "experience": experience_words(number, theme, levels.experience),
        "evidence": [
            {
                "statement": project.statement,
                "proof": project.proof,
                "year": year if project is BEGUN else year - 1 - (number + place) % 3,
            }
            for place, project in enumerate(projects)
        ],
        "staff": staff,
        "staff_fte": Decimal(posts),
        "backing": BACKING_TEXTS[levels.backing],
        "participants": PARTICIPANTS_TEXTS[number % 3],
    }


def projects_of(number: int, theme: str, level: int) -> list[Project]:
    """Two with what they taught, one that is done, or one that has begun."""
    if level < 2:
        return [BEGUN]
    known = list(PROJECTS[theme])
    return known if level > 2 else [known[number % 2]]
