"""What an operator starts by hand."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Municipality, Workspace


def test_the_first_operator_is_invited_by_the_installation_itself(db: None, client: Client) -> None:
    out = StringIO()
    call_command("create_operator", email="op@example.org", name="Betrieb", stdout=out)
    link = "/einladung/" + out.getvalue().partition("/einladung/")[2].split()[0]
    password = "blaue Tassen im Regal"
    data = {"name": "Betrieb", "password": password, "again": password}
    assert client.post(link, data).status_code == 302
    assert client.get("/betrieb/zugang/einladen/").status_code == 200
    assert not User.objects.get().is_superuser


def test_what_is_no_address_invites_nobody(db: None) -> None:
    with pytest.raises(CommandError):
        call_command("create_operator", email="op", name="Betrieb")


@pytest.mark.parametrize(
    ("role", "place", "words"),
    [
        (Role.PROGRAMME_LEAD, "programme/programm", "/einladung/"),
        (Role.OPERATOR, "programme/programm", "gibt es hier nicht"),
        (Role.PROGRAMME_LEAD, "programme/anderes", "no place"),
    ],
)
def test_a_place_nobody_is_left_in_gets_people_by_command(
    programme_space: Workspace, role: Role, place: str, words: str
) -> None:
    out = StringIO()
    try:
        call_command(
            "invite", email="neu@example.org", name="Neu", role=role, place=place, stdout=out
        )
    except CommandError as error:
        out.write(str(error))
    assert words in out.getvalue()


def test_the_register_says_what_it_loaded(db: None) -> None:
    out = StringIO()
    call_command("load_register", stdout=out)
    assert "400 new" in out.getvalue()
    assert Municipality.objects.count() == 400
