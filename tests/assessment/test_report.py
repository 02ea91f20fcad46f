"""What leaves a self-assessment as a file says what its pages say, and no more."""

import csv
import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.test import Client
from openpyxl import load_workbook

from begleitwerk.accounts.models import User
from begleitwerk.assessment.models import Assessment
from begleitwerk.municipalities.models import Municipality
from tests.assessment.world import closed

pytestmark = pytest.mark.django_db
AsUser = Callable[[User | None], Client]
VIEWS = {"Planung": ["20", "21", "31"], "Partner": ["1?", "0x", "13"], "Familien": ["3-", "2-"]}


@pytest.fixture
def told(musterau: Municipality) -> Assessment:
    return closed(VIEWS, municipality=musterau, floors={"Familien": 5})


def url(assessment: Assessment, rest: str) -> str:
    return f"/k/{assessment.municipality.slug}/qualitaet/{assessment.pk}/ergebnis/{rest}"


def text_of(content: bytes) -> str:
    word = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in word.paragraphs), *cells])


def test_the_report_has_the_chosen_parts_and_withholds_what_is_withheld(
    told: Assessment, coordinator: User, as_user: AsUser
) -> None:
    client = as_user(coordinator)
    page = client.get(url(told, "bericht/"))
    assert page.status_code == 200
    answer = client.get(url(told, "bericht/datei/?art=docx&teil=antworten&teil=aussagen"))
    text = text_of(answer.content)
    assert "Familien" in text
    assert "Weniger als 5 Antworten." in text
    assert "geschützt" in text
    assert "Worüber zu sprechen ist" not in text
    pdf = client.get(url(told, "bericht/datei/?teil=ueberblick&teil=methode"))
    assert pdf.content.startswith(b"%PDF")


def test_without_a_part_there_is_no_report_and_the_page_says_so(
    told: Assessment, coordinator: User, as_user: AsUser
) -> None:
    answer = as_user(coordinator).get(url(told, "bericht/datei/?teil=erfunden"), follow=True)
    assert "mindestens einen Teil" in answer.content.decode()
    assert as_user(coordinator).get(url(told, "bericht/datei/?art=exe")).status_code == 404
    assert as_user(coordinator).get(url(told, "tabelle/ods/")).status_code == 404


def rows_in(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_tables_hold_counts_withheld_ones_as_a_word_and_a_code_for_each_column(
    told: Assessment, coordinator: User, as_user: AsUser
) -> None:
    client = as_user(coordinator)
    rows = rows_in(client.get(url(told, "tabelle/csv/")).content)
    assert len(rows) == 2 * 4
    planning, partners, families, everybody = rows[:4]
    assert [planning[f"stufe_{level}"] for level in range(4)] == ["0", "0", "2", "1"]
    assert (partners["antwortende"], partners["stand"]) == ("3", "told")
    assert (families["antwortende"], families["stand"]) == ("2", "few")
    withheld = [name for name in rows[0] if name.startswith(("stufe", "median", "mittel", "wi"))]
    assert {families[name] for name in withheld} == {"geschützt"}
    assert {everybody[name] for name in withheld if "wi" not in name} == {"geschützt"}
    codes = rows_in(client.get(url(told, "tabelle/codes/")).content)
    assert set(rows[0]) - {row["Spalte"] for row in codes} == set()
    book: Any = load_workbook(io.BytesIO(client.get(url(told, "tabelle/xlsx/")).content))
    assert [sheet.max_row for sheet in book] == [len(rows) + 1, len(codes) + 1]


def test_numbers_of_others_are_not_reached(
    told: Assessment, neighbour: User, partner: User, as_user: AsUser
) -> None:
    assert as_user(neighbour).get(url(told, "tabelle/csv/")).status_code == 404
    assert as_user(partner).get(url(told, "tabelle/csv/")).status_code == 403
