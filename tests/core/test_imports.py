"""The one reader of files: what a cell means, whatever program wrote it."""

import io
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytest
from django.utils.translation import override
from openpyxl import Workbook

from begleitwerk.core.enums import MailState
from begleitwerk.core.imports import (
    CellError,
    Column,
    Figures,
    Formula,
    Keys,
    Sheet,
    choice_of,
    day_of,
    figure_of,
    folded,
    header_key,
    line_up_to,
    lines_of,
    near_equals,
    read_list,
    text_up_to,
    truth_of,
)
from begleitwerk.core.imports.keys import sound_key
from begleitwerk.core.imports.reading import in_words
from begleitwerk.engine.reading.encodings import decoded
from begleitwerk.engine.reading.errors import ReadingError

COLUMNS = (
    Column("Name", "name", required=True),
    Column("Stellen", "posts"),
    Column("Stichtag", "day"),
    Column("Kosten", "cost"),
)


def read(content: str | bytes, name: str = "liste.csv") -> Sheet:
    return read_list(
        content.encode() if isinstance(content, str) else content,
        name,
        columns=COLUMNS,
        readers={
            "name": text_up_to(200),
            "posts": Figures(lambda number: number),
            "day": day_of,
            "cost": Figures(lambda number: number, unit="€"),
        },
        max_rows=100,
        empty_hint="",
    )


def posts(*cells: str) -> list[Any]:
    sheet = read("Name;Stellen\n" + "".join(f"A;{cell}\n" for cell in cells))
    assert sheet.problems == []
    return [row.values["posts"] for row in sheet.rows]


def excel(*rows: Sequence[Any], **formats: str) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place, words in formats.items():
        book.active[place].number_format = words
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- Figures ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2,5", "1.234"], ["2.5", "1234"]),
        (["2.5", "1.234"], ["2.5", "1.234"]),
        (["2.5", "1,234"], ["2.5", "1234"]),
        (["2,5", "1,234"], ["2.5", "1.234"]),
        (["1.234,5", "1 234", "1'234"], ["1234.5", "1234", "1234"]),
        (["1,234.5", "1,234,567"], ["1234.5", "1234567"]),
        (["1.234.567", "12.345"], ["1234567", "12345"]),
        (["0.123", "1234.567"], ["0.123", "1234.567"]),
        (["-3,25", "\N{MINUS SIGN}4"], ["-3.25", "-4"]),
    ],
)
def test_the_column_itself_shows_what_comma_and_point_mean(
    settings: Any, language: str, cells: list[str], expected: list[str]
) -> None:
    settings.LANGUAGE_CODE = language
    assert posts(*cells) == [Decimal(text) for text in expected]


def test_other_columns_of_the_file_tell_where_the_column_itself_does_not() -> None:
    sheet = read("Name;Stellen;Kosten\nA;1.234;4.800,50 €\n")
    assert sheet.rows[0].values["posts"] == 1234
    assert sheet.rows[0].values["cost"] == Decimal("4800.50")


@pytest.mark.parametrize(
    "content",
    [
        "Name;Stellen\nA;{}\n",
        "Name;Stellen\nA;{}\nB;2,5\nC;2.5\n",  # the column contradicts itself
        "Name;Stellen;Kosten\nA;{};2.5\nB;;2,5\n",  # the others contradict each other
    ],
)
@pytest.mark.parametrize(
    ("cell", "whole", "decimals"), [("1.234", "1234", "1,234"), ("12,345", "12345", "12,345")]
)
def test_what_is_ambiguous_is_refused_with_both_readings(
    content: str, cell: str, whole: str, decimals: str
) -> None:
    (problem,) = read(content.format(cell)).problems
    assert (problem.row, problem.column) == (2, "Stellen")
    assert whole in problem.what
    assert decimals in problem.what


def test_a_column_of_whole_figures_has_no_decimals_to_mistake() -> None:
    assert figure_of("301.902", is_whole=True) == figure_of("301,902", is_whole=True) == 301902
    with pytest.raises(CellError):
        figure_of("1.23,4")


@pytest.mark.parametrize("cell", [True, "viel", "1e99", "9" * 40])
def test_what_is_no_figure_or_beyond_all_measure_is_refused(cell: Any) -> None:
    with pytest.raises(CellError):
        figure_of(cell)


def test_points_before_decimals_are_said_aloud_where_the_file_has_semicolons() -> None:
    (note,) = read("Name;Stellen\nA;2.5\n").notes
    assert note.column == "Stellen"
    assert read("Name,Stellen\nA,2.5\n").notes == read("Name;Stellen\nA;2,5\n").notes == []


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("02. Mai", "2,5"),
        ("2. Mai", "2,5"),
        ("02-May", "2,5"),
        ("Mai 95", "5,95"),
        ("02.05.2026", "2,5"),
        ("2026-05-02", "2,5"),
        ("01. Mrz", "1,3"),
    ],
)
def test_a_figure_that_became_a_date_is_noticed(cell: str, figure: str) -> None:
    (problem,) = read(f"Name;Stellen\nA;{cell}\n").problems
    assert (problem.column, figure in problem.what) == ("Stellen", True)


def test_excel_s_dates_in_a_column_of_figures_are_noticed() -> None:
    content = excel(["Name", "Stellen"], ["A", datetime(2026, 5, 2)], ["B", 2.5])  # noqa: DTZ001
    sheet = read(content, "liste.xlsx")
    assert [(p.row, "2,5" in p.what) for p in sheet.problems] == [(2, True)]
    assert sheet.rows[1].values["posts"] == Decimal("2.5")


# --- Days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31.12.2018", date(2018, 12, 31)),
        ("31.12.2018 14:05", date(2018, 12, 31)),
        ("2018-12-31", date(2018, 12, 31)),
        ("2018-12-31T14:05:00", date(2018, 12, 31)),
        ("2018-12-31 14:05:00.123+01:00", date(2018, 12, 31)),
        ("2025-03-31T23:59:59+02:00", date(2025, 3, 31)),
        ("2025-03-30T22:00:00Z", date(2025, 3, 31)),  # midnight here
        (datetime(2025, 3, 30, 22, tzinfo=UTC), date(2025, 3, 31)),
        (date(2018, 12, 31), date(2018, 12, 31)),  # files of SPSS hold days
        ("", None),
    ],
)
def test_days_and_moments(cell: Any, expected: date | None) -> None:
    assert day_of(cell) == expected


@pytest.mark.parametrize("cell", ["Ende 2018", "12/31/2018", "31.02.2027"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        day_of(cell)


def test_one_impossible_day_names_its_cell_and_the_rest_is_read() -> None:
    for content, name in (
        (b"Name;Stichtag\nA;31.02.2027\nB;31.03.2027\n", "liste.csv"),
        (
            excel(
                ["Name", "Stichtag"],
                ["A", 9_000_000_000],
                ["B", date(2027, 3, 31)],
                B2="dd.mm.yyyy",
            ),
            "liste.xlsx",
        ),
    ):
        sheet = read(content, name)
        assert [(p.row, p.column) for p in sheet.problems] == [(2, "Stichtag")]
        assert sheet.rows[1].values["day"] == date(2027, 3, 31)


# --- Keys ---------------------------------------------------------------------------------------

DISTRICTS = ("06435", "05974", "10041", "11000")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("06435", ["06435"]),
        ("6435", ["06435"]),
        ("6435.0", ["06435"]),
        (6435.0, ["06435"]),
        ("06435000", ["06435"]),
        ("6435000", ["06435"]),
        ("064350000000", ["06435"]),
        ("64350000000", ["06435"]),
        ("06 4 35", ["06435"]),
        ("'06435", ["06435"]),
        ("10041", ["10041"]),
        ("06435014", []),
        ("K1", ["K1"]),
        ("k1", ["K1"]),
        ("", []),
    ],
)
def test_a_key_is_understood_however_a_spreadsheet_left_it(cell: Any, expected: list[str]) -> None:
    keys = Keys((key, key) for key in (*DISTRICTS, "K1"))
    assert list(keys.find(cell).items) == expected


def test_a_repaired_key_never_beats_an_exact_one_and_a_tie_is_all_found() -> None:
    own = [("6435", "own key"), ("01123", "by key")]
    official = [("06435", "district"), ("01123", "by AGS"), ("01123", "by AGS too")]
    keys = Keys(own, official)
    assert (list(keys.find("6435").items), keys.find("6435").is_repaired) == (["own key"], False)
    assert list(keys.find("01123").items) == ["by key"]
    tie = keys.find("1123")
    assert (list(tie.items), tie.is_repaired) == (["by key", "by AGS", "by AGS too"], True)


def test_a_key_the_spreadsheet_rounded_is_not_guessed() -> None:
    assert sound_key("06435 ") == "06435"
    with pytest.raises(CellError, match="gerundet"):
        sound_key("6,435E+11")


# --- Files --------------------------------------------------------------------------------------


def problem_of(content: str | bytes, name: str = "liste.csv") -> str:
    (problem,) = read(content, name).problems
    return f"{problem.row} {problem.what}"


def test_a_column_named_twice_is_refused() -> None:
    assert "zweimal" in problem_of("Name;Stellen;Stellen\nA;1;2\n")


def test_more_cells_than_headings_are_no_row() -> None:
    assert problem_of("Name;Stellen\nA;1\nB;2;und noch etwas\n").startswith("3 ")


def test_a_file_of_headings_only_says_that_it_has_no_rows() -> None:
    assert "keine Zeilen" in problem_of("Name;Stellen")


def test_a_text_longer_than_its_column_is_refused() -> None:
    assert "länger als 200 Zeichen" in problem_of(f"Name\n{'x' * 201}\n")


def test_a_quotation_mark_never_closed_hides_no_separator() -> None:
    lines = lines_of(b'"Name;Stellen\nA,B,C,D,E;1\n', "liste.csv", 10)
    assert lines.delimiter == ";"


def test_a_cell_as_long_as_a_book_is_no_csv() -> None:
    assert "keine gültige CSV-Datei" in problem_of(f"Name\n{'x' * 200_000}\n")


def test_what_only_calls_itself_excel_is_refused() -> None:
    assert "nicht öffnen" in problem_of(b"PK und nichts weiter", "liste.xlsx")


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(
    settings: Any,
) -> None:
    settings.UNPACKED_MB = 0
    assert "Entpackt" in problem_of(excel(["Name"], ["A"]), "liste.xlsx")


def test_a_formula_of_excel_is_refused_by_that_name() -> None:
    assert "=B1+1" in problem_of(excel(["Name"], ["=B1+1"]), "liste.xlsx")


def test_of_formulas_the_stored_results_are_read_and_that_is_said() -> None:
    content = with_results(
        excel(["Name", "Stellen"], ["A", "=1+1"], ["=A1", "=1/3"], ["C", "=A9"]),
        {"1+1": 't="n"><f>1+1</f><v>2.5</v>', "A1": 't="str"><f>A1</f><v>Übergabe</v>'},
    )
    sheet = read(content, "liste.xlsx")
    assert sheet.rows[0].values == {"name": "A", "posts": Decimal("2.5")}
    assert sheet.rows[1].values == {"name": "Übergabe"}
    assert [(wrong.row, wrong.column) for wrong in sheet.problems] == [
        (3, "Stellen"),
        (4, "Stellen"),
    ]
    assert any("Ergebnisse" in note.what for note in sheet.notes)


def test_an_empty_text_as_result_of_a_formula_is_an_empty_cell() -> None:
    book = excel(["Name", "Stellen"], ["A", "=A9"])
    content = with_results(book, {"A9": 't="str"><f>A9</f><v></v>'})
    sheet = read(content, "liste.xlsx")
    assert (sheet.problems, sheet.rows[0].values["posts"]) == ([], None)


def with_results(content: bytes, stored: dict[str, str]) -> bytes:
    """The file as a spreadsheet saves it: beside each formula its result, as given."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                for formula, cell in stored.items():
                    pattern = rf"( t=\"\w+\")?><f>{re.escape(formula)}</f><v ?/?>(</v>)?"
                    text = re.sub(pattern, f" {cell}", text.decode()).encode()
            new.writestr(name, text)
    return out.getvalue()


# --- Texts --------------------------------------------------------------------------------------


def test_formulas_are_known_from_texts_that_only_look_like_them() -> None:
    texts = ["-1 Stelle", "+49 391", "@home", "=> siehe oben", "'=1+1", '="05974"']
    rows = "".join('"' + text.replace('"', '""') + '"\n' for text in texts)
    sheet = read("Name\n" + rows)
    assert [row.values["name"] for row in sheet.rows] == [
        "-1 Stelle",
        "+49 391",
        "@home",
        "=> siehe oben",
        "=1+1",
        "05974",
    ]
    (problem,) = read("Name\n=HYPERLINK(1)\n").problems
    assert "=HYPERLINK(1)" in problem.what
    assert isinstance(next(lines_of(b"=A1+1\n", "x.csv", 1))[0], Formula)


@pytest.mark.parametrize("head", ["sep=;\n", "SEP=;\r\n", '"sep=;"\n'])
def test_a_line_that_names_the_separator_is_no_heading(head: str) -> None:
    assert posts("2,5") == [Decimal("2.5")]
    sheet = read(f"{head}Name;Stellen\nA,B;2,5\n")
    assert (sheet.problems, sheet.rows[0].number) == ([], 2)
    assert sheet.rows[0].values["name"] == "A,B"


def test_line_breaks_within_the_first_heading_hide_no_separator() -> None:
    sheet = read('"Na\nme";Stellen\nA;2,5\n')
    assert (sheet.problems, sheet.rows[0].values["posts"]) == ([], Decimal("2.5"))


def test_headings_and_values_are_compared_however_umlauts_are_stored() -> None:
    split = unicodedata.normalize("NFD", "Größe")
    assert header_key(split) == header_key("GRÖSSE ") == "groesse"
    assert folded(split) == folded(" größe")
    assert read(unicodedata.normalize("NFD", "Name\nMüller\n")).rows[0].values["name"] == "Müller"


WORDS = "Name\nStädtisch\nGröße und Übergänge\nStraße „am Fluß“ – 5 §\nÄhnlich\n"


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman"])
def test_the_old_encodings_of_offices_are_recognised(encoding: str) -> None:
    text = WORDS.replace("„", '"').replace("“", '"').replace("–", "-") if encoding[:2] == "cp" and (
        encoding == "cp850") else WORDS  # fmt: skip
    found, notes = decoded(text.encode(encoding))
    assert found == text
    assert len(notes) == (encoding != "cp1252")


def test_an_old_encoding_that_was_guessed_is_said() -> None:
    (note,) = read("Name\nStädtisch\nGröße und Übergänge\n".encode("mac_roman")).notes
    assert "Mac" in note.what


def test_utf_8_that_was_read_twice_is_set_right_and_said() -> None:
    broken = WORDS.encode().decode("cp1252", errors="ignore").encode()
    found, notes = decoded(broken)
    assert "Städtisch\nGröße und Übergänge" in found
    assert len(notes) == 1
    sheet = read(excel(["Name"], ["StÃ¤dtisch"]), "liste.xlsx")
    assert (sheet.rows[0].values["name"], len(sheet.notes)) == ("Städtisch", 1)
    assert decoded(WORDS.encode()) == (WORDS, [])


def test_excel_s_unicode_text_is_read() -> None:
    assert decoded(WORDS.encode("utf-16")) == (WORDS, [])


@pytest.mark.parametrize(
    ("read_twice", "meant"),
    [
        ("RÃ\x8do", "RÍo"),  # a byte Windows has no letter for
        ("Ãß", "Ãß"),  # looks like it, and is no UTF-8
        ("Ãł", "Ãł"),  # no letter of Windows' Latin-1 at all
    ],
)
def test_only_what_was_read_twice_is_set_right(read_twice: str, meant: str) -> None:
    assert decoded(read_twice.encode())[0] == meant


def test_values_that_nearly_equal_are_found_with_the_spelling_meant() -> None:
    texts = ["Städtisch", "staedtisch", "STÄDTISCH ", "ländlich", "Land lich", "ländlich"]
    assert near_equals(texts, known=["Städtisch"]) == {
        "staedtisch": "Städtisch",
        "STÄDTISCH ": "Städtisch",
    }
    assert near_equals(["ja", "Ja", "Ja"]) == {"ja": "Ja"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Y J yes ja JA 1 wahr x", True), ("N n no nein NEIN 0 falsch", False)],
)
def test_yes_and_no(words: str, expected: bool) -> None:
    assert {truth_of(word) for word in words.split()} == {expected}
    assert truth_of(True) is True
    assert truth_of(" ") is None
    with pytest.raises(CellError):
        truth_of("vielleicht")


def test_a_choice_is_read_in_words_of_either_language_whatever_the_page_speaks() -> None:
    state_of = choice_of(MailState, also={"raus": "sent"}, empty="queued")
    with override("de"):
        german = str(MailState.SENT.label)
    for language in ("de", "en"):
        with override(language):
            cells = [german.upper(), "Raus", "sent", None]
            assert [state_of(cell) for cell in cells] == ["sent", "sent", "sent", "queued"]
    with pytest.raises(CellError) as wrong:
        state_of("grün")
    assert german in wrong.value.mend


def test_a_line_break_in_a_cell_is_a_blank_where_there_is_one_line() -> None:
    assert line_up_to(40)("Landkreis \r\n\n Musterau") == "Landkreis Musterau"
    assert text_up_to(40)("Erst das.\nDann jenes.") == "Erst das.\nDann jenes."


@pytest.mark.parametrize(
    ("kind", "name"),
    [("toml", "TOML"), ("csv", "CSV"), ("docx", "Word"), ("sav", "SPSS"), ("xlsx", "Excel")],
)
def test_a_damaged_file_is_called_what_it_was(kind: str, name: str) -> None:
    words = in_words(kind, ReadingError("broken", kind="zip")).problem.what
    assert words == f"Die {name}-Datei lässt sich nicht öffnen."
