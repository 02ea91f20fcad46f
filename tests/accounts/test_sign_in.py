"""Signing in: by password, by demo click, with a second factor; and what stops guessing."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.core.models import OutboxMail
from tests.factories.accounts import UserFactory
from tests.markup import text_of

Sign = Callable[[User | None], Client]
PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/konto/login/", {"login": email, "password": password})


def errors_of(page: Any) -> list[str]:
    summary = re.search(r"data-bw-errors>.*?</ul>", text_of(page))
    return re.findall(r"<li>(.*?)</li>", summary[0]) if summary else []


def prove(client: Client) -> None:
    """Confirm the password once more, as pages about protection demand."""
    assert client.post("/konto/reauthenticate/", {"password": PASSWORD}).status_code == 302


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


@pytest.fixture
def protected(stranger: User) -> User:
    TOTP.activate(stranger, SECRET)
    return stranger


def test_mail_address_and_password_open_the_account(stranger: User, client: Client) -> None:
    answer = sign_in(client, stranger.email.upper())
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/konto/").status_code == 200


def test_a_wrong_password_keeps_the_address_and_tells_nothing(
    stranger: User, client: Client
) -> None:
    wrong = sign_in(client, stranger.email, "falsch")
    unknown = sign_in(client, "niemand@example.org", "falsch")
    assert stranger.email in wrong.text
    assert errors_of(wrong) == errors_of(unknown) != []


def test_guessing_is_stopped(stranger: User, client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}
    for _try in range(3):
        sign_in(client, stranger.email, "falsch")
    sign_in(client, stranger.email)
    assert client.get("/konto/").status_code == 302


def test_nobody_signs_up_by_herself(client: Client, db: None) -> None:
    page = client.get("/konto/signup/")
    assert "password1" not in page.text
    client.post("/konto/signup/", {"email": "x@example.org", "password1": PASSWORD})
    assert not User.objects.exists()


def test_addresses_do_not_change_by_themselves(stranger: User, as_user: Sign) -> None:
    assert as_user(stranger).get("/konto/email/").status_code == 404
    assert as_user(stranger).get("/konto/confirm-email/x/").status_code == 404


def test_a_forgotten_password_is_chosen_anew_by_mail(stranger: User, client: Client) -> None:
    client.post("/konto/password/reset/", {"email": stranger.email})
    link = re.search(r"/konto/password/reset/key/\S+", OutboxMail.objects.get().body)
    assert link is not None
    form = client.get(link[0], follow=True)
    data = {"password1": "blaue Tassen im Regal", "password2": "blaue Tassen im Regal"}
    client.post(form.request["PATH_INFO"], data)
    stranger.refresh_from_db()
    assert stranger.check_password("blaue Tassen im Regal")
    assert client.get(link[0], follow=True).text.count('type="password"') == 0


@pytest.mark.parametrize("password", ["Schalke04Schalke04", "FrüheHilfen2025", "Stranger-2024!!"])
def test_a_password_somebody_who_knows_german_tries_first_is_refused(
    stranger: User, client: Client, password: str
) -> None:
    sign_in(client, stranger.email)
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    page = client.post("/konto/password/change/", data)
    assert "leicht zu erraten" in text_of(page)
    stranger.refresh_from_db()
    assert stranger.check_password(PASSWORD)


def test_a_reset_for_nobody_looks_the_same(client: Client, db: None) -> None:
    answer = client.post("/konto/password/reset/", {"email": "niemand@example.org"})
    assert answer["Location"] == "/konto/password/reset/done/"
    assert "password/reset/key" not in OutboxMail.objects.get().body


def test_the_second_factor_is_asked_for(protected: User, client: Client) -> None:
    assert sign_in(client, protected.email)["Location"] == "/konto/sicherheit/authenticate/"
    assert client.get("/konto/").status_code == 302
    assert client.post("/konto/sicherheit/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/konto/sicherheit/authenticate/", {"code": code_now()}).status_code == 302
    assert client.get("/konto/").status_code == 200


def test_setting_up_an_app_gives_recovery_codes_and_a_notice(
    stranger: User, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client, stranger.email)
    prove(client)
    page = client.get("/konto/sicherheit/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    assert page.context["form"].secret_in_groups.replace(" ", "") == secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/konto/sicherheit/totp/activate/", {"code": code})
    assert answer.status_code == 302
    assert client.get("/konto/sicherheit/recovery-codes/").text.count("<li><span") == 10
    assert get_adapter().is_mfa_enabled(stranger)
    assert "zweiter Faktor" in OutboxMail.objects.get().subject


@pytest.mark.parametrize(
    "path",
    [
        "",
        "login/",
        "logout/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/done/",
        "password/reset/key/1-x/",
        "password/change/",
        "inactive/",
        "signup/",
        "reauthenticate/",
        "sicherheit/reauthenticate/",
        "sicherheit/totp/activate/",
        "sicherheit/totp/deactivate/",
        "sicherheit/recovery-codes/",
        "sicherheit/recovery-codes/generate/",
        "sicherheit/webauthn/",
        "sicherheit/webauthn/add/",
        "sicherheit/",
    ],
)
def test_every_page_of_the_library_wears_our_frame(
    stranger: User, client: Client, path: str
) -> None:
    guest_pages = ("login/", "password/reset/", "signup/", "inactive/")
    if not path.startswith(guest_pages):
        sign_in(client, stranger.email)
        prove(client)
    if path not in ("sicherheit/totp/activate/", *guest_pages):
        TOTP.activate(stranger, SECRET)
        RecoveryCodes.activate(stranger)
    page = client.get(f"/konto/{path}")
    assert page.status_code == 200
    assert 'class="bw-main"' in page.text
    assert "style=" not in page.text
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page.text)


# --- Demo ---------------------------------------------------------------------------------------


@pytest.fixture
def persona(db: None) -> User:
    return UserFactory(
        is_demo=True, name="Netzwerkkoordination", demo_note="Landkreis Musterau. Plant die Woche."
    )


def test_in_demo_mode_one_click_signs_in(persona: User, client: Client, settings: Any) -> None:
    settings.DEMO = True
    page = client.get("/konto/login/").text
    assert f'value="{persona.pk}"' in page
    assert "Plant die Woche." in page
    assert client.post("/konto/demo/", {"person": persona.pk}).status_code == 302
    assert client.get("/konto/").status_code == 200


def test_outside_demo_mode_nothing_of_it_exists(
    persona: User, stranger: User, client: Client, settings: Any
) -> None:
    settings.DEMO = False
    page = client.get("/konto/login/").text
    assert "bw-person" not in page
    assert persona.name not in page
    assert client.post("/konto/demo/", {"person": persona.pk}).status_code == 404
    assert client.get("/konto/").status_code == 302


@pytest.mark.parametrize("person", ["", "x", "0", "999999"])
def test_real_accounts_are_never_one_click_away(
    stranger: User, client: Client, settings: Any, person: str
) -> None:
    settings.DEMO = True
    for wanted in (person, str(stranger.pk)):
        assert client.post("/konto/demo/", {"person": wanted}).status_code == 404


def test_keys_are_one_s_own(stranger: User, client: Client) -> None:
    other = Authenticator.objects.create(
        user=UserFactory(), type=Authenticator.Type.WEBAUTHN, data={"name": "Fremd"}
    )
    sign_in(client, stranger.email)
    prove(client)
    assert client.get(f"/konto/sicherheit/webauthn/keys/{other.pk}/remove/").status_code == 404
