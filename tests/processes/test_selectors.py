"""Where a process stands, in words; who sees what; which meeting was the last and is the next."""

from datetime import date

import pytest
from django.http import Http404
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.core.presenters import history_lines
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes import selectors
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Phase, Process
from begleitwerk.processes.presenters import (
    events_of_meeting,
    label_of,
    oddities_of,
    standing_of,
    standings_of,
    timeline_of,
)
from begleitwerk.processes.services import hold_meeting, record_decision, withdraw_decision
from begleitwerk.programmes.enums import EngagementState
from tests.factories.networks import BodyFactory
from tests.factories.processes import (
    DecisionFactory,
    MeetingFactory,
    PhaseFactory,
    PhaseShiftFactory,
    ProcessFactory,
)
from tests.factories.programmes import (
    EditionFactory,
    EngagementFactory,
    EngagementPartyFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2027, 11, 23)
PHASES: tuple[tuple[str, date | None, date | None, bool], ...] = (
    ("preparation", date(2026, 5, 1), date(2026, 9, 30), False),
    ("goal_finding", date(2026, 10, 1), date(2027, 6, 30), False),
    ("implementation", date(2027, 7, 1), date(2028, 6, 30), False),
    ("evaluation", date(2028, 7, 1), None, True),
)


def add_phases(process: Process) -> list[Phase]:
    rows = []
    for position, (key, start, end, tentative) in enumerate(PHASES, start=1):
        phase = item(ContentKind.PHASE_TEMPLATE, key)
        rows.append(
            PhaseFactory(
                process=process,
                position=position,
                item=phase,
                name=phase.label_de,
                planned_start=start,
                planned_end=end,
                is_tentative=tentative,
            )
        )
    return rows


@pytest.fixture
def process(musterau: Municipality) -> Process:
    process = ProcessFactory(municipality=musterau)
    add_phases(process)
    return process


# --- Standing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 4, 1), "Vorbereitung beginnt im Mai 2026"),
        (date(2027, 11, 23), "Phase 3 von 4: Maßnahmen und Umsetzung, noch 7 Monate"),
        (date(2028, 6, 10), "Phase 3 von 4: Maßnahmen und Umsetzung, noch 1 Monat"),
        (date(2028, 6, 20), "Phase 3 von 4: Maßnahmen und Umsetzung, noch 10 Tage"),
        (date(2028, 6, 30), "Phase 3 von 4: Maßnahmen und Umsetzung, endet heute"),
        (date(2029, 1, 1), "Phase 4 von 4: Evaluation und Transfer"),
    ],
)
def test_one_sentence_says_where_we_stand(process: Process, today: date, words: str) -> None:
    assert standing_of(process, today).sentence == words


def test_the_sentence_speaks_english(process: Process) -> None:
    with translation.override("en"):
        words = standing_of(process, TODAY).sentence

    assert words == "Phase 3 of 4: Measures and implementation, 7 months left"


def test_before_between_after_and_without_dates(musterau: Municipality) -> None:
    process = ProcessFactory(municipality=musterau)
    assert standing_of(process, TODAY).sentence == "Noch sind keine Phasen geplant"

    process = Process.objects.get(pk=process.pk)
    phase = PhaseFactory(process=process, name="Auftakt")
    assert standing_of(process, TODAY).sentence == "Noch stehen keine Termine fest"

    process = Process.objects.get(pk=process.pk)
    Phase.objects.filter(pk=phase.pk).update(planned_start=date(2028, 1, 1), is_tentative=True)
    standing = standing_of(process, TODAY)
    assert standing.sentence == "Auftakt beginnt voraussichtlich im Januar 2028"

    process = Process.objects.get(pk=process.pk)
    Phase.objects.filter(pk=phase.pk).update(actual_end=date(2027, 6, 30))
    standing = standing_of(process, TODAY)
    assert standing.is_over
    assert standing.sentence == "Der Prozess wurde im Juni 2027 abgeschlossen"


def test_phases_tell_their_state_and_how_far_they_are(process: Process) -> None:
    standing = standing_of(process, TODAY)

    assert standing.states == ["done", "done", "now", "tentative"]
    assert [line.note for line in standing.phases] == [
        "abgeschlossen im September 2026",
        "abgeschlossen im Juni 2027",
        "läuft, Juli 2027 bis Juni 2028",
        "voraussichtlich ab Juli 2028",
    ]
    assert standing.present.share == 40


def test_a_phase_with_a_name_of_its_own_keeps_it_in_every_language(process: Process) -> None:
    phase = process.phases.get(position=3)
    phase.name = "Umsetzung in den Gemeinden"
    with translation.override("en"):
        assert label_of(phase) == "Umsetzung in den Gemeinden"


def test_standings_of_many_take_as_many_queries_as_of_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _index in range(3):
        add_phases(ProcessFactory())
    rows = list(Process.objects.all())

    with django_assert_num_queries(1):
        assert len(standings_of(rows, TODAY)) == 3
    one = list(Process.objects.all()[:1])
    with django_assert_num_queries(1):
        standings_of(one, TODAY)


def test_what_lasts_beyond_the_edition_is_told(musterau: Municipality) -> None:
    process = ProcessFactory(municipality=musterau)
    PhaseFactory(process=process, name="Ende", planned_end=date(2029, 2, 28))
    assert oddities_of(selectors.phases(process), date(2028, 12, 31)) == [
        "„Ende“ dauert bis 28.02.2029, der Durchgang nur bis 31.12.2028."
    ]


def test_oddities_are_told_with_their_dates(musterau: Municipality) -> None:
    process = ProcessFactory(municipality=musterau)
    days = [
        (date(2026, 6, 1), date(2026, 5, 1)),
        (date(2026, 4, 1), date(2026, 7, 1)),
        (date(2026, 7, 1), None),
    ]
    for position, (start, end) in enumerate(days, start=1):
        PhaseFactory(
            process=process,
            position=position,
            name=f"P{position}",
            planned_start=start,
            planned_end=end,
        )

    assert oddities_of(selectors.phases(process)) == [
        "„P1“ endet am 01.05.2026, noch vor dem Beginn am 01.06.2026.",
        (
            "„P2“ beginnt am 01.04.2026 und damit früher als die Phase davor: „P1“ beginnt am"
            " 01.06.2026."
        ),
        (
            "„P2“ und „P3“ überschneiden sich: Die eine endet am 01.07.2026, die andere beginnt"
            " schon am 01.07.2026."
        ),
    ]


# --- Timeline ---------------------------------------------------------------------------------


def test_the_picture_has_a_title_a_description_and_a_table(process: Process) -> None:
    timeline = timeline_of(process, TODAY)

    assert timeline.title == "Phasen von Mai 2026 bis August 2028"
    assert "Vorbereitung: geplant 01.05.2026 bis 30.09.2026; " in timeline.description
    assert timeline.description.endswith("Heute ist der 23.11.2027.")
    assert [row.planned for row in timeline.rows][3] == (
        "voraussichtlich ab 01.07.2028, Ende offen"
    )
    assert all("," not in lane.planned.x for lane in timeline.lanes), "SVG knows no comma"
    assert timeline.lanes[3].planned.fades


def test_without_dates_there_is_no_picture(musterau: Municipality) -> None:
    process = ProcessFactory(municipality=musterau)
    PhaseFactory(process=process)

    assert timeline_of(process, TODAY) is None


# --- Which process ----------------------------------------------------------------------------


def test_the_running_process_comes_before_later_and_earlier_ones(musterau: Municipality) -> None:
    def take_part(state: EngagementState, year: int) -> Process:
        edition = EditionFactory(starts_on=date(year, 1, 1))
        engagement = EngagementFactory(edition=edition, state=state)
        return ProcessFactory(municipality=musterau, engagement=engagement)

    completed = take_part(EngagementState.COMPLETED, 2019)
    running = take_part(EngagementState.ACTIVE, 2022)
    withdrawn = take_part(EngagementState.WITHDRAWN, 2025)

    assert selectors.process_of(musterau) == running
    assert list(selectors.processes_of(musterau)) == [running, withdrawn, completed]
    assert selectors.get_process_or_404(musterau, completed.pk) == completed


def test_a_shared_process_is_found_from_both_sides(
    process: Process, musterau: Municipality, lindfurt: Municipality
) -> None:
    EngagementPartyFactory(engagement=process.engagement, municipality=lindfurt, is_lead=False)

    assert selectors.process_of(lindfurt) == process
    assert selectors.get_phase_or_404(lindfurt, process.phases.first().pk)
    assert selectors.processes_of_all([musterau, lindfurt]) == {
        musterau.pk: process,
        lindfurt.pk: process,
    }


def test_another_municipality_has_no_process(process: Process, lindfurt: Municipality) -> None:
    assert selectors.process_of(lindfurt) is None
    with pytest.raises(Http404):
        selectors.get_process_or_404(lindfurt)
    with pytest.raises(Http404):
        selectors.get_phase_or_404(lindfurt, process.phases.first().pk)


def test_who_sees_meetings(
    musterau: Municipality,
    coordinator: User,
    neighbour: User,
    office: User,
    partner: User,
    stranger: User,
) -> None:
    meeting = MeetingFactory(municipality=musterau)

    def seen(user: User) -> int:
        return selectors.visible_to(user).filter(pk=meeting.pk).count()

    assert seen(coordinator) == 1
    assert seen(office) == 0, "the programme office sees phases, not meetings"
    assert seen(partner) == seen(neighbour) == seen(stranger) == 0


def test_shifts_name_who_made_them_to_insiders(process: Process, coordinator: User) -> None:
    phase = process.phases.first()
    PhaseShiftFactory(phase=phase, by_id=coordinator.pk)
    PhaseShiftFactory(phase=phase, by_id=None)

    def actors(with_names: bool) -> list[str]:
        found = selectors.shifts_of(process, with_names=with_names)
        return [shift.actor for shift in found[phase.pk]]

    assert actors(with_names=True) == ["", coordinator.name]
    assert actors(with_names=False) == ["", ""]


# --- Meetings ---------------------------------------------------------------------------------


def test_the_next_meeting_is_planned_and_not_past(musterau: Municipality) -> None:
    MeetingFactory(municipality=musterau, on=date(2027, 11, 24), state=MeetingState.CANCELLED)
    MeetingFactory(municipality=musterau, on=date(2027, 11, 1))
    later = MeetingFactory(municipality=musterau, on=date(2027, 12, 2))
    assert selectors.next_meeting(musterau, TODAY) == later

    some_day = MeetingFactory(municipality=musterau, on=date(2027, 11, 1), day_known=False)
    assert selectors.next_meeting(musterau, TODAY) == some_day, "some day this month"
    assert selectors.next_meeting(musterau, date(2028, 1, 1)) is None


def test_the_last_contact_is_a_held_meeting_with_the_facilitators(musterau: Municipality) -> None:
    steering = BodyFactory(municipality=musterau, kind_key="steering_group")
    committee = BodyFactory(
        municipality=musterau, kind_key="youth_welfare_committee", name="Ausschuss"
    )
    held = {"municipality": musterau, "state": MeetingState.HELD}
    MeetingFactory(**held, kind_key="jour_fixe", on=date(2027, 9, 1))
    latest = MeetingFactory(**held, body=steering, on=date(2027, 10, 1))
    MeetingFactory(**held, body=committee, on=date(2027, 11, 1))
    MeetingFactory(municipality=musterau, kind_key="jour_fixe", on=date(2027, 11, 2))

    assert selectors.last_contacts([musterau]) == {musterau.pk: latest}


def test_a_meeting_is_found_within_reach_only(
    musterau: Municipality, lindfurt: Municipality, coordinator: User, neighbour: User
) -> None:
    meeting = MeetingFactory(municipality=musterau)

    assert selectors.get_meeting_or_404(coordinator, meeting.pk) == meeting
    with pytest.raises(Http404):
        selectors.get_meeting_or_404(neighbour, meeting.pk)
    with pytest.raises(Http404):
        selectors.get_meeting_or_404(coordinator, meeting.pk, municipality=lindfurt)


def test_what_the_programme_has_ahead_reaches_its_municipalities(
    process: Process, musterau: Municipality, lindfurt: Municipality
) -> None:
    programme = process.engagement.edition.programme
    event = MeetingFactory(
        municipality=None, programme=programme, kind_key="framework_event", on=date(2028, 1, 1)
    )
    MeetingFactory(municipality=None, programme=ProgrammeFactory(), on=date(2028, 1, 1))

    assert list(selectors.programme_meetings(programme)) == [event]
    assert list(selectors.programme_meetings_for(musterau, TODAY)) == [event]
    assert list(selectors.programme_meetings_for(lindfurt, TODAY)) == []


def test_decisions_come_with_their_meetings(
    musterau: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    DecisionFactory(meeting__municipality=musterau)
    DecisionFactory()

    with django_assert_num_queries(1):
        (decision,) = selectors.decisions_of(musterau)
        assert str(decision.meeting.kind) == "Sitzung"


def test_a_decision_is_found_in_its_own_municipality_only(
    musterau: Municipality, lindfurt: Municipality
) -> None:
    decision = DecisionFactory(meeting__municipality=musterau)

    assert selectors.get_decision_or_404(musterau, decision.pk) == decision
    with pytest.raises(Http404):
        selectors.get_decision_or_404(lindfurt, decision.pk)


def test_history_tells_of_the_meeting_and_its_decisions(
    musterau: Municipality, coordinator: User
) -> None:
    meeting = MeetingFactory(municipality=musterau, on=date(2024, 6, 9))
    hold_meeting(by=coordinator, meeting=meeting, participants=9, summary="")
    record_decision(by=coordinator, meeting=meeting, text="Ja")
    wrong = record_decision(by=coordinator, meeting=meeting, text="Nein")
    withdraw_decision(by=coordinator, decision=wrong, reason="Doppelt")

    lines = history_lines(events_of_meeting(meeting))
    assert [line.text for line in lines] == [
        "Beschluss 2 zurückgenommen",
        "Beschluss 1 festgehalten",
        "Ergebnis festgehalten",
    ]
