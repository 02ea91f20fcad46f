"""Where letters go: by hand, from a file, and how long a name stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import (
    EditConflict,
    Refused,
    check_upload,
    receive_upload,
    write_upload,
)
from begleitwerk.municipalities.models import LetterContact, Municipality
from begleitwerk.municipalities.selectors import contact_of
from begleitwerk.municipalities.services import CONTACTS_UPLOAD, change_contact
from begleitwerk.privacy.models import Clearing
from begleitwerk.privacy.services import clear_out
from tests.factories.municipalities import LetterContactFactory
from tests.markup import text_of

Sign = Callable[[User | None], Client]
pytestmark = pytest.mark.django_db
HEAD = "Schlüssel;Kommune;Stelle;Name;Anrede;Straße;PLZ;Ort;E-Mail\n"


def checked(by: User, content: str) -> tuple[Any, Any]:
    item = receive_upload(by=by, kind=CONTACTS_UPLOAD, file_name="x.csv", content=content.encode())
    return item, check_upload(upload=item)


# --- By hand ------------------------------------------------------------------------------------


def test_coordinator_and_office_keep_the_same_address(
    musterau: Municipality, coordinator: User, office: User, as_user: Sign
) -> None:
    page, entry = f"/kommunen/{musterau.slug}/anschrift/", f"/kommunen/{musterau.slug}/"
    own = as_user(coordinator)
    assert "Nobody" not in text_of(own.get(entry))
    said = {"office": "Jugendamt", "person": "Eva Beispiel", "street": "Weg 1", "postcode": "12345",
            "town": "Musterau", "email": "Amt@Example.org", "version": "1"}  # fmt: skip
    assert own.post(page, said).status_code == 302
    contact = contact_of(musterau)
    assert contact.lines == (musterau.name, "Jugendamt", "Eva Beispiel", "Weg 1", "12345 Musterau")
    assert (contact.email, contact.as_of) == ("amt@example.org", timezone.localdate())
    read = text_of(as_user(office).get(entry))
    assert "Weg 1" in read
    assert "Anschrift ändern" in read
    event = AuditEvent.objects.latest("pk")
    assert event.workspace_id == musterau.workspace_id
    assert "Beispiel" not in str(event.after)


def test_half_an_address_is_refused_at_what_is_missing(
    musterau: Municipality, coordinator: User, as_user: Sign
) -> None:
    page = f"/kommunen/{musterau.slug}/anschrift/"
    client = as_user(coordinator)
    without_town = client.post(page, {"street": "Weg 1", "postcode": "12345", "version": "1"})
    assert without_town.context["form"].errors.keys() == {"town"}
    short = client.post(page, {"postcode": "123", "town": "Ort", "version": "1"})
    assert short.context["form"].errors.keys() == {"postcode"}
    with pytest.raises(Refused) as refused:
        change_contact(by=coordinator, contact=contact_of(musterau), town="Ort")
    assert refused.value.field == "postcode"
    assert not LetterContact.objects.exists()


def test_of_two_first_entries_the_second_is_told(musterau: Municipality, office: User) -> None:
    first, second = contact_of(musterau), contact_of(musterau)
    change_contact(by=office, contact=first, office="Jugendamt")
    with pytest.raises(EditConflict):
        change_contact(by=office, contact=second, office="Amt 51")


# --- From a file --------------------------------------------------------------------------------


def test_a_file_shows_old_and_new_and_writes_what_differs(
    musterau: Municipality, office: User
) -> None:
    LetterContactFactory(municipality=musterau, street="Alt 1", email="alt@example.org")
    key = musterau.youth_office_id
    item, plan = checked(
        office, f"{HEAD}{key};Musterau;Jugendamt;;;Neu 2;12345;Musterau;neu@example.org\n"
    )
    assert plan.problems == []
    assert {change[1:] for change in plan.rows[0].changes} == {
        ("Alt 1", "Neu 2"),
        ("alt@example.org", "neu@example.org"),
    }
    assert contact_of(musterau).street == "Alt 1"
    write_upload(by=office, upload=item)
    assert contact_of(musterau).street == "Neu 2"


def test_columns_left_out_change_nothing(musterau: Municipality, office: User) -> None:
    LetterContactFactory(municipality=musterau)
    item, plan = checked(office, f"Schlüssel;Anrede\n{musterau.youth_office_id};Guten Tag,\n")
    assert plan.problems == []
    write_upload(by=office, upload=item)
    contact = contact_of(musterau)
    assert (contact.salutation, contact.street) == ("Guten Tag,", "Weg 1")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("{key};;;;;Weg 1;1234;Ort;", "PLZ"),
        ("{key};;;;;Weg 1;;Ort;", "PLZ"),
        ("{key};;;;;Weg 1;12345;;", "Ort"),
        ("{key};;;;;;;;kein Mail", "E-Mail"),
        ("UNBEKANNT;;;;;;;;", "Schlüssel"),
        (";;Jugendamt;;;;;;", "Schlüssel"),
        ("{key};;;;;;;;\n{key};;;;;;;;", "Schlüssel"),
    ],
)
def test_what_is_wrong_is_named_with_its_column(
    musterau: Municipality, office: User, row: str, column: str
) -> None:
    _item, plan = checked(office, HEAD + row.format(key=musterau.youth_office_id) + "\n")
    assert [problem.column for problem in plan.problems] == [column]
    assert plan.problems[0].mend


def test_a_name_that_belongs_to_another_key_is_pointed_out(
    musterau: Municipality, office: User
) -> None:
    _item, plan = checked(office, f"{HEAD}{musterau.youth_office_id};Dortmund;Amt;;;;;;\n")
    assert plan.problems == []
    assert [note.column for note in plan.notes] == ["Kommune"]
    assert "Dortmund" in plan.notes[0].what


# --- List, order, terms -------------------------------------------------------------------------


def test_the_list_finds_who_has_no_address(
    musterau: Municipality, office: User, as_user: Sign
) -> None:
    client = as_user(office)
    listed = text_of(client.get("/kommunen/anschriften/", {"missing": "address"}))
    assert musterau.name in listed
    LetterContactFactory(municipality=musterau)
    listed = client.get("/kommunen/anschriften/", {"missing": "address"})
    assert musterau.name not in [row.name for row in listed.context["table"].data]
    without_mail = client.get("/kommunen/anschriften/", {"missing": "mail", "q": "musterau"})
    assert musterau.name in [row.name for row in without_mail.context["table"].data]


def test_who_only_reads_is_led_to_the_entry_not_to_a_form(
    musterau: Municipality, office: User, lead: User, as_user: Sign
) -> None:
    form = f'href="/kommunen/{musterau.slug}/anschrift/"'
    address, query = "/kommunen/anschriften/", {"q": "musterau"}
    assert form in as_user(office).get(address, query).content.decode()
    read = as_user(lead).get(address, query).content.decode()
    assert form not in read
    assert f'href="/kommunen/{musterau.slug}/"' in read


def test_a_name_nobody_confirmed_for_years_goes_and_the_office_stays(
    musterau: Municipality,
) -> None:
    LetterContactFactory(
        municipality=musterau,
        person="Eva Beispiel",
        email="eva@example.org",
        as_of=timezone.localdate() - timedelta(days=3 * 365 + 2),
    )
    clear_out()
    contact = contact_of(musterau)
    assert (contact.person, contact.email, contact.street) == ("", "", "Weg 1")
    assert Clearing.objects.exists()
