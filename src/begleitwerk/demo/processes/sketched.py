"""Process, meetings and decision of a sketched municipality."""

from datetime import date, time

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.demo.sketches.sketch import Date, Sketch
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Decision, Process
from begleitwerk.processes.services import (
    PhasePlan,
    change_process,
    hold_meeting,
    plan_meeting,
    record_decision,
    shift_phase,
    start_process,
)
from begleitwerk.programmes.models import Engagement


def begin(world: DemoWorld, sketch: Sketch, by: User | None, place: Municipality) -> Process:
    late = sketch.goal_finding_ends is not None
    process = start_process(
        by=by,
        engagement=Engagement.objects.get(edition=world.edition, parties=place),
        template=current_version(ContentKind.PHASE_TEMPLATE),
        phases=phases_of(world, late=late),
    )
    if sketch.goal_finding_ends is not None:
        finding_end = world.day(sketch.goal_finding_ends)
        shift(by, process, "goal_finding", world.month(-13), finding_end, sketch.why_late)
        shift(by, process, "implementation", world.month(2), world.month_end(10), FOLLOWS)
        shift(by, process, "evaluation", world.month(11), world.month_end(17), FOLLOWS)
    return change_process(
        by=by, process=process, reason_to_join=sketch.reason, outlook=sketch.outlook
    )


FOLLOWS = "Folgt der Phase davor."


def shift(by: User | None, process: Process, key: str, start: date, end: date, reason: str) -> None:
    shift_phase(
        by=by,
        phase=process.phases.get(item__key=key),
        planned_start=start,
        planned_end=end,
        is_tentative=key != "goal_finding",
        reason=reason,
    )


def phases_of(world: DemoWorld, *, late: bool) -> tuple[PhasePlan, ...]:
    """All began together with the same plan; who is late still looks for goals."""
    spans = (
        ("preparation", -18, -14),
        ("goal_finding", -13, -5),
        ("implementation", -4, 7),
        ("evaluation", 8, 17),
    )
    begun, over = (2, 1) if late else (3, 2)
    return tuple(
        PhasePlan(
            key=key,
            planned_start=world.month(first),
            planned_end=world.month_end(last),
            actual_start=world.month(first) if number < begun else None,
            actual_end=world.month_end(last) if number < over else None,
            is_tentative=key == "evaluation",
        )
        for number, (key, first, last) in enumerate(spans)
    )


def meet(
    world: DemoWorld,
    sketch: Sketch,
    by: User | None,
    place: Municipality,
    bodies: dict[str, Body],
) -> None:
    usual = (
        Date(-520, "jour_fixe", "", "Erstes Gespräch mit der Prozessbegleitung", "Ablauf und "
             "Erwartungen sind besprochen.", 4),
        Date(-475, "session", "steering", "Konstituierende Sitzung", "Der Auftrag der Gruppe ist "
             "beschlossen.", 8),
        Date(-330, "workshop", "assembly", "Workshop Bestandsaufnahme", "Stärken und Lücken sind "
             "gesammelt und gewichtet.", 31),
    )  # fmt: skip
    for entry in (*usual, *sketch.dates):
        day = world.workday(entry.days)
        meeting = plan_meeting(
            by=by,
            municipality=place,
            kind=item(ContentKind.MEETING_KINDS, entry.kind),
            body=bodies.get(entry.body),
            on=day,
            title=entry.title,
            starts_at=time(10) if entry.days > 0 else None,
        )
        if entry.words:
            hold_meeting(
                by=by, meeting=meeting, participants=entry.participants, summary=entry.words
            )


def decide(world: DemoWorld, sketch: Sketch, by: User | None, steering: Body) -> Decision:
    """The steering group adopts goals; where goal finding goes on, the first ones."""
    late = sketch.goal_finding_ends is not None
    meeting = plan_meeting(
        by=by,
        municipality=steering.municipality,
        kind=item(ContentKind.MEETING_KINDS, "session"),
        body=steering,
        on=world.within(-6, 18) if late else world.within(-5, 16),
    )
    meeting = hold_meeting(
        by=by,
        meeting=meeting,
        participants=9,
        summary="Erste Ziele sind beraten, weitere folgen."
        if late
        else "Alle Ziele sind beschlossen, die Maßnahmen haben Zuständige.",
    )
    return record_decision(
        by=by,
        meeting=meeting,
        text="Die Steuerungsgruppe beschließt die vorgelegten Ziele.",
        votes_yes=9,
        votes_no=0,
        abstentions=0,
    )
