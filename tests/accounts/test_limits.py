"""What stops guessing, and whom it does not stop."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache.backends import locmem
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.accounts.sign_in import client_address, forget_tries, proxies_are_counted
from begleitwerk.core.models import OutboxMail
from begleitwerk.core.services.daily import DUTIES
from tests.days import today
from tests.factories.accounts import UserFactory
from tests.markup import text_of

Sign = Callable[[User | None], Client]
PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LIMITS = {
    "login": "30/m/ip",
    "login_failed": "6/m/ip,3/5m/key",
    "login_account": "8/h/key",
    "reset_password": "5/m/ip,2/h/key",
}


@pytest.fixture(autouse=True)
def limits(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = LIMITS
    settings.TRUSTED_PROXIES = 1


def sign_in(
    client: Client, email: str, password: str = PASSWORD, *, from_: str = "192.0.2.1"
) -> Any:
    data = {"login": email, "password": password}
    return client.post("/konto/login/", data, HTTP_X_FORWARDED_FOR=from_)


def is_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


def fail(email: str, *, times: int, from_: str = "192.0.2.1", client: Client | None = None) -> None:
    for _try in range(times):
        sign_in(client or Client(), email, "falsch", from_=from_)


def another_process() -> None:
    """Forget what only this process remembers."""
    locmem._caches.clear()
    locmem._expire_info.clear()


NOW = 1_900_000_000


@pytest.fixture
def clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code is good for half a minute, which may end between two lines of a test."""
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: NOW))


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, NOW // 30))


# --- Shared by all processes --------------------------------------------------------------------


def test_tries_count_in_all_processes(stranger: User, client: Client) -> None:
    for _try in range(3):
        fail(stranger.email, times=1)
        another_process()
    sign_in(client, stranger.email)
    assert not is_in(client)


def test_a_code_of_the_app_opens_once_in_all_processes(
    stranger: User, clock_stands_still: None
) -> None:
    TOTP.activate(stranger, SECRET)
    code = code_now()
    opened = []
    for client in (Client(), Client()):
        sign_in(client, stranger.email)
        client.post("/konto/sicherheit/authenticate/", {"code": code})
        opened.append(is_in(client))
        another_process()
    assert opened == [True, False]


def test_a_recovery_code_opens_once(stranger: User) -> None:
    TOTP.activate(stranger, SECRET)
    code = RecoveryCodes.activate(stranger).get_unused_codes()[0]
    opened = []
    for client in (Client(), Client()):
        sign_in(client, stranger.email)
        client.post("/konto/sicherheit/authenticate/", {"code": code})
        opened.append(is_in(client))
    assert opened == [True, False]


def test_what_has_run_out_is_kept_no_longer_than_a_day(
    stranger: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table holds addresses: it is cleared daily, and nothing that still counts goes."""

    def rows() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM core_shared_cache")
            return int(cursor.fetchone()[0])

    fail(stranger.email, times=3)
    counted = rows()
    forget_tries(today())
    assert rows() == counted > 0
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("begleitwerk.accounts.sign_in.timezone.now", lambda: later)
    forget_tries(today())
    assert rows() == 0
    assert DUTIES["accounts.forget_tries"].do is forget_tries


# --- Where somebody comes from ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "told", "believed"),
    [
        (0, "203.0.113.9", "10.0.0.1"),  # anybody may have typed that
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),  # the first half was typed
        (2, "198.51.100.7, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),  # passed by a proxy that should have written too
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::7]:443", "2001:db8::7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "unknown", "10.0.0.1"),
        (1, None, "10.0.0.1"),
    ],
)
def test_only_proxies_of_our_own_are_believed(
    settings: Any, proxies: int, told: str | None, believed: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "10.0.0.1"
    if told is not None:
        request.META["HTTP_X_FORWARDED_FOR"] = told
    assert client_address(request) == believed


def test_an_invented_address_does_not_reset_the_limit(
    stranger: User, client: Client, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = 0
    for number in range(3):
        fail(stranger.email, times=1, from_=f"203.0.113.{number}")
    sign_in(client, stranger.email, from_="203.0.113.77")
    assert not is_in(client)


def test_another_name_of_the_site_does_not_reset_the_limit(
    stranger: User, client: Client, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for number in range(3):
        data = {"login": stranger.email, "password": "falsch"}
        Client(HTTP_HOST=f"host{number}.example.org").post("/konto/login/", data)
    client.post("/konto/login/", {"login": stranger.email, "password": PASSWORD})
    assert not is_in(client)


# --- Nobody locks out others --------------------------------------------------------------------


def test_whoever_guesses_elsewhere_locks_nobody_out(stranger: User, client: Client) -> None:
    fail(stranger.email, times=5, from_="203.0.113.9")
    sign_in(client, stranger.email, from_="192.0.2.1")
    assert is_in(client)


def test_one_attacker_in_an_office_does_not_lock_out_the_office(stranger: User) -> None:
    colleague = Client()
    sign_in(colleague, stranger.email)
    colleague.post("/konto/logout/")
    for number in range(12):  # same address, one account after the other
        fail(f"nummer{number}@example.org", times=1)
    fail(stranger.email, times=3)
    newcomer = Client()
    sign_in(newcomer, stranger.email)
    assert not is_in(newcomer)  # the address has had its share
    sign_in(colleague, stranger.email)
    assert is_in(colleague)  # her browser is known


def test_many_addresses_do_not_help_guessing(stranger: User) -> None:
    known = Client()
    sign_in(known, stranger.email)
    known.post("/konto/logout/")
    for number in range(10):
        fail(stranger.email, times=1, from_=f"203.0.113.{number}")
    attacker = Client()
    sign_in(attacker, stranger.email, from_="203.0.113.200")
    assert not is_in(attacker)
    sign_in(known, stranger.email)
    assert is_in(known)


def test_a_known_browser_is_limited_too_and_cannot_be_invented(stranger: User) -> None:
    known, invented = Client(), Client()
    sign_in(known, stranger.email)
    known.post("/konto/logout/")
    fail(stranger.email, times=3, client=known)
    sign_in(known, stranger.email)
    assert not is_in(known)
    fail(stranger.email, times=3)
    invented.cookies["bw_known"] = f"{stranger.pk}:x:y"
    sign_in(invented, stranger.email)
    assert not is_in(invented)


def test_being_stopped_is_told_in_words(stranger: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(Client(), stranger.email, "falsch")
    answer = sign_in(Client(), stranger.email)
    assert answer.status_code == 429
    assert "Bitte warten Sie einige Minuten" in text_of(answer)


def test_whoever_forgets_to_count_proxies_is_told(settings: Any) -> None:
    settings.SECURE, settings.TRUSTED_PROXIES = True, 0
    assert [warning.id for warning in proxies_are_counted()] == ["accounts.W001"]
    settings.TRUSTED_PROXIES = 1
    assert proxies_are_counted() == []


# --- Nobody learns who has an account -----------------------------------------------------------


@pytest.fixture
def cast(stranger: User) -> list[str]:
    """Addresses: with an account, without, of one that has no password, of one that is closed."""
    without = UserFactory()
    without.set_unusable_password()
    without.save()
    closed = UserFactory(is_active=False)
    return [stranger.email, "niemand@example.org", without.email, closed.email]


def test_a_password_is_hashed_whoever_is_named(
    cast: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashing is what takes time: as often for an address nobody has as for one somebody has."""
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, salt: hashed.append(password) or encode(self, password, salt),  # type: ignore[func-returns-value]
    )
    counts = []
    for email in cast:
        hashed.clear()
        sign_in(Client(), email, "falsch", from_="192.0.2.9")
        counts.append(len(hashed))
    assert counts == [1, 1, 1, 1]


def test_a_forgotten_password_takes_the_same_way_for_everybody(
    cast: list[str], database_queue: None
) -> None:
    """The page looks nobody up: the worker does, later."""
    ways = []
    for email in cast:
        with CaptureQueriesContext(connection) as queries:
            Client().post("/konto/password/reset/", {"email": email})
        ways.append([query["sql"].split(" (")[0].split(" WHERE")[0] for query in queries])
        assert not [sql for sql in ways[-1] if "accounts_user" in sql or "emailaddress" in sql]
    assert [len(way) for way in ways] == [len(ways[0])] * 4
    assert not OutboxMail.objects.exists()


def test_asking_for_somebody_s_password_leaves_her_account_as_it_is(
    stranger: User, client: Client
) -> None:
    """The library would note an unconfirmed address, with which nobody sets up a factor."""
    Client().post("/konto/password/reset/", {"email": stranger.email})
    sign_in(client, stranger.email)
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_only_so_many_mails_go_to_an_address(stranger: User) -> None:
    answers = [
        Client().post("/konto/password/reset/", {"email": stranger.email}).status_code
        for _try in range(3)
    ]
    assert answers == [302, 302, 429]
    assert OutboxMail.objects.count() == 2


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST"])
def test_links_lead_to_the_configured_site_whatever_the_request_says(
    stranger: User, settings: Any, header: str
) -> None:
    settings.ALLOWED_HOSTS, settings.USE_X_FORWARDED_HOST = ["*"], True
    settings.SITE_URL = "https://begleitwerk.example.org"
    forged = {header: "evil.example"}
    Client().post("/konto/password/reset/", {"email": stranger.email}, **forged)  # type: ignore[arg-type]
    body = OutboxMail.objects.get().body
    assert "https://begleitwerk.example.org/konto/password/reset/key/" in body
    assert "evil" not in body
