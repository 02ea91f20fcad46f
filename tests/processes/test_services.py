"""What happens to phases, meetings and decisions, and what is refused."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version, item
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import AskedBack, EditConflict, Refused, verify_chain
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes import selectors, services
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Meeting, Phase, Process
from begleitwerk.processes.presenters import oddities_of
from tests.days import in_days
from tests.factories.networks import BodyFactory
from tests.factories.processes import DecisionFactory, MeetingFactory, PhaseFactory, ProcessFactory
from tests.factories.programmes import (
    ContractFactory,
    EditionFactory,
    EngagementFactory,
    EngagementPartyFactory,
)

pytestmark = pytest.mark.django_db


def latest() -> AuditEvent:
    return AuditEvent.objects.order_by("-number")[0]


# --- Beginning --------------------------------------------------------------------------------


def begin(by: User, place: Municipality, **values: object) -> Process:
    engagement = EngagementFactory()
    EngagementPartyFactory(engagement=engagement, municipality=place)
    template = current_version(ContentKind.PHASE_TEMPLATE)
    return services.start_process(by=by, engagement=engagement, template=template, **values)


def test_a_process_begins_with_the_phases_of_its_template(
    coordinator: User, musterau: Municipality
) -> None:
    process = begin(coordinator, musterau, starts_on=date(2026, 5, 1))
    first, second, third, fourth = process.phases.all()

    assert first.name == "Vorbereitung", "what lies before the start is left out"
    assert (first.planned_start, first.planned_end) == (date(2026, 5, 1), date(2026, 9, 30))
    assert (second.planned_start, second.planned_end) == (date(2026, 10, 1), date(2027, 6, 30))
    assert fourth.planned_end == date(2029, 6, 30)
    assert [row.is_tentative for row in (first, second, third, fourth)] == [False, True, True, True]
    assert process.municipality == musterau
    assert latest().verb == "processes.started"
    assert latest().workspace_id == musterau.workspace_id


def test_a_process_can_begin_with_phases_of_its_own(
    coordinator: User, musterau: Municipality
) -> None:
    plans = [
        services.PhasePlan(key="preparation", planned_start=date(2022, 5, 1)),
        services.PhasePlan(name="Zwischenhalt", is_tentative=True),
    ]
    process = begin(coordinator, musterau, phases=plans)

    assert [row.name for row in process.phases.all()] == ["Vorbereitung", "Zwischenhalt"]
    assert process.phases.last().item is None


def test_a_phase_without_a_name_is_refused(coordinator: User, musterau: Municipality) -> None:
    with pytest.raises(Refused) as refused:
        begin(coordinator, musterau, phases=[services.PhasePlan(is_tentative=True)])
    assert refused.value.field == "name"


def test_a_process_begins_once_and_never_without_a_municipality(
    coordinator: User, musterau: Municipality
) -> None:
    process = begin(coordinator, musterau)
    with pytest.raises(Refused, match="schon einen Prozess"):
        services.start_process(
            by=coordinator, engagement=process.engagement, template=process.template
        )
    with pytest.raises(Refused, match="Kommune"):
        services.start_process(
            by=coordinator, engagement=EngagementFactory(), template=process.template
        )


def test_who_chooses_a_start_outside_the_edition_is_asked_back(
    musterau: Municipality,
) -> None:
    engagement = EngagementFactory(edition=EditionFactory(ends_on=date(2028, 12, 31)))
    EngagementPartyFactory(engagement=engagement, municipality=musterau)
    template = current_version(ContentKind.PHASE_TEMPLATE)
    start = {"engagement": engagement, "template": template, "starts_on": date(2029, 1, 1)}
    with pytest.raises(AskedBack) as asked:
        services.start_process(by=None, **start, sure=())
    assert asked.value.field == "starts_on"
    services.start_process(by=None, **start, sure={row.code for row in asked.value.questions})


@pytest.mark.parametrize("start", [date(2026, 1, 31), date(2028, 2, 29), date(2026, 12, 1)])
def test_template_phases_follow_each_other_without_a_gap(db: None, start: date) -> None:
    plans = services.planned_phases(current_version(ContentKind.PHASE_TEMPLATE), start)

    for plan, after in pairwise(plans):
        assert plan.planned_end + timedelta(days=1) == after.planned_start


@pytest.mark.parametrize(
    ("ends_on", "told"),
    [
        (date(2028, 12, 31), date(2028, 12, 31)),  # the template alone: until March 2029
        (date(2030, 6, 30), date(2030, 6, 30)),
        (date(2027, 1, 31), date(2029, 2, 28)),  # too short for the last phase: it is told
        (None, date(2029, 2, 28)),
    ],
)
def test_a_process_ends_with_its_edition(
    coordinator: User, musterau: Municipality, ends_on: date | None, told: date
) -> None:
    edition = EditionFactory(starts_on=date(2026, 1, 1), ends_on=ends_on)
    engagement = EngagementFactory(edition=edition)
    EngagementPartyFactory(engagement=engagement, municipality=musterau)
    process = services.start_process(
        by=coordinator,
        engagement=engagement,
        template=current_version(ContentKind.PHASE_TEMPLATE),
    )
    first, *_between, last = selectors.phases(process)
    assert (first.planned_start, last.planned_end) == (date(2026, 1, 1), told)
    beyond = oddities_of(selectors.phases(process), ends_on)
    assert bool(beyond) == (ends_on is not None and told > ends_on)


def test_a_process_starts_with_its_contract(coordinator: User, musterau: Municipality) -> None:
    engagement = EngagementFactory(edition=EditionFactory(starts_on=date(2026, 1, 1)))
    EngagementPartyFactory(engagement=engagement, municipality=musterau)
    ContractFactory(engagement=engagement, municipality=musterau, starts_on=date(2026, 4, 1))
    process = services.start_process(
        by=coordinator,
        engagement=engagement,
        template=current_version(ContentKind.PHASE_TEMPLATE),
    )
    assert selectors.phases(process)[0].planned_start == date(2026, 4, 1)


# --- Phases -----------------------------------------------------------------------------------


@pytest.fixture
def process(musterau: Municipality) -> Process:
    process = ProcessFactory(municipality=musterau)
    days = [date(2026, 5, 1), date(2026, 10, 1), date(2027, 7, 1), date(2028, 7, 1)]
    for position, start in enumerate(days[:3], start=1):
        PhaseFactory(
            process=process,
            position=position,
            name=f"Phase {position}",
            planned_start=start,
            planned_end=days[position] - timedelta(days=1),
        )
    return process


def test_a_shift_keeps_the_old_dates_with_the_reason(coordinator: User, process: Process) -> None:
    first, second, _third = process.phases.all()
    services.shift_phase(
        by=coordinator,
        phase=first,
        reason="Die Stelle war unbesetzt.",
        planned_start=first.planned_start,
        planned_end=date(2026, 10, 31),
        version=first.version,
    )

    shift = first.shifts.get()
    assert (shift.field, shift.old, shift.new) == (
        "planned_end",
        date(2026, 9, 30),
        date(2026, 10, 31),
    )
    assert (shift.reason, shift.by_id) == ("Die Stelle war unbesetzt.", coordinator.pk)
    assert latest().verb == "processes.phase_shifted"
    assert latest().after == {"planned_end": "2026-10-31"}
    second.refresh_from_db()
    assert second.planned_start == date(2026, 10, 1), "the overlap is kept; the page warns"


def test_later_phases_move_along_when_asked(coordinator: User, process: Process) -> None:
    first, second, third = process.phases.all()
    Phase.objects.filter(pk=third.pk).update(planned_end=None)
    undated = PhaseFactory(process=process, position=4)
    services.shift_phase(
        by=coordinator,
        phase=first,
        reason="Einen Monat später",
        planned_start=first.planned_start,
        planned_end=first.planned_end + timedelta(days=31),
        move_following=True,
    )
    second.refresh_from_db()
    third.refresh_from_db()
    undated.refresh_from_db()

    assert (undated.planned_start, undated.version) == (None, 1)
    assert (second.planned_start, second.planned_end) == (date(2026, 11, 1), date(2027, 7, 31))
    assert (third.planned_start, third.planned_end) == (date(2027, 8, 1), None)
    assert {row.reason for row in second.shifts.all()} == {"Einen Monat später"}


def test_what_is_over_never_moves_along(coordinator: User, process: Process) -> None:
    first, second, _third = process.phases.all()
    Phase.objects.filter(pk=second.pk).update(actual_end=date(2027, 6, 1))
    services.shift_phase(
        by=coordinator,
        phase=first,
        reason="Nachgetragen",
        planned_start=date(2026, 5, 15),
        planned_end=date(2026, 10, 15),
        move_following=True,
    )
    second.refresh_from_db()

    assert second.planned_start == date(2026, 10, 1)
    assert not second.shifts.exists()


def test_a_shift_is_refused_without_reason_change_or_length(
    coordinator: User, process: Process
) -> None:
    first = process.phases.first()
    dates = {"planned_start": first.planned_start, "planned_end": first.planned_end}
    with pytest.raises(Refused) as refused:
        services.shift_phase(by=coordinator, phase=first, reason=" ", **dates)
    assert refused.value.field == "reason"
    with pytest.raises(Refused) as refused:
        services.shift_phase(by=coordinator, phase=first, reason="Grund", **dates)
    assert refused.value.field == "planned_start"
    with pytest.raises(Refused) as refused:
        services.shift_phase(
            by=coordinator,
            phase=first,
            reason="Grund",
            planned_start=None,
            planned_end=None,
            move_following=True,
        )
    assert refused.value.field == "move_following"
    assert not first.shifts.exists()


def test_the_second_editor_of_a_phase_is_told(coordinator: User, process: Process) -> None:
    first = process.phases.first()
    values = {"name": "Neu", "note": "", "is_tentative": False}
    dates = {"actual_start": None, "actual_end": None}
    services.change_phase(by=coordinator, phase=first, version=1, **values, **dates)
    with pytest.raises(EditConflict):
        services.change_phase(by=coordinator, phase=first, version=1, **values, **dates)


def test_a_phase_is_added_behind_another(coordinator: User, process: Process) -> None:
    first = process.phases.first()
    services.add_phase(by=coordinator, process=process, name="Zwischenhalt", after=first)
    services.add_phase(by=coordinator, process=process, name="Nachtrag")

    assert [row.name for row in process.phases.all()] == [
        "Phase 1",
        "Zwischenhalt",
        "Phase 2",
        "Phase 3",
        "Nachtrag",
    ]


def test_only_a_phase_without_history_is_removed(coordinator: User, process: Process) -> None:
    first, second, _third = process.phases.all()
    Phase.objects.filter(pk=first.pk).update(note="Es gab drei Jours fixes.")
    with pytest.raises(Refused, match="Geschichte"):
        services.remove_phase(by=coordinator, phase=first)
    services.remove_phase(by=coordinator, phase=second)

    assert not Phase.objects.filter(pk=second.pk).exists()
    assert latest().before["name"] == "Phase 2"


def test_phases_change_places(coordinator: User, process: Process) -> None:
    _first, _second, third = process.phases.all()
    services.move_phase(by=coordinator, phase=third, steps=-1)
    assert [row.name for row in process.phases.all()] == ["Phase 1", "Phase 3", "Phase 2"]
    services.move_phase(by=coordinator, phase=third, steps=5)
    assert process.phases.last() == third
    services.move_phase(by=coordinator, phase=third, steps=1)
    assert AuditEvent.objects.count() == 2, "the last phase has no place to go"
    with pytest.raises(Refused, match="inzwischen"):
        services.reorder_phases(by=coordinator, process=process, order=[third.pk])


def test_a_process_says_why_and_where_to(coordinator: User, process: Process) -> None:
    changed = services.change_process(
        by=coordinator, process=process, reason_to_join="Weil", outlook="Dann", version=1
    )

    assert (changed.reason_to_join, changed.outlook, changed.version) == ("Weil", "Dann", 2)


# --- Meetings and decisions -------------------------------------------------------------------


def plan(by: User, place: Municipality, **values: object) -> Meeting:
    kind = item(ContentKind.MEETING_KINDS, "session")
    return services.plan_meeting(
        by=by, municipality=place, kind=kind, **{"on": date(2024, 6, 9), **values}
    )


def test_a_meeting_is_called_after_its_body_unless_named(
    coordinator: User, musterau: Municipality
) -> None:
    body = BodyFactory(municipality=musterau, name="Steuerungsgruppe Frühe Hilfen")

    assert plan(coordinator, musterau, body=body).title == "Steuerungsgruppe Frühe Hilfen"
    assert plan(coordinator, musterau).title == "Sitzung"
    assert plan(coordinator, musterau, body=body, title="Auftakt").title == "Auftakt"
    assert latest().verb == "processes.meeting_planned"
    assert list(verify_chain()) == []


def test_a_meeting_of_which_only_the_month_is_known(
    coordinator: User, musterau: Municipality
) -> None:
    meeting = plan(coordinator, musterau, on=date(2023, 1, 17), day_known=False)

    assert meeting.on == date(2023, 1, 1)


def test_a_body_of_another_municipality_is_refused(
    coordinator: User, musterau: Municipality, lindfurt: Municipality
) -> None:
    with pytest.raises(Refused) as refused:
        plan(coordinator, musterau, body=BodyFactory(municipality=lindfurt))
    assert refused.value.field == "body"


def test_a_meeting_is_held_and_its_result_corrected(
    coordinator: User, musterau: Municipality
) -> None:
    meeting = plan(coordinator, musterau)
    meeting = services.hold_meeting(by=coordinator, meeting=meeting, participants=9, summary="Gut.")
    assert (meeting.state, meeting.participants) == (MeetingState.HELD, 9)
    assert latest().verb == "processes.meeting_held"

    services.hold_meeting(by=coordinator, meeting=meeting, participants=10, summary="Gut.")
    assert latest().verb == "processes.result_changed"
    assert latest().after == {"participants": 10}


def test_what_lies_ahead_was_not_held_and_decided_nothing(
    coordinator: User, musterau: Municipality
) -> None:
    meeting = plan(coordinator, musterau, on=in_days(1))
    with pytest.raises(Refused, match="steht noch bevor"):
        services.hold_meeting(by=coordinator, meeting=meeting, participants=1, summary="")
    with pytest.raises(Refused, match="steht noch bevor"):
        services.record_decision(by=coordinator, meeting=meeting, text="Ja")


def test_a_cancelled_meeting_keeps_its_reason_and_nothing_more_happens(
    coordinator: User, musterau: Municipality
) -> None:
    meeting = plan(coordinator, musterau)
    with pytest.raises(Refused) as refused:
        services.cancel_meeting(by=coordinator, meeting=meeting, reason="")
    assert refused.value.field == "reason"

    meeting = services.cancel_meeting(by=coordinator, meeting=meeting, reason="Krankheit")
    assert (meeting.state, meeting.cancel_reason) == (MeetingState.CANCELLED, "Krankheit")
    assert latest().reason == "Krankheit"
    with pytest.raises(Refused):
        services.cancel_meeting(by=coordinator, meeting=meeting, reason="Noch einmal")
    with pytest.raises(Refused, match="abgesagt"):
        services.hold_meeting(by=coordinator, meeting=meeting, participants=1, summary="")
    with pytest.raises(Refused, match="abgesagt"):
        services.record_decision(by=coordinator, meeting=meeting, text="Ja")


def test_a_meeting_is_changed_by_one_person_at_a_time(
    coordinator: User, musterau: Municipality
) -> None:
    meeting = plan(coordinator, musterau)
    values = {"kind": meeting.kind, "on": date(2024, 7, 1), "title": "Zweite Sitzung"}
    services.change_meeting(by=coordinator, meeting=meeting, version=1, **values)
    assert latest().after == {"on": "2024-07-01", "title": "Zweite Sitzung"}
    with pytest.raises(EditConflict):
        services.change_meeting(by=coordinator, meeting=meeting, version=1, **values)


def test_decisions_are_numbered_and_no_number_is_used_twice(
    coordinator: User, musterau: Municipality
) -> None:
    meeting = MeetingFactory(municipality=musterau, on=date(2024, 6, 9))
    first = services.record_decision(by=coordinator, meeting=meeting, text="Eins", votes_yes=7)
    second = services.record_decision(by=coordinator, meeting=meeting, text="Zwei")
    services.withdraw_decision(by=coordinator, decision=first, reason="Doppelt erfasst")
    third = services.record_decision(by=coordinator, meeting=meeting, text="Drei")

    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert third.municipality == musterau


def test_a_decision_is_corrected_and_withdrawn_with_a_trace(coordinator: User) -> None:
    decision = DecisionFactory()
    changed = services.change_decision(
        by=coordinator, decision=decision, text="Neu", votes_yes=5, version=1
    )
    assert (changed.text, changed.votes_yes, changed.version) == ("Neu", 5, 2)
    with pytest.raises(Refused) as refused:
        services.withdraw_decision(by=coordinator, decision=changed, reason="")
    assert refused.value.field == "reason"

    services.withdraw_decision(by=coordinator, decision=changed, reason="Falsche Sitzung")
    assert latest().before["text"] == "Neu"
    assert latest().reason == "Falsche Sitzung"
