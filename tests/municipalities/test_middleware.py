"""The second factor, where a role demands one."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from begleitwerk.accounts.models import User


@pytest.fixture(autouse=True)
def demanded(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["coordinator"]


def test_a_role_that_demands_it_sets_it_up_first(
    coordinator: User, head: User, as_user: Callable[[User | None], Client]
) -> None:
    client = as_user(coordinator)
    answer = client.get("/kommunen/")
    assert answer["Location"].startswith("/konto/sicherheit/totp/activate/")
    assert client.get("/konto/rechte/").status_code == 200
    assert client.get("/seite/impressum/").status_code == 200
    assert client.post("/konto/sprache/", {"language": "en"}).status_code == 302
    assert as_user(head).get("/kommunen/").status_code == 200


def test_with_it_the_way_is_free(
    coordinator: User, as_user: Callable[[User | None], Client]
) -> None:
    TOTP.activate(coordinator, generate_totp_secret())
    assert as_user(coordinator).get("/kommunen/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(
    coordinator: User, as_user: Callable[[User | None], Client]
) -> None:
    Authenticator.objects.create(
        user=coordinator, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"}
    )
    assert as_user(coordinator).get("/kommunen/").status_code == 302


def test_the_reason_is_told_once(
    coordinator: User, as_user: Callable[[User | None], Client]
) -> None:
    client = as_user(coordinator)
    for _again in range(3):
        client.get("/kommunen/")
    assert len(list(client.get("/konto/").context["messages"])) == 1


def test_where_no_role_demands_it_nobody_is_asked(
    coordinator: User, settings: Any, as_user: Callable[[User | None], Client]
) -> None:
    settings.SECOND_FACTOR_ROLES = []
    assert as_user(coordinator).get("/kommunen/").status_code == 200
