"""Frameworks as Excel files: what goes out comes back, and every fault has its row and column."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.exports import framework_template, framework_to_xlsx, has_sheet_form
from begleitwerk.catalogue.imports import (
    Bilingual,
    Content,
    Entry,
    Reading,
    read_content,
    read_file,
)
from begleitwerk.catalogue.imports.columns import COLUMNS
from begleitwerk.catalogue.services import (
    CONTENT_DIR,
    CONTENT_UPLOAD,
    Outcome,
    shipped_contents,
    take_in,
)
from begleitwerk.core.services import check_upload, receive_upload, write_upload

HEADER = [column.name for column in COLUMNS]
HEAD = {
    "Kürzel": "landesrahmen",
    "Version": "1",
    "Rang": 1,
    "Titel (deutsch)": "Landesrahmen",
    "Quelle (deutsch)": "Landesstelle, 2026.",
}
DIMENSION = {
    "Dimension Nr.": 1,
    "Dimension (deutsch)": "Wege",
    "Aussage (deutsch)": "Wege sind kurz.",
}
LEVELS = {f"Stufe {level} (deutsch)": f"Stufe {level}." for level in range(4)}
CRITERION = {"Dimension Nr.": 1, "Kriterium Nr.": 1, "Aussage (deutsch)": "Busse fahren.", **LEVELS}


def book(*rows: dict[str, Any], head: dict[str, Any] | None = None) -> bytes:
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.append(HEADER)
    for row in rows:
        sheet.append([row.get(name) for name in HEADER])
    about = workbook.create_sheet("Angaben")
    about.append(["Angabe", "Wert"])
    for pair in {**HEAD, **(head or {})}.items():
        about.append(pair)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def read(*rows: dict[str, Any], head: dict[str, Any] | None = None) -> Reading:
    return read_file(book(*rows, head=head), "rahmen.xlsx")


def places(reading: Reading) -> list[tuple[int | None, str]]:
    assert reading.content is None
    assert all(problem.message.endswith((".", ")")) for problem in reading.problems)
    return [(problem.line, problem.where) for problem in reading.problems]


def test_a_small_framework_in_german_alone_is_enough() -> None:
    reading = read(
        DIMENSION, CRITERION, {**CRITERION, "Kriterium Nr.": "1.2", "Kurzname (deutsch)": "Takt"}
    )
    content = reading.content
    assert content is not None, reading.problems
    assert [entry.key for entry in content.entries()] == ["QD1", "QD1.1", "QD1.2"]
    first, second = content.items[0].children
    assert first.label == Bilingual("Busse fahren.", "Busse fahren.")
    assert second.label.de == "Takt"
    assert first.extra["anchors"] == {
        language: [f"Stufe {level}." for level in range(4)] for language in ("de", "en")
    }
    assert [(note.line, "3 Zeilen" in note.message) for note in reading.notes] == [(2, True)]


def test_a_dimension_needs_no_row_of_its_own() -> None:
    content = read({**CRITERION, "Dimension (deutsch)": "Wege"}).content
    assert content is not None
    assert content.items[0].text.de == "Wege"
    assert places(read(CRITERION)) == [(2, "Dimension (deutsch)")]


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"Dimension Nr.": None}, [(3, "Dimension Nr.")]),
        ({"Dimension Nr.": "eins"}, [(3, "Dimension Nr.")]),
        ({"Dimension Nr.": "1.1"}, [(3, "Dimension Nr.")]),
        ({"Dimension (deutsch)": "Umwege"}, [(3, "Dimension (deutsch)")]),
        ({"Kriterium Nr.": "2.1"}, [(3, "Kriterium Nr.")]),
        ({"Kriterium Nr.": None}, [(3, "Dimension Nr.")]),
        ({"Aussage (deutsch)": " "}, [(3, "Aussage (deutsch)")]),
        ({"Aussage (deutsch)": "a" * 5001}, [(3, "Aussage (deutsch)")]),
        ({"Stufe 2 (deutsch)": None}, [(3, "Stufe 2 (deutsch)")]),
        ({"Rechte Aussage (deutsch)": "Kurz."}, [(3, "Linke Aussage (deutsch)")]),
        ({"Grundlage": "geraten"}, [(3, "Grundlage")]),
        ({"Gegenüber früher": "unverändert"}, [(3, "Gegenüber früher")]),
        ({"Schlüssel": "1 a"}, [(3, "Schlüssel")]),
        ({"Schlüssel": "QD1"}, [(2, "Schlüssel")]),
        ({"Weitere Felder": "{"}, [(3, "Weitere Felder")]),
        ({"Weitere Felder": '{"label": "x"}'}, [(3, "Weitere Felder")]),
        ({"Weitere Felder": '{"a": [[1]]}'}, [(3, "Weitere Felder")]),
        ({"Aussage (deutsch)": "=1+1"}, [(3, "Aussage (deutsch)")]),
    ],
)
def test_every_fault_has_its_row_and_column(
    wrong: dict[str, Any], expected: list[tuple[int, str]]
) -> None:
    assert places(read(DIMENSION, {**CRITERION, **wrong})) == expected


def test_a_number_that_became_a_date_is_told() -> None:
    found = places(read(DIMENSION, {**CRITERION, "Kriterium Nr.": date(2026, 3, 1)}))
    assert found == [(3, "Kriterium Nr.")]
    assert places(read(DIMENSION, head={"Version": date(2026, 1, 2)})) == [(3, "Angaben: Wert")]


@pytest.mark.parametrize(
    ("head", "where"),
    [
        ({"Kürzel": "Mein Rahmen"}, "Angaben: Kürzel"),
        ({"Rang": 0}, "Angaben: Rang"),
        ({"Rang": "1.5"}, "Angaben: Rang"),
        ({"Titel (deutsch)": "a" * 301}, "Angaben: Titel (deutsch)"),
        ({"Quelle (deutsch)": None}, "Angaben: Wert"),
        ({"Farbe": "rot"}, "Angaben: Farbe"),
    ],
)
def test_what_is_said_of_the_version_is_checked(head: dict[str, Any], where: str) -> None:
    assert where in {found for _row, found in places(read(DIMENSION, head=head))}


def test_a_file_without_the_second_sheet_or_without_rows_says_so() -> None:
    workbook = Workbook()
    workbook.active.append(HEADER)  # type: ignore[union-attr]
    out = io.BytesIO()
    workbook.save(out)
    assert places(read_file(out.getvalue(), "a.xlsx"))
    assert places(read_file(b"PK\x03\x04 kein Excel", "a.xlsx")) == [(None, "Datei")]


@pytest.mark.parametrize("version", ["2016", "2.0"])
def test_a_shipped_framework_comes_back_as_it_went(version: str) -> None:
    path = CONTENT_DIR / "quality_framework" / f"qualitaetsrahmen-{version}.toml"
    content = read_content(path.read_text(encoding="utf-8")).content
    assert content is not None
    reading = read_file(framework_to_xlsx(content), "rahmen.xlsx")
    assert reading.problems == ()
    assert reading.notes == ()
    assert reading.content == content
    assert "more" not in str(load_columns(framework_to_xlsx(content)))


def load_columns(content: bytes) -> list[Any]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [row[-1].value for row in sheet.iter_rows(min_row=2) if row[-1].value]


def test_what_has_no_column_comes_back_too() -> None:
    both = Bilingual("=Eins; „zwei“", "+one")
    extra: dict[str, Any] = {
        "number": 3,
        "basis": "guess",
        "minutes": 5,
        "questions": {"de": ["a\nb"], "en": ["c"]},
        "note": {"de": "x", "en": "y"},
    }
    below = Entry("Z.9", both, both, {"is_open": True})
    item = Entry("Z", both, both, extra, (below,))
    content = Content(ContentKind.QUALITY_FRAMEWORK, "eigen", "1.0", 7, both, both, (item,))
    reading = read_file(framework_to_xlsx(content), "a.xlsx")
    assert reading.content == content


def test_only_frameworks_of_two_levels_have_this_form() -> None:
    forms = {content.code for content in shipped_contents() if has_sheet_form(content)}
    assert forms == {"qualitaetsrahmen"}


def test_the_template_says_what_to_fill_in() -> None:
    template = framework_template()
    assert places(read_file(template, "vorlage.xlsx"))[0] == (None, "Datei")
    workbook = load_workbook(io.BytesIO(template))
    assert workbook.sheetnames == ["Kriterien", "Angaben", "Hinweise"]


@pytest.mark.django_db
def test_an_excel_file_is_checked_and_written_like_any_other(operator: User) -> None:
    upload = receive_upload(
        by=operator,
        kind=CONTENT_UPLOAD,
        file_name="rahmen.xlsx",
        content=book(DIMENSION, CRITERION),
    )
    plan = check_upload(upload=upload)
    assert (plan.problems, plan.counts()["new"]) == ([], 3)
    assert [row.row for row in plan.rows] == [0, 2, 3]
    assert len(plan.notes) == 1
    write_upload(by=operator, upload=upload)
    again = take_in(by=operator, reading=read(DIMENSION, CRITERION), dry_run=True)
    assert again.outcome is Outcome.UNCHANGED
