"""The demo: what is documented is right, what is invented is rich, and nobody's name is in it."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Max, Min
from django.test import Client
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.accounts.selectors import demo_users
from begleitwerk.core.contributions import columns
from begleitwerk.core.enums import MailState
from begleitwerk.core.models import OutboxMail
from begleitwerk.core.services import verify_chain
from begleitwerk.council.models import Paper
from begleitwerk.council.papers import changes_of
from begleitwerk.demo.accounts import PERSONAS
from begleitwerk.demo.build import STEPS, DemoWorld
from begleitwerk.engine.selection.protocol import load, replay
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.selectors import standings
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Membership, Municipality, Workspace
from begleitwerk.networks.models import BodyMember
from begleitwerk.portal.selectors import cockpit
from begleitwerk.processes.models import Meeting
from begleitwerk.processes.presenters import standing_of
from begleitwerk.processes.selectors import process_of
from begleitwerk.programmes.models import Engagement, EngagementParty, Programme
from begleitwerk.selection.models import (
    Application,
    Candidacy,
    ClaimAnswer,
    JointScore,
    Letter,
    Review,
    SelectionDecision,
    SelectionRun,
)
from begleitwerk.selection.presenters.blockers import blockers_of
from begleitwerk.selection.presenters.funnel import funnel_of
from begleitwerk.selection.presenters.result import result_page
from begleitwerk.selection.selectors.runs import finding_in
from begleitwerk.selection.services import runs
from tests.days import today
from tests.markup import text_of
from tests.permissions.walk import bare_refusals
from tests.persons import persons_in
from tests.scan.canary import plant
from tests.scan.readers import OTHERS
from tests.scan.scan import scan

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: object) -> Iterator[DemoWorld]:
    """The demo, built once for this module and rolled back behind it."""
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        transaction.atomic(),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(runs, "SAMPLES", 1000)  # the demo's own result, close places and all
        found = DemoWorld()
        for _what, do in STEPS:
            do(found)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # nobody else does while the transaction is open
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
    space = Workspace.objects.get(slug="programm-demo")
    part = cockpit.participants("programme", space, "", 25)
    rows = cockpit.cockpit_rows(part.rows, columns.on(), world.today, released_only=False)
    alerts = {row.municipality.name: [alert.text for alert in row.alerts] for row in rows}
    assert Counter(Counter(row.group for row in rows).values()) == {3: 3}
    overdue, quiet = alerts["Stadt Lindfurt"]
    assert overdue == "3 Schritte sind überfällig"
    assert quiet.startswith("letzter Kontakt am")
    for row in rows:
        values = {str(item.column.label): item.cell and item.cell.value for item in row.cells}
        assert values["Phase"].present
        assert values["Ziele"].counts


def test_invented_places_say_so(world: DemoWorld) -> None:
    invented = Municipality.objects.filter(land__is_invented=True)
    per_land = Counter(invented.values_list("land__name", flat=True))
    assert per_land == {f"Land {name}": 10 for name in ("Ost", "West", "Süd", "Mitte")} | {
        "Land Nord": 20
    }
    assert not invented.filter(is_invented=False).exists()
    assert not Municipality.objects.filter(is_invented=True, land__is_invented=False).exists()
    assert not Goal.objects.filter(municipality__is_invented=False).exists()


def test_no_invented_place_is_called_like_a_real_one(world: DemoWorld) -> None:
    names = dict(Municipality.objects.values_list("name", "is_invented"))
    real = {word for name, invented in names.items() if not invented for word in name.split()}
    assert {name for name, invented in names.items() if invented and name.split()[-1] in real} == (
        set()
    )


# --- Selection ----------------------------------------------------------------------------------


def test_the_round_has_come_as_far_as_its_proposal(world: DemoWorld) -> None:
    stages = {stage.key: stage.count for stage in funnel_of(world.rounds["main"])}
    assert stages == {
        "surveyed": 60,
        "longlisted": 44,
        "invited": 40,
        "applied": 33,
        "eligible": 29,
        "scored": 31,
        "selected": 0,
        "contract": 0,
        "active": 0,
    }


def test_every_way_an_application_can_go_is_there(world: DemoWorld) -> None:
    candidacies = world.rounds["main"].candidacies.all()
    handed_in = Application.objects.filter(candidacy__in=candidacies)
    assert Counter(handed_in.values_list("state", flat=True)) == {
        "submitted": 30,
        "late": 1,
        "incomplete": 1,
        "withdrawn": 1,
    }
    left = candidacies.filter(state__in=("declined", "no_reply"))
    assert Counter(left.values_list("state", flat=True)) == {"declined": 4, "no_reply": 3}
    assert ClaimAnswer.objects.filter(candidacy__in=candidacies, counts="register").count() == 1
    assert JointScore.objects.filter(candidacy__in=candidacies).count() == 1


def test_nobody_who_takes_part_now_is_on_the_longlist(world: DemoWorld) -> None:
    present = EngagementParty.objects.filter(engagement__edition=world.edition)
    taking_part = present.filter(engagement__state="active").values("municipality")
    assert not Candidacy.objects.filter(municipality__in=taking_part).exists()


def test_the_proposal_is_proven_and_two_places_are_close(world: DemoWorld) -> None:
    run = SelectionRun.objects.get(round=world.rounds["main"])
    page = result_page(run)
    assert run.state == "done"
    assert page.is_proven
    assert (page.chosen_count, page.candidate_count, page.close_count) == (9, 31, 2)
    assert sum(row.is_binding for row in finding_in(run).report.effects) >= 2
    assert blockers_of(run.round) == []


def test_each_application_was_read_by_two_and_one_reader_was_bound(world: DemoWorld) -> None:
    reviews = Review.objects.filter(candidacy__round=world.rounds["main"])
    counting = reviews.filter(position__isnull=False)
    loads = Counter(counting.values_list("reviewer", flat=True))
    assert counting.filter(state="done").count() == counting.count() == 62
    assert max(loads.values()) - min(loads.values()) <= 2  # one reader handed hers on
    assert reviews.filter(state="conflict").count() == 1


def test_no_mail_of_the_story_still_waits(world: DemoWorld) -> None:
    waiting = OutboxMail.objects.filter(state=MailState.QUEUED)
    assert waiting.count() == 1  # the invitation of today
    assert OutboxMail.objects.filter(state=MailState.SENT).exists()


def test_the_story_of_the_round_is_told_in_the_order_of_its_days(world: DemoWorld) -> None:
    round = world.rounds["main"]
    rules = round.rule_sets.get()
    first, last = (
        Review.objects.filter(candidacy__round=round, done_at__isnull=False)
        .aggregate(first=Min("done_at"), last=Max("done_at"))
        .values()
    )
    run = SelectionRun.objects.get(round=round)
    received = Application.objects.get(candidacy__round=round, state="late").submitted_at
    assert rules.frozen_at is not None
    assert received is not None
    assert rules.frozen_at < received < first < last < run.created_at < timezone.now()


def test_a_coordinator_writes_and_a_reviewer_reads_in_the_open_round(world: DemoWorld) -> None:
    round = world.rounds["workshop"]
    draft = Application.objects.get(candidacy__round=round, state="draft")
    waiting = Review.objects.filter(
        candidacy__round=round, reviewer=world.people["reviewer_practice"]
    )
    assert draft.municipality == world.places["fachwerden"]
    assert set(waiting.values_list("state", flat=True)) == {"open", "assigned"}


def test_a_round_that_is_over_was_decided_by_lot_and_a_place_in_it_filled_again(
    world: DemoWorld,
) -> None:
    round = world.rounds["earlier"]
    runs_in_order = list(round.runs.order_by("pk"))
    first, stuck, again = runs_in_order
    assert [run.state for run in runs_in_order] == ["done", "impossible", "done"]
    assert finding_in(first).result.lottery is not None
    assert (first.rule_set.number, again.rule_set.number, again.replaces) == (1, 2, stuck.replaces)
    decided = SelectionDecision.objects.filter(run__round=round, state="confirmed")
    for decision in decided:
        assert decision.proposed_by_id != decision.confirmed_by_id
        assert replay(load(decision.protocol, digest=decision.protocol_digest)).is_same
    letters = Letter.objects.filter(decision__in=decided)
    assert Counter(letters.values_list("kind", flat=True)) == {
        "selected": 3,
        "reserve": 1,
        "rejected": 1,
    }
    states = Counter(round.candidacies.values_list("state", flat=True))
    assert states == {"active": 2, "withdrawn": 1, "rejected": 1, "declined": 1}
    taking_part = Engagement.objects.filter(edition=round.edition)
    assert set(taking_part.values_list("state", flat=True)) == {"completed"}
    assert round.candidacies.filter(contract__isnull=False).count() == 3
    applied = {row.municipality_id for row in round.candidacies.all()}
    main = world.rounds["main"].candidacies.exclude(state="longlisted")
    assert not main.filter(municipality__in=applied).exists()


# --- Personas -------------------------------------------------------------------------------------


def test_every_role_has_a_persona_and_nobody_has_a_password(world: DemoWorld) -> None:
    held = Membership.objects.filter(user__in=demo_users())
    assert set(held.values_list("role", flat=True)) == set(Role.values)
    assert not User.objects.filter(is_demo=False).exists()
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_only_personas_have_a_button_on_the_sign_in_page(
    world: DemoWorld, client: Client, settings: Any
) -> None:
    settings.DEMO = True
    page = text_of(client.get("/konto/login/"))
    assert page.count('name="person"') == demo_users().count() == len(PERSONAS) - 2
    assert "Netzwerkkoordination Fachwerden" in page
    assert "Begutachtung, Land" not in page


def test_everybody_lands_on_a_page_that_opens(
    world: DemoWorld, as_user: Callable[[User], Client]
) -> None:
    landed = {user.email: as_user(user).get("/", follow=True).status_code for user in demo_users()}
    assert set(landed.values()) == {200}


def test_the_audit_chain_is_whole(world: DemoWorld) -> None:
    assert list(verify_chain()) == []


# --- Nobody else ----------------------------------------------------------------------------------

INSIDE = ("netzwerkkoordination@", "jugendamtsleitung@", "datenschutz@")


def test_nobody_else_reads_a_word_of_a_municipality(world: DemoWorld) -> None:
    """Everybody goes wherever its own people go, and along every link; see tests/scan.

    One that takes part and one that applies take turns: each walk costs as much as a hundred tests.
    """
    name = [*OTHERS][today().toordinal() % len(OTHERS)]
    with transaction.atomic(), bare_refusals():
        canaries = plant(world.places[name], mark=name[0])
        found = scan(canaries, demo_users(), each_kind=1, guides=INSIDE)
        transaction.set_rollback(True)
    read = {
        email: {text: where for text, where in reader.read.items() if text not in allowed}
        for email, reader in found.outside.items()
        for allowed in [OTHERS[name].get(email, frozenset())]
    }
    assert {email: leaks for email, leaks in read.items() if leaks} == {}
    # an applicant has written less than a municipality in its second year
    fields, read_inside = {"musterau": (30, 20), "fachwerden": (20, 8)}[name]
    assert len(found.canaries.fields) > fields
    assert len(found.inside[f"netzwerkkoordination@{name}.example"].read) > read_inside
