"""Landkreis Musterau: meetings behind us and ahead, and what they decided. All invented."""

from dataclasses import dataclass
from datetime import date, time

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.processes.models import Meeting
from begleitwerk.processes.services import (
    cancel_meeting,
    hold_meeting,
    plan_meeting,
    record_decision,
)


def build(world: DemoWorld) -> None:
    hold_meetings(world)
    plan_ahead(world)


@dataclass(frozen=True)
class Held:
    """A meeting behind us; `decisions` are wording, votes in favour, against, abstentions."""

    on: date
    kind: str
    body: str
    title: str
    participants: int
    summary: str
    decisions: tuple[tuple[str, str, int, int, int], ...] = ()
    session: str = ""


def past_meetings(world: DemoWorld) -> tuple[Held, ...]:
    within, workday = world.within, world.workday
    return (
        Held(within(-18, 19), "jour_fixe", "", "Erstes Gespräch mit der Prozessbegleitung", 4,
             "Zeitplan, Gruppen und Erwartungen sind besprochen."),
        Held(within(-16, 12), "session", "steering", "Konstituierende Sitzung", 12,
             "Die Gruppe hat ihren Auftrag geklärt und trifft sich dreimal im Jahr.",
             (("charter", ("Die Steuerungsgruppe nimmt ihren Auftrag an. Sie entscheidet mit "
               "einfacher Mehrheit, beide Dezernate müssen vertreten sein."), 12, 0, 0),)),
        Held(within(-12, 23), "workshop", "assembly", "Workshop Bestandsaufnahme", 38,
             "Stärken: kurze Wege zwischen Klinik und Beratung. Lücken: der Südkreis und feste "
             "Ansprechpersonen in den Gemeinden."),
        Held(within(-9, 18), "session", "steering", "", 11,
             "Aus der Bestandsaufnahme werden fünf Ziele. Die Planungsgruppe formuliert sie aus.",
             (("draft goals", ("Die Planungsgruppe legt bis zum Ende der Phase einen Vorschlag für "
               "Ziele und Maßnahmen vor."), 11, 0, 0),)),
        Held(within(-8, 9), "session", "committee", "", 15,
             "Der Ausschuss hat den Jahresbericht zur Kenntnis genommen und will jedes "
             "Jahr einen Bericht.",
             (("report", "Die Verwaltung berichtet jährlich über den Stand der Frühen Hilfen.",
               14, 0, 1),), session="12. Sitzung"),
        Held(within(-6, 21), "expert_input", "steering", "Werkstatt: Was ein Ausschuss lesen will",
             17, "Kurze Vorlage, eine Bitte, Zahlen mit Quelle. So entstand unser Muster."),
        Held(within(-5, 9), "session", "steering", "", 11,
             "Alle fünf Ziele sind beschlossen, die Maßnahmen haben Zuständige und Fristen.",
             (("goals", "Die Steuerungsgruppe beschließt die fünf Ziele und den Maßnahmenplan.",
               11, 0, 0),
              ("offices", "Beide Dezernate erheben ihre Mittel für Frühe Hilfen gemeinsam.",
               9, 0, 2))),
        Held(within(-4, 15), "session", "planning", "", 3,
             "Die Maßnahmen sind verteilt. Die Kosten trägt die Jugendhilfeplanung zusammen."),
        Held(within(-2, 24), "talk", "north", "Erste Bürgermeisterrunde im Nordkreis", 9,
             "Alle fünf Gemeinden waren vertreten und treffen sich künftig zweimal im Jahr."),
        Held(workday(-47), "session", "clinic", "", 7,
             "Der Überleitungsbogen wird um eine Einwilligung in einfacher Sprache ergänzt."),
        Held(workday(-36), "session", "planning", "", 3,
             "Im Südkreis fehlen zwei Zusagen. Die Dezernatsleitung spricht die Gemeinden an."),
        Held(workday(-27), "workshop", "assembly", "Zweite Netzwerkversammlung", 46,
             "Der Entwurf des Gesamtkonzepts ist vorgestellt. 14 Rückmeldungen sind eingegangen."),
        Held(workday(-4), "jour_fixe", "", "Jour fixe mit der Prozessbegleitung", 4,
             "Die Vorlage für den Ausschuss ist fast fertig; die Kosten sind noch zu prüfen."),
    )  # fmt: skip


def hold_meetings(world: DemoWorld) -> None:
    for held in past_meetings(world):
        meeting = put_on_record(world, held)
        for key, text, yes, no, abstained in held.decisions:
            world.decisions[key] = record_decision(
                by=world.people["coordinator"],
                meeting=meeting,
                text=text,
                votes_yes=yes,
                votes_no=no,
                abstentions=abstained,
            )


def put_on_record(world: DemoWorld, held: Held) -> Meeting:
    by = world.people["coordinator"]
    meeting = plan_meeting(
        by=by,
        municipality=world.places["musterau"],
        kind=item(ContentKind.MEETING_KINDS, held.kind),
        body=world.bodies.get(held.body),
        on=held.on,
        title=held.title,
        session_number=held.session,
    )
    return hold_meeting(
        by=by, meeting=meeting, participants=held.participants, summary=held.summary
    )


def plan_ahead(world: DemoWorld) -> None:
    """What comes, one meeting whose result nobody has recorded yet, and one that fell through."""
    by, place = world.people["coordinator"], world.places["musterau"]
    house, hall = "Kreishaus, Raum 2.14", "Kreishaus, Sitzungssaal"
    for days, kind, body, title, start, end, where, session in (
        (-5, "session", "steering", "", time(14), time(16), house, ""),
        (9, "session", "steering", "", time(14), time(16), house, ""),
        (15, "session", "social", "", time(17), time(19), hall, "9. Sitzung"),
        (17, "jour_fixe", "", "Jour fixe mit der Prozessbegleitung", time(10), time(11, 30),
         "online", ""),
        (22, "session", "committee", "", time(17), time(19, 30), hall, "15. Sitzung"),
        (44, "talk", "", "Gespräch mit den Gemeinden im Südkreis", time(10), time(12),
         "Bürgerhaus Auental", ""),
        (65, "workshop", "assembly", "Workshop: Was hat sich verändert?", time(9), time(13),
         "Klinikum Musterau, Saal", ""),
        (87, "session", "steering", "", time(14), time(16), house, ""),
    ):  # fmt: skip
        plan_meeting(
            by=by,
            municipality=place,
            kind=item(ContentKind.MEETING_KINDS, kind),
            body=world.bodies.get(body),
            on=world.workday(days),
            title=title,
            starts_at=start,
            ends_at=end,
            place=where,
            session_number=session,
        )
    round_south = plan_meeting(
        by=by,
        municipality=place,
        kind=item(ContentKind.MEETING_KINDS, "talk"),
        on=world.workday(-19),
        title="Erste Bürgermeisterrunde im Südkreis",
        starts_at=time(10),
        place="Bürgerhaus Auental",
    )
    cancel_meeting(
        by=by,
        meeting=round_south,
        reason="Zwei von vier Gemeinden konnten nach der Kommunalwahl noch niemanden benennen.",
    )
