"""Facilitators the office invites: assigned by accepting, and by nothing less."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import Invitation, User
from begleitwerk.core.models import OutboxMail
from begleitwerk.core.services import Refused
from begleitwerk.municipalities import services as access
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import InvitedRole, Membership, Municipality
from begleitwerk.programmes import services
from begleitwerk.programmes.enums import EngagementState as S
from begleitwerk.programmes.models import Engagement, FacilitatorOffer
from tests.days import in_days, today
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory
from tests.factories.programmes import EditionFactory
from tests.worlds.cast import Places

Sign = Callable[[User | None], Client]
GUEST = "neu@example.org"


@pytest.fixture
def engagement(places: Places) -> Engagement:
    edition = EditionFactory(programme__workspace=places.programme)
    return services.open_engagement(
        by=None, edition=edition, municipalities=[places.musterau], state=S.SELECTED
    )


@pytest.fixture
def accepted(engagement: Engagement) -> Engagement:
    services.accept_participation(by=None, party=engagement.party_rows.get())
    return engagement


def address(name: str, engagement: Engagement, *more: int) -> str:
    slug = engagement.workspace.slug
    return reverse(f"programmes:{name}", args=[slug, engagement.pk, *more])


def invited(office: User, engagement: Engagement, email: str = GUEST) -> FacilitatorOffer:
    row = services.bring_in(by=office, engagement=engagement, email=email, valid_from=today())
    assert isinstance(row, FacilitatorOffer)
    return row


def link_of(email: str) -> str:
    body = OutboxMail.objects.filter(to=email).latest("pk").body
    found = re.search(r"/einladung/\S+", body)
    assert found
    return found[0]


def accept(invitation: Invitation) -> Membership:
    return access.accept_invitation(
        invitation=invitation, name="Neue Begleitung", password="vier lange Worte hier"
    )


def test_who_has_no_account_is_invited_and_assigned_by_accepting(
    office: User, accepted: Engagement, musterau: Municipality, as_user: Sign
) -> None:
    client, home = as_user(office), address("facilitators", accepted)
    sheet = {"email": GUEST, "name": "Neue Begleitung", "valid_from": today()}
    told = client.post(address("facilitator_add", accepted), sheet, follow=True)
    assert "Die Einladung an neu@example.org ist unterwegs" in told.text
    assert "1 Einladung wartet" in told.text
    assert not accepted.facilitators.exists()
    guest = Client()
    words = {"name": "Neue Begleitung", "password": "vier lange Worte hier"}
    guest.post(link_of(GUEST), {**words, "again": words["password"]})
    row = accepted.facilitators.select_related("user").get()
    assert (row.user.email, row.valid_from) == (GUEST, today())
    assert guest.get(reverse("processes:process", args=[musterau.slug])).status_code == 200
    page = client.get(home).text
    assert "Einladung angenommen am" in page
    assert "Erneut senden" not in page


def test_an_invitation_is_sent_again_and_taken_back_where_it_stands(
    office: User, accepted: Engagement, as_user: Sign
) -> None:
    row, client = invited(office, accepted), as_user(office)
    Invitation.objects.update(expires_at=in_days(-1).isoformat() + "T12:00Z")
    assert "abgelaufen" in client.get(address("facilitators", accepted)).text
    client.post(address("facilitator_offer_resend", accepted, row.pk))
    link = link_of(GUEST)
    assert Client().get(link).status_code == 200
    client.post(address("facilitator_offer_withdraw", accepted, row.pk))
    assert Client().get(link).status_code == 410
    assert GUEST not in client.get(address("facilitators", accepted)).text
    twice = client.post(address("facilitator_offer_withdraw", accepted, row.pk), follow=True)
    assert "zurückgezogen" in twice.text


def test_nobody_is_invited_into_a_place_that_has_not_accepted_or_has_left(
    office: User, engagement: Engagement
) -> None:
    with pytest.raises(Refused) as refusal:
        invited(office, engagement)
    assert refusal.value.field == "email"
    services.accept_participation(by=None, party=engagement.party_rows.get())
    row = invited(office, engagement)
    engagement = services.move_engagement(
        by=office, engagement=engagement, state=S.WITHDRAWN, reason="Umbau"
    )
    with pytest.raises(Refused):
        accept(row.offer.invitation)
    with pytest.raises(Refused, match="beendet"):
        invited(office, engagement, "anders@example.org")
    assert not engagement.facilitators.exists()


def test_an_account_with_another_role_accompanies_nowhere_however_it_is_invited(
    office: User, planner: User, accepted: Engagement, musterau: Municipality, as_user: Sign
) -> None:
    elsewhere = MembershipFactory(workspace=MunicipalityFactory().workspace, role=Role.PLANNER)
    for user in (planner, elsewhere.user):
        for invite in (
            lambda user=user: invited(office, accepted, user.email),
            lambda user=user: access.invite(
                by=office,
                workspace=musterau.workspace,
                email=user.email.upper(),
                role=Role.FACILITATOR,
                valid_from=today(),
            ),
        ):
            with pytest.raises(Refused, match="andere Rolle") as refusal:
                invite()
            assert refusal.value.field == "email"
        with pytest.raises(Refused, match="andere Rolle"):
            access.grant_role(
                by=office,
                user=user,
                workspace=musterau.workspace,
                role=Role.FACILITATOR,
                valid_from=today(),
            )
    assert not InvitedRole.objects.exists()


def test_nor_does_one_that_came_by_another_role_after_it_was_invited(
    office: User, accepted: Engagement, as_user: Sign
) -> None:
    row = invited(office, accepted)
    link = link_of(GUEST)
    late = UserFactory(email=GUEST)
    MembershipFactory(user=late, workspace=MunicipalityFactory().workspace, role=Role.COORDINATOR)
    assert as_user(late).get(link).status_code == 410
    with pytest.raises(Refused):
        accept(row.offer.invitation)
    assert not Membership.objects.filter(user=late, role=Role.FACILITATOR).exists()
    assert "andere Rolle" in as_user(office).get(address("facilitators", accepted)).text


def test_an_invitation_from_the_access_page_assigns_too_and_once(
    office: User, accepted: Engagement, musterau: Municipality
) -> None:
    offer = access.invite(
        by=office,
        workspace=musterau.workspace,
        email=GUEST,
        role=Role.FACILITATOR,
        valid_from=today(),
    )
    user = accept(offer.invitation).user
    assert accepted.facilitators.get().user == user
    again = access.invite(
        by=None,
        workspace=musterau.workspace,
        email=UserFactory(email="zweite@example.org").email,
        role=Role.FACILITATOR,
        valid_from=today(),
    )
    second = User.objects.get(email="zweite@example.org")
    services.add_facilitator(by=office, engagement=accepted, user=second, valid_from=today())
    accept(again.invitation)
    assert accepted.facilitators.filter(user=second).count() == 1


def test_who_accompanies_two_that_share_a_place_reads_where_it_was_accepted(
    office: User, places: Places
) -> None:
    edition = EditionFactory(programme__workspace=places.programme)
    both = [places.musterau, MunicipalityFactory()]
    pair = services.open_engagement(by=None, edition=edition, municipalities=both, state=S.SELECTED)
    for party in pair.party_rows.all():
        services.accept_participation(by=None, party=party)
    user = accept(invited(office, pair).offer.invitation).user
    held = Membership.objects.filter(user=user, role=Role.FACILITATOR)
    assert {row.workspace_id for row in held} == {place.workspace_id for place in both}


def test_who_accompanies_one_of_the_two_already_keeps_that_role_and_gets_the_other(
    office: User, places: Places
) -> None:
    both = [places.musterau, MunicipalityFactory()]
    user = MembershipFactory(workspace=both[1].workspace, role=Role.FACILITATOR).user
    edition = EditionFactory(programme__workspace=places.programme)
    pair = services.open_engagement(by=None, edition=edition, municipalities=both, state=S.SELECTED)
    for party in pair.party_rows.all():
        services.accept_participation(by=None, party=party)
    offer = access.invite(
        by=office,
        workspace=both[0].workspace,
        email=user.email,
        role=Role.FACILITATOR,
        valid_from=today(),
    )
    accept(offer.invitation)
    assert pair.facilitators.get().user == user
    held = Membership.objects.filter(user=user, role=Role.FACILITATOR)
    assert sorted(held.values_list("workspace", flat=True)) == sorted(
        place.workspace_id for place in both
    )


def test_a_blocked_account_is_not_assigned_and_no_role_is_carried_without_a_participation(
    office: User, accepted: Engagement, musterau: Municipality
) -> None:
    UserFactory(email=GUEST, is_active=False)
    with pytest.raises(Refused, match="gesperrt") as refusal:
        invited(office, accepted)
    assert refusal.value.field == "email"
    alone = MunicipalityFactory()
    offer = access.invite(
        by=None,
        workspace=alone.workspace,
        email="allein@example.org",
        role=Role.FACILITATOR,
        valid_from=today(),
    )
    accept(offer.invitation)
    assert not accepted.facilitators.exists()


def test_who_was_invited_for_a_participation_that_ended_is_not_let_in_for_another(
    office: User, accepted: Engagement, musterau: Municipality
) -> None:
    row = invited(office, accepted)
    goes_on = services.open_engagement(
        by=None,
        edition=EditionFactory(programme=accepted.edition.programme),
        municipalities=[musterau],
        state=S.SELECTED,
    )
    services.accept_participation(by=None, party=goes_on.party_rows.get())
    services.move_engagement(
        by=office, engagement=accepted, state=S.WITHDRAWN, on=today(), reason="Keine Stelle"
    )
    with pytest.raises(Refused):
        accept(Invitation.objects.get(pk=row.offer.invitation_id))
    assert not Membership.objects.filter(user__email=GUEST).exists()
