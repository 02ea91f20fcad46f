"""Accounts are blocked and opened again by those who run the installation."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent, OutboxMail
from begleitwerk.core.services import Refused
from begleitwerk.municipalities import services
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Membership, Municipality
from begleitwerk.municipalities.selectors import access_of, platform_workspace
from tests.days import today
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory
from tests.markup import text_of

Sign = Callable[[User | None], Client]
REASON = "Verlässt den Landkreis zum Monatsende."


def another_operator() -> User:
    user: User = UserFactory(name="Zweite Hand")
    MembershipFactory(user=user, workspace=platform_workspace(), role=Role.OPERATOR)
    return user


def test_a_blocked_account_is_out_at_once_everywhere_and_told_why(
    operator: User, coordinator: User, head: User, musterau: Municipality, as_user: Sign
) -> None:
    desk, telephone, colleague = as_user(coordinator), as_user(coordinator), as_user(head)
    client = as_user(operator)
    answer = client.post(f"/betrieb/konten/{coordinator.pk}/sperren/", {"reason": REASON})
    assert answer["Location"] == f"/betrieb/konten/{coordinator.pk}/"
    shown = client.get(answer["Location"])
    page = text_of(shown)
    assert "gesperrt" in page
    assert "Netzwerkkoordination, Landkreis Musterau" in page
    assert f"/datenschutz/personen/{coordinator.pk}/" in shown.text
    assert REASON in page
    for session in (desk, telephone):
        assert session.get(f"/k/{musterau.slug}/").status_code == 302
    assert colleague.get(f"/k/{musterau.slug}/").status_code == 200
    coordinator.refresh_from_db()
    assert access_of(coordinator).memberships == ()
    assert Membership.objects.filter(user=coordinator, valid_to=None).exists()
    letter = OutboxMail.objects.get(to=coordinator.email)
    assert "gesperrt" in letter.subject
    assert REASON in letter.body
    event = AuditEvent.objects.get(verb="municipalities.account_blocked")
    assert (event.actor_id, event.reason) == (operator.pk, REASON)
    assert coordinator.name not in event.subject_label


def test_who_is_blocked_comes_in_by_no_door(operator: User, stranger: User, as_user: Sign) -> None:
    services.block_account(by=operator, user=stranger, reason=REASON)
    data = {"login": stranger.email, "password": "correct horse battery"}
    client = Client()
    assert client.post("/konto/login/", data)["Location"] == "/konto/inactive/"
    assert client.get("/konto/").status_code == 302
    client.post("/konto/password/reset/", {"email": stranger.email})
    assert "/password/reset/key/" not in OutboxMail.objects.latest("pk").body


def test_opened_again_the_roles_hold_and_old_sessions_do_not(
    operator: User, coordinator: User, musterau: Municipality, as_user: Sign
) -> None:
    old = as_user(coordinator)
    services.block_account(by=operator, user=coordinator, reason=REASON)
    client = as_user(operator)
    client.post(f"/betrieb/konten/{coordinator.pk}/freigeben/", {"reason": "Bleibt doch."})
    assert old.get(f"/k/{musterau.slug}/").status_code == 302
    coordinator.refresh_from_db()
    assert as_user(coordinator).get(f"/k/{musterau.slug}/").status_code == 200
    assert "wieder frei" in OutboxMail.objects.latest("pk").subject


def test_the_mail_speaks_the_language_of_the_person(operator: User, stranger: User) -> None:
    stranger.language = "en"
    stranger.save()
    services.block_account(by=operator, user=stranger, reason=REASON)
    assert OutboxMail.objects.get().subject == "Your account at Begleitwerk is blocked"


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_happens(
    operator: User, stranger: User, as_user: Sign, reason: str
) -> None:
    path = f"/betrieb/konten/{stranger.pk}/sperren/"
    assert as_user(operator).post(path, {"reason": reason}).status_code == 422
    stranger.refresh_from_db()
    assert stranger.is_active


def test_nobody_blocks_herself_or_the_last_one_who_operates(
    operator: User, stranger: User, as_user: Sign
) -> None:
    page = as_user(operator).post(f"/betrieb/konten/{operator.pk}/sperren/", {"reason": REASON})
    assert "nicht selbst sperren" in text_of(page)
    with pytest.raises(Refused):  # an operator for a time is none who stays
        services.block_account(by=stranger, user=operator, reason=REASON)
    services.block_account(by=operator, user=another_operator(), reason=REASON)
    operator.refresh_from_db()
    assert operator.is_active


def test_where_all_who_operate_have_a_last_day_others_are_blocked_all_the_same(
    operator: User, stranger: User
) -> None:
    Membership.objects.filter(user=operator).update(valid_to=today())
    assert not services.block_account(by=operator, user=stranger, reason=REASON).is_active


def test_a_blocked_operator_is_nobody_who_is_left(operator: User) -> None:
    other = another_operator()
    services.block_account(by=operator, user=other, reason=REASON)
    own = Membership.objects.get(user=operator)
    with pytest.raises(Refused):
        services.end_membership(by=operator, membership=own, last_day=own.valid_from, reason=REASON)


def test_twice_is_refused(operator: User, stranger: User) -> None:
    with pytest.raises(Refused):
        services.open_account(by=operator, user=stranger, reason=REASON)
    services.block_account(by=operator, user=stranger, reason=REASON)
    with pytest.raises(Refused):
        services.block_account(by=operator, user=stranger, reason=REASON)
    assert OutboxMail.objects.count() == 1


def test_the_list_finds_by_name_address_and_state(
    operator: User, stranger: User, head: User, as_user: Sign
) -> None:
    services.block_account(by=operator, user=stranger, reason=REASON)
    client = as_user(operator)

    def found(query: str) -> list[bool]:
        page = client.get(f"/betrieb/konten/?{query}").text
        return [f"/betrieb/konten/{user.pk}/" in page for user in (stranger, head)]

    assert found("") == [True, True]
    assert found(f"q={stranger.email.upper()}") == [True, False]
    assert found("is_active=False") == [True, False]
    assert found("is_active=True") == [False, True]
    rows = client.get("/betrieb/konten/?export=csv").content.decode("utf-8-sig")
    assert f"{stranger.email};gesperrt" in rows
    assert client.get("/betrieb/konten/999999/").status_code == 404


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_operators_who_block_each_other_at_once_leave_one() -> None:
    one, other = another_operator(), another_operator()
    gate, refused = threading.Barrier(2), []

    def block(by: User, user: User) -> None:
        try:
            gate.wait()
            services.block_account(by=by, user=user, reason=REASON)
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=block, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert User.objects.filter(pk__in=[one.pk, other.pk], is_active=True).count() == 1


def test_names_with_umlauts_stand_where_a_dictionary_has_them(
    operator: User, stranger: User, as_user: Sign
) -> None:
    for name in ("Fuchswalde", "Zossen", "Fährlande", "Ärmelau"):
        place = MunicipalityFactory(name=name)
        MembershipFactory(user=stranger, workspace=place.workspace, role=Role.COORDINATOR)
        UserFactory(name=name)
    wanted = ["Ärmelau", "Fährlande", "Fuchswalde", "Zossen"]
    picker = as_user(stranger).get("/konto/profil/").context["frame"].workspaces
    assert [str(link.label) for link in picker] == wanted
    client = as_user(operator)
    for query, order in (("", wanted), ("?sort=-name", wanted[::-1])):
        page = client.get(f"/betrieb/konten/{query}").text
        assert sorted(order, key=page.index) == order
