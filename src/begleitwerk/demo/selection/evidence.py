"""What reviewers rest a level on."""

from begleitwerk.demo.selection.rules import (
    BACKING,
    EXPERIENCE,
    MOTIVATION,
    STAFF,
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
