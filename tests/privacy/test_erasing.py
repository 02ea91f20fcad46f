"""A person is erased: her rows and her name go, what was decided stays."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.models import AuditEvent, OutboxMail
from begleitwerk.core.processing import processing_of
from begleitwerk.core.services import EditConflict, Refused, verify_chain
from begleitwerk.council.papers.seal import is_as_released
from begleitwerk.goals import services as goals
from begleitwerk.municipalities.models import Membership, Municipality
from begleitwerk.networks.models import BodyMember
from begleitwerk.privacy.selectors import Person, obstacles_of, person_called, person_of, places_of
from begleitwerk.privacy.services import erase_person
from begleitwerk.privacy.services.erasing import IN_TEXTS
from begleitwerk.selection.models import Candidacy, Review
from tests.factories.accounts import UserFactory
from tests.factories.core import OutboxMailFactory
from tests.factories.goals import GoalFactory
from tests.factories.municipalities import MembershipFactory
from tests.factories.networks import BodyMemberFactory
from tests.factories.selection import ApplicationFactory, CandidacyFactory, ReviewFactory
from tests.markup import text_of
from tests.privacy.conftest import EMAIL, NAME, Traces

Sign = Callable[[User | None], Client]
ASKED = "Antrag vom 3. März"


def everywhere(user: User) -> list[str]:
    """All places that bear her name."""
    return [place.key for place in places_of(person_of(user))]


def erase(traces: Traces, operator: User) -> None:
    erase_person(
        by=operator,
        person=person_of(traces.user),
        reason=ASKED,
        places=everywhere(traces.user),
    )


def tables_that_say(*words: str) -> set[str]:
    """Every table of the database that still holds one of the words, whatever it declares."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for values in model._base_manager.values_list():
            text = " ".join(str(value) for value in values).lower()
            if any(word.lower() in text for word in words):
                found.add(model._meta.label)
    return found


def test_nothing_but_sealed_records_says_her_name_any_more(
    traces: Traces, operator: User, as_user: Sign
) -> None:
    as_user(traces.user)
    erase(traces, operator)
    left = tables_that_say(NAME, EMAIL, "geheim", "Planung Musterau")
    assert left == {"core.AuditEvent", "council.Paper"}
    said = [processing_of(apps.get_model(label)) for label in left]
    assert all(row and row.sealed is not None for row in said)
    assert list(verify_chain()) == []
    traces.released.refresh_from_db()
    assert is_as_released(traces.released)


def test_decisions_and_counts_stay_and_say_a_number(traces: Traces, operator: User) -> None:
    other = ReviewFactory(
        candidacy=traces.review.candidacy,
        position=2,
        state="done",
        reviewer=UserFactory(name="Zweite Person"),
    )
    reviews = Review.objects.count()
    erase(traces, operator)
    erase_person(by=operator, person=person_of(other.reviewer), reason=ASKED)
    names = {row.reviewer.name for row in Review.objects.select_related("reviewer")}
    assert Review.objects.count() == reviews
    assert names == {
        f"Nicht mehr geführte Person (Konto {traces.user.pk})",
        f"Nicht mehr geführte Person (Konto {other.reviewer.pk})",
    }
    assert Membership.objects.get(granted_by=traces.user).granted_by == traces.user
    assert not Membership.objects.filter(user=traces.user).exists()
    assert AuditEvent.objects.filter(actor_id=traces.user.pk).exists()


def test_texts_keep_their_sense_and_an_open_form_is_told(
    traces: Traces, operator: User, coordinator: User
) -> None:
    seen = traces.goal.version
    erase(traces, operator)
    for row in (traces.goal, traces.block, traces.seat):
        row.refresh_from_db()
    assert traces.goal.description == f"Frau {IN_TEXTS} plant ({IN_TEXTS})."
    assert traces.block.table == {"rows": [["Planung", IN_TEXTS]], "caption": "Wer"}
    assert traces.seat.person_name == ""
    assert not Candidacy.objects.exclude(contact_email="").exists()
    with pytest.raises(EditConflict):
        goals.change_goal(
            by=coordinator, goal=traces.goal, version=seen, description=f"Frau {NAME} plant."
        )


def test_it_is_recorded_without_her_name(traces: Traces, operator: User) -> None:
    erase(traces, operator)
    event = AuditEvent.objects.latest("number")
    assert (event.verb, event.reason) == ("privacy.person_erased", ASKED)
    assert (event.actor_id, event.subject_label) == (operator.pk, f"account {traces.user.pk}")
    assert event.after["records"]["core.OutboxMail"] == 3  # two to her, one about her
    assert NAME not in json.dumps(event.after, ensure_ascii=False)


def test_she_is_signed_out_and_cannot_come_back(
    traces: Traces, operator: User, as_user: Sign, coordinator: User
) -> None:
    hers, another = as_user(traces.user), as_user(coordinator)
    erase(traces, operator)
    assert hers.get("/konto/").status_code == 302
    assert another.get("/konto/").status_code == 200
    assert Session.objects.count() == 1
    traces.user.refresh_from_db()
    assert not traces.user.is_active
    assert not traces.user.has_usable_password()
    assert traces.user not in User.objects.on_record()


def test_a_namesake_is_only_touched_where_somebody_says_so(traces: Traces, operator: User) -> None:
    namesake = BodyMemberFactory(body=traces.seat.body, person_name=NAME)
    chosen = [key for key in everywhere(traces.user) if f":{traces.seat.pk}:" in key]
    erase_person(by=operator, person=person_of(traces.user), reason=ASKED, places=chosen)
    namesake.refresh_from_db()
    traces.seat.refresh_from_db()
    assert (namesake.person_name, traces.seat.person_name) == (NAME, "")


def test_an_address_within_another_one_is_another_one(operator: User, musterau: Any) -> None:
    user = UserFactory(email="max@example.org")
    text = "Schreiben Sie klimax@example.org oder max@example.org.uk oder MAX@example.org."
    goal = GoalFactory(municipality=musterau, description=text)
    OutboxMailFactory(to="klimax@example.org")
    candidacy = CandidacyFactory(contact_email="klimax@example.org")
    seat = BodyMemberFactory(body__municipality=musterau, substitute="klimax@example.org")
    other = GoalFactory(municipality=musterau, description="Nur an klimax@example.org.")
    erase_person(by=operator, person=person_of(user), reason=ASKED)
    goal.refresh_from_db()
    assert goal.description == (
        f"Schreiben Sie klimax@example.org oder max@example.org.uk oder {IN_TEXTS}."
    )
    assert OutboxMail.objects.filter(to="klimax@example.org").exists()
    for row in (candidacy, seat, other):
        version = row.version
        row.refresh_from_db()
        assert row.version == version
    assert (candidacy.contact_email, seat.substitute) == ("klimax@example.org",) * 2


def test_a_short_field_holds_what_fits(operator: User, musterau: Municipality) -> None:
    user = UserFactory(email="a@b.de")
    goal = GoalFactory(municipality=musterau, next_step=f"{'x' * 112} a@b.de")
    erase_person(by=operator, person=person_of(user), reason=ASKED)
    goal.refresh_from_db()
    assert len(goal.next_step) == 120
    assert "a@b.de" not in goal.next_step


@pytest.mark.parametrize("said", [EMAIL, NAME])
def test_somebody_without_an_account_is_erased_too(
    said: str, traces: Traces, operator: User
) -> None:
    User.objects.filter(pk=traces.user.pk).update(name="Andere", email="andere@example.org")
    person = person_called(said)
    assert person.account is None
    places = [place.key for place in places_of(person)]
    erase_person(by=operator, person=person, reason=ASKED, places=places)
    sealed = {"core.AuditEvent", "council.Paper"} if said == NAME else set()
    assert tables_that_say(said) == sealed | {"account.EmailAddress"} & tables_that_say(said)
    assert list(verify_chain()) == []


def test_one_word_is_a_name_where_only_names_stand(operator: User, musterau: Any) -> None:
    seat = BodyMemberFactory(body__municipality=musterau, person_name="Beispiel")
    GoalFactory(municipality=musterau, description="Ein Beispiel geben")
    person = person_called("Beispiel")
    places = places_of(person)
    assert [place.key for place in places] == [f"networks.BodyMember:{seat.pk}:person_name"]
    erase_person(by=operator, person=person, reason=ASKED, places=[places[0].key])
    seat.refresh_from_db()
    assert seat.person_name == ""


def test_content_of_the_catalogue_is_never_rewritten(operator: User) -> None:
    item = ContentItem.objects.exclude(text_de="").first()
    assert item is not None
    words = item.text_de
    person = Person(name=" ".join(words.split()[:3]))
    assert {place.tie for place in places_of(person)} == {"sealed"}
    erase_person(by=operator, person=person, reason=ASKED, places=[])
    item.refresh_from_db()
    assert item.text_de == words


# --- What is in the way ---------------------------------------------------------------------------


def test_an_open_review_and_a_waiting_approval_are_handed_on_first(
    operator: User, reviewer: User
) -> None:
    ReviewFactory(reviewer=reviewer, position=1, state="open")
    ApplicationFactory(approver=reviewer, state="to_approve")
    said = obstacles_of(person_of(reviewer), by=operator)
    assert len(said) == 2
    with pytest.raises(Refused, match="Gutachten"):
        erase_person(by=operator, person=person_of(reviewer), reason=ASKED)
    ReviewFactory(reviewer=reviewer, position=1, state="open")
    assert "2 " in obstacles_of(person_of(reviewer))[0]


def test_the_last_operator_stays_and_nobody_erases_herself(operator: User) -> None:
    other = UserFactory()
    with pytest.raises(Refused, match="Niemand"):
        erase_person(by=operator, person=person_of(operator), reason=ASKED)
    with pytest.raises(Refused, match="niemand"):
        erase_person(by=other, person=person_of(operator), reason=ASKED)
    membership = Membership.objects.get(user=operator)
    MembershipFactory(user=other, workspace=membership.workspace, role=membership.role)
    erase_person(by=other, person=person_of(operator), reason=ASKED)
    assert obstacles_of(person_of(other))


@pytest.mark.parametrize("reason", ["", "Antrag von jördis beispiel", f"Antrag von {EMAIL}"])
def test_the_reason_is_given_and_names_nobody(reason: str, traces: Traces, operator: User) -> None:
    with pytest.raises(Refused) as refusal:
        erase_person(by=operator, person=person_of(traces.user), reason=reason)
    assert refusal.value.field == "reason"
    traces.user.refresh_from_db()
    assert traces.user.name == NAME


# --- Pages ----------------------------------------------------------------------------------------


def test_the_dry_run_says_in_words_what_happens_and_changes_nothing(
    traces: Traces, operator: User, as_user: Sign
) -> None:
    before = tables_that_say(NAME, EMAIL)
    page = text_of(as_user(operator).get(f"/datenschutz/personen/{traces.user.pk}/loeschen/"))
    assert "Nicht mehr geführte Person" in page
    assert "Postausgang" in page
    assert "Bleibt Wort für Wort" in page
    assert f"networks.BodyMember:{traces.seat.pk}:person_name" in page
    assert tables_that_say(NAME, EMAIL) == before


def test_the_operator_reads_nothing_of_a_municipality_on_the_way(
    traces: Traces, operator: User, as_user: Sign
) -> None:
    client = as_user(operator)
    address = f"/datenschutz/personen/{traces.user.pk}/"
    pages = [client.get(address), client.get(f"{address}loeschen/")]
    pages += [client.post(f"{address}auskunft/")]
    for page in pages:
        assert "Frau Jördis" not in page.text
        assert traces.goal.title not in page.text


def test_the_question_is_answered_on_the_page(
    traces: Traces, operator: User, as_user: Sign
) -> None:
    client = as_user(operator)
    found = client.get("/datenschutz/personen/", {"q": "beispiel"})
    address = f"/datenschutz/personen/{traces.user.pk}/"
    assert address in found.text
    assert client.get(address).status_code == 200
    seat = f"networks.BodyMember:{traces.seat.pk}:person_name"
    sent = {"reason": ASKED, "places": [seat]}
    assert client.post(f"{address}loeschen/", sent).status_code == 422  # not ticked
    answer = client.post(f"{address}loeschen/", {**sent, "understood": "on"}, follow=True)
    assert "Die Person ist gelöscht." in text_of(answer)
    assert client.get(address).status_code == 404
    assert not BodyMember.objects.exclude(person_name="").exists()


def test_obstacles_stand_on_the_page(operator: User, as_user: Sign) -> None:
    page = as_user(operator).get(f"/datenschutz/personen/{operator.pk}/loeschen/")
    assert "Das ist zuerst zu klären" in text_of(page)
    assert "Endgültig löschen" not in text_of(page)


@pytest.mark.parametrize("query", ["", "ab", "  a "])
def test_too_short_a_name_finds_nobody(query: str, operator: User, as_user: Sign) -> None:
    client = as_user(operator)
    page = client.get("/datenschutz/personen/", {"q": query})
    assert "Mit Konto" not in text_of(page)
    assert client.get("/datenschutz/ohne-konto/", {"q": query}).status_code == 404


def test_somebody_unknown_is_not_held(operator: User, as_user: Sign) -> None:
    page = as_user(operator).get("/datenschutz/ohne-konto/", {"q": "niemand@example.org"})
    assert "liegt nichts vor" in text_of(page)


# --- Command --------------------------------------------------------------------------------------


def test_the_command_tells_first_and_does_it_when_told(traces: Traces) -> None:
    out = StringIO()
    call_command("erase_person", "--person", EMAIL, stdout=out)
    assert "Nothing was changed" in out.getvalue()
    place = f"networks.BodyMember:{traces.seat.pk}:person_name"
    assert f"--place {place}" in out.getvalue()
    call_command(
        "erase_person", "--person", EMAIL, "--yes", "--reason", ASKED, "--place", place, stdout=out
    )
    traces.user.refresh_from_db()
    assert not traces.user.is_on_record
    with pytest.raises(CommandError, match="Nothing is held"):
        call_command("erase_person", "--person", "niemand@example.org")


def test_the_command_says_what_is_in_the_way(operator: User) -> None:
    out = StringIO()
    call_command("erase_person", "--person", operator.email, stdout=out)
    assert "niemand" in out.getvalue()
    with pytest.raises(CommandError, match="Grund"):
        call_command("erase_person", "--person", operator.email, "--yes")


def test_an_event_of_today_names_nobody_s_function(coordinator: User, as_user: Sign) -> None:
    as_user(coordinator).post(
        "/konto/", {"name": "Neu Name", "function": "Leitung in Musterau", "language": "de"}
    )
    event = AuditEvent.objects.filter(verb="accounts.changed").latest("number")
    assert event.after == {"people": "geändert"}
    assert "Musterau" not in json.dumps(event.before)
