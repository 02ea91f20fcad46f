"""Pages of the catalogue, and the way a file takes through the import page."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentVersion
from begleitwerk.catalogue.services import CONTENT_DIR
from tests.catalogue.test_imports import GOOD
from tests.markup import text_of

AsUser = Callable[[User | None], Client]
FRAMEWORK = "/katalog/quality_framework/qualitaetsrahmen/2.0/"
pytestmark = pytest.mark.django_db


def upload(text: str | bytes) -> SimpleUploadedFile:
    raw = text.encode() if isinstance(text, str) else text
    return SimpleUploadedFile("inhalt.toml", raw)


def test_everybody_signed_in_reads_the_list(as_user: AsUser, stranger: User) -> None:
    page = text_of(as_user(stranger).get("/katalog/"))
    assert "Qualitätsrahmen Frühe Hilfen 2.0" in page
    assert "frühere Version" in page
    assert "Version importieren" not in page


def test_nobody_else_does(as_user: AsUser) -> None:
    for path in ("/katalog/", FRAMEWORK, f"{FRAMEWORK}export/", "/katalog/import/"):
        response = as_user(None).get(path)
        assert response.status_code == 302
        assert "/konto/" in response["Location"]


def test_the_list_is_searched(as_user: AsUser, stranger: User) -> None:
    client = as_user(stranger)
    page = text_of(client.get("/katalog/", {"q": "sozialräume"}))
    assert f'{FRAMEWORK}#QD1.1"' in page
    assert "Den ganzen Katalog zeigen" in text_of(client.get("/katalog/", {"q": "xyz"}))
    assert "&lt;b&gt;" in text_of(client.get("/katalog/", {"q": "<b>"}))


def test_a_framework_reads_in_order_and_marks_its_criteria(as_user: AsUser, stranger: User) -> None:
    page = text_of(as_user(stranger).get(FRAMEWORK))
    places = [page.index(f'id="QD{number}"') for number in range(1, 12)]
    assert places == sorted(places)
    assert page.count("Vorschlag der Plattform</span>") == 11
    assert "5.7 Gemeinden" in page


def test_a_page_speaks_the_readers_language(as_user: AsUser, stranger: User) -> None:
    User.objects.filter(pk=stranger.pk).update(language="en")
    page = text_of(as_user(stranger).get(FRAMEWORK))
    assert "Political and structural anchoring" in page
    assert "Proposal of the platform" in page
    assert "Grundidee" not in page


def test_a_version_is_searched(as_user: AsUser, stranger: User) -> None:
    client = as_user(stranger)
    page = text_of(client.get(FRAMEWORK, {"q": "vierteljährlich"}))
    assert 'id="QD4.2"' in page
    assert 'id="QD4.1"' not in page
    assert "Alle zeigen" in text_of(client.get(FRAMEWORK, {"q": "xyz"}))


@pytest.mark.parametrize("path", sorted(CONTENT_DIR.glob("*/*.toml")), ids=lambda p: p.stem)
def test_every_version_has_its_page_and_exports_its_file(
    as_user: AsUser, stranger: User, path: object
) -> None:
    client = as_user(stranger)
    code, _hyphen, version = path.stem.rpartition("-")  # type: ignore[attr-defined]
    address = f"/katalog/{path.parent.name}/{code}/{version}/"  # type: ignore[attr-defined]
    assert client.get(address).status_code == 200
    response = client.get(f"{address}export/")
    assert response.content == path.read_bytes()  # type: ignore[attr-defined]
    assert f'filename="{code}-{version}.toml"' in response["Content-Disposition"]


def test_an_unknown_version_is_not_found(as_user: AsUser, stranger: User) -> None:
    client = as_user(stranger)
    assert client.get("/katalog/roles/rollen/99/").status_code == 404
    assert client.get("/katalog/unsinn/rollen/1/export/").status_code == 404


def test_a_file_is_checked_then_confirmed(as_user: AsUser, operator: User) -> None:
    client = as_user(operator)
    report = client.post("/katalog/import/", {"file": upload(GOOD)})["Location"]
    checked = text_of(client.get(report))
    assert "angelegt" in checked
    assert not ContentVersion.objects.filter(code="themen").exists()

    done = text_of(client.post(f"{report}schreiben/", follow=True))
    assert "/katalog/themes/themen/1/" in done
    assert ContentVersion.objects.get(code="themen").imported_by_id == operator.pk
    again = text_of(client.post("/katalog/import/", {"text": GOOD}, follow=True))
    assert "Es gibt nichts einzulesen" in again
    assert f"{report}schreiben/" not in again


def test_only_whoever_brought_a_file_writes_it(
    as_user: AsUser, operator: User, office: User
) -> None:
    report = as_user(operator).post("/katalog/import/", {"text": GOOD})["Location"]
    assert as_user(office).post(f"{report}schreiben/").status_code == 404
    assert not ContentVersion.objects.filter(code="themen").exists()


def test_only_few_may_import(as_user: AsUser, coordinator: User, stranger: User) -> None:
    for user in (coordinator, stranger):
        assert as_user(user).get("/katalog/import/").status_code == 403
        assert as_user(user).post("/katalog/import/", {"text": GOOD}).status_code == 403
    assert not ContentVersion.objects.filter(code="themen").exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Wählen Sie eine Datei"),
        ({"file": upload(GOOD.replace("Erstes", "Früh").encode("latin-1"))}, "Zeile 10"),
        ({"file": upload(b"#" * 10_000_000)}, "höchstens 1000 kB"),
        ({"text": "#" * 1_100_000}, "höchstens 1000 kB"),
    ],
    ids=["nothing", "latin-1", "10 MB file", "1.1 MB text"],
)
def test_bad_input_is_explained_and_kept(
    as_user: AsUser, operator: User, data: dict[str, object], said: str
) -> None:
    response = as_user(operator).post("/katalog/import/", data)
    assert response.status_code == 422
    page = text_of(response)
    assert said in page
    assert "<title>Fehler:" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace('"Below"', '""'), "fehlt"),
        ("<script>alert(1)</script>", "kein gültiges TOML"),
        ("a = " + "[" * 400_000, "zu tief"),
    ],
    ids=["missing text", "no toml", "nested"],
)
def test_what_cannot_be_imported_comes_back_to_be_corrected(
    as_user: AsUser, operator: User, office: User, text: str, said: str
) -> None:
    client = as_user(operator)
    report = client.post("/katalog/import/", {"text": text})["Location"]
    page = client.get(report)
    assert said in text_of(page)
    assert "<script>alert" not in page.text
    again = str(re.search(r"/katalog/import/\?datei=\d+", page.text)[0])  # type: ignore[index]
    assert client.get(again).context["form"].initial["text"] == text
    assert as_user(office).get(again).status_code == 404
    assert client.get("/katalog/import/?datei=x").status_code == 200
