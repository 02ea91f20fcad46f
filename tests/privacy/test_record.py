"""The record of processing is made of what the tables declare."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from begleitwerk.accounts.models import User
from begleitwerk.core.models import SitePage
from begleitwerk.municipalities.models import Municipality
from begleitwerk.privacy.papers import record_document
from begleitwerk.privacy.presenters import record_of_processing
from begleitwerk.privacy.selectors import tables
from tests.markup import text_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]


def test_every_table_stands_in_it_once_with_readers() -> None:
    entries = [entry for data in record_of_processing() for entry in data.entries]
    labels = [entry.label for entry in entries]
    technical = {
        "Berechtigungen des Rahmenwerks",
        "Gruppen des Rahmenwerks",
        "Tägliche Arbeiten",
        "Verzeichnis der Tabellen",
    }
    assert {str(row.said.label) for row in tables()} - set(labels) == technical
    assert len(labels) == len(tables()) - len(technical) + 1
    assert labels[-1] == "Technische Tabellen ohne Daten über Menschen"
    assert all(entry.label and entry.purpose and entry.readers for entry in entries)


def test_readers_are_the_roles_whose_rights_open_it() -> None:
    said = {entry.label: entry.readers for data in record_of_processing() for entry in data.entries}
    assert "Jugendamtsleitung" in said["Protokoll der Entscheidungen"]
    assert "Netzwerkpartner" not in said["Protokoll der Entscheidungen"]
    assert said["Siegel des Protokolls"] == (
        "Jugendamtsleitung, Datenschutzbeauftragte Stelle, Betrieb"
    )
    assert said["Gemerkte Filter"] == "die Person selbst"
    assert said["Seiten des Betriebs"] == "alle"


def test_readers_of_a_part_are_said_with_the_part() -> None:
    """As the pages have it: who has access is read where one's own role is held, invitations by
    those who let people in; what was released by those outside."""
    said = {entry.label: entry.readers for data in record_of_processing() for entry in data.entries}
    assert said["Rollen von Menschen"] == (
        "nur am eigenen Ort: alle Rollen der Kommune außer Freigabe von Bewerbungen, "
        "Landeskoordinierungsstelle, Programmbüro, Leitung des Programms, Betrieb "
        "(auch in Programmen und Ländern); die Person selbst"
    )
    invitations = said["Einladungen"]
    assert invitations == said["Angebotene Rollen"]
    assert "nur am eigenen Ort: Netzwerkkoordination, Jugendamtsleitung" in invitations
    assert "Elternvertretung" not in invitations
    assert invitations.endswith("Prozessbegleitungen), nur diese")
    goals, released = said["Ziele"].split("; ")
    assert "Netzwerkkoordination" in goals
    assert released.startswith("nur Freigegebenes: Netzwerkpartner, Elternvertretung")
    assert "nur Zugewiesenes: Gutachter:in" in said["Bewerbungen"]
    assert "nur am eigenen Ort: alle Rollen der Kommune" in said["Konten"]


def test_the_record_begins_with_its_contents(head: User, as_user: Sign) -> None:
    page = as_user(head).get("/datenschutz/verzeichnis/").text
    contents = page.partition('id="contents"')[2].partition("</nav>")[0]
    for data in record_of_processing():
        assert f'href="#{data.key}"' in contents
        assert f'id="{data.key}"' in page
    assert page.count('href="#contents"') == len(record_of_processing())


def test_terms_are_those_that_are_set() -> None:
    until = {data.key: data.until for data in record_of_processing()}
    assert until["answers"].startswith("1 Jahr nach dem Ende der Welle; ")
    assert "2 Jahre nach der Entscheidung" in until["applications"]
    assert "Aktenplan" in until["files"]


def test_the_officer_reads_it_and_looks_into_nobody(
    protection_officer: User, as_user: Sign
) -> None:
    page = as_user(protection_officer).get("/datenschutz/verzeichnis/")
    assert "Sitze in Gremien" in text_of(page)
    assert "/datenschutz/personen/" not in page.text


@pytest.mark.parametrize(
    ("who", "is_led"), [("protection_officer", True), ("head", True), ("coordinator", False)]
)
def test_who_reads_it_finds_it_in_the_navigation(
    who: str, is_led: bool, request: pytest.FixtureRequest, as_user: Sign, musterau: Municipality
) -> None:
    page = as_user(request.getfixturevalue(who)).get(f"/k/{musterau.slug}/zugang/")
    links = [link.url for link in page.context["frame"].navigation]
    assert ("/datenschutz/verzeichnis/" in links) is is_led


def test_the_home_of_the_officer_leads_to_what_she_may_open(
    protection_officer: User, head: User, as_user: Sign, musterau: Municipality
) -> None:
    home = f"/k/{musterau.slug}/"
    client = as_user(protection_officer)
    page = client.get(home)
    _before, _mark, panel = page.text.partition('id="watched"')
    urls = [f"{home}zugang/", f"{home}protokoll/", "/siegel/", "/datenschutz/verzeichnis/"]
    urls.append("/datenschutz/fristen/")
    for url in urls:
        assert f'href="{url}"' in panel
        assert client.get(url).status_code == 200
    assert 'id="watched"' not in as_user(head).get(home).text


def test_the_document_is_tagged_and_says_the_same(head: User, as_user: Sign) -> None:
    SitePage.objects.filter(key="impressum").update(text_de="Landkreis Musterau, Jugendamt")
    client = as_user(head)
    pdf = PdfReader(BytesIO(client.get("/datenschutz/verzeichnis.pdf").content))
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    assert "Landkreis Musterau, Jugendamt" in words
    assert (
        words.index("Inhalt")
        < words.index("Einzelne Antworten")
        < words.index("Landkreis Musterau")
    )
    assert "Sitze in Gremien" in words
    word = client.get("/datenschutz/verzeichnis.docx")
    assert word.content.startswith(b"PK")


def test_a_document_without_an_imprint_says_what_is_missing() -> None:
    SitePage.objects.filter(key="impressum").delete()
    document = record_document(date(2026, 3, 2))
    assert "Impressum" in str(document.blocks[3])
