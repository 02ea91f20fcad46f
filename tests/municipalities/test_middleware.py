"""The second factor, where a role demands one."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

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
    assert client.get("/konto/reauthenticate/").status_code == 200
    assert client.get("/seite/impressum/").status_code == 200
    assert client.post("/konto/sprache/", {"language": "en"}).status_code == 302
    assert as_user(head).get("/kommunen/").status_code == 200


# What somebody may open who lacks the factor her role demands: written here once more, so that
# nobody opens a further address by the way.
OPEN = {
    "core:page", "accounts:set_language", "accounts:demo",
    "account_login", "account_logout",
    "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "mfa_activate_totp", "mfa_add_webauthn",
}  # fmt: skip


def addresses(patterns: list[Any], space: str = "", start: str = "/") -> Iterator[tuple[str, str]]:
    """Name and path of every address of the house, with something in each of its gaps."""
    for pattern in patterns:
        path = re.sub(r"<[^>]*>", "1", start + str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner, path)
        else:
            yield f"{space}{pattern.name}", path


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_it_every_address_leads_to_its_set_up(
    coordinator: User, as_user: Callable[[User | None], Client], method: str
) -> None:
    client, setup = as_user(coordinator), reverse("mfa_activate_totp")
    every = [*addresses(get_resolver().url_patterns)]
    assert len(every) > 200
    for name, path in every:
        if name in OPEN:
            continue
        answer = getattr(client, method)(path)
        assert (name, answer.status_code, answer.headers.get("Location")) == (name, 302, setup)


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
    assert len(list(client.get("/konto/reauthenticate/").context["messages"])) == 1


def test_where_no_role_demands_it_nobody_is_asked(
    coordinator: User, settings: Any, as_user: Callable[[User | None], Client]
) -> None:
    settings.SECOND_FACTOR_ROLES = []
    assert as_user(coordinator).get("/kommunen/").status_code == 200
