"""A municipality in the middle of its process, as papers and briefs tell it.

    world = build_process(musterau, programme_space)
    world.process, world.phases, world.steering, world.goals    # what tests change

Its first goal is adopted and has measures, its second is in work; nothing is released.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.goals.enums import MeasureState
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Phase, Process
from begleitwerk.programmes.enums import EngagementState
from tests.factories.goals import GoalFactory, MeasureFactory
from tests.factories.networks import BodyFactory, BodyMemberFactory
from tests.factories.processes import DecisionFactory, MeetingFactory, PhaseFactory, ProcessFactory
from tests.factories.programmes import (
    EditionFactory,
    EditionThemeFactory,
    EngagementFactory,
    EngagementPartyFactory,
    EngagementStepFactory,
    ProgrammeFactory,
)

TODAY = date(2027, 11, 23)


@dataclass
class ProcessWorld:
    process: Process
    phases: list[Phase]
    planning: Body
    steering: Body
    goals: list[Goal]
    measures: list[Measure]


def build_process(place: Municipality, space: Workspace) -> ProcessWorld:
    process = _process(place, space)
    planning, steering = _bodies(place)
    _meetings(place, steering)
    goals, measures = _goals(place, process, steering)
    return ProcessWorld(process, _phases(process), planning, steering, goals, measures)


def _process(place: Municipality, space: Workspace) -> Process:
    programme = ProgrammeFactory(
        workspace=space,
        name="Frühe Hilfen gemeinsam verankern",
        office="Programmbüro Nord",
    )
    edition = EditionFactory(
        programme=programme, starts_on=date(2026, 7, 1), ends_on=date(2028, 6, 30)
    )
    theme = EditionThemeFactory(edition=edition, item=item(ContentKind.THEMES, "anchoring"))
    other = EditionThemeFactory(edition=edition, item=item(ContentKind.THEMES, "impact"))
    engagement = EngagementFactory(edition=edition, theme=theme)
    EngagementStepFactory(
        engagement=engagement, state=EngagementState.SELECTED, on=date(2026, 5, 12)
    )
    for further in (theme, theme, other):
        EngagementPartyFactory(engagement=EngagementFactory(edition=edition, theme=further))
    gone = EngagementFactory(edition=edition, theme=theme, state=EngagementState.WITHDRAWN)
    EngagementPartyFactory(engagement=gone)
    return ProcessFactory(
        municipality=place,
        engagement=engagement,
        reason_to_join="Die Gemeinden wünschen sich eine feste Ansprechperson.",
        outlook="Im Frühjahr 2028 legt die Verwaltung das Gesamtkonzept vor.",
    )


def _phases(process: Process) -> list[Phase]:
    return [
        PhaseFactory(
            process=process,
            position=1,
            name="Vorbereitung",
            planned_start=date(2026, 7, 1),
            planned_end=date(2026, 11, 30),
            note="Planungsgruppe und Steuerungsgruppe wurden eingerichtet.",
        ),
        PhaseFactory(
            process=process,
            position=2,
            name="Konstituierung und Zielfindung",
            planned_start=date(2026, 12, 1),
            planned_end=date(2028, 1, 31),
            is_tentative=True,
        ),
        PhaseFactory(
            process=process,
            position=3,
            name="Maßnahmen und Umsetzung",
            planned_start=date(2028, 2, 1),
            planned_end=date(2028, 5, 31),
            is_tentative=True,
        ),
        PhaseFactory(process=process, position=4, name="Evaluation und Transfer"),
    ]


def _bodies(place: Municipality) -> tuple[Body, Body]:
    planning = BodyFactory(municipality=place)
    steering = BodyFactory(municipality=place, kind_key="steering_group", name="Steuerungsgruppe")
    BodyFactory(municipality=place, kind_key="youth_welfare_committee", name="JHA")
    for function in (Function.PLANNER, Function.COORDINATOR):
        BodyMemberFactory(body=planning, function=function, person_name="Nie im Text")
    BodyMemberFactory(
        body=steering, function=Function.DEPARTMENT_HEAD, title="Dezernat 5", is_chair=True
    )
    BodyMemberFactory(body=steering, function=Function.OTHER, member_body=planning)
    BodyMemberFactory(body=steering, function=Function.FACILITATOR, seats=2)
    BodyMemberFactory(
        body=steering, function=Function.MAYOR, title="Früher dabei", valid_to=date(2027, 1, 1)
    )
    return planning, steering


def _meetings(place: Municipality, steering: Body) -> None:
    held = MeetingFactory(
        municipality=place,
        body=steering,
        title="Dritte Sitzung der Steuerungsgruppe",
        on=date(2027, 6, 9),
        state=MeetingState.HELD,
        participants=11,
        summary="Die Ziele sind beraten.",
    )
    DecisionFactory(meeting=held, number=1, text="Die Ziele werden beschlossen.")
    MeetingFactory(
        municipality=place, kind_key="jour_fixe", title="Jour fixe", on=date(2027, 9, 1),
        state=MeetingState.HELD,
    )  # fmt: skip
    MeetingFactory(
        municipality=place, kind_key="workshop", title="Vor dem Programm", on=date(2025, 1, 1),
        state=MeetingState.HELD,
    )  # fmt: skip
    MeetingFactory(municipality=place, title="Vierte Sitzung", on=date(2028, 1, 19))


def _goals(
    place: Municipality, process: Process, steering: Body
) -> tuple[list[Goal], list[Measure]]:
    common = {"municipality": place, "process": process}
    adopted = {"adopted_by": steering, "adopted_on": date(2027, 6, 9)}
    towns = GoalFactory(
        title="Gemeinden wirken mit", due_on=date(2028, 6, 30), position=1, **common, **adopted
    )
    concept = GoalFactory(
        title="Gesamtkonzept beschlossen", due_on=date(2027, 10, 31), position=2, **common
    )
    bsfh, own = (item(ContentKind.FUNDING_SOURCES, key) for key in ("bsfh", "municipal"))
    measures = [
        MeasureFactory(
            goal=towns,
            title="Ortsprofile bereitstellen",
            owner="Jugendhilfeplanung",
            state=MeasureState.RUNNING,
            starts_on=date(2027, 9, 1),
            progress_on=date(2027, 11, 1),
            due_on=date(2028, 3, 31),
            cost=Decimal("4200.00"),
            funding=own,
        ),
        MeasureFactory(
            goal=towns,
            title="Runde der Bürgermeister einrichten",
            state=MeasureState.DONE,
            due_on=date(2027, 9, 30),
            cost=Decimal("800.50"),
            funding=bsfh,
        ),
        MeasureFactory(goal=concept, title="Konzept entwerfen", due_on=date(2028, 5, 1)),
    ]
    return [towns, concept], measures
