"""The demo: what is documented is right, what is invented is rich, and nobody's name is in it."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.accounts.selectors import demo_users
from begleitwerk.core.services import verify_chain
from begleitwerk.council.models import Paper
from begleitwerk.council.papers import changes_of
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.selectors import standings
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Membership, Municipality
from begleitwerk.networks.models import BodyMember
from begleitwerk.portal.management.demo.build import STEPS, DemoWorld
from begleitwerk.portal.selectors import cockpit
from begleitwerk.processes.models import Meeting
from begleitwerk.processes.selectors import process_of, standing_of
from begleitwerk.programmes.models import Engagement, EngagementParty, Programme
from tests.persons import persons_in

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: object) -> Iterator[DemoWorld]:
    """The demo, built once for this module and rolled back behind it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        found = DemoWorld()
        for _what, do in STEPS:
            do(found)
        yield found
        transaction.set_rollback(True)


# --- Documented -----------------------------------------------------------------------------------


def test_the_dialogues_have_23_municipalities_in_six_clusters(world: DemoWorld) -> None:
    programme = Programme.objects.get(workspace__slug="qualitaetsdialoge")
    edition = programme.editions.get()
    parties = EngagementParty.objects.filter(engagement__edition=edition)
    sizes = [cluster.engagements.count() for cluster in edition.clusters.order_by("position")]
    assert parties.values("municipality").distinct().count() == 23
    assert sizes == [3, 4, 4, 3, 4, 4]
    assert all(
        "QD3" in cluster.dimensions.values_list("key", flat=True)
        for cluster in edition.clusters.all()
    )


def test_town_and_county_of_dueren_share_one_place(world: DemoWorld) -> None:
    shared = Engagement.objects.filter(parties=world.places["05358-dueren"]).get()
    assert {place.name for place in shared.parties.all()} == {"Stadt Düren", "Kreis Düren"}


def test_eight_finished_and_stendal_was_selected_and_is_not_among_them(world: DemoWorld) -> None:
    edition = Programme.objects.get(workspace__slug="qualitaetvoll-gestalten").editions.get(
        name="2022–2025"
    )
    stendal = edition.engagements.get(parties=world.places["stendal"])
    told = {step.state: step for step in stendal.steps.all()}
    assert edition.engagements.filter(state="completed").count() == 8
    assert stendal.state == "withdrawn"
    assert told["selected"].on == date(2022, 4, 6)
    assert "nicht belegt" in told["withdrawn"].reason


def test_soests_groups_stand_as_its_paper_names_them(world: DemoWorld) -> None:
    steering = world.bodies["soest steering"]
    assert steering.members.filter(member_body=world.bodies["soest planning"]).exists()
    assert sum(row.seats for row in world.bodies["soest planning"].members.all()) == 3
    workshop = Meeting.objects.get(municipality=world.places["soest"], participants=20)
    assert not workshop.day_known
    assert (workshop.on.year, workshop.on.month) == (2023, 1)


@pytest.mark.parametrize("reference", ["017/2023", "DS 481/2022", "VO/2018/601"])
def test_the_three_documented_papers_are_there(world: DemoWorld, reference: str) -> None:
    assert Paper.objects.get(reference=reference).state == "submitted"


def test_no_personal_name_of_the_sources_is_carried_over(world: DemoWorld) -> None:
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("begleitwerk."):
            continue
        texts = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._base_manager.values_list(*texts) if texts else ():
            found += [(model.__name__, name) for name in persons_in(str(row))]
    assert found == []


def test_no_person_is_named_anywhere(world: DemoWorld) -> None:
    assert not BodyMember.objects.exclude(person_name="").exists()


# --- Invented -------------------------------------------------------------------------------------


def test_musterau_is_in_phase_three_with_five_goals_of_five_lights(world: DemoWorld) -> None:
    place = world.places["musterau"]
    process = process_of(place)
    assert process is not None
    standing = standing_of(process, world.today)
    lights = Counter(row.light for row in standings([place.pk], world.today).values())
    assert (standing.number, standing.total) == (3, 4)
    assert standing.months_left in (6, 7, 8)
    assert set(lights.values()) == {1}
    assert len(lights) == 5
    assert Measure.objects.filter(municipality=place).count() == 23
    assert set(Goal.objects.filter(municipality=place).values_list("level", flat=True)) == {
        "guiding",
        "intermediate",
        "action",
    }


def test_the_draft_shows_that_data_moved_and_the_report_went_all_the_way(world: DemoWorld) -> None:
    papers = Paper.objects.filter(municipality=world.places["musterau"])
    draft, closed = papers.get(state="draft"), papers.get(state="closed")
    moved = changes_of(draft, world.today)
    assert moved.blocks
    assert moved.amount is not None
    assert moved.amount.new != moved.amount.old
    assert {step.result.key for step in closed.steps.all() if step.result} == {"noted"}
    assert papers.filter(state="review").exists()


def test_the_cockpit_has_nine_rows_by_three_themes(world: DemoWorld) -> None:
    programme = Programme.objects.get(workspace__slug="programm-demo")
    parties = cockpit.parties_of_programme(programme).select_related(
        "municipality__workspace", "engagement__theme__item", "engagement__edition"
    )
    rows = cockpit.cockpit_rows(list(parties), world.today, released_only=False)
    by_name = {row.municipality.name: row for row in rows}
    assert Counter(Counter(row.theme for row in rows).values()) == {3: 3}
    assert by_name["Stadt Lindfurt"].is_quiet
    assert by_name["Stadt Lindfurt"].overdue is not None
    assert by_name["Stadt Lindfurt"].overdue.number == 3
    assert all(row.standing and row.standing.present for row in rows)
    assert all(row.lights for row in rows)


def test_invented_places_say_so(world: DemoWorld) -> None:
    invented = Municipality.objects.filter(land=world.land)
    assert invented.count() == 10
    assert not invented.filter(is_invented=False).exists()
    assert not Goal.objects.filter(municipality__is_invented=False).exists()


# --- Personas -------------------------------------------------------------------------------------


def test_every_role_has_a_persona_and_none_has_a_password(world: DemoWorld) -> None:
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role.values)
    assert demo_users().count() == User.objects.count()
    assert not any(user.has_usable_password() for user in demo_users())


def test_everybody_lands_on_a_page_that_opens(
    world: DemoWorld, as_user: Callable[[User], Client]
) -> None:
    landed = {user.email: as_user(user).get("/", follow=True).status_code for user in demo_users()}
    assert set(landed.values()) == {200}


def test_the_audit_chain_is_whole(world: DemoWorld) -> None:
    assert list(verify_chain()) == []
