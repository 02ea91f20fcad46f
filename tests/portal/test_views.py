"""Home, goal, cockpit, search: what each person sees, and that it costs the same for many rows."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.goals.enums import GoalLevel
from begleitwerk.goals.models import Goal
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Process
from begleitwerk.processes.services import start_process
from begleitwerk.programmes.enums import EngagementState
from tests.days import in_days, today
from tests.factories.council import PaperFactory
from tests.factories.goals import GoalFactory, MeasureFactory
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory
from tests.factories.networks import BodyFactory
from tests.factories.processes import DecisionFactory, MeetingFactory, PhaseFactory
from tests.factories.programmes import (
    EditionFactory,
    EngagementFactory,
    EngagementPartyFactory,
    ProgrammeFactory,
)
from tests.worlds.cast import CAST, Places, make_person

SignIn = Callable[[User | None], Client]
Count = Callable[[int], object]


@pytest.fixture
def process(musterau: Municipality, programme_space: Workspace) -> Process:
    """Musterau in the second of two phases."""
    edition = EditionFactory(programme=ProgrammeFactory(workspace=programme_space))
    return take_part(musterau, edition)


def take_part(place: Municipality, edition: object) -> Process:
    engagement = EngagementFactory(edition=edition, state=EngagementState.ACTIVE)
    EngagementPartyFactory(engagement=engagement, municipality=place, is_lead=True)
    process = Process.objects.create(municipality=place, engagement=engagement)
    PhaseFactory(
        process=process,
        name="Vorbereitung",
        planned_start=in_days(-300),
        planned_end=in_days(-101),
        actual_end=in_days(-101),
    )
    PhaseFactory(
        process=process, name="Umsetzung", planned_start=in_days(-100), planned_end=in_days(200)
    )
    return process


# --- Home -------------------------------------------------------------------------------------


def test_home_says_where_we_stand_and_what_is_due(
    as_user: SignIn, coordinator: User, musterau: Municipality, process: Process
) -> None:
    goal = GoalFactory(municipality=musterau, title="Gemeinden wirken mit")
    MeasureFactory(goal=goal, title="Bürgermeisterrunde einrichten", due_on=in_days(-5))
    MeetingFactory(municipality=musterau, title="Steuerungsgruppe", on=in_days(9))
    page = as_user(coordinator).get(reverse("portal:home", args=[musterau.slug]))
    text = page.content.decode()
    assert "Phase 2 von 2: Umsetzung" in text
    assert "seit 5 Tagen überfällig" in text
    assert "Bürgermeisterrunde einrichten" in text
    assert "Gemeinden wirken mit" in text
    assert "Steuerungsgruppe" in text


def test_home_of_another_municipality_does_not_exist(
    as_user: SignIn, neighbour: User, musterau: Municipality
) -> None:
    page = as_user(neighbour).get(reverse("portal:home", args=[musterau.slug]))
    assert page.status_code == 404


def test_the_programme_office_sees_released_goals_alone(
    as_user: SignIn, office: User, musterau: Municipality, process: Process
) -> None:
    GoalFactory(municipality=musterau, title="Nur für uns")
    GoalFactory(municipality=musterau, title="Für alle", release=ReleaseLevel.PROGRAMME)
    text = as_user(office).get(reverse("portal:home", args=[musterau.slug])).content.decode()
    assert "Für alle" in text
    assert "Nur für uns" not in text


def test_what_is_due_is_due_for_those_who_can_act(
    as_user: SignIn, coordinator: User, parent: User, musterau: Municipality, process: Process
) -> None:
    MeasureFactory(
        goal=GoalFactory(municipality=musterau), title="Überfällige Maßnahme", due_on=in_days(-1)
    )
    MeetingFactory(
        municipality=musterau, title="Ohne Ergebnis", on=in_days(-2), state=MeetingState.PLANNED
    )
    address = reverse("portal:due", args=[musterau.slug])
    mine = as_user(coordinator).get(address).content.decode()
    assert mine.index("Ohne Ergebnis") < mine.index("Überfällige Maßnahme")
    assert "Überfällige Maßnahme" not in as_user(parent).get(address).content.decode()


def test_who_comes_from_the_cockpit_reads_what_is_overdue_and_that_others_report_it(
    as_user: SignIn, office: User, parent: User, musterau: Municipality, process: Process
) -> None:
    MeetingFactory(municipality=musterau, on=in_days(-24), state=MeetingState.PLANNED)
    address = reverse("portal:home", args=[musterau.slug])
    text = as_user(office).get(address).content.decode()
    assert "seit 24 Tagen überfällig" in text
    assert "Ein Schritt dieser Kommune ist überfällig" in text
    assert "nichts zu tun" not in text
    theirs = as_user(parent).get(address).content.decode()
    assert "überfällig" not in theirs
    assert "Was jetzt ansteht" not in theirs  # nothing can ever be due for her
    assert reverse("portal:due", args=[musterau.slug]) not in theirs


def test_what_counts_nowhere_is_due_and_overdue_nowhere(
    as_user: SignIn, coordinator: User, facilitator: User, musterau: Municipality, process: Process
) -> None:
    """A measure of a goal given up, and a meeting whose month is not over yet."""
    given_up = GoalFactory(municipality=musterau, state="dropped")
    MeasureFactory(goal=given_up, title="Aufgegeben", due_on=in_days(-5))
    month = today().replace(day=1)
    MeetingFactory(municipality=musterau, title="Irgendwann im Monat", on=month, day_known=False)

    due = as_user(coordinator).get(reverse("portal:due", args=[musterau.slug])).content.decode()
    cockpit = as_user(facilitator).get(reverse("portal:my_cockpit")).content.decode()

    assert "Aufgegeben" not in due
    assert "Irgendwann im Monat" in due
    assert "Ergebnis eintragen" not in due
    assert "Eine Kommune, nichts überfällig" in cockpit


@pytest.mark.parametrize("address", ["portal:home", "portal:due"])
def test_home_costs_the_same_for_one_and_for_many(
    as_user: SignIn,
    coordinator: User,
    musterau: Municipality,
    process: Process,
    django_assert_max_num_queries: Count,
    address: str,
) -> None:
    for number in range(6):
        goal = GoalFactory(municipality=musterau, title=f"Ziel {number}")
        MeasureFactory(goal=goal, due_on=in_days(-number))
        MeetingFactory(municipality=musterau, on=in_days(number))
    client = as_user(coordinator)
    client.get(reverse(address, args=[musterau.slug]))
    with django_assert_max_num_queries(13):  # type: ignore[attr-defined]
        client.get(reverse(address, args=[musterau.slug]))


# --- Goal -------------------------------------------------------------------------------------


def test_the_thread_of_a_goal_leads_to_measures_and_decision(
    as_user: SignIn, coordinator: User, musterau: Municipality
) -> None:
    decision = DecisionFactory(meeting__municipality=musterau)
    goal = GoalFactory(municipality=musterau, decision=decision, adopted_on=in_days(-30))
    measure = MeasureFactory(goal=goal, title="Ansprechperson benennen")
    page = as_user(coordinator).get(goal.get_absolute_url())
    text = page.content.decode()
    assert reverse("goals:measure", args=[musterau.slug, measure.pk]) in text
    assert reverse("processes:meeting", args=[musterau.slug, decision.meeting_id]) in text
    assert 'data-state="missing"' in text  # no paper reported it yet


def test_a_released_goal_keeps_its_secret_parent(
    as_user: SignIn, office: User, musterau: Municipality
) -> None:
    parent: Goal = GoalFactory(
        municipality=musterau, level=GoalLevel.GUIDING, title="Vertrauliches Leitziel"
    )
    goal = GoalFactory(municipality=musterau, parent=parent, release=ReleaseLevel.PROGRAMME)
    page = as_user(office).get(goal.get_absolute_url())
    assert page.status_code == 200
    assert "Vertrauliches Leitziel" not in page.content.decode()


def test_an_unreleased_goal_is_closed_to_the_office(
    as_user: SignIn, office: User, musterau: Municipality
) -> None:
    goal = GoalFactory(municipality=musterau)
    assert as_user(office).get(goal.get_absolute_url()).status_code == 403


# --- Cockpit ----------------------------------------------------------------------------------


def test_the_cockpit_shows_every_municipality_with_what_is_overdue(
    as_user: SignIn, office: User, musterau: Municipality, lindfurt: Municipality, process: Process
) -> None:
    take_part(lindfurt, process.engagement.edition)
    MeetingFactory(municipality=lindfurt, on=in_days(-24), title="Ohne Ergebnis")
    for late in (-3, -9):
        MeetingFactory(municipality=musterau, on=in_days(late))
    text = as_user(office).get(reverse("portal:cockpit", args=["programm"])).content.decode()
    assert "Zwei Kommunen" in text
    assert "Landkreis Musterau" in text
    assert "seit 24 Tagen überfällig" in text
    assert re.search(r"2 Schritte sind\s+überfällig", text)


def test_a_process_that_has_not_begun_is_not_late(
    musterau: Municipality,
    programme_space: Workspace,
    office: User,
    state_office: User,
    planner: User,
    as_user: SignIn,
) -> None:
    programme = ProgrammeFactory(workspace=programme_space)
    edition = EditionFactory(programme=programme, starts_on=in_days(-400))
    engagement = EngagementFactory(edition=edition)
    EngagementPartyFactory(engagement=engagement, municipality=musterau)
    cockpit = as_user(office).get(reverse("portal:cockpit", args=["programm"])).text
    start = reverse("processes:process_start", args=[musterau.slug])
    assert "noch nicht begonnen" in cockpit
    assert start in cockpit
    assert "Wo Sie jetzt gebraucht werden" not in cockpit
    land = as_user(state_office).get(musterau.land.workspace.get_absolute_url()).text
    assert "noch nicht begonnen" in land
    assert start not in land
    assert (
        "Der Prozess hat noch nicht begonnen"
        in as_user(planner).get(musterau.get_absolute_url()).text
    )
    start_process(
        by=None,
        engagement=engagement,
        template=current_version(ContentKind.PHASE_TEMPLATE),
        starts_on=in_days(-60),
    )
    cockpit = as_user(office).get(reverse("portal:cockpit", args=["programm"])).text
    assert "noch nicht begonnen" not in cockpit
    assert "Wo Sie jetzt gebraucht werden" in cockpit


@pytest.mark.parametrize("number", ["-1", "abc", "²", "9" * 20, "9" * 5000])
def test_a_page_of_the_cockpit_nobody_can_turn_to_is_the_first(
    as_user: SignIn, office: User, musterau: Municipality, process: Process, number: str
) -> None:
    address = reverse("portal:cockpit", args=["programm"])
    response = as_user(office).get(address, {"page": number})
    assert musterau.name in response.content.decode()


def test_the_cockpit_counts_released_goals_for_the_office_and_all_for_the_facilitator(
    as_user: SignIn, office: User, facilitator: User, musterau: Municipality, process: Process
) -> None:
    GoalFactory(municipality=musterau)
    theirs = as_user(office).get(reverse("portal:cockpit", args=["programm"])).content.decode()
    mine = as_user(facilitator).get(reverse("portal:my_cockpit")).content.decode()
    assert "keine freigegeben" in theirs
    assert "keine freigegeben" not in mine
    assert "Landkreis Musterau" in mine


def test_the_cockpit_costs_the_same_for_one_and_for_many(
    as_user: SignIn, office: User, process: Process, django_assert_max_num_queries: Count
) -> None:
    for number in range(4):
        place = MunicipalityFactory(name=f"Kreis {number}", slug=f"kreis-{number}x")
        take_part(place, process.engagement.edition)
        MeetingFactory(municipality=place, on=in_days(3))
    client = as_user(office)
    client.get(reverse("portal:cockpit", args=["programm"]))
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        client.get(reverse("portal:cockpit", args=["programm"]))


# --- Search -----------------------------------------------------------------------------------


def test_search_finds_what_one_may_see_and_nothing_else(
    as_user: SignIn, coordinator: User, musterau: Municipality, lindfurt: Municipality
) -> None:
    GoalFactory(municipality=musterau, title="Elterncafé dauerhaft sichern")
    GoalFactory(municipality=lindfurt, title="Elterncafé in Lindfurt")
    text = as_user(coordinator).get("/suche/", {"q": "Elterncafé"}).content.decode()
    assert "Elterncafé dauerhaft sichern" in text
    assert "Elterncafé in Lindfurt" not in text


@pytest.mark.parametrize("query", ["", "x", "   ", "<script>alert(1)</script>", "%", "a" * 5000])
def test_search_takes_anything(as_user: SignIn, coordinator: User, query: str) -> None:
    page = as_user(coordinator).get("/suche/", {"q": query})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


# --- Start ------------------------------------------------------------------------------------


def test_everybody_starts_in_a_place_of_her_own(
    as_user: SignIn, coordinator: User, office: User, stranger: User, musterau: Municipality
) -> None:
    starts = {
        user: as_user(user).get("/").headers["Location"] for user in (coordinator, office, stranger)
    }
    assert starts == {
        coordinator: f"/k/{musterau.slug}/",
        office: "/p/programm/",
        stranger: reverse("municipalities:rights"),
    }


def test_who_accompanies_very_many_starts_in_her_cockpit_and_reads_a_short_list(
    as_user: SignIn, stranger: User, musterau: Municipality
) -> None:
    for number in range(14):
        place = MunicipalityFactory(name=f"Kreis {number:02}", slug=f"kreis-{number}")
        MembershipFactory(user=stranger, workspace=place.workspace, role=Role.FACILITATOR)
    client = as_user(stranger)
    assert client.get("/").headers["Location"] == reverse("portal:my_cockpit")
    frame = client.get("/k/kreis-13/").context["frame"]
    assert [link.label for link in frame.workspaces[:2]] == ["Kreis 13", "Meine Kommunen"]
    assert len(frame.workspaces) == 12


def test_who_belongs_nowhere_yet_sees_no_navigation_and_nothing_due(
    as_user: SignIn, stranger: User
) -> None:
    frame = as_user(stranger).get(reverse("accounts:profile")).context["frame"]
    assert (frame.navigation, frame.due_count, frame.workspaces) == ([], 0, [])


def test_the_foot_says_whom_to_call_for_a_child_in_danger(
    as_user: SignIn, coordinator: User, musterau: Municipality
) -> None:
    Municipality.objects.update(danger_phone="03000 4711")
    assert "03000 4711" in as_user(coordinator).get(f"/k/{musterau.slug}/").text


def test_who_looks_in_from_outside_takes_no_municipality_along(
    as_user: SignIn, places: Places, musterau: Municipality, lindfurt: Municipality
) -> None:
    """The foot names the number of whom the page is about, never that of another place."""
    Municipality.objects.filter(pk=musterau.pk).update(danger_phone="03000 4711")
    Municipality.objects.filter(pk=lindfurt.pk).update(danger_phone="04000 1147")
    client = as_user(make_person("office", places))
    assert "03000 4711" in client.get(f"/k/{musterau.slug}/").text
    there = client.get(f"/kommunen/{lindfurt.slug}/")
    assert "04000 1147" in there.text
    elsewhere = ("/kommunen/", "/gibt-es-nicht/", reverse("accounts:profile"))
    for page in (there, *map(client.get, elsewhere)):
        assert page.context["frame"].workspace == places.programme
        assert page.context["frame"].home_url == places.programme.get_absolute_url()
        assert "03000 4711" not in page.text
    assert "04000 1147" in client.get(f"/k/{lindfurt.slug}/").text


def test_the_own_number_stands_on_no_page_about_another_place(
    as_user: SignIn, coordinator: User, musterau: Municipality, lindfurt: Municipality
) -> None:
    Municipality.objects.filter(pk=musterau.pk).update(danger_phone="03000 4711")
    client = as_user(coordinator)
    assert "03000 4711" in client.get(f"/kommunen/{musterau.slug}/").text
    assert "03000 4711" in client.get(reverse("accounts:profile")).text
    for path in (f"/kommunen/{lindfurt.slug}/", f"/k/{lindfurt.slug}/", "/kommunen/"):
        assert "03000 4711" not in client.get(path).text


def test_the_thread_calls_no_paper_missing_to_whom_it_may_be_closed(
    as_user: SignIn, coordinator: User, committee_member: User, places: Places
) -> None:
    """Who reads all papers is told that one is missing; to others the station is not there."""
    goal = GoalFactory(municipality=places.musterau, release=ReleaseLevel.PROGRAMME)
    office, labels = make_person("office", places), {}
    for user in (coordinator, committee_member, office):
        stations = as_user(user).get(goal.get_absolute_url()).context["stations"]
        labels[user] = {station.label: station.state for station in stations}
    assert labels[coordinator]["Vorlage"] == "missing"
    assert "Vorlage" not in {**labels[committee_member], **labels[office]}
    assert "Maßnahmen" in labels[office]


def test_search_leads_nobody_to_a_closed_door(as_user: SignIn, places: Places) -> None:
    """Every hit of every persona opens; a title behind a 403 would be a title given away."""
    here = {"municipality": places.musterau}
    goal = GoalFactory(title="Suchwort Ziel", **here)
    MeasureFactory(goal=goal, title="Suchwort Maßnahme")
    GoalFactory(title="Suchwort frei", release=ReleaseLevel.PROGRAMME, **here)
    PaperFactory(title="Suchwort Vorlage", **here)
    MeetingFactory(title="Suchwort Sitzung", **here)
    BodyFactory(name="Suchwort Gremium", **here)
    for name in CAST:
        client = as_user(make_person(name, places))
        text = client.get("/suche/", {"q": "Suchwort"}).content.decode()
        hits = re.findall(r'<span class="bw-lines__main"><a href="([^"]+)"', text)
        assert {hit: client.get(hit).status_code for hit in hits} == dict.fromkeys(hits, 200), name
