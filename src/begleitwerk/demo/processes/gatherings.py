"""What a programme holds for everybody: documented, and invented for the invented one."""

from dataclasses import dataclass
from datetime import date

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.processes.services import hold_meeting, plan_meeting
from begleitwerk.programmes.models import Programme


@dataclass(frozen=True)
class Gathering:
    """A meeting of a whole programme, ahead as long as it has no summary.

    `participants` as reported, None where no figure is.
    """

    on: date
    kind: str
    title: str
    place: str
    participants: int | None = None
    summary: str = ""


DIALOGUE_EVENTS = (
    Gathering(
        date(2019, 2, 27),
        "framework_event",
        "Auftaktkonferenz",
        "Berlin",
        None,
        "Auftakt für alle 23 Kommunen; mit Steckbriefen auf Postern stellten sie sich einander "
        "vor.",
    ),
    Gathering(
        date(2020, 11, 19),
        "framework_event",
        "Zwischenkonferenz",
        "online",
        100,
        "Rund 100 Teilnehmende, digital.",
    ),
    Gathering(
        date(2021, 6, 7),
        "framework_event",
        "Abschlusskonferenz",
        "online",
        130,
        "Rund 130 Teilnehmende, digital. Leitungskräfte wünschten sich kurze Übersichten für "
        "die politischen Gremien.",
    ),
)


def record_gatherings(by: User, programme: Programme, events: tuple[Gathering, ...]) -> None:
    for event in events:
        meeting = plan_meeting(
            by=by,
            programme=programme,
            kind=item(ContentKind.MEETING_KINDS, event.kind),
            on=event.on,
            title=event.title,
            place=event.place,
        )
        if event.summary:
            hold_meeting(
                by=by, meeting=meeting, participants=event.participants, summary=event.summary
            )


QUALITY_EVENTS = (
    Gathering(
        date(2023, 2, 13),
        "exchange",
        "Erstes bundesweites Treffen der teilnehmenden Jugendämter",
        "",
        None,
        "Alle teilnehmenden Jugendämter kamen zum ersten Mal zusammen. Die wissenschaftliche "
        "Begleitung des Themas Politisch-strukturelle Verankerung gab einen fachlichen Input.",
    ),
    Gathering(
        date(2025, 6, 26),
        "framework_event",
        "Transferkonferenz",
        "online",
        200,
        "Mehr als 200 Teilnehmende. Acht Kommunen stellten ihre Ergebnisse vor.",
    ),
)


def gather(world: DemoWorld, programme: Programme) -> None:
    """What the programme office holds for everybody: three behind us, two ahead."""
    office, hall = world.people["office"], "Landeshaus, Großer Saal"
    events = (
        Gathering(world.within(-17, 14), "framework_event", "Auftaktkonferenz", hall, 128,
         "Alle neun Kommunen haben sich vorgestellt. Die Themen und der Ablauf sind geklärt."),
        Gathering(world.within(-10, 21), "exchange", "Erster Austausch aller Kommunen", "online",
         74, "Drei Gruppen nach Themen. Gewünscht: mehr Zeit für Beispiele aus der Praxis."),
        Gathering(world.within(-3, 16), "framework_event", "Zwischenkonferenz", hall, 141,
         "Jede Kommune zeigte eine Maßnahme. Das Land will gute Vorlagen weitergeben."),
        Gathering(world.workday(38), "exchange", "Austausch zum Thema Verankerung", "online"),
        Gathering(world.workday(96), "framework_event", "Werkstatt Transfer",
         "Landeshaus, Saal 3"),
    )  # fmt: skip
    record_gatherings(office, programme, events)
