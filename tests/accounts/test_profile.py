"""One's own account: name, function, language."""

from collections.abc import Callable

from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent

Sign = Callable[[User | None], Client]


def test_a_person_changes_her_own_account(stranger: User, as_user: Sign) -> None:
    client = as_user(stranger)
    data = {"name": "Anders", "function": "Planung", "language": "en"}
    assert client.post("/konto/", data).status_code == 302
    stranger.refresh_from_db()
    assert (stranger.name, stranger.function, stranger.language) == ("Anders", "Planung", "en")
    assert "Change password" in client.get("/konto/").text
    event = AuditEvent.objects.get(verb="accounts.changed")
    assert "Anders" not in str(event.after) + event.subject_label
    assert (event.before["language"], event.after["language"]) == ("de", "en")
    assert event.after["people"] == "geändert"  # which name and which function, nobody keeps


def test_a_language_alone_says_nothing_about_the_person(stranger: User, as_user: Sign) -> None:
    data = {"name": stranger.name, "function": stranger.function, "language": "en"}
    as_user(stranger).post("/konto/", data)
    event = AuditEvent.objects.get(verb="accounts.changed")
    assert (event.before, event.after) == ({"language": "de"}, {"language": "en"})


def test_an_account_needs_a_name_and_a_language_we_speak(stranger: User, as_user: Sign) -> None:
    answer = as_user(stranger).post("/konto/", {"name": "", "language": "fr"})
    assert answer.status_code == 422
    stranger.refresh_from_db()
    assert stranger.language == "de"


def test_guests_keep_their_language_in_a_cookie(client: Client, db: None) -> None:
    answer = client.post("/konto/sprache/", {"language": "en", "next": "/konto/login/"})
    assert answer["Location"] == "/konto/login/"
    assert '<html lang="en">' in client.get("/konto/login/").text


def test_the_language_switch_leads_nowhere_else(client: Client, db: None) -> None:
    answer = client.post("/konto/sprache/", {"language": "en", "next": "https://example.org/"})
    assert answer["Location"] == "/"
