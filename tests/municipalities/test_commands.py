"""What an operator starts by hand."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.models import Municipality


def create_operator(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setenv("BEGLEITWERK_OPERATOR_PASSWORD", password)
    call_command("create_operator", email="op@example.org", name="Betrieb", stdout=StringIO())


def test_the_first_operator_signs_in_and_invites(
    db: None, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    create_operator(monkeypatch, "blaue Tassen im Regal")
    data = {"login": "op@example.org", "password": "blaue Tassen im Regal"}
    assert client.post("/konto/login/", data).status_code == 302
    assert client.get("/betrieb/zugang/einladen/").status_code == 200


def test_a_poor_password_or_a_known_address_makes_no_operator(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError):
        create_operator(monkeypatch, "kurz")
    assert not User.objects.exists()
    create_operator(monkeypatch, "blaue Tassen im Regal")
    with pytest.raises(CommandError):
        create_operator(monkeypatch, "blaue Tassen im Regal")


def test_the_register_says_what_it_loaded(db: None) -> None:
    out = StringIO()
    call_command("load_register", stdout=out)
    assert "400 new" in out.getvalue()
    assert Municipality.objects.count() == 400
