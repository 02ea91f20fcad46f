"""A municipality in a few strokes: phases, groups, meetings, goals that show a wanted light."""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.council.services import make_brief
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals.enums import GoalLevel, GoalState, MeasureState
from begleitwerk.goals.models import Goal
from begleitwerk.goals.services import (
    add_goal,
    add_measure,
    adopt_goal,
    release_goal,
    report_goal,
    report_measure,
)
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body
from begleitwerk.networks.services import (
    add_member,
    create_body,
    create_network,
    create_organisation,
)
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

GOOD, RISK, NONE, DONE = Shape.GOOD, Shape.RISK, Shape.NONE, Shape.DONE


@dataclass(frozen=True)
class Wish:
    """A goal and how it stands; its measures are made to fit. `cost` in euros."""

    light: Shape
    title: str
    measure: str
    owner: str = "Netzwerkkoordination"
    cost: int = 0


@dataclass(frozen=True)
class Date:
    """A meeting: days from today, kind, body or none, title; `words` once it was held."""

    days: int
    kind: str
    body: str = ""
    title: str = ""
    words: str = ""
    participants: int | None = None


@dataclass(frozen=True)
class Sketch:
    """`goal_finding_ends` is the day phase 2 ends, from today, and `why_late` the reason.

    None: it was over in time, months ago.
    """

    key: str
    theme: str
    dimension: str
    network: str
    since: int
    reason: str
    outlook: str
    partners: tuple[tuple[str, str], ...]
    wishes: tuple[Wish, ...]
    dates: tuple[Date, ...]
    goal_finding_ends: int | None = None
    why_late: str = ""
    request: str = "Bitte sichern Sie die Koordinationsstelle über das Programm hinaus."
    by: str | None = None
    seats: tuple[tuple[Function, str, str], ...] = field(default=())


def draw(world: DemoWorld, sketch: Sketch) -> None:
    by = world.people[sketch.by] if sketch.by else None
    place = world.places[sketch.key]
    process = begin(world, sketch, by, place)
    bodies = found(world, sketch, by, place)
    meet(world, sketch, by, place, bodies)
    decision = decide(world, sketch, by, bodies["steering"])
    for wish in sketch.wishes:
        aim(world, sketch, by, process, decision, wish)
    make_brief(by=by, municipality=place, today=world.today, request=sketch.request)


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


SEATS = (
    (Function.DEPARTMENT_HEAD, "Dezernatsleitung", "youth_welfare"),
    (Function.YOUTH_OFFICE_HEAD, "Jugendamtsleitung", "youth_welfare"),
    (Function.COMMITTEE_CHAIR, "Vorsitz des Jugendhilfeausschusses", ""),
    (Function.PRACTITIONER, "Gesundheitsamt", "health"),
    (Function.FACILITATOR, "Prozessbegleitung", ""),
)


def found(
    world: DemoWorld, sketch: Sketch, by: User | None, place: Municipality
) -> dict[str, Body]:
    """A network, the two groups of the process, and the committee."""
    network = create_network(
        by=by, municipality=place, name=sketch.network, founded_year=sketch.since
    )
    partners = [
        create_organisation(
            by=by, municipality=place, name=name, sector=item(ContentKind.PARTNER_SECTORS, sector)
        )
        for name, sector in sketch.partners
    ]
    bodies = {
        key: create_body(
            by=by,
            municipality=place,
            kind=item(ContentKind.BODY_KINDS, kind),
            name=name,
            network=network if founded is None and key != "committee" else None,
            founded_on=founded,
            predates_programme=founded is None,
        )
        for key, kind, name, founded in (
            ("planning", "planning_group", "Planungsgruppe", world.within(-17, 15)),
            ("steering", "steering_group", "Steuerungsgruppe", world.within(-16, 18)),
            ("assembly", "network_assembly", "Netzwerkversammlung", None),
            ("committee", "youth_welfare_committee", "Jugendhilfeausschuss", None),
        )
    }
    for function, title in (
        (Function.COORDINATOR, "Netzwerkkoordination"),
        (Function.PLANNER, "Jugendhilfeplanung"),
        (Function.YOUTH_OFFICE_HEAD, "Jugendamtsleitung"),
    ):
        add_member(by=by, body=bodies["planning"], function=function, title=title)
    for partner in partners:
        add_member(
            by=by,
            body=bodies["assembly"],
            function=Function.PRACTITIONER,
            organisation=partner,
            sector=partner.sector,
        )
    for title, number, chairs in (("Vorsitz", 1, True), ("Stimmberechtigte Mitglieder", 14, False)):
        add_member(
            by=by,
            body=bodies["committee"],
            function=Function.COMMITTEE_CHAIR if chairs else Function.OTHER,
            title=title,
            seats=number,
            is_chair=chairs,
        )
    for number, (function, title, sector) in enumerate(sketch.seats or SEATS):
        add_member(
            by=by,
            body=bodies["steering"],
            function=function,
            title=title,
            sector=item(ContentKind.PARTNER_SECTORS, sector) if sector else None,
            is_chair=number == 0,
        )
    add_member(by=by, body=bodies["steering"], member_body=bodies["planning"])
    return bodies


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


def aim(
    world: DemoWorld,
    sketch: Sketch,
    by: User | None,
    process: Process,
    decision: Decision,
    wish: Wish,
) -> Goal:
    goal = add_goal(
        by=by,
        municipality=process.municipality,
        process=process,
        level=GoalLevel.INTERMEDIATE,
        title=wish.title,
        theme=item(ContentKind.THEMES, sketch.theme),
        dimension=item(ContentKind.QUALITY_FRAMEWORK, sketch.dimension),
        owner=wish.owner,
        due_on=world.month_end(7),
    )
    if decision.meeting.body and (wish.light != NONE or sketch.goal_finding_ends is None):
        goal = adopt_goal(
            by=by,
            goal=goal,
            body=decision.meeting.body,
            on=decision.meeting.on,
            decision=decision,
        )
    give_measure(world, by, goal, wish)
    if wish.light == DONE:
        goal = report_goal(
            by=by,
            goal=goal,
            state=GoalState.REACHED,
            note="Die Steuerungsgruppe hat das Ergebnis abgenommen.",
            on=world.day(-30),
        )
    return release_goal(
        by=by, goal=goal, level=ReleaseLevel.PROGRAMME, reason="Für den Austausch im Programm."
    )


def give_measure(world: DemoWorld, by: User | None, goal: Goal, wish: Wish) -> None:
    """One measure whose dates and reports lead to the wanted light; none means no dates yet."""
    starts: dict[Shape, int | None] = {GOOD: -60, RISK: -12, DONE: -170, NONE: None}
    due: dict[Shape, int | None] = {GOOD: 75, RISK: 48, DONE: -35, NONE: None}
    begins, ends = starts[wish.light], due[wish.light]
    measure = add_measure(
        by=by,
        goal=goal,
        title=wish.measure,
        owner=wish.owner,
        starts_on=None if begins is None else world.day(begins),
        due_on=None if ends is None else world.day(ends),
        cost=None if wish.light == NONE else Decimal(wish.cost),
        funding=None
        if wish.light == NONE
        else item(ContentKind.FUNDING_SOURCES, "municipal" if wish.cost else "none"),
    )
    if wish.light == GOOD:
        report_measure(
            by=by,
            measure=measure,
            state=MeasureState.RUNNING,
            progress="Läuft wie geplant.",
            on=world.day(-18),
        )
    if wish.light == DONE:
        report_measure(
            by=by,
            measure=measure,
            state=MeasureState.DONE,
            progress="Abgeschlossen und im Netzwerk vorgestellt.",
            on=world.day(-35),
        )
