"""A passkey in the real browser: added, used to sign in, asked for as second factor, removed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import Site, on_a_worker

pytestmark = [pytest.mark.browser, on_a_worker("passkeys")]

PERSONA = "Betrieb"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose browser has a key of its own, which is always at hand."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    page.close()


def test_a_passkey_opens_the_account_under_the_strict_policy(page: Page, site: Site) -> None:
    blocked: list[str] = []
    page.on(
        "console",
        lambda message: blocked.append(message.text) if "Content" in message.text else None,
    )
    home = site.url.replace("127.0.0.1", "localhost")  # keys belong to names, not to numbers
    page.goto(f"{home}/konto/login/")
    page.locator(".bw-person", has_text=PERSONA).first.click()
    page.goto(f"{home}/konto/sicherheit/webauthn/add/")
    page.get_by_label("Name des Schlüssels").fill("Laptop")
    page.get_by_label("Allein mit diesem Schlüssel anmelden").check()
    page.get_by_role("button", name="Schlüssel hinzufügen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sind Sie es?")
    page.get_by_role("link", name="Mit einem Schlüssel").click()
    page.get_by_role("button", name="Schlüssel verwenden").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wiederherstellungscodes")

    page.context.clear_cookies()
    page.goto(f"{home}/konto/login/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url(lambda url: "/konto/login" not in url)
    page.goto(f"{home}/konto/sicherheit/webauthn/")
    expect(page.get_by_role("row", name="Laptop")).to_contain_text("ohne Passwort")

    page.get_by_role("link", name="Entfernen").click()
    page.get_by_role("link", name="Mit einem Schlüssel").click()
    page.get_by_role("button", name="Schlüssel verwenden").click()
    page.get_by_role("button", name="Schlüssel entfernen").click()
    expect(page.get_by_text("Der Schlüssel ist entfernt.")).to_be_visible()
    assert blocked == []
