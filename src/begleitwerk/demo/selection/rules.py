"""The rules of the round, in the spirit of what offices have published: few, and in plain words."""

from decimal import Decimal
from typing import Any

from begleitwerk.accounts.models import User
from begleitwerk.demo.municipal_survey import NEED, NEED_FROM
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.models import HardRule, PortfolioRule, RuleSet, ScoredCriterion
from begleitwerk.selection.services.rules import add_rule

EXPERIENCE, MOTIVATION = "Erfahrung mit dem Thema", "Motivation und Ziel"
STAFF, BACKING = "Personal und Zeit", "Rückhalt der Leitung"
COORDINATION = "Stelle der Netzwerkkoordination"
# Short names of the themes for the rules about whom to invite.
THEME_WORDS = {
    "anchoring": "Verankerung",
    "participation": "Beteiligung",
    "impact": "Wirkung",
}


def levels(*rows: tuple[str, str]) -> list[dict[str, str]]:
    return [
        {"value": str(number), "label": label, "text": text}
        for number, (label, text) in enumerate(rows)
    ]


CRITERIA: tuple[dict[str, Any], ...] = (
    {
        "name": EXPERIENCE,
        "description": "Was die Kommune zum Thema schon getan hat und womit sie es belegt.",
        "weight": Decimal(36),
        "origin": "review",
        "per_theme": True,
        "levels": levels(
            ("keine", "Zum Thema ist kein Vorhaben genannt."),
            ("begonnen", "Ein Vorhaben läuft, ein Ergebnis gibt es noch nicht."),
            ("belegt", "Ein Vorhaben ist abgeschlossen und mit einem Dokument belegt."),
            ("eingeübt", "Mehrere Vorhaben sind belegt, und was sie gelehrt haben, steht dabei."),
        ),
    },
    {
        "name": MOTIVATION,
        "description": "Ob klar ist, was sich in drei Jahren ändern soll.",
        "weight": Decimal(24),
        "origin": "review",
        "levels": levels(
            ("offen", "Es bleibt offen, was sich ändern soll."),
            ("allgemein", "Ein Anliegen ist genannt, ohne Ziel."),
            ("klar", "Ein Ziel und ein Anlass in der Kommune sind beschrieben."),
            ("überzeugend", "Ziel, Anlass und erste Schritte passen zusammen."),
        ),
    },
    {
        "name": STAFF,
        "description": "Wer die Arbeit tut, mit wie viel Zeit und mit welcher Vertretung.",
        "weight": Decimal(18),
        "origin": "review",
        "levels": levels(
            ("niemand", "Es ist niemand benannt."),
            ("nebenbei", "Eine Person ist benannt, ohne freie Zeit."),
            ("mit Zeit", "Eine Person mit fester Arbeitszeit ist benannt."),
            ("gesichert", "Mindestens zwei Personen mit fester Arbeitszeit sind benannt."),
        ),
    },
    {
        "name": BACKING,
        "description": "Wie die Leitung der Verwaltung das Vorhaben trägt.",
        "weight": Decimal(12),
        "origin": "review",
        "levels": levels(
            ("nicht erkennbar", "Die Bewerbung sagt dazu nichts."),
            ("zugesagt", "Die Jugendamtsleitung hat zugesagt."),
            ("beteiligt", "Die Dezernatsleitung arbeitet in der Steuerungsgruppe mit."),
            ("beschlossen", "Es gibt einen Beschluss eines Ausschusses oder des Kreistags."),
        ),
    },
    {
        "name": COORDINATION,
        "description": "Wie viel Arbeitszeit die Koordination schon heute hat.",
        "weight": Decimal(10),
        "origin": "data",
        "source": "survey",
        "field": "koordination_vza",
        "levels": levels(
            ("unter einer halben Stelle", "Weniger als 0,5 Vollzeitstellen."),
            ("mindestens eine halbe Stelle", "Ab 0,5 Vollzeitstellen."),
            ("mindestens eine ganze Stelle", "Ab 1,0 Vollzeitstellen."),
        ),
        "bands": [{"at_least": "0.5", "level": "1"}, {"at_least": "1", "level": "2"}],
    },
)
HARD_RULES: tuple[dict[str, Any], ...] = (
    {"name": "Ein Netzwerk besteht", "stage": "longlist", "source": "survey",
     "field": "netzwerk", "operator": "equals", "value": True},
    {"name": "Nimmt zurzeit nicht teil", "stage": "longlist", "source": "survey",
     "field": "nimmt_teil", "operator": "equals", "value": False},
    {"name": "Die Leitung trägt es mit", "stage": "eligibility", "source": "application",
     "field": "has_backing", "operator": "equals", "value": True},
    {"name": "Die Bewerbung kam rechtzeitig", "stage": "eligibility", "source": "application",
     "field": "on_time", "operator": "equals", "value": True},
)  # fmt: skip
PORTFOLIO_RULES: tuple[dict[str, Any], ...] = (
    {"name": "Mindestens vier städtische Kommunen", "attribute": "settlement",
     "values": ["urban"], "at_least": 4},
    {"name": "Mindestens drei ländliche Kommunen", "attribute": "settlement",
     "values": ["rural"], "at_least": 3},
    {"name": "Höchstens zwei je Land", "attribute": "land", "at_most": 2},
    {"name": "Mindestens vier Länder", "attribute": "land", "counted": "values", "at_least": 4},
    {"name": "Zwei bis fünf mit Erfahrung aus dem Vorläufer", "attribute": "earlier",
     "values": ["yes"], "at_least": 2, "at_most": 5},
)  # fmt: skip


def write_rules(by: User, rule_set: RuleSet, themes: dict[str, EditionTheme]) -> None:
    """Whom to invite, who can be chosen, what is scored, and what the whole should look like."""
    for values in HARD_RULES:
        add_rule(by=by, rule_set=rule_set, kind=HardRule, **values)
    for key, theme in themes.items():
        add_rule(
            by=by,
            rule_set=rule_set,
            kind=HardRule,
            name=f"Bedarf beim Thema {THEME_WORDS[key]}",
            stage="longlist",
            theme=theme,
            source="survey",
            field=NEED[key],
            operator="at_least",
            value=NEED_FROM,
        )
    for values in CRITERIA:
        add_rule(by=by, rule_set=rule_set, kind=ScoredCriterion, **values)
    for values in PORTFOLIO_RULES:
        add_rule(by=by, rule_set=rule_set, kind=PortfolioRule, **values)
