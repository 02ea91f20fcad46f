"""The command that builds the demo keeps away from what real people wrote."""

import pytest
from django.core.management import CommandError, call_command

from begleitwerk.accounts.models import User
from begleitwerk.demo.management.commands import demo
from begleitwerk.municipalities import services
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Municipality
from tests.factories.accounts import InvitationFactory, UserFactory
from tests.factories.municipalities import InvitedRoleFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the command would have done to the database, in its order."""
    seen: list[str] = []
    monkeypatch.setattr(demo, "call_command", lambda name, **_options: seen.append(name))
    for name in ("reset", "build"):
        monkeypatch.setattr(demo.Command, name, lambda _self, name=name: seen.append(name))
    return seen


@pytest.mark.parametrize("options", [["--reset"], []])
def test_an_installation_of_real_people_is_not_touched(
    options: list[str], done: list[str], coordinator: User
) -> None:
    with pytest.raises(CommandError, match="real people"):
        call_command("demo", "--no-serve", *options)
    assert done == []


@pytest.mark.parametrize(
    ("options", "steps"),
    [([], ["migrate", "collectstatic"]), (["--reset"], ["reset", "migrate", "collectstatic"])],
)
def test_a_demo_in_which_somebody_accepted_an_invitation_starts_again(
    options: list[str], steps: list[str], done: list[str], musterau: Municipality
) -> None:
    persona = UserFactory(is_demo=True, demo_note="Landkreis Musterau.")
    MembershipFactory(user=persona, workspace=musterau.workspace, role=Role.COORDINATOR)
    invitation = InvitationFactory(invited_by=persona)
    InvitedRoleFactory(invitation=invitation, workspace=musterau.workspace, role=Role.PARTNER)
    membership = services.accept_invitation(
        invitation=invitation, name="Gast", password="richtig langes Passwort"
    )
    call_command("demo", "--no-serve", *options)
    assert done == steps
    assert membership.user.is_demo
    assert not membership.user.demo_note  # no button lets anybody in as her


def test_whom_an_operator_invites_is_a_real_person_even_beside_a_demo(
    done: list[str], musterau: Municipality, head: User
) -> None:
    UserFactory(is_demo=True, demo_note="Landkreis Musterau.")
    invitation = InvitationFactory(invited_by=head)
    InvitedRoleFactory(invitation=invitation, workspace=musterau.workspace, role=Role.PARTNER)
    services.accept_invitation(invitation=invitation, name="Gast", password="richtig lang 123")
    User.objects.filter(pk=head.pk).update(is_demo=True)
    with pytest.raises(CommandError, match="real people"):
        call_command("demo", "--no-serve", "--reset")


def test_the_first_demo_finds_no_tables_yet(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo.connection.introspection, "table_names", list)
    call_command("demo", "--no-serve")
    assert done == ["migrate", "build", "collectstatic"]
