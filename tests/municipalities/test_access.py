"""Invitations and roles, from the first mail to the last day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from begleitwerk.accounts.models import Invitation, User
from begleitwerk.core.models import AuditEvent, OutboxMail
from begleitwerk.core.services import Refused
from begleitwerk.municipalities import services
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import InvitedRole, Membership, Municipality, Workspace
from begleitwerk.municipalities.selectors import within
from begleitwerk.networks.models import Body
from tests.days import in_days, today
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import MembershipFactory, WorkspaceFactory
from tests.factories.networks import BodyFactory

PASSWORD = "blaue Tassen im Regal"


def invite(by: User, place: Municipality, **changes: Any) -> InvitedRole:
    values: dict[str, Any] = {
        "email": "neu@example.org",
        "name": "Neue Person",
        "role": Role.PLANNER,
        "valid_from": today(),
    }
    return services.invite(by=by, workspace=place.workspace, **{**values, **changes})


def link_in_mail() -> str:
    body = OutboxMail.objects.order_by("pk").last().body
    return "/einladung/" + body.partition("/einladung/")[2].split()[0]


def test_the_mail_says_who_invites_to_what_and_until_when(
    coordinator: User, musterau: Municipality
) -> None:
    offer = invite(coordinator, musterau, valid_to=date(2099, 12, 31))
    mail = OutboxMail.objects.get()
    assert mail.to == "neu@example.org"
    for words in (
        coordinator.name,
        "Landkreis Musterau",
        "Jugendhilfeplanung",
        "31.12.2099",
        timezone.localtime(offer.invitation.expires_at).strftime("%d.%m.%Y"),
        "http://127.0.0.1:8000/einladung/",
    ):
        assert words in mail.body
    event = AuditEvent.objects.get(verb="municipalities.person_invited")
    assert event.workspace_id == musterau.workspace_id
    assert "neu@example.org" not in str(event.after) + event.subject_label


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"role": Role.OPERATOR}, "role"),
        ({"role": Role.PROGRAMME_OFFICE}, "role"),
        ({"role": Role.YOUTH_OFFICE_HEAD}, "role"),  # releases papers, which she may not
        ({"email": "COORDINATOR.landkreis-musterau@example.org"}, "email"),
    ],
)
def test_invitations_that_cannot_be(
    coordinator: User, musterau: Municipality, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        invite(coordinator, musterau, **changes)
    assert refusal.value.field == field
    assert not Invitation.objects.exists()
    assert not OutboxMail.objects.exists()


def test_nobody_is_invited_for_a_time_that_is_over(
    coordinator: User, musterau: Municipality
) -> None:
    with pytest.raises(Refused) as refusal:
        invite(coordinator, musterau, valid_to=in_days(-1))
    assert refusal.value.field == "valid_to"
    assert not Invitation.objects.exists()


def test_nobody_is_invited_twice_to_one_role(coordinator: User, musterau: Municipality) -> None:
    invite(coordinator, musterau)
    with pytest.raises(Refused):
        invite(coordinator, musterau)
    invite(coordinator, musterau, role=Role.PARTNER)


def test_nobody_is_invited_to_a_role_she_holds(
    coordinator: User, planner: User, musterau: Municipality
) -> None:
    with pytest.raises(Refused, match="hat die Rolle schon"):
        invite(coordinator, musterau, email=planner.email.upper())


def test_a_new_person_accepts_and_is_in(
    coordinator: User, musterau: Municipality, client: Client
) -> None:
    invite(coordinator, musterau, valid_to=date(2099, 12, 31))
    link = link_in_mail()
    page = client.get(link)
    assert page.status_code == 200
    assert "Landkreis Musterau" in page.text
    answer = client.post(link, {"name": "Neue Person", "password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 302
    membership = Membership.objects.get(user__email="neu@example.org")
    assert (membership.role, membership.valid_to) == (Role.PLANNER, date(2099, 12, 31))
    assert membership.granted_by == coordinator
    assert client.get(answer.url).status_code == 200
    assert membership.user.check_password(PASSWORD)
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("name", ["Ihr Konto: evil.com/login", "Neu\nIhr Konto wurde gesperrt"])
def test_nobody_writes_an_address_into_the_mail_of_an_invitation(
    coordinator: User, musterau: Municipality, as_user: Callable[[User | None], Client], name: str
) -> None:
    values = {"email": "neu@example.org", "role": Role.PLANNER, "valid_from": today().isoformat()}
    page = as_user(coordinator)
    answer = page.post("/k/landkreis-musterau/zugang/einladen/", {**values, "name": name})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name"]
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        (-1, None, "valid_from"),
        (-9000, None, "valid_from"),
        (3000, None, "valid_from"),
        (0, 60_000, "valid_to"),
    ],
)
def test_a_role_begins_and_ends_on_days_that_can_be(
    coordinator: User,
    musterau: Municipality,
    as_user: Callable[[User | None], Client],
    first: int,
    last: int | None,
    wrong: str,
) -> None:
    values: dict[str, Any] = {"email": "neu@example.org", "role": Role.PLANNER}
    values |= {"valid_from": in_days(first), "valid_to": in_days(last) if last else ""}
    answer = as_user(coordinator).post("/k/landkreis-musterau/zugang/einladen/", values)
    assert list(answer.context["form"].errors) == [wrong]
    assert not Invitation.objects.exists()


def test_no_day_of_a_role_moves_to_where_it_is_over(
    coordinator: User, planner: User, as_user: Callable[[User | None], Client]
) -> None:
    membership = planner.memberships.get()
    page, url = as_user(coordinator), f"/zugang/{membership.pk}/aendern/"
    begun, gone = membership.valid_from.isoformat(), (in_days(-1)).isoformat()
    for values in ({"valid_from": gone}, {"valid_from": begun, "valid_to": gone}):
        assert page.post(url, {**values, "version": 1}).status_code == 422
    assert page.post(url, {"valid_from": begun, "valid_to": "", "version": 1}).status_code == 302


@pytest.mark.parametrize(
    ("password", "again"), [("kurz", "kurz"), (PASSWORD, "anders als oben"), ("password1234", "")]
)
def test_a_poor_password_is_refused_and_the_name_stays(
    coordinator: User, musterau: Municipality, client: Client, password: str, again: str
) -> None:
    invite(coordinator, musterau)
    answer = client.post(
        link_in_mail(), {"name": "Getippter Name", "password": password, "again": again}
    )
    assert answer.status_code == 422
    assert "Getippter Name" in answer.text
    assert not Membership.objects.filter(role=Role.PLANNER).exists()


def test_somebody_with_an_account_signs_in_first(
    coordinator: User,
    musterau: Municipality,
    stranger: User,
    as_user: Callable[[User | None], Client],
) -> None:
    invite(coordinator, musterau, email=stranger.email)
    link = link_in_mail()
    guest = as_user(None)
    assert "/konto/login/?next=/einladung/" in guest.get(link).text
    assert guest.post(link, {"password": PASSWORD}).url == link
    other = as_user(coordinator)
    assert stranger.email in other.get(link).text
    assert other.post(link).url == link
    assert not Membership.objects.filter(user=stranger).exists()
    assert as_user(stranger).post(link).status_code == 302
    assert Membership.objects.get(user=stranger).role == Role.PLANNER


def test_a_link_that_is_over_says_why_and_whom_to_ask(
    coordinator: User, musterau: Municipality, client: Client
) -> None:
    offer = invite(coordinator, musterau)
    link = link_in_mail()
    services.withdraw(by=coordinator, offer=offer)
    page = client.get(link)
    assert (page.status_code, coordinator.name in page.text) == (410, True)

    offer = invite(coordinator, musterau)
    link = link_in_mail()
    Invitation.objects.filter(pk=offer.invitation_id).update(expires_at=timezone.now())
    page = client.get(link)
    assert (page.status_code, coordinator.name in page.text) == (410, True)
    assert client.post(link, {"name": "x", "password": PASSWORD}).status_code == 410
    assert client.get("/einladung/erfunden/").status_code == 404


def test_sending_again_makes_the_old_link_worthless(
    coordinator: User, musterau: Municipality, client: Client
) -> None:
    offer = invite(coordinator, musterau)
    old = link_in_mail()
    Invitation.objects.update(expires_at=timezone.now())
    services.resend_invitation(by=coordinator, offer=offer)
    assert client.get(old).status_code == 404
    assert client.get(link_in_mail()).status_code == 200
    assert OutboxMail.objects.count() == 2


def test_an_invitation_is_used_once_even_by_two_at_the_same_time(
    coordinator: User, musterau: Municipality
) -> None:
    offer = invite(coordinator, musterau)
    first = Invitation.objects.get(pk=offer.invitation_id)
    second = Invitation.objects.get(pk=offer.invitation_id)
    services.accept_invitation(invitation=first, name="Eine", password=PASSWORD)
    with pytest.raises(Refused):
        services.accept_invitation(invitation=second, name="Andere", password=PASSWORD)
    assert Membership.objects.filter(role=Role.PLANNER).count() == 1


def test_what_ran_out_or_was_withdrawn_in_the_meantime_opens_nothing(
    coordinator: User, musterau: Municipality
) -> None:
    offer = invite(coordinator, musterau)
    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(Refused, match="abgelaufen"):
        services.accept_invitation(invitation=offer.invitation, name="N", password=PASSWORD)
    services.withdraw(by=coordinator, offer=offer)
    for late in (services.withdraw, services.resend_invitation):
        with pytest.raises(Refused, match="zurückgezogen"):
            late(by=coordinator, offer=offer)
    assert not Membership.objects.filter(role=Role.PLANNER).exists()


def test_the_days_of_a_role_move_and_the_log_says_from_when_to_when(
    coordinator: User, planner: User
) -> None:
    membership = planner.memberships.get()
    change = {"by": coordinator, "membership": membership, "valid_from": membership.valid_from}
    last = in_days(30)
    services.change_membership(**change, valid_to=last)
    event = AuditEvent.objects.get(verb="municipalities.role_changed")
    assert (event.before, event.after["valid_to"]) == ({"valid_to": None}, last.isoformat())
    membership.refresh_from_db()
    with pytest.raises(Refused, match="endet schon früher"):
        services.end_membership(
            by=coordinator, membership=membership, last_day=last + timedelta(days=1), reason="X"
        )
    with pytest.raises(Refused) as refusal:
        services.change_membership(**change, valid_to=membership.valid_from - timedelta(days=1))
    assert refusal.value.field == "valid_to"


def test_access_ends_on_a_day_with_a_reason(coordinator: User, planner: User) -> None:
    membership = planner.memberships.get()
    yesterday = in_days(-1)
    services.end_membership(
        by=coordinator, membership=membership, last_day=yesterday, reason="Wechsel des Amtes"
    )
    fresh = User.objects.get(pk=planner.pk)
    assert not fresh.has_perm("workspace.view", membership.workspace)
    event = AuditEvent.objects.get(verb="municipalities.role_ended")
    assert (event.reason, event.before) == ("Wechsel des Amtes", {"valid_to": None})
    with pytest.raises(Refused):
        services.end_membership(
            by=coordinator, membership=membership, last_day=date(1999, 1, 1), reason="zu früh"
        )


def test_the_second_to_change_the_days_of_a_role_sees_both(
    coordinator: User, head: User, planner: User, as_user: Callable[[User | None], Client]
) -> None:
    membership = planner.memberships.get()
    begun = membership.valid_from
    services.change_membership(
        by=head, membership=membership, version=1, valid_from=begun, valid_to=today()
    )
    data = {"valid_from": begun.isoformat(), "valid_to": "", "version": 1}
    page = as_user(coordinator).post(f"/zugang/{membership.pk}/aendern/", data)
    assert page.status_code == 422
    assert page.context["form"].conflict.rows[0].theirs == f"{today():%d.%m.%Y}"
    membership.refresh_from_db()
    assert membership.valid_to == today()


def test_the_last_operator_stays(operator: User) -> None:
    membership = operator.memberships.get()
    with pytest.raises(Refused):
        services.end_membership(by=operator, membership=membership, last_day=today(), reason="weg")
    membership.refresh_from_db()
    assert membership.valid_to is None
    MembershipFactory(workspace=membership.workspace, role=Role.OPERATOR)
    services.end_membership(by=operator, membership=membership, last_day=today(), reason="weg")


# --- Pages --------------------------------------------------------------------------------------


def test_the_coordinator_invites_and_ends_by_hand(
    coordinator: User, planner: User, as_user: Callable[[User | None], Client]
) -> None:
    client = as_user(coordinator)
    page = client.get("/k/landkreis-musterau/zugang/")
    assert planner.name in page.text
    data = {
        "email": "gast@example.org",
        "name": "",
        "role": "partner",
        "valid_from": today().isoformat(),
    }
    answer = client.post("/k/landkreis-musterau/zugang/einladen/", data)
    assert answer.status_code == 302
    assert "gast@example.org" in client.get(answer.url).text
    pk = planner.memberships.get().pk
    assert client.post(f"/zugang/{pk}/beenden/", {"last_day": ""}).status_code == 422
    answer = client.post(
        f"/zugang/{pk}/beenden/", {"last_day": "2026-01-01", "reason": "Elternzeit"}
    )
    assert answer.status_code == 302
    assert "Elternzeit" in client.get(answer.url).text


def test_an_invitation_is_sent_again_and_taken_back_by_those_it_belongs_to(
    coordinator: User,
    neighbour: User,
    musterau: Municipality,
    as_user: Callable[[User | None], Client],
) -> None:
    offer = invite(coordinator, musterau)
    again, back = (f"/zugang/einladung/{offer.pk}/{what}/" for what in ("erneut", "zurueckziehen"))
    assert as_user(neighbour).post(again).status_code == 404
    assert as_user(coordinator).post(again).status_code == 302
    assert OutboxMail.objects.count() == 2
    assert as_user(coordinator).post(back).status_code == 302
    assert Invitation.objects.get().withdrawn_at


def test_an_invitation_whose_sender_lost_her_power_is_not_shown_as_open(
    coordinator: User, head: User, musterau: Municipality, as_user: Callable[[User | None], Client]
) -> None:
    page, url = as_user(head), "/k/landkreis-musterau/zugang/"
    offer = invite(coordinator, musterau)
    assert [line.stopped for line in page.get(url).context["offers"]] == [""]
    coordinator.memberships.update(valid_to=in_days(-1))
    assert "darf diese Rolle nicht mehr vergeben" in page.get(url).text
    services.resend_invitation(by=head, offer=offer)
    assert "darf diese Rolle nicht mehr vergeben" not in page.get(url).text


@pytest.mark.parametrize("form", ["aendern", "beenden"])
def test_an_ended_role_has_no_form(
    coordinator: User, planner: User, as_user: Callable[[User | None], Client], form: str
) -> None:
    planner.memberships.update(valid_to=in_days(-1))
    answer = as_user(coordinator).get(f"/zugang/{planner.memberships.get().pk}/{form}/")
    assert (answer.status_code, answer.url) == (302, "/k/landkreis-musterau/zugang/")


def test_the_log_says_whom_an_invitation_and_a_role_were_for(
    coordinator: User, head: User, musterau: Municipality, as_user: Callable[[User | None], Client]
) -> None:
    offer = invite(coordinator, musterau, email="gast@example.org", name="")
    services.withdraw(by=coordinator, offer=offer)
    planned = invite(coordinator, musterau)
    services.accept_invitation(invitation=planned.invitation, name="Erika B.", password=PASSWORD)
    page = as_user(head).get("/k/landkreis-musterau/protokoll/")
    assert page.text.count("gast@example.org · ") == 2
    assert "Neue Person · " in page.text
    assert "Erika B. · " in page.text
    exported = as_user(head).get("/k/landkreis-musterau/protokoll/?export=csv").content.decode()
    assert "gast@example.org" in exported
    assert "gast@example.org" not in str(AuditEvent.objects.values_list("after", "before"))


def test_nobody_names_a_second_protection_officer_unawares(
    head: User, protection_officer: User, as_user: Callable[[User | None], Client]
) -> None:
    client, url = as_user(head), "/k/landkreis-musterau/zugang/einladen/"
    assert f"ist hier schon: {protection_officer.name}" in client.get(url).text
    protection_officer.memberships.all().delete()
    assert "ist hier schon" not in client.get(url).text


def test_members_of_another_municipality_do_not_exist(
    planner: User, neighbour: User, as_user: Callable[[User | None], Client]
) -> None:
    client = as_user(neighbour)
    pk = planner.memberships.get().pk
    assert client.get("/k/landkreis-musterau/zugang/").status_code == 404
    assert client.get(f"/zugang/{pk}/beenden/").status_code == 404
    assert client.get("/zugang/99999/beenden/").status_code == 404
    assert as_user(planner).get("/k/landkreis-musterau/zugang/einladen/").status_code == 403


def test_members_cost_the_same_for_one_and_for_three(
    coordinator: User,
    musterau: Municipality,
    as_user: Callable[[User | None], Client],
    django_assert_num_queries: Any,
) -> None:
    client = as_user(coordinator)

    def count() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            client.get("/k/landkreis-musterau/zugang/")
        return len(queries)

    invite(coordinator, musterau)
    count()  # fills what is kept between requests
    one = count()
    for number in range(3):
        MembershipFactory(workspace=musterau.workspace, user=UserFactory(), granted_by=coordinator)
        invite(coordinator, musterau, email=f"gast{number}@example.org")
    assert count() == one


def test_the_log_is_filtered_and_exported(
    head: User, coordinator: User, musterau: Municipality, as_user: Callable[[User | None], Client]
) -> None:
    offer = invite(coordinator, musterau)
    services.withdraw(by=head, offer=offer)
    client = as_user(head)
    page = client.get("/k/landkreis-musterau/protokoll/")
    assert page.text.count("<tr>") == 3
    page = client.get(f"/k/landkreis-musterau/protokoll/?actor_id={head.pk}")
    assert page.text.count("<tr>") == 2
    page = client.get("/k/landkreis-musterau/protokoll/?verb=municipalities.person_invited")
    assert page.text.count("<tr>") == 2
    tomorrow = in_days(1)
    page = client.get(f"/k/landkreis-musterau/protokoll/?since={tomorrow.isoformat()}")
    assert page.text.count("<tr>") == 0
    export = client.get("/k/landkreis-musterau/protokoll/?export=csv").content.decode("utf-8-sig")
    assert head.name in export


def test_the_page_what_may_i_see_and_why(
    facilitator: User, stranger: User, as_user: Callable[[User | None], Client]
) -> None:
    page = as_user(facilitator).get("/konto/rechte/").text
    assert "Landkreis Musterau" in page
    assert "Ziele und Maßnahmen" in page
    assert as_user(stranger).get("/konto/rechte/").status_code == 200


def test_places_to_invite_in(
    operator: User, programme_space: Workspace, as_user: Callable[[User | None], Client]
) -> None:
    client = as_user(operator)
    assert client.get("/betrieb/zugang/").status_code == 200
    assert client.get("/betrieb/zugang/einladen/").status_code == 200
    data = {"email": "b@example.org", "role": "programme_office", "valid_from": today()}
    assert client.post("/p/programm/zugang/einladen/", data).status_code == 302
    assert client.get("/p/anderes/zugang/").status_code == 404


def test_what_lies_within_two_of_my_workspaces_comes_once(
    musterau: Municipality, lindfurt: Municipality, programme_space: Workspace
) -> None:
    here, elsewhere = BodyFactory(municipality=musterau), BodyFactory()
    second = WorkspaceFactory(kind="programme", slug="zweites", name="Zweites Programm")
    musterau.workspace.parents.add(second)
    mine = [musterau.workspace_id, programme_space.pk, second.pk]
    places = Municipality.objects.filter(within(mine))
    assert sorted(place.name for place in places) == [musterau.name, lindfurt.name]
    found = list(Body.objects.filter(within(mine, "municipality")))
    assert found == [here]
    assert elsewhere not in found
