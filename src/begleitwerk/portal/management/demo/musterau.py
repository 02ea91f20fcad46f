"""Landkreis Musterau: its process, network, bodies and meetings. All of it is invented."""

from dataclasses import dataclass
from datetime import date, time

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body, Network, PartnerOrganisation
from begleitwerk.networks.services import (
    add_member,
    create_body,
    create_network,
    create_organisation,
)
from begleitwerk.portal.management.demo.world import DemoWorld, item
from begleitwerk.processes.models import Meeting
from begleitwerk.processes.services import (
    PhasePlan,
    cancel_meeting,
    change_process,
    hold_meeting,
    plan_meeting,
    record_decision,
    shift_phase,
    start_process,
)
from begleitwerk.programmes.models import Engagement

SECTORS = ContentKind.PARTNER_SECTORS


def build(world: DemoWorld) -> None:
    begin_process(world)
    organisations = know_partners(world)
    found_bodies(world, organisations)
    hold_meetings(world)
    plan_ahead(world)


# --- Process ------------------------------------------------------------------------------------


def begin_process(world: DemoWorld) -> None:
    """Two phases behind us, the third running for another seven months or so."""
    coordinator, place = world.people["coordinator"], world.places["musterau"]
    process = start_process(
        by=coordinator,
        engagement=Engagement.objects.get(edition=world.edition, parties=place),
        template=current_version(ContentKind.PHASE_TEMPLATE),
        phases=(
            PhasePlan(
                key="preparation",
                planned_start=world.month(-18),
                planned_end=world.month_end(-14),
                actual_start=world.month(-18),
                actual_end=world.month_end(-14),
                note="Planungsgruppe und Steuerungsgruppe haben ihren Auftrag beschlossen.",
            ),
            PhasePlan(
                key="goal_finding",
                planned_start=world.month(-13),
                planned_end=world.month_end(-6),
                actual_start=world.month(-13),
                actual_end=world.month_end(-5),
                note="Nach der Bestandsaufnahme hat die Steuerungsgruppe fünf Ziele beschlossen.",
            ),
            PhasePlan(
                key="implementation",
                planned_start=world.month(-5),
                planned_end=world.month_end(6),
                actual_start=world.month(-4),
            ),
            PhasePlan(
                key="evaluation",
                planned_start=world.month(7),
                planned_end=world.month_end(16),
                is_tentative=True,
            ),
        ),
    )
    shift_phase(
        by=coordinator,
        phase=process.phases.get(item__key="implementation"),
        planned_start=world.month(-4),
        planned_end=world.month_end(7),
        reason="Wegen der Kommunalwahl konnte die Steuerungsgruppe die Ziele erst einen Monat "
        "später beschließen.",
    )
    shift_phase(
        by=coordinator,
        phase=process.phases.get(item__key="evaluation"),
        planned_start=world.month(8),
        planned_end=world.month_end(17),
        reason="Folgt der Phase Maßnahmen und Umsetzung.",
    )
    world.processes["musterau"] = change_process(
        by=coordinator,
        process=process,
        reason_to_join=(
            "Im Landkreis sind gute Angebote der Frühen Hilfen entstanden, aber ihr Bestand hängt "
            "an einzelnen Personen und an befristeten Mitteln. Die neun Gemeinden wissen wenig "
            "voneinander. Mit der Prozessbegleitung wollen wir die Frühen Hilfen in Politik und "
            "Verwaltung so verankern, dass sie auch bei einem Wechsel tragen."
        ),
        outlook=(
            "Bis zum Ende der Phase soll das Gesamtkonzept beschlossen sein und jede Gemeinde "
            "eine feste Ansprechperson haben. Danach werten wir gemeinsam aus, was gewirkt hat, "
            "und vereinbaren, wie es ohne Prozessbegleitung weitergeht. Dem Jugendhilfeausschuss "
            "berichten wir jedes Jahr im Frühjahr."
        ),
    )


# --- Network and bodies -------------------------------------------------------------------------

ORGANISATIONS = (
    ("Kreisjugendamt Musterau", "youth_welfare"),
    ("Familienzentrum Auental", "youth_welfare"),
    ("Erziehungsberatung am Markt", "youth_welfare"),
    ("Kreisgesundheitsamt Musterau", "health"),
    ("Klinikum Musterau, Geburtshilfe", "health"),
    ("Kinderarztpraxis am Anger", "health"),
    ("Hebammenkreis Südkreis", "health"),
    ("Schwangerschaftsberatung Musterau", "pregnancy_counselling"),
    ("Beratungsstelle Lebensanfang", "pregnancy_counselling"),
    ("Frühförderstelle Musterau", "early_intervention"),
    ("Familienpatenschaften Musterau", "volunteering"),
    ("Jobcenter Musterau", "social_security_employment"),
    ("Kita Wiesengrund", "education"),
    ("Familienbildung im Mehrgenerationenhaus", "education"),
    ("Frauenhaus Musterau", "violence_protection"),
    ("Suchtberatung Musterau", "addiction_psychiatry"),
    ("Sprachmittlung Nordkreis", "migration"),
)


def know_partners(world: DemoWorld) -> dict[str, PartnerOrganisation]:
    by, place = world.people["coordinator"], world.places["musterau"]
    return {
        name: create_organisation(
            by=by, municipality=place, name=name, sector=item(SECTORS, sector)
        )
        for name, sector in ORGANISATIONS
    }


@dataclass(frozen=True)
class Seat:
    """A seat by function; `organisation` and `sector` as far as they matter."""

    function: Function
    title: str = ""
    organisation: str = ""
    sector: str = ""
    seats: int = 1
    chairs: bool = False
    substitute: str = ""


PLANNING = (
    Seat(Function.COORDINATOR, "Netzwerkkoordination", "Kreisjugendamt Musterau", chairs=True),
    Seat(Function.PLANNER, "Jugendhilfeplanung", "Kreisjugendamt Musterau"),
    Seat(Function.PRACTITIONER, "Frühe Hilfen im Gesundheitsamt", "Kreisgesundheitsamt Musterau"),
)
STEERING = (
    Seat(
        Function.DEPARTMENT_HEAD,
        "Dezernatsleitung Jugend, Familie und Soziales",
        sector="youth_welfare",
        chairs=True,
        substitute="Jugendamtsleitung",
    ),
    Seat(Function.DEPARTMENT_HEAD, "Dezernatsleitung Gesundheit", sector="health"),
    Seat(Function.YOUTH_OFFICE_HEAD, "Jugendamtsleitung", "Kreisjugendamt Musterau"),
    Seat(Function.COMMITTEE_CHAIR, "Vorsitz des Jugendhilfeausschusses"),
    Seat(Function.MAYOR, "Sprecherin der Gemeinden"),
    Seat(Function.PRACTITIONER, "Leitung der Geburtshilfe", "Klinikum Musterau, Geburtshilfe"),
    Seat(Function.OTHER, "Schwangerschaftsberatung", "Schwangerschaftsberatung Musterau"),
    Seat(Function.FACILITATOR, "Prozessbegleitung", seats=2),
)
ASSEMBLY = tuple(
    Seat(Function.PRACTITIONER, "", name)
    for name, _sector in ORGANISATIONS
    if name not in ("Kreisjugendamt Musterau", "Kreisgesundheitsamt Musterau")
)
# Short name, kind, name, task, month it was founded in (None: before the programme), seats.
BODIES: tuple[tuple[str, str, str, str, int | None, tuple[Seat, ...]], ...] = (
    ("planning", "planning_group", "Planungsgruppe",
     "Bereitet die Sitzungen der Steuerungsgruppe vor und hält Ziele und Maßnahmen aktuell.",
     -17, PLANNING),
    ("steering", "steering_group", "Steuerungsgruppe",
     "Beschließt Ziele und Maßnahmen und trägt die Ergebnisse in Verwaltung und Politik.",
     -16, STEERING),
    ("assembly", "network_assembly", "Netzwerkversammlung",
     "Alle Partner des Netzwerks, zweimal im Jahr.", None, ASSEMBLY),
    ("clinic", "expert_group", "Fachgruppe Übergang Geburtsklinik",
     "Regelt, wie Familien nach der Geburt gut in Angebote vor Ort kommen.", None,
     (Seat(Function.PRACTITIONER, "Geburtshilfe", "Klinikum Musterau, Geburtshilfe", chairs=True),
      Seat(Function.PRACTITIONER, "Hebammen", "Hebammenkreis Südkreis", seats=2),
      Seat(Function.PRACTITIONER, "Kinderärztin", "Kinderarztpraxis am Anger"),
      Seat(Function.COORDINATOR, "Netzwerkkoordination", "Kreisjugendamt Musterau"))),
    ("north", "regional_meeting", "Bürgermeisterrunde Nordkreis",
     "Fünf Gemeinden beraten zweimal im Jahr über Frühe Hilfen vor Ort.", -3,
     (Seat(Function.MAYOR, "Bürgermeisterinnen und Bürgermeister", seats=5),
      Seat(Function.COORDINATOR, "Netzwerkkoordination", "Kreisjugendamt Musterau"))),
    ("parents", "other", "Elterncafé Auental",
     "Eltern sagen, was ihnen hilft und was fehlt.", None,
     (Seat(Function.PARENT, "Elternvertretung", seats=2),
      Seat(Function.PRACTITIONER, "Begleitung", "Familienzentrum Auental"))),
    ("committee", "youth_welfare_committee", "Jugendhilfeausschuss", "", None, ()),
    ("social", "council_committee", "Sozial- und Gesundheitsausschuss", "", None, ()),
    ("heads", "department_heads", "Dezernentenkonferenz", "", None, ()),
)  # fmt: skip


def found_bodies(world: DemoWorld, organisations: dict[str, PartnerOrganisation]) -> None:
    """The planning group has nobody from the leadership, so that the check has something to say."""
    by, place = world.people["coordinator"], world.places["musterau"]
    network = create_network(
        by=by,
        municipality=place,
        name="Netzwerk Frühe Hilfen Landkreis Musterau",
        founded_year=2011,
        first_document="Kooperationsvereinbarung der Netzwerkpartner",
        note="Zielgruppe sind werdende Eltern und Familien mit Kindern unter drei Jahren.",
    )
    create_network(
        by=by,
        municipality=place,
        name="Netzwerkregion Südkreis",
        founded_year=2019,
        note="Vier Gemeinden mit eigenen Regionaltreffen.",
    )
    for key, kind, name, task, months, seats in BODIES:
        body = create_body(
            by=by,
            municipality=place,
            kind=item(ContentKind.BODY_KINDS, kind),
            name=name,
            network=network_of(key, network),
            task=task,
            founded_on=None if months is None else world.within(months, 12),
            predates_programme=months is None,
        )
        world.bodies[key] = body
        seat_all(by, body, seats, organisations, body.founded_on)
    add_member(
        by=by,
        body=world.bodies["steering"],
        member_body=world.bodies["planning"],
        valid_from=world.bodies["steering"].founded_on,
    )


def network_of(key: str, network: Network) -> Network | None:
    return network if key in ("assembly", "clinic", "parents", "north") else None


def seat_all(
    by: User,
    body: Body,
    seats: tuple[Seat, ...],
    organisations: dict[str, PartnerOrganisation],
    since: date | None,
) -> None:
    for seat in seats:
        organisation = organisations.get(seat.organisation)
        sector = item(SECTORS, seat.sector) if seat.sector else None
        add_member(
            by=by,
            body=body,
            function=seat.function,
            title=seat.title,
            organisation=organisation,
            sector=sector or (organisation.sector if organisation else None),
            substitute=seat.substitute,
            seats=seat.seats,
            is_chair=seat.chairs,
            valid_from=since,
        )


# --- Meetings -----------------------------------------------------------------------------------


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
             (("charter", "Die Steuerungsgruppe nimmt ihren Auftrag an. Sie entscheidet mit "
               "einfacher Mehrheit, beide Dezernate müssen vertreten sein.", 12, 0, 0),)),
        Held(within(-12, 23), "workshop", "assembly", "Workshop Bestandsaufnahme", 38,
             "Stärken: kurze Wege zwischen Klinik und Beratung. Lücken: der Südkreis und feste "
             "Ansprechpersonen in den Gemeinden."),
        Held(within(-9, 18), "session", "steering", "", 11,
             "Aus der Bestandsaufnahme werden fünf Ziele. Die Planungsgruppe formuliert sie aus.",
             (("draft goals", "Die Planungsgruppe legt bis zum Sommer einen Vorschlag für Ziele "
               "und Maßnahmen vor.", 11, 0, 0),)),
        Held(within(-8, 9), "session", "committee", "", 15,
             "Der Ausschuss hat den Jahresbericht zur Kenntnis genommen und will jedes Jahr im "
             "Frühjahr einen Bericht.",
             (("report", "Die Verwaltung berichtet jährlich über den Stand der Frühen Hilfen.",
               14, 0, 1),), session="12. Sitzung"),
        Held(within(-6, 21), "expert_input", "steering", "Werkstatt: Was ein Ausschuss lesen will",
             17, "Kurze Vorlage, eine Bitte, Zahlen mit Quelle. Daraus ist unser Muster entstanden."),
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
        Held(workday(-27), "workshop", "assembly", "Netzwerkversammlung im Herbst", 46,
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
        (8, "session", "heads", "", time(9), time(11), "Kreishaus, Raum 3.01", ""),
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
