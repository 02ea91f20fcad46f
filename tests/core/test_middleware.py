"""What holds for every answer."""

import logging
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.config import settings as settings_module
from begleitwerk.municipalities.models import Municipality

Sign = Callable[[User | None], Client]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/k/{place}/", 200),
        ("/k/{place}/massnahmen/", 200),
        ("/k/{place}/massnahmen/?export=csv", 200),
        ("/k/{place}/massnahmen/?export=xlsx", 200),
        ("/kommunen/?export=csv", 200),
        ("/postausgang/", 403),
        ("/nicht/vorhanden/", 404),
        ("/konto/passwort/", 404),
        ("/konto/login/", 302),
    ],
)
def test_what_somebody_signed_in_gets_is_kept_nowhere(
    coordinator: User, musterau: Municipality, as_user: Sign, path: str, status: int
) -> None:
    answer = as_user(coordinator).get(path.format(place=musterau.slug))
    assert answer.status_code == status
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


def test_nor_what_a_guest_gets(client: Client, db: None) -> None:
    for path in ("/konto/login/", "/einladung/x/", "/k/musterau/"):
        assert "no-store" in client.get(path).headers["Cache-Control"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/k/{place}/", "/k/{place}/massnahmen/", "/konto/inactive/"])
def test_a_page_to_read_says_so_to_whoever_sends_something(
    coordinator: User, musterau: Municipality, as_user: Sign, path: str, method: str
) -> None:
    answer = as_user(coordinator).generic(method, path.format(place=musterau.slug))
    assert answer.status_code == 405
    assert "Diese Seite ist zum Lesen da" in answer.text
    assert "GET" in answer.headers["Allow"]


def test_the_address_of_a_button_says_that_it_is_one(
    coordinator: User, musterau: Municipality, as_user: Sign
) -> None:
    answer = as_user(coordinator).put("/konto/sprache/")
    assert answer.status_code == 405
    assert "Das geht mit einer Schaltfläche" in answer.text
    assert as_user(None).get("/konto/sprache/").status_code == 405


def test_files_for_the_browser_may_be_kept() -> None:
    order = django_settings.MIDDLEWARE
    static, pages = (
        next(place for place, name in enumerate(order) if word in name)
        for word in ("WhiteNoise", "NotCached")
    )
    assert static < pages


def settings_with(monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict[str, Any]:
    for name, value in variables.items():
        monkeypatch.setenv(f"BEGLEITWERK_{name}", value)
    return runpy.run_path(str(Path(settings_module.__file__ or "")))


def test_with_tls_everything_is_led_there(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_with(monkeypatch, SITE_URL="https://begleitwerk.example.org/")
    assert found["SITE_URL"] == "https://begleitwerk.example.org"
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is False
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True


def test_the_operator_says_how_strictly(monkeypatch: pytest.MonkeyPatch) -> None:
    strict = {"HSTS_SECONDS": "60", "HSTS_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"}
    address = {"SITE_URL": "https://begleitwerk.example.org", "SSL_REDIRECT": "0"}
    found = settings_with(monkeypatch, **strict, **address)
    assert found["SECURE_SSL_REDIRECT"] is False
    assert found["SECURE_HSTS_SECONDS"] == 60
    assert found["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is found["SECURE_HSTS_PRELOAD"] is True


def test_without_tls_nothing_is_demanded(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_with(monkeypatch, SITE_URL="http://127.0.0.1:8000")
    assert (found["SECURE_SSL_REDIRECT"], found["SECURE_HSTS_SECONDS"]) == (False, 0)


def test_a_request_without_tls_is_led_to_it(client: Client, settings: Any, db: None) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 60
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    assert client.get("/konto/login/")["Location"] == "https://testserver/konto/login/"
    kept = client.get("/konto/login/", secure=True).headers["Strict-Transport-Security"]
    assert kept == "max-age=60; includeSubDomains"


def test_what_is_closed_is_one_line_in_the_log(
    coordinator: User, as_user: Sign, caplog: pytest.LogCaptureFixture
) -> None:
    console = next(each for each in logging.getLogger().handlers if each.filters)
    as_user(coordinator).get("/postausgang/")
    record = next(each for each in caplog.records if getattr(each, "status_code", 0) == 403)
    assert console.filter(record)
    assert "\n" not in console.format(record)
    failed = logging.LogRecord("x", logging.ERROR, "", 0, "%s", ("f",), (ValueError, None, None))
    assert console.filter(failed)
    assert failed.exc_info
