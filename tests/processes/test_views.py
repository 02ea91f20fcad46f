"""Pages of the process and of meetings: they work, strangers find nothing, no input is lost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Decision, Meeting, Phase, Process
from begleitwerk.programmes.models import Programme
from tests.days import in_days, today
from tests.factories.accounts import UserFactory
from tests.factories.networks import BodyFactory
from tests.factories.processes import (
    DecisionFactory,
    MeetingFactory,
    PhaseFactory,
    PhaseShiftFactory,
    ProcessFactory,
)
from tests.factories.programmes import (
    EngagementFactory,
    EngagementPartyFactory,
    ProgrammeFactory,
)
from tests.markup import text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]


@pytest.fixture
def process(musterau: Municipality) -> Process:
    process = ProcessFactory(municipality=musterau, reason_to_join="Weil es hilft.")
    day = today()
    spans = [(-400, -101), (-100, 199), (200, 400)]
    for position, (start, end) in enumerate(spans, start=1):
        PhaseFactory(
            process=process,
            item=item(ContentKind.PHASE_TEMPLATE, "preparation") if position == 1 else None,
            position=position,
            name="Vorbereitung" if position == 1 else f"Phase {position}",
            planned_start=day + timedelta(days=start),
            planned_end=day + timedelta(days=end),
            is_tentative=position == 3,
        )
    return process


def url(name: str, place: Municipality, *args: int) -> str:
    return reverse(f"processes:{name}", args=[place.slug, *args])


def dated(name: str, day: date | None) -> dict[str, str]:
    parts = (str(day.day), str(day.month), str(day.year)) if day else ("", "", "")
    return {f"{name}_{index}": part for index, part in enumerate(parts)}


# --- Process ----------------------------------------------------------------------------------


def test_the_process_says_where_we_stand(
    process: Process, musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    PhaseShiftFactory(phase=process.phases.first(), by_id=coordinator.pk)
    body = BodyFactory(municipality=musterau, kind_key="steering_group", name="Steuerungsgruppe")
    MeetingFactory(municipality=musterau, body=body, on=in_days(3), title="Zwei")
    html = text_of(as_user(coordinator).get(url("process", musterau)))

    assert "Phase 2 von 3: Phase 2, noch 7 Monate" in html
    assert '<svg role="img" aria-labelledby="timeline-title timeline-desc"' in html
    assert "Als Tabelle" in html
    assert "Mitgliederlisten" in html, "documents of the template"
    assert "Die Sommerpause lag dazwischen." in html, "shifts with their reason"
    assert "Weil es hilft." in html
    assert "Steuerungsgruppe" in html
    assert "Zwei" in html


def test_partners_land_and_programme_read_no_names_in_shifts(
    process: Process,
    musterau: Municipality,
    coordinator: User,
    facilitator: User,
    partner: User,
    state_office: User,
    office: User,
    as_user: SignIn,
) -> None:
    who = UserFactory(name="Kim Beispiel")
    PhaseShiftFactory(phase=process.phases.first(), by_id=who.pk)
    for user, reads in (
        (coordinator, True),
        (facilitator, True),
        (partner, False),
        (state_office, False),
        (office, False),
    ):
        html = text_of(as_user(user).get(url("process", musterau)))
        assert "Die Sommerpause lag dazwischen." in html
        assert ("Kim Beispiel" in html) is reads, user


def test_a_partner_sees_the_process_but_no_meetings_and_no_button(
    process: Process, musterau: Municipality, partner: User, as_user: SignIn
) -> None:
    MeetingFactory(municipality=musterau, title="Vertraulich", state=MeetingState.HELD)
    html = text_of(as_user(partner).get(url("process", musterau)))

    assert "Phase 2 von 3" in html
    assert "Vertraulich" not in html
    assert "verschieben" not in html


def test_odd_dates_are_told_and_kept(
    process: Process, musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    Phase.objects.filter(process=process, position=1).update(planned_end=today())
    html = text_of(as_user(coordinator).get(url("process", musterau)))

    assert "Einige Daten passen nicht zusammen" in html
    assert "„Vorbereitung“ und „Phase 2“ überschneiden sich" in html


def test_without_a_process_the_page_says_so_and_lets_begin(
    musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    client = as_user(coordinator)
    assert "Es gibt noch keinen Prozess" in text_of(client.get(url("process", musterau)))
    assert url("process_start", musterau) not in text_of(client.get(url("process", musterau)))

    engagement = EngagementFactory()
    EngagementPartyFactory(engagement=engagement, municipality=musterau)
    assert url("process_start", musterau) in text_of(client.get(url("process", musterau)))

    data = {"engagement": engagement.pk, **dated("starts_on", date(2026, 5, 1))}
    response = client.post(url("process_start", musterau), data)
    assert response.status_code == 302
    assert Process.objects.get().phases.count() == 4


def test_a_number_of_phases_costs_no_queries(
    musterau: Municipality,
    coordinator: User,
    as_user: SignIn,
    process: Process,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = as_user(coordinator)
    with django_assert_max_num_queries(30) as few:
        client.get(url("process", musterau))
    for number in range(3):
        phase = PhaseFactory(process=process, position=4 + number)
        PhaseShiftFactory(phase=phase, by_id=coordinator.pk)
    with django_assert_max_num_queries(len(few) + 1):  # the people behind the shifts
        client.get(url("process", musterau))


def test_reasons_are_saved_and_the_second_editor_sees_both(
    process: Process, musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    client, address = as_user(coordinator), url("process_edit", musterau, process.pk)
    data = {"reason_to_join": "Neu", "outlook": "", "version": 1}
    assert client.post(address, data).status_code == 302

    response = client.post(address, {**data, "reason_to_join": "Anders"})
    assert response.status_code == 422
    assert "Neu" in text_of(response)
    assert "Anders" in text_of(response)


# --- Phases -----------------------------------------------------------------------------------


def shift_data(phase: Phase, **values: str) -> dict[str, str]:
    return {
        **dated("planned_start", phase.planned_start),
        **dated("planned_end", phase.planned_end + timedelta(days=30)),
        "reason": "Die Stelle war unbesetzt.",
        "version": str(phase.version),
        **values,
    }


def test_a_phase_is_shifted_with_those_behind_it(
    process: Process, musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    _first, second, third = process.phases.all()
    address = url("phase_shift", musterau, second.pk)
    assert "Phase 3" in text_of(as_user(coordinator).get(address)), "says what comes after it"

    response = as_user(coordinator).post(address, shift_data(second, move_following="on"))
    assert response.status_code == 302
    assert response["Location"].endswith(f"#phase-{second.pk}")
    before = third.planned_start
    third.refresh_from_db()
    assert third.planned_start == before + timedelta(days=30)


def test_a_shift_without_reason_keeps_what_was_typed(
    process: Process, musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    phase = process.phases.first()
    data = shift_data(phase, reason="")
    data["planned_end_2"] = "2031"
    response = as_user(coordinator).post(url("phase_shift", musterau, phase.pk), data)

    assert response.status_code == 422
    assert 'value="2031"' in text_of(response)
    assert not phase.shifts.exists()


def test_a_phone_number_in_a_reason_is_asked_about(
    process: Process, musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    phase = process.phases.first()
    data = shift_data(phase, reason="Frau M. anrufen: 02921 301234")
    response = as_user(coordinator).post(url("phase_shift", musterau, phase.pk), data)

    assert response.status_code == 422
    assert "no_family_data" in text_of(response)


def test_a_phase_is_changed_moved_added_and_removed(
    process: Process, musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    client = as_user(coordinator)
    phase = process.phases.get(position=2)
    data = {"name": "Ziele", "note": "Es ging los.", "version": phase.version}
    data |= dated("actual_start", phase.planned_start) | dated("actual_end", None)
    assert client.post(url("phase_edit", musterau, phase.pk), data).status_code == 302
    phase.refresh_from_db()
    assert (phase.name, phase.actual_start) == ("Ziele", phase.planned_start)

    client.post(url("phase_earlier", musterau, phase.pk))
    client.post(url("phase_later", musterau, phase.pk))
    client.post(url("phase_later", musterau, phase.pk))
    names = list(process.phases.values_list("name", flat=True))
    assert names == ["Vorbereitung", "Phase 3", "Ziele"]

    data = {"name": "Neu", "after": process.phases.first().pk, "note": ""}
    data |= dated("planned_start", None) | dated("planned_end", None)
    assert client.post(url("phase_add", musterau, process.pk), data).status_code == 302
    assert [row.name for row in process.phases.all()][1] == "Neu"

    added = process.phases.get(name="Neu")
    client.post(url("phase_remove", musterau, added.pk))
    client.post(url("phase_remove", musterau, phase.pk))
    assert not Phase.objects.filter(pk=added.pk).exists()
    assert Phase.objects.filter(pk=phase.pk).exists(), "it has a history"


EDIT_PAGES = ("process_edit", "phase_add", "phase_edit", "phase_shift")


@pytest.mark.parametrize("name", EDIT_PAGES)
def test_pages_of_the_process_are_closed_to_others(
    name: str,
    process: Process,
    musterau: Municipality,
    neighbour: User,
    partner: User,
    office: User,
    coordinator: User,
    as_user: SignIn,
) -> None:
    pk = process.pk if name in ("process_edit", "phase_add") else process.phases.first().pk
    address = url(name, musterau, pk)

    assert as_user(coordinator).get(address).status_code == 200
    assert as_user(neighbour).get(address).status_code == 404
    assert as_user(partner).get(address).status_code == 403
    assert as_user(office).get(address).status_code == 403
    assert as_user(coordinator).get(url(name, musterau, 99999)).status_code == 404


def test_a_phase_of_another_municipality_is_not_found_by_the_own_address(
    process: Process, lindfurt: Municipality, neighbour: User, as_user: SignIn
) -> None:
    phase = process.phases.first()

    assert as_user(neighbour).get(url("phase_shift", lindfurt, phase.pk)).status_code == 404


# --- Meetings ---------------------------------------------------------------------------------


def meeting_data(**values: object) -> dict[str, object]:
    kind = item(ContentKind.MEETING_KINDS, "session")
    empty = {"body": "", "title": "", "starts_at": "", "ends_at": "", "place": ""}
    return {
        **empty,
        "kind": kind.pk,
        "session_number": "",
        **dated("on", date(2024, 6, 9)),
        **values,
    }


def test_the_list_takes_as_many_queries_for_three_as_for_one(
    musterau: Municipality,
    coordinator: User,
    as_user: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = as_user(coordinator)

    def add() -> None:
        body = BodyFactory(municipality=musterau)
        DecisionFactory(meeting=MeetingFactory(municipality=musterau, body=body))

    add()
    client.get(url("meetings", musterau))
    with django_assert_max_num_queries(20) as one:
        client.get(url("meetings", musterau))
    add()
    add()
    with django_assert_num_queries(len(one)):
        response = client.get(url("meetings", musterau))
    assert "3 Sitzungen" in text_of(response)


def test_the_list_is_searched_and_filtered(
    musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    body = BodyFactory(municipality=musterau, name="Beirat")
    past = {"municipality": musterau, "on": date(2024, 6, 9)}
    MeetingFactory(**past, title="Alpha", body=body)
    beta = MeetingFactory(**past, title="Beta", kind_key="jour_fixe")
    DecisionFactory(meeting=beta, text="Das Konzept gilt.")
    ahead = in_days(5)
    MeetingFactory(municipality=musterau, title="Gamma", on=ahead)
    MeetingFactory(title="Fremd")

    def shown(**query: object) -> set[str]:
        html = text_of(as_user(coordinator).get(url("meetings", musterau), query))
        return {name for name in ("Alpha", "Beta", "Gamma", "Fremd") if f">{name}<" in html}

    assert shown() == {"Alpha", "Beta", "Gamma"}
    assert shown(q="konzept") == {"Beta"}
    assert shown(body=body.pk) == {"Alpha"}
    assert shown(kind="jour_fixe") == {"Beta"}
    assert shown(time="ahead") == {"Gamma"}


def test_the_list_is_exported(musterau: Municipality, coordinator: User, as_user: SignIn) -> None:
    MeetingFactory(municipality=musterau, title="=1+1", on=date(2023, 1, 1), day_known=False)
    text = text_of(as_user(coordinator).get(url("meetings", musterau), {"export": "csv"}))

    assert "'=1+1" in text
    assert "Januar 2023" in text


def test_an_empty_list_says_what_to_do(
    musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    html = text_of(as_user(coordinator).get(url("meetings", musterau)))

    assert "Noch ist keine Sitzung eingetragen." in html
    assert url("meeting_plan", musterau) in html


def test_a_meeting_is_planned_held_and_decides(
    musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    client = as_user(coordinator)
    body = BodyFactory(municipality=musterau, kind_key="steering_group", name="Steuerungsgruppe")
    data = meeting_data(body=body.pk, starts_at="14", ends_at="16.30", place="Kreishaus")
    client.post(url("meeting_plan", musterau), data)
    meeting = Meeting.objects.get()
    assert meeting.clock == "14:00 bis 16:30 Uhr"

    page = url("meeting", musterau, meeting.pk)
    assert "Ergebnis festhalten" in text_of(client.get(page))
    data = {"participants": "9", "summary": "Alle Ziele beraten.", "version": meeting.version}
    assert client.post(url("meeting_hold", musterau, meeting.pk), data).status_code == 302
    data = {"text": "Die Ziele gelten.", "votes_yes": "9", "votes_no": "0", "abstentions": "0"}
    client.post(url("decision_record", musterau, meeting.pk), data)

    html = text_of(client.get(page))
    assert "Alle Ziele beraten." in html
    assert "einstimmig, 9 Stimmen" in html
    assert "Sonntag, 9. Juni 2024" in html
    assert html.index("Beschluss 1 festgehalten") < html.index("Sitzung geplant"), "newest first"


def test_a_month_without_a_day_is_kept_and_shown(
    musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    client = as_user(coordinator)
    client.post(url("meeting_plan", musterau), meeting_data(on_0="", title="Arbeitstreffen"))
    meeting = Meeting.objects.get()
    assert (meeting.on, meeting.day_known) == (date(2024, 6, 1), False)
    assert "Juni 2024" in text_of(client.get(url("meeting", musterau, meeting.pk)))

    edit = url("meeting_edit", musterau, meeting.pk)
    assert 'name="on_0" value="1"' not in text_of(client.get(edit)), "the day stays empty"
    client.post(edit, meeting_data(title="Arbeitstreffen", version=meeting.version))
    meeting.refresh_from_db()
    assert (meeting.on, meeting.day_known) == (date(2024, 6, 9), True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"on_1": "13"},
        {"on_1": "", "on_0": ""},
        {"starts_at": "acht"},
        {"starts_at": "16", "ends_at": "14"},
        {"kind": ""},
    ],
)
def test_a_meeting_that_is_not_complete_keeps_what_was_typed(
    wrong: dict[str, str], musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    data = meeting_data(place="Kreishaus, Raum 2", **wrong)
    response = as_user(coordinator).post(url("meeting_plan", musterau), data)

    assert response.status_code == 422
    assert "Kreishaus, Raum 2" in text_of(response)
    assert not Meeting.objects.exists()


def test_a_body_of_another_municipality_is_no_choice(
    musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    data = meeting_data(body=BodyFactory().pk)

    assert as_user(coordinator).post(url("meeting_plan", musterau), data).status_code == 422


def test_a_meeting_is_cancelled_with_a_reason(
    musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    client = as_user(coordinator)
    meeting = MeetingFactory(municipality=musterau)
    address = url("meeting_cancel", musterau, meeting.pk)
    assert client.post(address, {"reason": "", "version": 1}).status_code == 422
    assert client.post(address, {"reason": "Krankheit", "version": 1}).status_code == 302

    html = text_of(client.get(url("meeting", musterau, meeting.pk)))
    assert "abgesagt" in html
    assert "Krankheit" in html
    assert "Sitzung bearbeiten" not in html


def test_a_decision_is_corrected_and_withdrawn(
    musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    client = as_user(coordinator)
    decision = DecisionFactory(meeting__municipality=musterau)
    data = {"text": "Neu", "votes_yes": "", "votes_no": "", "abstentions": "", "version": 1}
    assert client.post(url("decision_edit", musterau, decision.pk), data).status_code == 302
    assert client.post(url("decision_edit", musterau, decision.pk), data).status_code == 422

    withdraw = url("decision_withdraw", musterau, decision.pk)
    assert client.post(withdraw, {"reason": ""}).status_code == 422
    assert client.post(withdraw, {"reason": "Doppelt"}).status_code == 302
    assert not Decision.objects.exists()


MEETING_PAGES = {
    "meeting": (200, 200),
    "meeting_edit": (200, 403),
    "meeting_hold": (200, 403),
    "meeting_cancel": (200, 403),
    "decision_record": (200, 403),
}


@pytest.mark.parametrize("name", MEETING_PAGES)
def test_pages_of_meetings_are_closed_to_others(
    name: str,
    musterau: Municipality,
    lindfurt: Municipality,
    coordinator: User,
    steering_member: User,
    neighbour: User,
    partner: User,
    office: User,
    as_user: SignIn,
) -> None:
    meeting = MeetingFactory(municipality=musterau)
    address = url(name, musterau, meeting.pk)
    own, reader = MEETING_PAGES[name]

    assert as_user(coordinator).get(address).status_code == own
    assert as_user(steering_member).get(address).status_code == reader
    assert as_user(neighbour).get(address).status_code == 404
    assert as_user(neighbour).get(url(name, lindfurt, meeting.pk)).status_code == 404
    assert as_user(partner).get(address).status_code == 403
    assert as_user(office).get(address).status_code == 403, "may edit its own meetings only"
    assert as_user(coordinator).get(url(name, musterau, 99999)).status_code == 404


def test_texts_appear_literally(musterau: Municipality, coordinator: User, as_user: SignIn) -> None:
    evil = "<script>alert(1)</script> {{ 7*7 }} # $ 👶"
    meeting = MeetingFactory(
        municipality=musterau, title=evil, summary=evil, place=evil, state=MeetingState.HELD
    )
    DecisionFactory(meeting=meeting, text=evil)
    client = as_user(coordinator)
    for address in (url("meetings", musterau), url("meeting", musterau, meeting.pk)):
        html = text_of(client.get(address))
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} # $ 👶" in html


# --- Meetings of the programme ----------------------------------------------------------------


@pytest.fixture
def programme(programme_space: Workspace) -> Programme:
    return ProgrammeFactory(workspace=programme_space)


def test_the_programme_office_holds_its_own_meetings(
    programme: Programme, office: User, as_user: SignIn
) -> None:
    client, slug = as_user(office), programme.workspace.slug
    kind = item(ContentKind.MEETING_KINDS, "framework_event").pk
    plan = reverse("processes:programme_meeting_plan", args=[slug])
    html = text_of(client.get(plan))
    assert 'name="body"' not in html
    client.post(plan, meeting_data(kind=kind, title="Auftakt", place="Berlin"))
    meeting = Meeting.objects.get()
    assert (meeting.programme, meeting.municipality) == (programme, None)

    def page(name: str) -> str:
        return reverse(f"processes:programme_meeting{name}", args=[slug, meeting.pk])

    data = {"participants": "210", "summary": "Es ging los.", "version": 1}
    assert client.post(page("_hold"), data).status_code == 302
    assert "210" in text_of(client.get(page("")))
    edit = meeting_data(kind=kind, title="Auftaktkonferenz", version=2)
    assert client.post(page("_edit"), edit).status_code == 302
    assert "Auftaktkonferenz" in text_of(
        client.get(reverse("processes:programme_meetings", args=[slug]))
    )
    assert client.get(page("_cancel")).status_code == 200


def test_meetings_of_the_programme_are_closed_to_others(
    programme: Programme,
    coordinator: User,
    researcher: User,
    office: User,
    stranger: User,
    as_user: SignIn,
) -> None:
    address = reverse("processes:programme_meetings", args=[programme.workspace.slug])

    assert as_user(office).get(address).status_code == 200
    assert as_user(researcher).get(address).status_code == 403
    assert as_user(coordinator).get(address).status_code == 404
    assert as_user(stranger).get(address).status_code == 404
    missing = reverse("processes:programme_meeting", args=[programme.workspace.slug, 99999])
    assert as_user(office).get(missing).status_code == 404


def test_municipalities_see_what_the_programme_plans(
    process: Process, musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    MeetingFactory(
        municipality=None,
        programme=process.engagement.edition.programme,
        title="Transferkonferenz",
        on=in_days(30),
    )

    assert "Transferkonferenz" in text_of(as_user(coordinator).get(url("meetings", musterau)))
