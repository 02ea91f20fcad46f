"""Personas: one for every role, entered with one click. Names are functions, never persons.

A persona without a note acts in the story and has no button on the sign-in page.
"""

from dataclasses import dataclass

from begleitwerk.accounts.services import create_user
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.enums import Role


@dataclass(frozen=True)
class Persona:
    """`roles` are pairs of a role and the short name of the place where it is held."""

    key: str
    email: str
    name: str
    note: str = ""
    roles: tuple[tuple[Role, str], ...] = ()


# In the order of the sign-in page. Facilitators get their roles with their assignments.
PERSONAS = (
    Persona(
        "coordinator",
        "netzwerkkoordination@musterau.example",
        "Netzwerkkoordination",
        "Landkreis Musterau. Eine Aufgabe ist überfällig, die Vorlage wartet.",
        ((Role.COORDINATOR, "musterau"),),
    ),
    Persona(
        "head",
        "jugendamtsleitung@musterau.example",
        "Jugendamtsleitung",
        "Landkreis Musterau. Prüft und gibt Vorlagen frei.",
        ((Role.YOUTH_OFFICE_HEAD, "musterau"),),
    ),
    Persona(
        "steering",
        "steuerungsgruppe@musterau.example",
        "Mitglied der Steuerungsgruppe",
        "Landkreis Musterau. Sieht, wo der Prozess steht, und entscheidet.",
        ((Role.STEERING_MEMBER, "musterau"),),
    ),
    Persona(
        "planner",
        "jugendhilfeplanung@musterau.example",
        "Jugendhilfeplanung",
        "Landkreis Musterau. Pflegt Ziele, Maßnahmen und Kosten.",
        ((Role.PLANNER, "musterau"),),
    ),
    Persona(
        "facilitator",
        "prozessbegleitung@programm.example",
        "Prozessbegleitung",
        "Drei Kommunen. Bereitet eine Werkstatt vor.",
    ),
    Persona(
        "office",
        "programmbuero@programm.example",
        "Programmbüro",
        "Neun Kommunen. Sieht, wo es stockt, und plant die Treffen.",
        ((Role.PROGRAMME_OFFICE, "programme"),),
    ),
    Persona(
        "lead",
        "programmleitung@programm.example",
        "Programmleitung",
        "Bestätigt die Auswahl, die das Programmbüro vorbereitet.",
        ((Role.PROGRAMME_LEAD, "programme"),),
    ),
    Persona(
        "reviewer_practice",
        "fachpraxis@gutachten.example",
        "Begutachtung, Fachpraxis",
        "Liest Bewerbungen. Zwei Gutachten sind offen.",
        ((Role.REVIEWER, "programme"),),
    ),
    Persona(
        "reviewer_science",
        "wissenschaft@gutachten.example",
        "Begutachtung, Wissenschaft",
        "Liest dieselben Bewerbungen, ohne die Punkte der anderen zu sehen.",
        ((Role.REVIEWER, "programme"),),
    ),
    Persona(
        "state_office",
        "landeskoordinierung@land-nord.example",
        "Landeskoordinierungsstelle",
        "Land Nord. Sieht nur, was freigegeben ist.",
        ((Role.STATE_OFFICE, "land"),),
    ),
    Persona(
        "protection_officer",
        "datenschutz@musterau.example",
        "Datenschutzbeauftragte Stelle",
        "Landkreis Musterau. Sieht Zugänge, Fristen und Protokoll.",
        ((Role.DATA_PROTECTION_OFFICER, "musterau"),),
    ),
    Persona(
        "partner",
        "netzwerkpartner@musterau.example",
        "Netzwerkpartner",
        "Landkreis Musterau. Schwangerschaftsberatung, sieht freigegebene Ziele.",
        ((Role.PARTNER, "musterau"),),
    ),
    Persona(
        "parent",
        "elternvertretung@musterau.example",
        "Elternvertretung",
        "Landkreis Musterau. Sieht, was für Familien freigegeben ist.",
        ((Role.PARENT, "musterau"),),
    ),
    Persona(
        "committee_member",
        "jugendhilfeausschuss@musterau.example",
        "Mitglied des Jugendhilfeausschusses",
        "Landkreis Musterau. Liest eingebrachte Vorlagen und den Kurzbericht.",
        ((Role.COMMITTEE_MEMBER, "musterau"),),
    ),
    Persona(
        "neighbour",
        "netzwerkkoordination@lindfurt.example",
        "Netzwerkkoordination Lindfurt",
        "Stadt Lindfurt. Phase 2, drei Schritte sind überfällig.",
        ((Role.COORDINATOR, "lindfurt"),),
    ),
    Persona(
        "fachwerden coordinator",
        "netzwerkkoordination@fachwerden.example",
        "Netzwerkkoordination Fachwerden",
        "Stadt Fachwerden. Schreibt an einer Bewerbung.",
        ((Role.COORDINATOR, "fachwerden"),),
    ),
    Persona(
        "fachwerden youth_office_head",
        "jugendamtsleitung@fachwerden.example",
        "Jugendamtsleitung Fachwerden",
        "Stadt Fachwerden. Gibt die Bewerbung frei.",
        ((Role.YOUTH_OFFICE_HEAD, "fachwerden"),),
    ),
    Persona(
        "fachwerden approver",
        "buergermeisteramt@fachwerden.example",
        "Bürgermeisteramt Fachwerden",
        "Stadt Fachwerden. Kann die Bewerbung unterzeichnen, sobald sie vorgelegt wird.",
        ((Role.APPROVER, "fachwerden"),),
    ),
    Persona(
        "flachsmark youth_office_head",
        "jugendamtsleitung@flachsmark.example",
        "Jugendamtsleitung Flachsmark",
        "Kreis Flachsmark. Hat sich beworben und wartet auf die Entscheidung.",
        ((Role.YOUTH_OFFICE_HEAD, "flachsmark"),),
    ),
    Persona(
        "second_facilitator",
        "prozessbegleitung-zwei@programm.example",
        "Prozessbegleitung, zweites Team",
        "Sechs Kommunen im Land Nord.",
    ),
    Persona(
        "researcher",
        "forschung@programm.example",
        "Forschung",
        "Begleitet das Programm. Sieht nur, was freigegeben ist.",
        ((Role.RESEARCHER, "programme"),),
    ),
    Persona(
        "operator",
        "betrieb@begleitwerk.example",
        "Betrieb",
        "Pflegt Seiten, Register und Katalog. Sieht in keine Kommune.",
        ((Role.OPERATOR, "platform"),),
    ),
    Persona(
        "reader",
        "beispiele@begleitwerk.example",
        "Dokumentierte Beispiele",
        "Liest Soest, Stendal, Rendsburg-Eckernförde und Nürnberg, nur belegte Angaben.",
        (
            (Role.STEERING_MEMBER, "soest"),
            (Role.STEERING_MEMBER, "stendal"),
            (Role.STEERING_MEMBER, "rendsburg"),
            (Role.STEERING_MEMBER, "nuernberg"),
            (Role.PROGRAMME_OFFICE, "dialogues"),
            (Role.PROGRAMME_OFFICE, "quality"),
        ),
    ),
    Persona(
        "reviewer_land",
        "land@gutachten.example",
        "Begutachtung, Land",
        roles=((Role.REVIEWER, "programme"),),
    ),
    Persona(
        "reviewer_office",
        "jugendamt@gutachten.example",
        "Begutachtung, Jugendamt",
        roles=((Role.REVIEWER, "programme"),),
    ),
)


def create_people(world: DemoWorld) -> None:
    """Accounts without a password; only demo mode lets anybody in."""
    for persona in PERSONAS:
        world.people[persona.key] = create_user(
            by=None,
            email=persona.email,
            name=persona.name,
            password=None,
            demo_note=persona.note,
            is_demo=True,
        )
