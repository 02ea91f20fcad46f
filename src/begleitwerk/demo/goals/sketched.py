"""Goals and measures of a sketched municipality."""

from decimal import Decimal

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.demo.sketches.sketch import DONE, GOOD, NONE, RISK, Sketch, Wish
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
from begleitwerk.processes.models import Decision, Process


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
        by=by, goal=goal, release=ReleaseLevel.PROGRAMME, reason="Für den Austausch im Programm."
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
