"""What municipalities do: bodies, meetings, decisions, goals, measures."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.goals.enums import GoalLevel, GoalState, MeasureState
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body, BodyMember, Network
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Decision, Meeting
from benchmarks.scale.frame import Frame, content
from benchmarks.scale.places import BATCH, Spot
from benchmarks.scale.words import (
    DECISIONS,
    GOALS,
    OWNERS,
    PROGRESS,
    RESULTS,
    task_title,
)

BODIES = (
    ("planning_group", "Planungsgruppe"),
    ("steering_group", "Steuerungsgruppe"),
    ("youth_welfare_committee", "Jugendhilfeausschuss"),
)
SEATS: dict[str, tuple[tuple[Function, str], ...]] = {
    "planning_group": (
        (Function.COORDINATOR, "Netzwerkkoordination"),
        (Function.PLANNER, "Jugendhilfeplanung"),
        (Function.DIVISION_HEAD, "Abteilungsleitung"),
    ),
    "steering_group": (
        (Function.DEPARTMENT_HEAD, "Dezernatsleitung Jugend und Soziales"),
        (Function.DEPARTMENT_HEAD, "Dezernatsleitung Gesundheit"),
        (Function.YOUTH_OFFICE_HEAD, "Jugendamtsleitung"),
        (Function.COMMITTEE_CHAIR, "Vorsitz des Jugendhilfeausschusses"),
        (Function.PRACTITIONER, "Geburtsklinik"),
        (Function.MAYOR, "Gemeinden"),
        (Function.FACILITATOR, "Prozessbegleitung"),
    ),
}


def work(frame: Frame, spots: Sequence[Spot]) -> None:
    found_bodies(frame, spots)
    hold_meetings(frame, spots)
    set_goals(frame, spots)


# --- Bodies ---------------------------------------------------------------------------------------


def found_bodies(frame: Frame, spots: Sequence[Spot]) -> None:
    Network.objects.bulk_create(
        [
            Network(
                municipality=spot.place,
                name=f"Netzwerk Frühe Hilfen {spot.place.name}",
                founded_year=2007 + spot.dice.randrange(12),
            )
            for spot in spots
        ],
        BATCH,
    )
    for spot in spots:
        spot.bodies = [
            Body(
                municipality=spot.place,
                kind=content(ContentKind.BODY_KINDS, kind),
                name=name,
                founded_on=spot.begin + timedelta(days=30) if kind in SEATS else None,
                predates_programme=kind not in SEATS,
            )
            for kind, name in BODIES
        ]
    bodies = [body for spot in spots for body in spot.bodies]
    Body.objects.bulk_create(bodies, BATCH)
    members = [
        BodyMember(
            municipality=body.municipality,
            body=body,
            function=function,
            title=title,
            is_chair=number == 0,
            valid_from=body.founded_on,
        )
        for body in bodies
        for number, (function, title) in enumerate(SEATS.get(body.kind.key, ()))
    ]
    members += [
        BodyMember(municipality=spot.place, body=spot.bodies[1], function=Function.OTHER,
                   member_body=spot.bodies[0])
        for spot in spots
    ]  # fmt: skip
    BodyMember.objects.bulk_create(members, BATCH)
    for spot in spots:
        for body in spot.bodies:
            frame.chain.add(
                "networks.body_created",
                body,
                by=spot.by,
                workspace_id=spot.space,
                after={"name": body.name, "founded_on": body.founded_on},
            )
    frame.count("bodies", len(bodies))
    frame.count("seats", len(members))


# --- Meetings -------------------------------------------------------------------------------------

PER_YEAR = 9
AHEAD = (12, 33, 61)


def hold_meetings(frame: Frame, spots: Sequence[Spot]) -> None:
    for spot in spots:
        spot.meetings = meetings_of(frame, spot)
    meetings = [meeting for spot in spots for meeting in spot.meetings]
    Meeting.objects.bulk_create(meetings, BATCH)
    decisions = []
    for spot in spots:
        for meeting in spot.meetings:
            record_meeting(frame, spot, meeting)
        steering = [row for row in spot.meetings if row.body_id == spot.bodies[1].pk]
        held = [row for row in steering if row.state == MeetingState.HELD]
        decisions += [
            Decision(
                municipality=spot.place,
                meeting=meeting,
                number=1,
                text=DECISIONS[number % len(DECISIONS)],
                votes_yes=spot.dice.randrange(7, 12),
                votes_no=0,
                abstentions=spot.dice.randrange(3),
            )
            for number, meeting in enumerate(held)
        ]
    Decision.objects.bulk_create(decisions, BATCH)
    minutes = {spot.place.pk: spot.by for spot in spots}
    for decision in decisions:
        frame.chain.add(
            "processes.decision_recorded",
            decision,
            by=minutes[decision.municipality_id or 0],
            workspace_id=decision.municipality.workspace_id if decision.municipality else None,
            after={"number": decision.number, "text": decision.text},
        )
    frame.count("meetings", len(meetings))
    frame.count("decisions", len(decisions))


def meetings_of(frame: Frame, spot: Spot) -> list[Meeting]:
    """Nine a year since the beginning, one in forty without a result, and three ahead."""
    behind = (frame.today - spot.begin).days
    number = max(4, round(behind / 365 * PER_YEAR))
    rows = []
    for index in range(number):
        on = spot.begin + timedelta(days=round((index + 0.5) * behind / number))
        rows.append(new_meeting(spot, index, on=on, held=spot.dice.random() > 1 / 40))
    rows += [
        new_meeting(spot, number + index, on=frame.day(days), held=False)
        for index, days in enumerate(AHEAD)
    ]
    return rows


MEETING_KINDS = (("session", 0), ("session", 1), ("jour_fixe", None), ("session", 2))


def new_meeting(spot: Spot, index: int, *, on: date, held: bool) -> Meeting:
    kind, body = MEETING_KINDS[index % len(MEETING_KINDS)]
    found = None if body is None else spot.bodies[body]
    item = content(ContentKind.MEETING_KINDS, kind)
    return Meeting(
        municipality=spot.place,
        body=found,
        kind=item,
        title=found.name if found else item.label_de,
        on=on,
        state=MeetingState.HELD if held else MeetingState.PLANNED,
        participants=spot.dice.randrange(4, 16) if held else None,
        summary=RESULTS[index % len(RESULTS)] if held else "",
        place="Rathaus, Raum 2",
    )


def record_meeting(frame: Frame, spot: Spot, meeting: Meeting) -> None:
    frame.chain.add(
        "processes.meeting_planned",
        meeting,
        by=spot.by,
        workspace_id=spot.space,
        after={"title": meeting.title, "on": meeting.on},
    )
    if meeting.state == MeetingState.HELD:
        frame.chain.add(
            "processes.meeting_held",
            meeting,
            by=spot.by,
            workspace_id=spot.space,
            before={"state": MeetingState.PLANNED},
            after={"state": MeetingState.HELD, "participants": meeting.participants},
        )


# --- Goals and measures ---------------------------------------------------------------------------

LEVELS = (GoalLevel.GUIDING, *(GoalLevel.INTERMEDIATE,) * 2, *(GoalLevel.ACTION,) * 2)
GOAL_COUNT = 15
MEASURE_COUNT = 50
LARGE_COUNT = 300


def set_goals(frame: Frame, spots: Sequence[Spot]) -> None:
    """Fifteen goals in three trees, about fifty measures; the large county has three hundred."""
    by_place = {spot.number: goals_of(frame, spot) for spot in spots}
    save_by_level([goal for goals in by_place.values() for goal in goals])
    measures: list[Measure] = []
    for spot in spots:
        goals = by_place[spot.number]
        for goal in goals:
            record_goal(frame, spot, goal)
        measures += measures_of(frame, spot, goals)
    Measure.objects.bulk_create(measures, BATCH)
    staff = {spot.place.pk: spot for spot in spots}
    for measure in measures:
        record_measure(frame, staff[measure.municipality_id], measure)
    frame.count("goals", sum(len(goals) for goals in by_place.values()))
    frame.count("measures", len(measures))


def goals_of(frame: Frame, spot: Spot) -> list[Goal]:
    first = spot.dice.randrange(len(GOALS))
    steering = spot.bodies[1]
    adopted = next(
        (row.on for row in spot.meetings if row.body_id == steering.pk and row.on < frame.today),
        None,
    )
    theme = spot.process.engagement.theme
    rows: list[Goal] = []
    for number in range(GOAL_COUNT):
        place = number % len(LEVELS)
        tree = rows[number - place] if place else None
        reached = spot.dice.random() < 0.12
        rows.append(
            Goal(
                municipality=spot.place,
                process=spot.process,
                parent=tree if LEVELS[place] != GoalLevel.ACTION else rows[number - 2],
                level=LEVELS[place],
                title=GOALS[(first + number) % len(GOALS)],
                theme=theme.item if theme else None,
                dimension=frame.dimensions[number % len(frame.dimensions)],
                owner=OWNERS[number % len(OWNERS)],
                due_on=frame.day(spot.dice.randrange(30, 400)),
                state=GoalState.REACHED if reached else GoalState.OPEN,
                state_note="Das Ergebnis ist abgenommen." if reached else "",
                state_on=frame.day(-spot.dice.randrange(5, 90)),
                adopted_by=steering if adopted else None,
                adopted_on=adopted,
                release=RELEASES[number % len(RELEASES)],
                position=number + 1,
            )
        )
    return rows


RELEASES = (
    ReleaseLevel.PROGRAMME,
    ReleaseLevel.OWN,
    ReleaseLevel.PROGRAMME,
    ReleaseLevel.CLUSTER,
)


def save_by_level(goals: Sequence[Goal]) -> None:
    """Higher goals first, so that lower ones can point at their rows."""
    for level in (GoalLevel.GUIDING, GoalLevel.INTERMEDIATE, GoalLevel.ACTION):
        rows = [goal for goal in goals if goal.level == level]
        for goal in rows:
            goal.parent = goal.parent  # the key is known only now
        Goal.objects.bulk_create(rows, BATCH)


def measures_of(frame: Frame, spot: Spot, goals: Sequence[Goal]) -> list[Measure]:
    large = spot.number == 1
    number = LARGE_COUNT if large else MEASURE_COUNT + spot.dice.randrange(-8, 9)
    return [new_measure(frame, spot, goals[n % len(goals)], n) for n in range(number)]


def new_measure(frame: Frame, spot: Spot, goal: Goal, number: int) -> Measure:
    """Some done, some late, most under way; every light occurs."""
    dice = spot.dice
    starts, length = dice.randrange(-400, 90), dice.randrange(60, 300)
    due = starts + length
    if goal.state == GoalState.REACHED or due < 0:
        state = MeasureState.RUNNING if dice.random() < 0.08 else MeasureState.DONE
    else:
        state = MeasureState.RUNNING if starts < 0 else MeasureState.PLANNED
    if goal.state == GoalState.REACHED:
        state = MeasureState.DONE
    done = state == MeasureState.DONE
    reported = min(-1, due if done else -dice.randrange(3, 130))
    cost = Decimal(dice.randrange(0, 90) * 100) if dice.random() < 0.6 else Decimal(0)
    return Measure(
        municipality=spot.place,
        goal=goal,
        title=task_title(number),
        owner=OWNERS[number % len(OWNERS)],
        starts_on=frame.day(starts),
        due_on=frame.day(due),
        state=state,
        done_on=frame.day(reported) if done else None,
        progress="" if state == MeasureState.PLANNED else PROGRESS[number % len(PROGRESS)],
        progress_on=None if state == MeasureState.PLANNED else frame.day(reported),
        cost=cost,
        funding=content(
            ContentKind.FUNDING_SOURCES, "none" if not cost else FUNDS[number % len(FUNDS)]
        ),
    )


FUNDS = ("bsfh", "municipal", "state")


def record_goal(frame: Frame, spot: Spot, goal: Goal) -> None:
    frame.chain.add(
        "goals.goal_added",
        goal,
        by=spot.by,
        workspace_id=spot.space,
        after={"title": goal.title, "level": goal.level, "owner": goal.owner},
    )
    if goal.adopted_on:
        frame.chain.add(
            "goals.goal_adopted",
            goal,
            by=spot.head,
            workspace_id=spot.space,
            after={"adopted_by": str(goal.adopted_by), "adopted_on": goal.adopted_on},
        )


def record_measure(frame: Frame, spot: Spot, measure: Measure) -> None:
    frame.chain.add(
        "goals.measure_added",
        measure,
        by=spot.by,
        workspace_id=spot.space,
        after={"title": measure.title, "owner": measure.owner, "due_on": measure.due_on},
    )
    if measure.progress_on:
        frame.chain.add(
            "goals.measure_reported",
            measure,
            by=spot.by,
            workspace_id=spot.space,
            before={"state": MeasureState.PLANNED},
            after={"state": measure.state, "progress": measure.progress},
        )
