"""Who hands in where nobody may: invited by the office, named inside, able to do nothing else."""

import pytest
from django.test import Client
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.models import OutboxMail
from begleitwerk.core.services import Refused
from begleitwerk.municipalities import services as access
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import InvitedRole, Membership
from begleitwerk.municipalities.selectors import roles_to_give
from begleitwerk.selection.models import Application, Candidacy, SelectionRound
from begleitwerk.selection.selectors.approvers import access_at
from begleitwerk.selection.services.applications import (
    hand_in,
    request_approval,
    save_application,
    start_application,
)
from begleitwerk.selection.services.approvers import invite_approver, name_approver
from begleitwerk.selection.services.invitations import invite
from tests.days import in_days, today
from tests.factories.municipalities import MembershipFactory
from tests.factories.selection import ApplicationFactory, CandidacyFactory
from tests.selection.conftest import Standing
from tests.worlds.selection import SelectionWorld

STAGE = "longlisted"


NAME = "Stadt Lindental"


@pytest.fixture(autouse=True)
def deadline_to_come(standing: Standing) -> None:
    SelectionRound.objects.update(apply_until=in_days(30))
    standing.world.round.refresh_from_db()


def invited(world: SelectionWorld, office: User, approver: str = "") -> Candidacy:
    row = world.candidacy(NAME)
    approvers = {row.pk: approver} if approver else None
    invite(
        by=office,
        candidacies=[row],
        reply_by=in_days(30),
        emails={row.pk: "amt@example.org"},
        approvers=approvers,
    )
    return world.candidacy(NAME)


def accept(offer: InvitedRole, name: str) -> Membership:
    words = {"name": name, "password": "blaue Tassen im Regal"}
    return access.accept_invitation(invitation=offer.invitation, **words)


def offered(candidacy: Candidacy, role: Role) -> InvitedRole:
    return InvitedRole.objects.get(workspace=candidacy.municipality.workspace, role=role)


def begun(candidacy: Candidacy, by: User) -> Application:
    application = start_application(by=by, candidacy=candidacy)
    return save_application(
        by=by,
        application=application,
        version=None,
        values={"motivation": "Wir fangen an.", "themes": list(candidacy.themes.all())},
    )


# --- From an installation nobody but the office is in ---------------------------------------------


def test_a_municipality_nobody_was_ever_in_writes_and_hands_in(
    world: SelectionWorld, office: User
) -> None:
    candidacy = invited(world, office, approver="Dezernat@example.org")
    writer = accept(offered(candidacy, Role.COORDINATOR), "Koordination").user
    signs = accept(offered(candidacy, Role.APPROVER), "Dezernat").user
    application = begun(candidacy, writer)
    request_approval(by=writer, application=application, approver=signs)
    done = hand_in(by=signs, application=application)
    assert (done.state, done.approver) == ("submitted", signs)
    assert OutboxMail.objects.filter(to="dezernat@example.org").exists()


def test_the_office_invites_who_approves_later_where_a_coordination_is_there(
    world: SelectionWorld, office: User
) -> None:
    candidacy = invited(world, office)
    place = candidacy.municipality.workspace
    accept(offered(candidacy, Role.COORDINATOR), "Koordination")
    assert roles_to_give(office, place) == (Role.APPROVER,)
    offer = invite_approver(by=office, candidacy=candidacy, email="dezernat@example.org")
    assert roles_to_give(office, place) == ()
    accept(offer, "Dezernat")
    with pytest.raises(Refused, match="darf schon jemand freigeben"):
        invite_approver(by=office, candidacy=candidacy, email="zweit@example.org")


def test_a_coordination_names_who_approves_and_the_office_invites(
    world: SelectionWorld, office: User
) -> None:
    candidacy = invited(world, office)
    writer = accept(offered(candidacy, Role.COORDINATOR), "Koordination").user
    begun(candidacy, writer)
    slug = candidacy.municipality.slug
    client = Client()
    client.force_login(writer)
    check = f"/k/{slug}/bewerbung/{candidacy.pk}/pruefen/"
    naming = f"/k/{slug}/bewerbung/{candidacy.pk}/freigabe/"
    assert naming in client.get(check).text
    sheet = {"name": "Frau Dezernat", "email": "dezernat@example.org"}
    assert client.post(naming, sheet).url == check
    assert "Sie haben Frau Dezernat genannt" in client.get(check).text
    at_the_office = Client()
    at_the_office.force_login(office)
    page = f"/p/{world.slug}/auswahl/freigabe/{candidacy.pk}/"
    assert page in at_the_office.get(f"/p/{world.slug}/").text
    assert "dezernat@example.org" in at_the_office.get(page).text
    assert at_the_office.post(page, sheet).status_code == 302
    assert page not in at_the_office.get(f"/p/{world.slug}/").text
    assert "dezernat@example.org ist dazu eingeladen" in client.get(check).text
    accept(offered(candidacy, Role.APPROVER), "Frau Dezernat")
    assert naming not in client.get(check).text
    with pytest.raises(Refused, match="darf schon jemand freigeben"):
        name_approver(by=writer, application=candidacy.application, name="X", email="x@example.org")


# --- Attacks --------------------------------------------------------------------------------------


def test_a_coordination_lets_in_nobody_who_approves_for_her(
    world: SelectionWorld, office: User
) -> None:
    candidacy = invited(world, office)
    writer = accept(offered(candidacy, Role.COORDINATOR), "Koordination").user
    for role in (Role.APPROVER, Role.YOUTH_OFFICE_HEAD):
        with pytest.raises(Refused) as refusal:
            access.invite(
                by=writer,
                workspace=candidacy.municipality.workspace,
                email="zweitkonto@example.org",
                role=role,
                valid_from=today(),
            )
        assert refusal.value.field == "role"


def test_a_second_account_of_the_office_reads_and_hands_in_nothing_unasked(
    world: SelectionWorld, office: User
) -> None:
    candidacy = invited(world, office, approver="zweitkonto@example.org")
    place = candidacy.municipality
    writer = accept(offered(candidacy, Role.COORDINATOR), "Koordination").user
    second = accept(offered(candidacy, Role.APPROVER), "Zweitkonto").user
    application = begun(candidacy, writer)
    other = CandidacyFactory(municipality=place, state="applied")
    ApplicationFactory(candidacy=other, state="submitted", submitted_at=timezone.now())
    client = Client()
    client.force_login(second)
    for row in (candidacy, other):
        for path in ("", "pruefen/"):
            assert client.get(f"/k/{place.slug}/bewerbung/{row.pk}/{path}").status_code == 403
        assert client.post(f"/k/{place.slug}/bewerbung/{row.pk}/einreichen/").status_code == 403
    assert "Runde 2026" not in client.get(f"/k/{place.slug}/bewerbung/").text.partition("<main")[2]
    for path in ("ziele/", "sitzungen/", "zugang/", "vorlagen/"):
        assert client.get(f"/k/{place.slug}/{path}").status_code in (403, 404)
    with pytest.raises(Refused, match="Nur wer hier freigeben darf"):
        hand_in(by=second, application=application)
    request_approval(by=writer, application=application, approver=second)
    assert client.get(f"/k/{place.slug}/bewerbung/{candidacy.pk}/pruefen/").status_code == 200
    assert client.get(f"/k/{place.slug}/bewerbung/{other.pk}/").status_code == 403
    assert "Runde 2026" in client.get(f"/k/{place.slug}/bewerbung/").text.partition("<main")[2]


def test_an_office_that_asks_for_nothing_lets_nobody_in_to_approve(
    world: SelectionWorld, office: User
) -> None:
    candidacy = invited(world, office)
    place = candidacy.municipality.workspace
    accept(offered(candidacy, Role.COORDINATOR), "Koordination")
    SelectionRound.objects.update(state="decided")
    assert roles_to_give(office, place) == ()
    with pytest.raises(Refused):
        access.invite(
            by=office,
            workspace=place,
            email="zweitkonto@example.org",
            role=Role.APPROVER,
            valid_from=today(),
        )


def test_where_somebody_was_before_no_office_lets_in_a_first_person_and_says_so(
    world: SelectionWorld, office: User
) -> None:
    row = world.candidacy(NAME)
    MembershipFactory(
        workspace=row.municipality.workspace,
        role=Role.COORDINATOR,
        valid_to=in_days(-1),
    )
    known = access_at([row])[row.pk]
    assert (known.writes, known.approves, known.is_new) == (False, False, False)
    client = Client()
    client.force_login(office)
    page = client.post(
        f"/p/{world.slug}/auswahl/{world.round.pk}/einladen/",
        {
            "candidacies": [row.pk],
            "reply_by": in_days(30).isoformat(),
            "text": "Bitte bewerben Sie sich.",
        },
    )
    assert f"Bei {NAME} war schon jemand hier" in page.text
    invited(world, office, approver="dezernat@example.org")
    roles = InvitedRole.objects.filter(workspace=row.municipality.workspace)
    assert [offer.role for offer in roles] == [Role.APPROVER]
