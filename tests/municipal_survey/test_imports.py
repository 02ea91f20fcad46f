"""Survey files: what is read, what is refused and why, what is written."""

import struct
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat
import pytest
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import UploadState
from begleitwerk.core.exports import csv_bytes, xlsx_bytes
from begleitwerk.core.models import AuditEvent, Job, Upload
from begleitwerk.core.presenters import sentence_of
from begleitwerk.core.services import Refused, check_upload, start_write, write_upload
from begleitwerk.municipal_survey.enums import FilePurpose, SurveyKind
from begleitwerk.municipal_survey.imports.columns import KEY, LEAVE_OUT
from begleitwerk.municipal_survey.imports.tables import read_table
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable, SurveyWave
from begleitwerk.municipal_survey.selectors.waves import (
    origin_of,
    remembered_columns,
    shown_value,
    variables_of,
)
from begleitwerk.municipal_survey.services import files as services
from begleitwerk.municipal_survey.services.plan import SurveyPlan
from begleitwerk.municipal_survey.services.waves import change_variable
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.programmes.models import Programme
from tests.factories.municipal_survey import (
    SurveyRowFactory,
    SurveyVariableFactory,
    SurveyWaveFactory,
)
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.programmes import ProgrammeFactory

YES_NO = {"1": "ja", "2": "nein"}
NO_ANSWER = {"-9": "keine Angabe"}


@pytest.fixture
def programme(programme_space: Workspace) -> Programme:
    return ProgrammeFactory(workspace=programme_space)


@pytest.fixture
def wave(programme: Programme) -> SurveyWave:
    """Four questions, one of each type but the date."""
    wave = SurveyWaveFactory(programme=programme, number=7)
    questions: tuple[dict[str, Any], ...] = (
        {"name": "konzept", "kind": SurveyKind.YES_NO, "value_labels": YES_NO},
        {"name": "stellen", "kind": SurveyKind.NUMBER, "unit": "VZÄ"},
        {
            "name": "ebene",
            "kind": SurveyKind.CHOICE,
            "value_labels": {"1": "Kreis", "2": "Gemeinde", "3": "beides"},
        },
        {"name": "vorhaben", "kind": SurveyKind.TEXT},
    )
    for position, question in enumerate(questions):
        SurveyVariableFactory(wave=wave, position=position, missing_codes=NO_ANSWER, **question)
    return wave


@pytest.fixture
def districts(db: None) -> list[Municipality]:
    return [
        MunicipalityFactory(
            name=f"Kreis {letter}", ags=f"0{number}123", youth_office_id=f"K{number}"
        )
        for number, letter in enumerate("ABCDEFGH", 1)
    ]


HEAD = "Schlüssel;konzept;stellen;ebene;vorhaben\n"
FIRST = "K1;1;2,5;3;Gesamtkonzept\n"


def received(by: User, wave: SurveyWave, content: str | bytes, name: str = "b.csv") -> Upload:
    data = content.encode() if isinstance(content, str) else content
    item = services.receive_file(by=by, wave=wave, file_name=name, content=data)
    return services.look_into(upload=item)


def checked(by: User, wave: SurveyWave, content: str | bytes, name: str = "b.csv") -> SurveyPlan:
    return check_upload(upload=received(by, wave, content, name))


def written(by: User, wave: SurveyWave, content: str | bytes, name: str = "b.csv") -> SurveyPlan:
    item = received(by, wave, content, name)
    plan = check_upload(upload=item)
    assert plan.problems == []
    write_upload(by=by, upload=item)
    return plan


def values_of(place: Municipality) -> dict[str, Any]:
    return dict(SurveyRow.objects.get(municipality=place).values)


def sav(
    folder: Path,
    columns: Mapping[str, Sequence[Any]],
    **words: Any,
) -> bytes:
    path = folder / "welle.sav"
    pyreadstat.write_sav(pl.DataFrame(dict(columns)), str(path), **words)
    return path.read_bytes()


# --- Three formats ------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_as_offices_save_it(
    office: User, wave: SurveyWave, districts: list[Municipality], encoding: str
) -> None:
    content = (HEAD + FIRST + "K2;2;;-9;Bögen für Eltern\nK3;ja;1.200,5;beides;\n").encode(encoding)
    written(office, wave, content)
    assert values_of(districts[0]) == {
        "konzept": "1",
        "stellen": 2.5,
        "ebene": "3",
        "vorhaben": "Gesamtkonzept",
    }
    assert values_of(districts[1]) == {
        "konzept": "2",
        "ebene": "-9",
        "vorhaben": "Bögen für Eltern",
    }
    assert values_of(districts[2]) == {"konzept": "1", "stellen": 1200.5, "ebene": "3"}
    row = SurveyRow.objects.get(municipality=districts[1])
    assert (row.wave, row.file_name, row.row_number) == (wave, "b.csv", 3)


def test_excel_keeps_figures_and_lost_zeros(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    header = ("AGS", "konzept", "stellen", "ebene", "vorhaben")
    content = xlsx_bytes(header, [(1123, 1, 2, 1, "=1+1"), (2123, 2, 0.5, 2, None)])
    written(office, wave, content, "b.xlsx")
    assert values_of(districts[0])["stellen"] == 2
    assert values_of(districts[0])["vorhaben"] == "=1+1"
    assert values_of(districts[1]) == {"konzept": "2", "stellen": 0.5, "ebene": "2"}


def test_spss_brings_its_codebook(
    office: User, programme: Programme, districts: list[Municipality], tmp_path: Path
) -> None:
    empty = SurveyWaveFactory(programme=programme)
    content = sav(
        tmp_path,
        {
            "kreis": ["K1", "K2", "K3"],
            "V1": [1.0, 2.0, -9.0],
            "V2": [3.0, 1.0, 2.0],
            "V3": [2.5, -8.0, None],
            "V4": ["Netz für Väter", "", "x"],
            "V5": [date(2025, 3, 31), None, None],
            "V6": [1.0, 4.0, 7.0],
        },
        column_labels={"V1": "Gibt es ein Konzept?", "V3": "Stellen", "V6": "Zufriedenheit"},
        variable_value_labels={
            "V1": {1: "Ja", 2: "Nein", -9: "keine Angabe"},
            "V2": {1: "Kreis", 2: "Gemeinde", 3: "beides"},
            "V6": {1: "gar nicht", 7: "sehr"},
        },
        missing_ranges={"V1": [-9], "V3": [{"lo": -9, "hi": -1}]},
    )
    plan = written(office, empty, content, "welle.sav")
    assert [row.row for row in plan.rows] == [1, 2, 3]
    book = {variable.name: variable for variable in variables_of(empty)}
    assert {name: item.kind for name, item in book.items()} == {
        "V1": "yes_no",
        "V2": "choice",
        "V3": "number",
        "V4": "text",
        "V5": "day",
        "V6": "number",
    }
    assert book["V1"].label == "Gibt es ein Konzept?"
    assert (book["V1"].value_labels, book["V1"].missing_codes) == (
        {"1": "Ja", "2": "Nein"},
        {"-9": "keine Angabe"},
    )
    assert book["V3"].missing_codes == {"-8": ""}
    first = values_of(districts[0])
    assert first == {
        "V1": "1",
        "V2": "3",
        "V3": 2.5,
        "V4": "Netz für Väter",
        "V5": "2025-03-31",
        "V6": 1,
    }
    assert shown_value(book["V1"], "-9") == "keine Angabe"
    assert shown_value(book["V6"], 7) == "7 (sehr)"


def test_spss_completes_the_codebook_and_never_rewords_it(
    office: User, wave: SurveyWave, districts: list[Municipality], tmp_path: Path
) -> None:
    labels = {"ebene": {1: "KREIS", 2: "GEMEINDE", 3: "BEIDES", 4: "Land"}}
    content = sav(
        tmp_path, {"id": ["K1"], "ebene": [4.0], "neu": [1.0]}, variable_value_labels=labels
    )
    plan = written(office, wave, content, "welle.sav")
    assert [item.name for item in plan.new_variables] == ["neu"]
    level = SurveyVariable.objects.get(wave=wave, name="ebene")
    assert level.value_labels == {"1": "Kreis", "2": "Gemeinde", "3": "beides", "4": "Land"}
    assert values_of(districts[0]) == {"ebene": "4", "neu": 1}


def test_the_first_file_of_a_wave_makes_its_questions(
    office: User, programme: Programme, districts: list[Municipality]
) -> None:
    empty = SurveyWaveFactory(programme=programme)
    rows = [
        (
            f"K{number}",
            place.name,
            "ja" if number % 2 else "nein",
            number / 2,
            "Stadt",
            "2025-01-31",
        )
        for number, place in enumerate(districts, 1)
    ]
    header = ("Kennung", "Kommune", "Konzept da?", "Stellen (VZÄ)", "Ebene", "Stichtag")
    item = received(office, empty, csv_bytes(header, rows))
    assert item.options["mapping"] == {
        "Kennung": KEY,
        "Kommune": LEAVE_OUT,
        "Konzept da?": "Konzept_da",
        "Stellen (VZÄ)": "Stellen_VZÄ",
        "Ebene": "Ebene",
        "Stichtag": "Stichtag",
    }
    assert check_upload(upload=item).problems == []
    write_upload(by=office, upload=item)
    book = {variable.name: variable for variable in variables_of(empty)}
    assert [variable.kind for variable in book.values()] == ["yes_no", "number", "choice", "day"]
    assert book["Stellen_VZÄ"].label == "Stellen (VZÄ)"
    assert shown_value(book["Konzept_da"], values_of(districts[0])["Konzept_da"]) == "ja"


def test_a_column_nobody_described_is_figures_though_some_became_dates(
    office: User, programme: Programme, districts: list[Municipality]
) -> None:
    empty = SurveyWaveFactory(programme=programme)
    rows = "K1;2.5;1.234;Mai 95\nK2;01. Feb;5;02. Jan\nK3;3.5;6;03. Mrz\n"
    item = received(office, empty, "Kreis;a;b;c\n" + rows)
    plan = check_upload(upload=item)
    assert [variable.kind for variable in plan.new_variables] == ["number"] * 3
    # column a shows the point, so that 1.234 in b has one reading
    assert {(p.row, p.column) for p in plan.problems} == {(3, "a"), (0, "c")}
    assert [note.column for note in plan.notes] == ["a"]


def test_two_headings_never_get_the_same_name(
    office: User, programme: Programme, districts: list[Municipality]
) -> None:
    empty = SurveyWaveFactory(programme=programme)
    item = received(office, empty, "Kreis;Stellen (VZÄ);Stellen [VZÄ];STELLEN VZÄ\nK1;1;2;3\n")
    assert list(item.options["mapping"].values()) == [
        KEY,
        "Stellen_VZÄ",
        "Stellen_VZÄ_2",
        "STELLEN_VZÄ_3",
    ]


@pytest.mark.parametrize("words", ["Y N", "J N", "yes no", "ja nein", "JA Nein"])
def test_yes_and_no_are_read_in_any_words(
    office: User, programme: Programme, districts: list[Municipality], words: str
) -> None:
    yes, no = words.split()
    empty = SurveyWaveFactory(programme=programme)
    written(office, empty, f"Kreis;q\nK1;{yes}\nK2;{no}\n")
    assert [values_of(place)["q"] for place in districts[:2]] == ["1", "0"]


def test_y_and_n_are_read_by_the_codes_of_the_codebook(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    written(office, wave, "Kreis;konzept\nK1;Y\nK2;n\nK3;1.0\n")
    assert [values_of(place)["konzept"] for place in districts[:3]] == ["1", "2", "1"]


def test_answers_that_are_only_spelled_otherwise_count_and_are_said(
    office: User, programme: Programme, wave: SurveyWave, districts: list[Municipality]
) -> None:
    plan = written(office, wave, "Kreis;ebene;vorhaben\nK1;GEMEINDE;Netz\nK2;Gemeinde;netz\n")
    assert [values_of(place)["ebene"] for place in districts[:2]] == ["2", "2"]
    assert [(note.column, "GEMEINDE" in note.what) for note in plan.notes] == [
        ("ebene", True),
        ("vorhaben", False),
    ]
    empty = SurveyWaveFactory(programme=programme)
    spellings = ["Städtisch"] * 3 + ["staedtisch", "STÄDTISCH"] + ["Ländlich"] * 3
    rows = "".join(f"K{n};{text}\n" for n, text in enumerate(spellings, 1))
    plan = written(office, empty, "Kreis;lage\n" + rows)
    assert plan.new_variables[0].value_labels == {"Ländlich": "Ländlich", "Städtisch": "Städtisch"}
    assert [values_of(place)["lage"] for place in districts[2:6]] == ["Städtisch"] * 3 + [
        "Ländlich"
    ]
    assert len(plan.notes) == 2


def test_a_key_that_lost_its_zero_never_takes_the_place_of_an_exact_one(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    (problem,) = checked(office, wave, "AGS;konzept\n1123;1\n01123;2\n2123.0;1\n").problems
    assert (problem.row, "3" in problem.what) == (2, True)


def test_a_key_that_lost_its_zero_and_could_be_two_is_asked(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    MunicipalityFactory(ags="", youth_office_id="01123", name="Zweite")
    (problem,) = checked(office, wave, "AGS;konzept\n1123;1\n02123;2\n").problems
    assert ("01123" in problem.mend, "K1" in problem.mend) == (True, True)


def test_a_dissolved_district_is_told_and_stops_nothing(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    plan = checked(office, wave, "AGS;konzept\n16056000;1\n01123;1\n")
    assert (plan.problems, len(plan.new)) == ([], 1)
    assert [(note.row, "16063" in note.what) for note in plan.notes] == [(2, True)]


def bad_sav(folder: Path, *, states_encoding: bool) -> bytes:
    """A file that says UTF-8 or nothing, and holds windows-1252."""
    columns = {"kreis": ["K1", "K2"], "lage": ["Städtisch", "Ländlich"]}
    content = sav(folder, columns, column_labels={"lage": "Größe"})
    for letter in "äöß":
        content = content.replace(letter.encode(), letter.encode("cp1252") + b"-")
    place = content.index(b"UTF-8") - 12
    return content if states_encoding else content[:place] + b"\x63" + content[place + 1 :]


@pytest.mark.parametrize("states_encoding", [True, False])
def test_spss_with_a_wrong_or_no_encoding_is_tried_as_windows_and_in_doubt(
    tmp_path: Path, states_encoding: bool
) -> None:
    table = read_table(bad_sav(tmp_path, states_encoding=states_encoding), "welle.sav")
    assert table.cells("lage") == ["Stä-dtisch", "Lä-ndlich"]
    assert table.book["lage"].label == "Grö-ß-e"
    assert "Stä-dtisch" in table.doubt


def test_one_impossible_day_of_spss_names_its_cell(
    office: User, programme: Programme, districts: list[Municipality], tmp_path: Path
) -> None:
    content = sav(tmp_path, {"kreis": ["K1", "K2"], "tag": [date(2025, 3, 31), date(2026, 1, 1)]})
    seconds = (date(2026, 1, 1) - date(1582, 10, 14)).days * 86400.0
    content = content.replace(struct.pack("<d", seconds), struct.pack("<d", 9e15))
    empty = SurveyWaveFactory(programme=programme)
    plan = checked(office, empty, content, "welle.sav")
    assert plan.new_variables[0].kind == SurveyKind.DAY
    assert [(p.row, p.column) for p in plan.problems] == [(2, "tag")]
    assert plan.new[0].values == {"tag": "2025-03-31"}


# --- What is wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (HEAD + FIRST + "K9;1;2;1;\n", [(3, "Schlüssel")]),
        (HEAD + FIRST + "K1;1;2;1;\n", [(3, "Schlüssel")]),
        (HEAD + FIRST + "01123;1;2;1;\n", [(3, "Schlüssel")]),
        (HEAD + FIRST + ";1;2;1;\n", [(3, "Schlüssel")]),
        (HEAD + "K1;7;2;1;\n", [(2, "konzept")]),
        (HEAD + "K1;1;viele;1;\n", [(2, "stellen")]),
        (HEAD + "K1;1;12.345;1;\n", [(2, "stellen")]),
        (HEAD + "K1;1;02. Mai;1;\n", [(2, "stellen")]),
        (HEAD + "K1;1;2;01. Feb;\n", [(2, "ebene")]),
        (HEAD + "K1;1;2;1;=A1\n", [(2, "vorhaben")]),
        (HEAD + "K1;1;2;9;\n", [(2, "ebene")]),
        (HEAD + "K1;1;2;1;a;b\n", [(2, "")]),
        (HEAD + "K1;1;2;1;" + "x" * 4001 + "\n", [(2, "vorhaben")]),
        (HEAD + "K1;Kreis;ja;ja;1\nK2;1;1;1;\n", [(2, "konzept")]),
    ],
    ids=[
        "unknown", "twice", "twice by AGS", "no key", "no answer", "text for a figure",
        "two readings", "date for figure", "date for code", "formula", "no code",
        "too many cells", "too long", "shifted row",
    ],
)  # fmt: skip
def test_bad_rows_get_a_report_and_write_nothing(
    office: User,
    wave: SurveyWave,
    districts: list[Municipality],
    content: str,
    expected: list[tuple[int, str]],
) -> None:
    item = received(office, wave, content)
    plan = check_upload(upload=item)
    assert [(problem.row, problem.column) for problem in plan.problems] == expected
    assert all(problem.what and problem.mend for problem in plan.problems)
    assert item.state == UploadState.FAULTY
    with pytest.raises(Refused):
        write_upload(by=office, upload=item)
    assert not SurveyRow.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "b.csv"),
        (HEAD.encode(), "b.csv"),
        (b"\n;;\n", "b.csv"),
        (b"%PDF-1.7 \x00\x01", "b.pdf"),
        (b"PK\x03\x04 broken", "b.xlsx"),
        (b"$FL2 broken", "b.sav"),
    ],
    ids=["empty", "no rows", "no names", "pdf", "broken xlsx", "broken sav"],
)
def test_files_that_are_none_are_faulty_as_soon_as_somebody_looks_into_them(
    office: User, wave: SurveyWave, content: bytes, name: str
) -> None:
    item = received(office, wave, content, name)
    assert item.state == UploadState.FAULTY
    (problem,) = item.report["problems"]
    assert problem["mend"]
    assert "outline" not in item.options


def test_shifted_columns_are_told_with_the_likely_right_question(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    """The header lost its second cell: each value stands under the question before."""
    head = "Schlüssel;konzept;stellen;ebene;vorhaben\n"
    rows = "".join(
        f"K{number};{number}0,5;{'Kreis' if number % 2 else 'beides'};Freitext;\n"
        for number in range(1, 9)
    )
    plan = checked(office, wave, head + rows)
    whole, concept, posts, level = plan.problems
    assert (whole.row, whole.column) == (0, "konzept")
    assert "zu weit" in whole.what or "too far" in whole.what
    assert "stellen" in concept.mend
    assert "ebene" in posts.mend
    assert level.column == "ebene"
    assert SurveyRow.objects.count() == 0


def test_the_wrong_key_column_is_one_problem_not_hundreds(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    rows = "".join(f"{number};K{number};1\n" for number in range(1, 9))
    item = received(office, wave, "lfd;Kreis;konzept\n" + rows)
    assert item.options["mapping"]["Kreis"] == KEY
    services.assign_columns(
        by=office, item=item, mapping={"lfd": KEY, "Kreis": LEAVE_OUT, "konzept": "konzept"}
    )
    item.refresh_from_db()
    (problem,) = check_upload(upload=item).problems
    assert (problem.row, problem.column) == (0, "lfd")
    assert "Kreis" in problem.mend

    item = received(office, wave, "lfd;konzept\n" + "".join(f"{n};{n}\n" for n in range(1, 9)))
    services.assign_columns(by=office, item=item, mapping={"lfd": KEY, "konzept": LEAVE_OUT})
    item.refresh_from_db()
    (problem,) = check_upload(upload=item).problems
    assert "AGS" in problem.mend, "no column of this file holds keys"


def test_a_file_without_keys_says_that_one_column_must_hold_them(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    (problem,) = checked(office, wave, "konzept;stellen\n1;2,5\n2;3,5\n").problems
    assert (problem.row, problem.column) == (0, "")
    assert "Schlüssel" in problem.mend


def test_an_ags_of_two_municipalities_asks_for_the_key(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    MunicipalityFactory(ags="01123", youth_office_id="S1", kind="city")
    (problem,) = checked(office, wave, HEAD + FIRST.replace("K1", "01123")).problems
    assert problem.column == "Schlüssel"
    assert "S1" in problem.mend


@pytest.mark.parametrize(
    "mapping",
    [
        {"Schlüssel": LEAVE_OUT, "konzept": "konzept"},
        {"Schlüssel": KEY, "konzept": KEY},
        {"Schlüssel": KEY, "konzept": "konzept", "stellen": "konzept"},
    ],
)
def test_columns_are_assigned_once_and_one_is_the_key(
    office: User, wave: SurveyWave, districts: list[Municipality], mapping: dict[str, str]
) -> None:
    item = received(office, wave, HEAD + FIRST)
    with pytest.raises(Refused):
        services.assign_columns(by=office, item=item, mapping=mapping)


def test_texts_that_may_name_a_person_are_told_and_stop_nothing(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    item = received(office, wave, HEAD + "K1;1;2;1;Rückruf unter 0391 123456\n")
    plan = check_upload(upload=item)
    assert plan.problems == []
    assert [(note.row, note.column) for note in plan.notes] == [(2, "vorhaben")]
    assert item.report["note_count"] == 1


def test_keys_come_before_names(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    rows = (
        "".join(f"K{number};Kreis {'ABC'[number - 1]};1\n" for number in (1, 2)) + "K99;Kreis C;1\n"
    )
    item = received(office, wave, "Kreis;Name;konzept\n" + rows)
    assert item.options["mapping"] == {"Kreis": KEY, "Name": LEAVE_OUT, "konzept": "konzept"}


# --- Again --------------------------------------------------------------------------------------


def test_a_second_file_updates_and_remembers_where_the_rest_came_from(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    written(office, wave, HEAD + FIRST + "K2;2;1;1;\n")
    again = "Schlüssel;stellen\nK3;5\nK2;1\nK1;4\n"
    plan = written(office, wave, again, "nachtrag.csv")
    assert [(row.row, row.action) for row in plan.rows] == [(2, "new"), (3, "same"), (4, "changed")]
    assert plan.rows[2].changes == (
        ("stellen", "2,5\N{NO-BREAK SPACE}VZÄ", "4\N{NO-BREAK SPACE}VZÄ"),
    )
    row = SurveyRow.objects.get(municipality=districts[0])
    assert row.values["stellen"] == 4
    assert row.values["ebene"] == "3"
    posts, level = origin_of(row, "stellen"), origin_of(row, "ebene")
    assert (posts.file_name, posts.row_number) == ("nachtrag.csv", 4)
    assert (level.file_name, level.row_number) == ("b.csv", 2)
    event = AuditEvent.objects.filter(verb="municipal_survey.answers_imported").latest("number")
    assert event.before == {"K1": {"stellen": 2.5}}
    assert "nachtrag.csv" in sentence_of(event)


def test_of_many_changed_answers_the_first_are_shown(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    names = [f"v{number}" for number in range(9)]
    for name in names:
        SurveyVariableFactory(wave=wave, name=name)
    head = f"Schlüssel;{';'.join(names)}\n"
    written(office, wave, head + "K1" + ";1" * 9 + "\n")
    (row,) = checked(office, wave, head + "K1" + ";2" * 9 + "\n").rows
    assert row.changes[0] == ("v0", "1", "2")
    assert row.changes[-1] == ("3 weitere Antworten", "…", "…")


def test_an_answer_taken_back_is_gone(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    written(office, wave, HEAD + FIRST)
    written(office, wave, HEAD + "K1;1;;3;Gesamtkonzept\n")
    assert "stellen" not in values_of(districts[0])


def test_choices_of_columns_are_remembered(
    office: User, programme: Programme, wave: SurveyWave, districts: list[Municipality]
) -> None:
    item = received(office, wave, "Kreis;F1\nK1;3\n")
    assert item.options["mapping"] == {"Kreis": KEY, "F1": LEAVE_OUT}
    services.assign_columns(by=office, item=item, mapping={"Kreis": KEY, "F1": "stellen"})
    assert remembered_columns(programme) == {"Kreis": KEY, "F1": "stellen"}
    assert received(office, wave, "F1;Kreis\n3;K1\n").options["mapping"] == {
        "F1": "stellen",
        "Kreis": KEY,
    }


def test_a_file_is_written_once_and_one_write_at_a_time(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    item = received(office, wave, HEAD + FIRST)
    check_upload(upload=item)
    job = start_write(upload=item)
    with pytest.raises(Refused):
        start_write(upload=item)
    write_upload(by=office, upload=item, job_id=job.pk)
    assert Job.objects.get().state == "done"
    with pytest.raises(Refused):
        write_upload(by=office, upload=item)
    with pytest.raises(Refused, match="schon übernommen"):
        services.assign_columns(by=office, item=item, mapping={"Schlüssel": KEY})
    assert bytes(Upload.objects.get().content) == b""


def test_what_changed_since_the_check_stops_the_write(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    item = received(office, wave, HEAD + FIRST)
    check_upload(upload=item)
    districts[0].delete()
    with pytest.raises(Refused):
        write_upload(by=office, upload=item)
    item.refresh_from_db()
    assert (item.state, item.report["problem_count"]) == (UploadState.FAULTY, 1)


def test_files_run_out(office: User, wave: SurveyWave, districts: list[Municipality]) -> None:
    received(office, wave, HEAD + FIRST)
    Upload.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    received(office, wave, HEAD + FIRST)
    assert Upload.objects.count() == 1


def test_six_hundred_rows_of_sixty_questions_are_taken_in_or_refused(
    office: User, programme: Programme, db: None
) -> None:
    wave = SurveyWaveFactory(programme=programme)
    names = [f"v{number:02d}" for number in range(60)]
    for position, name in enumerate(names):
        kind = (SurveyKind.CHOICE, SurveyKind.NUMBER, SurveyKind.TEXT)[position % 3]
        labels = {str(code): f"Antwort {code}" for code in range(1, 6)} if position % 3 == 0 else {}
        SurveyVariableFactory(
            wave=wave, name=name, position=position, kind=kind, value_labels=labels
        )
    keys = [MunicipalityFactory().youth_office_id for _ in range(600)]
    rows = [
        (key, *((number + place) % 5 + 1 + 7 * (place % 3 == 1) for place in range(60)))
        for number, key in enumerate(keys)
    ]
    content = csv_bytes(("Schlüssel", *names), rows)
    plan = written(office, wave, content)
    assert len(plan.new) == 600
    shifted = csv_bytes(("Schlüssel", *names), [(row[0], *row[2:], "x") for row in rows])
    assert checked(office, wave, shifted).problems


# --- Codebook in a file of its own --------------------------------------------------------------


def codebook(by: User, wave: SurveyWave, content: str) -> tuple[Upload, SurveyPlan]:
    item = services.receive_file(
        by=by,
        wave=wave,
        file_name="codebuch.csv",
        content=content.encode(),
        purpose=FilePurpose.CODEBOOK,
    )
    return item, check_upload(upload=item)


BOOK = "Variable;Frage;Typ;Einheit;Werte;Fehlend;Mindestens;Höchstens\n"


def test_a_codebook_adds_and_changes_questions(office: User, wave: SurveyWave) -> None:
    wave.variables.filter(name="ebene").update(compared_with="population")
    item, plan = codebook(
        office,
        wave,
        BOOK
        + 'ebene;Auf welcher Ebene?;Auswahl;;"1=Kreis; 2=Gemeinde; 3=beides; 4=Land";-9=k. A.\n'
        + "seit;Seit wann?;Datum;;;\n"
        + 'netz;Netz;;;"1=ja, oft; 2=nein; nie";\n',
    )
    assert plan.problems == []
    write_upload(by=office, upload=item)
    assert wave.variables.get(name="ebene").compared_with == "population"
    book = {variable.name: variable for variable in variables_of(wave)}
    assert list(book) == ["konzept", "stellen", "ebene", "vorhaben", "seit", "netz"]
    assert book["ebene"].label == "Auf welcher Ebene?"
    assert book["ebene"].value_labels["4"] == "Land"
    assert book["netz"].kind == SurveyKind.CHOICE
    assert book["netz"].value_labels == {"1": "ja, oft", "2": "nein; nie"}


def test_a_codebook_says_which_question_is_compared_with_the_register(
    office: User, wave: SurveyWave
) -> None:
    head = "Variable;Frage;Typ;Werte;Verglichen mit\n"
    early = "war_dabei;Früher dabei?;Ja/Nein;;Teilnahme an einem früheren Programm\n"
    item, plan = codebook(office, wave, f"{head}{early}seit;Seit?;Zahl;;network_since\n")
    assert plan.problems == []
    write_upload(by=office, upload=item)
    assert wave.variables.get(name="war_dabei").compared_with == "earlier_participation"
    twice = codebook(office, wave, f"{head}noch;Noch eine?;Ja/Nein;;earlier_participation\n")[1]
    assert [(row.row, row.column) for row in twice.problems] == [(2, "Verglichen mit")]
    kind = codebook(office, wave, f"{head}{early.replace('Ja/Nein', 'Text')}")[1]
    assert [(row.row, row.column) for row in kind.problems] == [(2, "Verglichen mit")]
    item, plan = codebook(office, wave, f"{head}war_dabei;Schon dabei?;Ja/Nein;;\n")
    write_upload(by=office, upload=item)
    told = wave.variables.get(name="war_dabei")
    assert (told.label, told.compared_with) == ("Schon dabei?", "earlier_participation")


def test_a_codebook_lets_a_known_question_be_compared_and_leaves_others_alone(
    office: User, wave: SurveyWave
) -> None:
    head = "Variable;Frage;Typ;Werte;Fehlend;Verglichen mit\n"
    same = "vorhaben;Frage vorhaben;Text;;-9=keine Angabe;\n"
    early = 'konzept;Frage konzept;Ja/Nein;"1=ja; 2=nein";-9=keine Angabe;earlier_participation\n'
    item, plan = codebook(office, wave, head + same + early)
    assert [(row.key, row.action) for row in plan.rows] == [
        ("vorhaben", "same"),
        ("konzept", "changed"),
    ]
    assert plan.before == {"konzept": {"compared_with": ""}}
    assert [variable.name for variable in plan.altered_variables] == ["konzept"]
    write_upload(by=office, upload=item)
    assert wave.variables.get(name="konzept").compared_with == "earlier_participation"


def test_by_hand_too_a_single_question_is_compared_with_the_register(
    office: User, wave: SurveyWave
) -> None:
    first = wave.variables.get(name="konzept")
    same = {"compared_with": "earlier_participation"}
    assert change_variable(by=office, variable=first, **same).compared_with
    other = SurveyVariableFactory(wave=wave, kind=SurveyKind.YES_NO, value_labels=YES_NO)
    with pytest.raises(Refused, match="Frage konzept") as refused:
        change_variable(by=office, variable=other, **same)
    assert refused.value.field == "compared_with"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1x;Frage;Zahl;;;\n", [(2, "Variable")]),
        ("a;Frage;Roman;;;\n", [(2, "Typ")]),
        ("a;Frage;Auswahl;;;\n", [(2, "Werte")]),
        ("a;Frage;Auswahl;;ja, nein;\n", [(2, "Werte")]),
        ('a;Frage;Auswahl;;"1=ja; 1=nein";\n', [(2, "Werte")]),
        ('a;Frage;Ja/Nein;;"1=oft; 2=selten";\n', [(2, "Werte")]),
        ('a;Frage;Zahl;;;"-9=k. A.; "\na;Noch einmal;Zahl;;;\n', [(3, "Variable")]),
        ('a;Frage;Auswahl;;"1=ja; 2=nein";1=k. A.\n', [(2, "Fehlend")]),
        ("a;Frage;Zahl;;;;5;1\n", [(2, "Höchstens")]),
        ("a;Frage;Text;;;;1;5\n", [(2, "Höchstens")]),
        ("a;Frage;Zahl;;;;;9999999999999\n", [(2, "Höchstens")]),
        ("", [(0, "")]),
    ],
    ids=[
        "name",
        "type",
        "no answers",
        "no codes",
        "code twice",
        "no yes",
        "twice",
        "both",
        "range upside down",
        "range of texts",
        "bound too large",
        "empty",
    ],
)
def test_bad_codebooks_get_a_report(
    office: User, wave: SurveyWave, row: str, expected: list[tuple[int, str]]
) -> None:
    item, plan = codebook(office, wave, BOOK + row)
    assert [(problem.row, problem.column) for problem in plan.problems] == expected
    assert item.state == UploadState.FAULTY


@pytest.mark.parametrize(
    ("bounds", "wrong", "words"),
    [
        ("1;5", ["0,5", "6"], "6 liegt außerhalb der Werte, die es gibt: 1 bis 5."),
        ("0;", ["-1"], "-1 liegt außerhalb der Werte, die es gibt: ab 0."),
        (";4,5", ["4,6"], "4,6 liegt außerhalb der Werte, die es gibt: höchstens 4,5."),
    ],
)
def test_a_figure_outside_of_the_scale_is_refused_with_its_row_and_column(
    office: User,
    wave: SurveyWave,
    districts: list[Municipality],
    bounds: str,
    wrong: list[str],
    words: str,
) -> None:
    item, _plan = codebook(office, wave, BOOK + f"stellen;Stufe;Zahl;;;-9=k. A.;{bounds}\n")
    write_upload(by=office, upload=item)
    cells = ["3", "-9", *wrong]
    rows = "".join(f"K{number};{cell}\n" for number, cell in enumerate(cells, 1))
    plan = checked(office, wave, "Schlüssel;stellen\n" + rows)
    found = [(problem.row, problem.column) for problem in plan.problems]
    assert found == [(4 + number, "stellen") for number in range(len(wrong))]
    assert plan.problems[-1].what == words


def test_a_range_answers_lie_outside_of_is_refused_at_its_field(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    SurveyRowFactory(wave=wave, municipality=districts[0], values={"stellen": 6})
    variable = wave.variables.get(name="stellen")
    for values, field in (
        ({"highest": Decimal(5)}, "highest"),
        ({"lowest": Decimal(7)}, "lowest"),
        ({"lowest": Decimal(9), "highest": Decimal(7)}, "highest"),
    ):
        with pytest.raises(Refused) as refused:
            change_variable(by=office, variable=variable, **values)
        assert refused.value.field == field
    assert change_variable(by=office, variable=variable, highest=Decimal(6)).highest == 6


def test_a_codebook_may_not_take_the_meaning_of_answers_away(
    office: User, wave: SurveyWave, districts: list[Municipality]
) -> None:
    SurveyRowFactory(wave=wave, municipality=districts[0], values={"ebene": "3"})
    row = 'ebene;Ebene;Auswahl;;"1=Kreis; 2=Gemeinde";\n'
    _item, plan = codebook(office, wave, BOOK + row)
    assert [(problem.row, problem.column) for problem in plan.problems] == [(2, "ebene")]
