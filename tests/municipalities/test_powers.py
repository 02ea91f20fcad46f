"""Who may give, move and end which role; each way round it that somebody once found."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.core.models import OutboxMail
from begleitwerk.core.services import Refused
from begleitwerk.municipalities import services
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.models import InvitedRole, Membership, Municipality, Workspace
from begleitwerk.municipalities.selectors import access_of, platform_workspace, roles_to_give
from tests.days import in_days, today
from tests.factories.municipalities import (
    InvitedRoleFactory,
    MembershipFactory,
    MunicipalityFactory,
    WorkspaceFactory,
)
from tests.worlds.cast import second_operator

Sign = Callable[[User | None], Client]


def invite(by: User, where: Any, role: Role, email: str = "zweit@example.org") -> InvitedRole:
    workspace = getattr(where, "workspace", where)
    return services.invite(by=by, workspace=workspace, email=email, role=role, valid_from=today())


def accept(offer: InvitedRole) -> Membership:
    words = {"name": "Zweitkonto", "password": "blaue Tassen im Regal"}
    return services.accept_invitation(invitation=offer.invitation, **words)


def held(user: User) -> Membership:
    return user.memberships.select_related("workspace").get()


# --- What each may give -------------------------------------------------------------------------


def test_a_coordinator_gives_what_she_may_do_herself_and_the_head_everything(
    coordinator: User, head: User, planner: User, musterau: Municipality
) -> None:
    place = musterau.workspace
    hers = (Role.COORDINATOR, Role.PLANNER, Role.PARTNER, Role.PARENT, Role.COMMITTEE_MEMBER)
    assert roles_to_give(coordinator, place) == hers
    assert set(roles_to_give(head, place)) == {
        *hers,
        Role.YOUTH_OFFICE_HEAD,
        Role.STEERING_MEMBER,
        Role.DATA_PROTECTION_OFFICER,
        Role.APPROVER,
    }
    assert roles_to_give(planner, place) == ()


def test_office_and_lead_each_name_their_like_and_the_office_those_who_read(
    office: User, lead: User, reviewer: User, programme_space: Workspace
) -> None:
    assert roles_to_give(office, programme_space) == (
        Role.PROGRAMME_OFFICE,
        Role.REVIEWER,
        Role.RESEARCHER,
    )
    assert roles_to_give(lead, programme_space) == (Role.PROGRAMME_LEAD, Role.RESEARCHER)
    assert roles_to_give(reviewer, programme_space) == ()


def test_the_form_offers_those_roles_and_says_who_gives_the_others(
    coordinator: User, as_user: Sign
) -> None:
    page = as_user(coordinator).get("/k/landkreis-musterau/zugang/einladen/")
    offered = [value for value, _label in page.context["form"].fields["role"].choices]
    assert Role.PLANNER in offered
    assert Role.STEERING_MEMBER not in offered
    fields, _sep, below = page.text.partition('name="role"')
    assert "Diese Rolle vergibt die Jugendamtsleitung." in fields
    assert "Diese Rolle vergibt die Jugendamtsleitung." not in below
    data = {"email": "x@example.org", "role": "steering_member", "valid_from": str(today())}
    answer = as_user(coordinator).post("/k/landkreis-musterau/zugang/einladen/", data)
    assert answer.status_code == 422


def test_a_second_invitation_to_a_role_leads_to_the_open_one(
    coordinator: User, musterau: Municipality, as_user: Sign
) -> None:
    offer = invite(coordinator, musterau, Role.PLANNER)
    client = as_user(coordinator)
    sheet = {"email": "zweit@example.org", "role": "planner", "valid_from": f"{today():%d.%m.%Y}"}
    page = client.post("/k/landkreis-musterau/zugang/einladen/", sheet)
    assert page.status_code == 422
    assert f'href="/k/landkreis-musterau/zugang/#offer-{offer.pk}"' in page.text
    assert f'id="offer-{offer.pk}"' in client.get("/k/landkreis-musterau/zugang/").text


# --- Attacks: from above ------------------------------------------------------------------------


def test_an_office_refused_the_papers_names_no_head_of_its_own_where_there_is_one(
    office: User, head: User, musterau: Municipality, as_user: Sign
) -> None:
    with pytest.raises(Refused, match="Jugendamtsleitung"):
        invite(office, musterau, Role.YOUTH_OFFICE_HEAD)
    for role in (Role.COORDINATOR, Role.STEERING_MEMBER, Role.COMMITTEE_MEMBER):
        with pytest.raises(Refused):
            invite(office, musterau, role)
    page = as_user(office).get("/k/landkreis-musterau/zugang/")
    assert head.name not in page.text


def test_an_office_names_the_first_head_and_who_accompanies_and_nobody_else(
    office: User, coordinator: User, musterau: Municipality
) -> None:
    both = (Role.YOUTH_OFFICE_HEAD, Role.FACILITATOR)
    assert roles_to_give(office, musterau.workspace) == both
    offer = invite(office, musterau, Role.YOUTH_OFFICE_HEAD)
    with pytest.raises(Refused):
        invite(office, musterau, Role.YOUTH_OFFICE_HEAD, "anderes@example.org")
    services.resend_invitation(by=office, offer=offer)
    membership = accept(offer)
    assert membership.granted_by == office
    with pytest.raises(Refused):
        services.end_membership(by=office, membership=membership, last_day=today(), reason="weg")
    assert OutboxMail.objects.filter(to=coordinator.email, body__contains="Zweitkonto").exists()


def test_of_two_heads_named_at_once_the_second_comes_too_late(
    office: User, musterau: Municipality, client: Client
) -> None:
    offer = invite(office, musterau, Role.YOUTH_OFFICE_HEAD)
    MembershipFactory(workspace=musterau.workspace, role=Role.YOUTH_OFFICE_HEAD)
    with pytest.raises(Refused, match="darf diese Rolle nicht mehr vergeben"):
        accept(offer)
    link = (
        "/einladung/"
        + OutboxMail.objects.get(to="zweit@example.org").body.partition("/einladung/")[2].split()[0]
    )
    page = client.get(link)
    assert (page.status_code, "gilt nicht mehr" in page.text) == (410, True)


def test_an_office_lets_the_first_into_a_municipality_nobody_was_ever_in(
    office: User, lead: User, as_user: Sign
) -> None:
    place = MunicipalityFactory(name="Kreis Neuland", slug="kreis-neuland")
    first = (Role.COORDINATOR, Role.YOUTH_OFFICE_HEAD)
    assert roles_to_give(office, place.workspace) == first
    assert roles_to_give(lead, place.workspace) == ()
    client = as_user(office)
    entry = client.get("/kommunen/kreis-neuland/")
    assert "/k/kreis-neuland/zugang/einladen/" in entry.text
    assert client.get("/k/kreis-neuland/zugang/einladen/").status_code == 200
    assert client.get("/k/kreis-neuland/prozess/").status_code == 404
    MembershipFactory(workspace=place.workspace, role=Role.COORDINATOR, valid_to=in_days(-1))
    assert as_user(office).get("/k/kreis-neuland/zugang/einladen/").status_code == 404


def test_who_names_the_first_head_sees_to_the_invitation_in_the_register(
    office: User, lead: User, operator: User, as_user: Sign
) -> None:
    MunicipalityFactory(name="Kreis Neuland", slug="kreis-neuland")
    client, entry = as_user(office), "/kommunen/kreis-neuland/"
    sheet = {
        "email": "erste@example.org",
        "role": Role.YOUTH_OFFICE_HEAD,
        "valid_from": f"{today():%d.%m.%Y}",
        "csrfmiddlewaretoken": "a" * 64,
    }
    for _click in range(2):
        answer = client.post("/k/kreis-neuland/zugang/einladen/", sheet)
        assert (answer.status_code, answer.url) == (302, entry)
    offer = InvitedRole.objects.get()
    page = client.get(entry)
    assert (page.status_code, "erste@example.org ist unterwegs" in page.text) == (200, True)
    assert f"Jugendamtsleitung eingeladen am {today():%d.%m.%Y}" in page.text
    assert "/zugang/einladen/" not in page.text
    again, back = (f"/zugang/einladung/{offer.pk}/{name}/" for name in ("erneut", "zurueckziehen"))
    assert again in page.text
    assert back in page.text
    for other in (lead, operator):
        stranger = as_user(other)
        assert "erste@example.org" not in stranger.get(entry).text
        assert stranger.post(back).status_code == 404
    client = as_user(office)
    assert client.post(again).url == entry
    assert OutboxMail.objects.filter(to="erste@example.org").count() == 2
    assert client.post(back).url == entry
    assert "/k/kreis-neuland/zugang/einladen/" in client.get(entry).text
    assert "erste@example.org" not in client.get(entry).text.partition("<main")[2]


def test_once_there_is_a_head_her_invitation_is_nobody_s_business_outside(
    office: User, as_user: Sign
) -> None:
    place = MunicipalityFactory(name="Kreis Neuland", slug="kreis-neuland")
    accept(invite(office, place, Role.YOUTH_OFFICE_HEAD))
    spare = InvitedRoleFactory(workspace=place.workspace, role=Role.YOUTH_OFFICE_HEAD)
    client = as_user(office)
    assert spare.invitation.email not in client.get("/kommunen/kreis-neuland/").text
    for name in ("erneut", "zurueckziehen"):
        assert client.post(f"/zugang/einladung/{spare.pk}/{name}/").status_code == 404


def test_operators_open_a_programme_and_a_land_once(
    operator: User, stranger: User, musterau: Municipality
) -> None:
    programme = WorkspaceFactory(kind=WorkspaceKind.PROGRAMME, slug="neu", name="Neu")
    assert roles_to_give(operator, programme) == (Role.PROGRAMME_OFFICE, Role.PROGRAMME_LEAD)
    offer = invite(operator, programme, Role.PROGRAMME_OFFICE)
    with pytest.raises(Refused):
        invite(operator, programme, Role.PROGRAMME_OFFICE, "drittes@example.org")
    second = accept(offer)
    Membership.objects.filter(pk=second.pk).update(valid_to=in_days(-1), valid_from=in_days(-1))
    assert roles_to_give(operator, programme) == (Role.PROGRAMME_LEAD,)
    land = musterau.land.workspace
    services.grant_role(
        by=operator, user=stranger, workspace=land, role=Role.STATE_OFFICE, valid_from=today()
    )
    assert roles_to_give(operator, land) == ()
    assert roles_to_give(stranger, land) == (Role.STATE_OFFICE,)


def test_no_chain_of_two_invitations_leads_operators_into_a_municipality(
    operator: User, office: User, coordinator: User, musterau: Municipality
) -> None:
    with pytest.raises(Refused):
        invite(operator, musterau, Role.YOUTH_OFFICE_HEAD)
    with pytest.raises(Refused):
        invite(operator, office.memberships.get().workspace, Role.PROGRAMME_OFFICE)
    own = WorkspaceFactory(kind=WorkspaceKind.PROGRAMME, slug="eigenes", name="Eigenes")
    second = accept(invite(operator, own, Role.PROGRAMME_OFFICE)).user
    with pytest.raises(Refused):  # there are people, and they agreed to nothing
        invite(second, musterau, Role.YOUTH_OFFICE_HEAD, "drittes@example.org")


# --- Attacks: inside ----------------------------------------------------------------------------


def test_a_coordinator_neither_ends_nor_moves_the_head(
    coordinator: User, head: User, as_user: Sign
) -> None:
    membership = held(head)
    days = {"valid_from": membership.valid_from, "valid_to": today()}
    with pytest.raises(Refused, match="Jugendamtsleitung"):
        services.end_membership(
            by=coordinator, membership=membership, last_day=today(), reason="unbequem"
        )
    with pytest.raises(Refused, match="Jugendamtsleitung"):
        services.change_membership(by=coordinator, membership=membership, **days)
    client = as_user(coordinator)
    for page in ("beenden", "aendern"):
        assert client.get(f"/zugang/{membership.pk}/{page}/").status_code == 403


def test_an_ended_role_is_given_anew_and_never_revived(
    coordinator: User, head: User, musterau: Municipality
) -> None:
    over = MembershipFactory(
        user=coordinator,
        workspace=musterau.workspace,
        role=Role.YOUTH_OFFICE_HEAD,
        valid_to=in_days(-1),
    )
    for by, words in ((coordinator, "eigenen Rolle"), (head, "beendet")):
        with pytest.raises(Refused, match=words):
            services.change_membership(
                by=by, membership=over, valid_from=over.valid_from, valid_to=None
            )
    with pytest.raises(Refused, match="beendet"):
        services.end_membership(by=head, membership=over, last_day=over.valid_from, reason="x")
    anew = services.grant_role(
        by=head,
        user=coordinator,
        workspace=musterau.workspace,
        role=Role.YOUTH_OFFICE_HEAD,
        valid_from=today(),
    )
    over.refresh_from_db()
    assert (over.valid_to, anew.granted_by) == (in_days(-1), head)


@pytest.mark.parametrize(
    "role", [Role.DATA_PROTECTION_OFFICER, Role.STEERING_MEMBER, Role.FACILITATOR]
)
def test_a_coordinator_names_nobody_who_may_more(
    coordinator: User, head: User, stranger: User, musterau: Municipality, role: Role
) -> None:
    with pytest.raises(Refused):
        invite(coordinator, musterau, role)
    with pytest.raises(Refused):
        services.grant_role(
            by=coordinator,
            user=stranger,
            workspace=musterau.workspace,
            role=role,
            valid_from=today(),
        )


def test_nobody_gives_herself_a_role_or_more_of_one(
    head: User, coordinator: User, musterau: Municipality
) -> None:
    with pytest.raises(Refused) as refusal:
        services.grant_role(
            by=head,
            user=head,
            workspace=musterau.workspace,
            role=Role.DATA_PROTECTION_OFFICER,
            valid_from=today(),
        )
    assert refusal.value.field == "user"
    membership = held(coordinator)
    with pytest.raises(Refused, match="eigenen Rolle"):
        services.change_membership(
            by=coordinator,
            membership=membership,
            valid_from=membership.valid_from,
            valid_to=in_days(1),
        )


def test_one_s_own_role_is_given_up_after_a_warning(coordinator: User, as_user: Sign) -> None:
    membership, client = held(coordinator), as_user(coordinator)
    page = client.get(f"/zugang/{membership.pk}/beenden/")
    assert "Das ist Ihr eigener Zugang" in page.text
    answer = client.post(
        f"/zugang/{membership.pk}/beenden/", {"last_day": str(in_days(-1)), "reason": "Wechsel"}
    )
    assert (answer.status_code, answer.url) == (302, "/konto/rechte/")
    assert not access_of(User.objects.get(pk=coordinator.pk)).memberships


def test_the_last_head_reads_before_she_goes_what_nobody_can_do_then(
    head: User, coordinator: User, stranger: User, musterau: Municipality, as_user: Sign
) -> None:
    address, client = f"/zugang/{held(head).pk}/beenden/", as_user(head)
    page = client.get(address).text
    assert page.count("Eigene Rolle aufgeben") >= 3  # title, heading, button
    assert "Zugang beenden" not in page
    assert "/k/landkreis-musterau/zugang/einladen/" in page
    for lost in ("Vorlagen freigeben", "Bewerbung freigeben", "Diese Rollen vergeben"):
        assert lost in page
    assert "Personen einladen" not in page  # that the coordinator can do still
    own = as_user(coordinator).get(f"/zugang/{held(coordinator).pk}/beenden/").text
    assert "Niemand sonst" in own
    assert "kann hier niemand mehr" not in own
    MembershipFactory(
        user=stranger,
        workspace=musterau.workspace,
        role=Role.YOUTH_OFFICE_HEAD,
        valid_from=in_days(1),
    )
    assert "Niemand sonst" not in as_user(head).get(address).text
    assert "Niemand sonst" not in client.get(f"/zugang/{held(coordinator).pk}/beenden/").text
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    assert "Niemand sonst" in client.get(address).text


def test_the_head_shows_everybody_the_door_whoever_let_them_in(
    head: User, facilitator: User, musterau: Municipality
) -> None:
    services.end_membership(
        by=head, membership=held(facilitator), last_day=in_days(-1), reason="Hausrecht"
    )
    with pytest.raises(Refused, match="Programmbüro"):  # she does not give such a role
        invite(head, musterau, Role.FACILITATOR)


def test_an_invitation_ends_with_the_power_of_who_sent_it(
    coordinator: User, head: User, musterau: Municipality
) -> None:
    offer = invite(coordinator, musterau, Role.PLANNER)
    services.end_membership(
        by=head, membership=held(coordinator), last_day=in_days(-1), reason="Missbrauch"
    )
    with pytest.raises(Refused):
        accept(offer)
    with pytest.raises(Refused):
        services.resend_invitation(by=coordinator, offer=offer)
    with pytest.raises(Refused):
        services.withdraw(by=coordinator, offer=offer)
    services.resend_invitation(by=head, offer=offer)
    assert accept(offer).granted_by == head


def test_somebody_else_s_invitation_is_handled_by_whoever_could_give_the_role(
    coordinator: User, head: User, musterau: Municipality, as_user: Sign
) -> None:
    offer = InvitedRoleFactory(workspace=musterau.workspace, role=Role.STEERING_MEMBER)
    address = f"/zugang/einladung/{offer.pk}/zurueckziehen/"
    assert as_user(coordinator).post(address).status_code == 403
    assert as_user(head).post(address).status_code == 302


# --- Who reads and hears of it ------------------------------------------------------------------


def test_the_head_hears_by_mail_of_every_new_role(
    head: User, coordinator: User, stranger: User, musterau: Municipality
) -> None:
    accept(invite(coordinator, musterau, Role.PARTNER))
    services.grant_role(
        by=head, user=stranger, workspace=musterau.workspace, role=Role.PARENT, valid_from=today()
    )
    mails = OutboxMail.objects.filter(to=head.email).order_by("pk")
    assert [mail.subject for mail in mails] == [
        "Neue Rolle, Landkreis Musterau: Netzwerkpartner",
        "Neue Rolle, Landkreis Musterau: Elternvertretung",
    ]
    for words in ("Zweitkonto", coordinator.name, "/k/landkreis-musterau/zugang/"):
        assert words in mails[0].body


@pytest.mark.parametrize("who", ["parent", "partner", "committee_member", "protection_officer"])
def test_each_member_reads_who_holds_what_since_when_by_whom(
    who: str, request: pytest.FixtureRequest, head: User, musterau: Municipality, as_user: Sign
) -> None:
    person: User = request.getfixturevalue(who)
    MembershipFactory(
        workspace=musterau.workspace,
        user__name="Neue Planung",
        role=Role.PLANNER,
        valid_from=today(),
        granted_by=head,
    )
    gone = MembershipFactory(workspace=musterau.workspace, reason="Krank", valid_to=in_days(-1))
    InvitedRoleFactory(workspace=musterau.workspace, invitation__email="geladen@example.org")
    page = as_user(person).get("/k/landkreis-musterau/zugang/").text
    for words in ("Neue Planung", "Jugendhilfeplanung", f"{today():%d.%m.%Y}", head.name):
        assert words in page
    assert "geladen@example.org" not in page
    assert (gone.user.name in page) is (who == "protection_officer")


# --- The register -------------------------------------------------------------------------------


def entry(place: Municipality, **changes: Any) -> dict[str, Any]:
    values = {"name": place.name, "kind": place.kind, "version": place.version, "county": ""}
    return {**values, **changes}


def test_a_municipality_keeps_its_entry_and_operators_say_where_it_lies(
    planner: User, operator: User, office: User, musterau: Municipality, as_user: Sign
) -> None:
    address = "/kommunen/landkreis-musterau/bearbeiten/"
    client = as_user(planner)
    assert not {"land", "youth_office_id"} & client.get(address).context["form"].fields.keys()
    other = MunicipalityFactory().land
    answer = client.post(
        address, entry(musterau, website="https://musterau.example", land=other.pk)
    )
    assert answer.status_code == 302
    musterau.refresh_from_db()
    assert musterau.website == "https://musterau.example"
    with pytest.raises(Refused) as refusal:
        services.change_municipality(
            by=planner, municipality=musterau, version=None, youth_office_id="05974"
        )
    assert refusal.value.field == "youth_office_id"
    assert as_user(office).get(address).status_code == 403
    services.change_municipality(
        by=operator, municipality=musterau, version=None, youth_office_id="99999"
    )


def test_operators_invite_their_like(operator: User) -> None:
    assert roles_to_give(operator, platform_workspace()) == (Role.OPERATOR,)
    assert roles_to_give(second_operator(operator), platform_workspace()) == (Role.OPERATOR,)
