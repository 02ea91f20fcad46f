"""A selection from two files: nothing of a database, and every mistake named where it stands."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from begleitwerk.engine.program import SolverError
from begleitwerk.engine.selection import report as engine_report

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "beispiele" / "auswahl"
SOFTWARE = re.compile(r"begleitwerk [\d.]+\w*, HiGHS [\d.]+")

RULES = """
[[themes]]
key = "a"
name = "Anfang"
places = 2

[[criteria]]
key = "idee"
weight = 1
scale = [0, 10]
"""
HEADER = "Schlüssel;Kommune;idee;Land;Einwohner"
ROWS = ("k1;Adorf;9;N;90000", "k2;Bedorf;8;N;70000", "k3;Zedorf;6,5;S;50.000,5")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(
    folder: Path, rules: str = RULES, rows: tuple[str, ...] = ROWS, header: str = HEADER
) -> None:
    (folder / "r.toml").write_text(rules, encoding="utf-8")
    (folder / "c.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def run(folder: Path, candidates: str = "c.csv", **options: Any) -> dict[str, Any]:
    usual = {"output": folder / "out.json", "text": folder / "out.txt", "language": "en"}
    call_command(
        "select_from_csv",
        candidates=folder / candidates,
        rules=folder / "r.toml",
        **{**usual, "samples": 50, **options},
    )
    found: dict[str, Any] = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return found


def chosen(report: dict[str, Any]) -> list[str]:
    return [row["candidate"] for row in report["chosen"]]


def mistakes(folder: Path, code: int = 1) -> list[str]:
    """What the command says is wrong, a line each."""
    with pytest.raises(CommandError) as caught:
        run(folder)
    assert caught.value.returncode == code
    assert not (folder / "out.json").exists()
    return str(caught.value).split("\n- ")[1:]


def conflict(folder: Path) -> dict[str, Any]:
    with pytest.raises(CommandError) as caught:
        run(folder)
    assert caught.value.returncode == 2
    found: dict[str, Any] = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert found["outcome"] == "conflict"
    return found


# --- What comes out -----------------------------------------------------------------------------


def test_the_example_of_the_handbook_gives_the_report_beside_it(tmp_path: Path) -> None:
    call_command(
        "select_from_csv",
        candidates=EXAMPLES / "kandidaten.csv",
        rules=EXAMPLES / "regeln.toml",
        output=tmp_path / "ergebnis.json",
        text=tmp_path / "ergebnis.txt",
    )
    for name in ("ergebnis.json", "ergebnis.txt"):
        made = (tmp_path / name).read_text(encoding="utf-8")
        kept = (EXAMPLES / name).read_text(encoding="utf-8")
        assert without_versions(made) == without_versions(kept), f"{name} is not up to date"


def without_versions(text: str) -> str:
    return re.sub(r"begleitwerk \d[\w.]*|HiGHS \d[\w.]*", "…", text)


def test_report_names_chosen_reserves_reasons_rules_and_proof(folder: Path) -> None:
    write(folder, RULES + '[[quotas]]\nkey = "l"\ncolumn = "Land"\nat_most = 1\n')
    report = run(folder)
    assert chosen(report) == ["k1", "k3"]
    assert report["proof"]["points"] == report["proof"]["bound"] == 15_500
    assert report["reserves"][0]["candidate"] == "k2"
    (loser,) = report["not_chosen"]
    assert (loser["kind"], loser["missing"]) == ("rules", 1000)
    rule = next(row for row in report["rules"] if row["key"] == "l")
    assert rule["rule"] == "At most one for each value of “Land”"
    assert rule["is_binding"]
    assert rule["points"] == 1500
    assert report["next_best"][0]["points"] == 14_500
    assert report["sensitivity"]["chosen"] == {"k1": 50, "k2": 0, "k3": 50}
    text = " ".join((folder / "out.txt").read_text(encoding="utf-8").split())
    assert "Without it: Bedorf instead of Zedorf, 15.00 points more." in text
    assert "Columns no rule looks at: Einwohner." in text


def test_all_equal_are_drawn_by_lot(folder: Path) -> None:
    rules = 'seed = "2026"\n' + RULES
    write(folder, rules, tuple(f"k{number};Ort {number};5;N;1" for number in range(9)))
    report = run(folder)
    assert len(chosen(report)) == 2
    assert report["lottery"]["sentences"]
    chances = report["lottery"]["probabilities"].values()
    assert [float(chance) for chance in chances] == pytest.approx([2 / 9] * 9, abs=1e-5)
    assert run(folder) == report


def test_one_candidate_for_one_place(folder: Path) -> None:
    write(folder, RULES.replace("places = 2", "places = 1"), ROWS[:1])
    assert chosen(run(folder)) == ["k1"]


def test_ten_thousand_candidates(folder: Path) -> None:
    rows = tuple(f"k{n};Ort {n};{n % 1001 / 100};{'NSWO'[n % 4]};{n}" for n in range(10_000))
    quota = '[[quotas]]\nkey = "l"\ncolumn = "Land"\nat_most = 1\n'
    write(folder, RULES + quota, rows)
    report = run(folder, samples=5)
    assert report["candidates"] == 10_000
    assert len(report["not_chosen"]) == 9998
    assert report["proof"]["status"] == "optimal"


def test_excel_and_other_encodings_are_read_alike(folder: Path) -> None:
    write(folder)
    first = run(folder)
    (folder / "c.csv").write_bytes("\n".join([HEADER, *ROWS]).encode("cp1252"))
    assert run(folder)["digest"] == first["digest"]
    book = Workbook()
    book.active.append(HEADER.split(";"))
    for row in ROWS:
        key, name, score, *others = row.split(";")
        book.active.append([key, name, float(score.replace(",", ".")), *others])
    book.save(folder / "c.xlsx")
    assert run(folder, "c.xlsx")["digest"] == first["digest"]


def test_themes_have_scores_of_their_own_and_data_become_scores(folder: Path) -> None:
    rules = """
        seed = "x"
        [[themes]]
        key = "a"
        places = 1
        [[themes]]
        key = "b"
        name = "Bildung"
        places = 1
        [[criteria]]
        key = "idee"
        weight = 2
        scale = [0, 10]
        [[criteria]]
        key = "grösse"
        weight = 1
        scale = [0, 2]
        column = "Einwohner"
        bands = [
          { at_least = 0, score = 0 }, { at_least = 60000, score = 2 }, { empty = true, score = 1 },
        ]
    """
    header = "AGS;Thema;idee:a;idee:Bildung;Einwohner"
    write(folder, rules, ("k1;a, bildung;9;2;70.000,0", "k2;a;8;;", "k3;Bildung;;5;100"), header)
    report = run(folder)
    candidates = {row["key"]: row["scores"] for row in report["problem"]["candidates"]}
    assert candidates["k1"] == {
        "a": {"grösse": "2", "idee": "9"},
        "b": {"grösse": "2", "idee": "2"},
    }
    assert candidates["k2"] == {"a": {"grösse": "1", "idee": "8"}}
    assert chosen(report) == ["k1", "k3"]


def test_fixed_stay_and_excluded_go(folder: Path) -> None:
    rules = RULES + (
        '[[fixed]]\ncandidate = "k3"\ntheme = "a"\n'
        '[[excluded]]\ncandidate = "k1"\nreason = "withdrawn"\n'
    )
    write(folder, rules)
    report = run(folder)
    assert set(chosen(report)) == {"k3", "k2"}
    assert report["not_chosen"][0]["headline"] == "Adorf was left out: withdrawn"


def test_values_spelled_otherwise_count_for_rules_and_quotas_and_are_said(folder: Path) -> None:
    rules = RULES + (
        '[[quotas]]\nkey = "l"\ncolumn = "Land"\nvalues = ["Städtisch"]\nat_most = 1\n'
        '[[hard_rules]]\nkey = "h"\ncolumn = "Lage"\noperator = "equals"\nvalue = "groß stadt"\n'
    )
    rows = ("k1;Adorf;9;Städtisch;Großstadt", "k2;B;8;staedtisch;GROSSSTADT", "k3;C;6;x;groß stadt")
    write(folder, rules, rows, "Schlüssel;Kommune;idee;Land;Lage")
    report = run(folder)
    assert chosen(report) == ["k1", "k3"]
    said = (folder / "out.txt").read_text(encoding="utf-8")
    assert "“staedtisch” nearly equals “Städtisch”" in said
    assert "“GROSSSTADT” nearly equals “groß stadt”" in said


def test_keys_are_understood_in_both_files_alike(folder: Path) -> None:
    rules = RULES + '[[fixed]]\ncandidate = "06435"\ntheme = "a"\n'
    write(folder, rules, ("6435.0;Adorf;1;N;1", "k2;Bedorf;8;N;1", "k3;Zedorf;6;S;1"))
    assert set(chosen(run(folder))) == {"6435", "k2"}
    (folder / "out.json").unlink()
    write(folder, rules, ("6435;Adorf;1;N;1", "06435;Bedorf;8;N;1", "k3;Zedorf;6;S;1"))
    (mistake,) = mistakes(folder)
    assert mistake.startswith("c.csv, row 2 (Adorf), Schlüssel: 6435 may be 06435")
    write(folder, rules, ("06435000;Adorf;1;N;1", "064350000000;Bedorf;8;N;1", "k3;Zedorf;6;S;1"))
    assert any("06435000, 064350000000" in mistake for mistake in mistakes(folder))


MISTAKES = """
r.toml, row 31 (quotas 2: land), key: This key stands there already. Choose another one.
c.csv, row 3 (Bedorf), Schlüssel: The key k1 stands in row 2 already. Delete one of the rows, or give it a key of its own.
c.csv, row 3 (Bedorf), idee: “acht” is no number. Enter a number without words.
c.csv, row 5 (Edorf), Schlüssel: The key is empty. Give every row a key of its own.
c.csv, row 5 (Edorf), Einwohner: “1.234” can be read in two ways: as 1234, or as 1,234 with decimals. Leave out the mark between thousands, and write decimals as 2,50 or 2.50.
c.csv, row 6 (Fedorf), Einwohner: “viele” is no number. Enter a number without words.
r.toml, row 12 (criteria 2: null), weight: The weight is 0. Enter a weight above 0, or delete the criterion.
r.toml, row 24 (quotas 1: land), at_least: The minimum 3 is above the maximum 2. Correct one of them.
c.csv, row 2 (Adorf), idee: The score 11 lies outside the scale from 0 to 10. Correct the score or the scale.
c.csv, row 4 (Zedorf), Land: The value is missing, and the rule “At most two for each value of “Land”” balances it. Enter it, or take out the rule.
c.csv, row 4 (Zedorf), idee: The score is missing (theme Anfang). Enter it, or take the candidate out of this theme.
r.toml, row 35 (fixed 1: k9), candidate: It is to keep its place and is no candidate. Correct the key.
"""  # noqa: E501  a line each, as it is printed


# --- What is wrong ------------------------------------------------------------------------------


def test_every_mistake_is_named_at_once_with_row_field_and_remedy(folder: Path) -> None:
    rules = (
        RULES
        + """
[[criteria]]
key = "null"
weight = 0
scale = [0, 10]
column = "idee"

[[hard_rules]]
key = "gross"
column = "Einwohner"
operator = "at_least"
value = 50000

[[quotas]]
key = "land"
column = "Land"
at_least = 3
at_most = 2

[[quotas]]
key = "land"
column = "Land"
at_most = 2

[[fixed]]
candidate = "k9"
theme = "a"
"""
    )
    rows = (
        "k1;Adorf;11;N;90000",
        "k1;Bedorf;acht;N;70000",
        "k3;Zedorf;;;50000",
        ";Edorf;1;N;1.234",
        "k5;Fedorf;1;N;viele",
    )
    write(folder, rules, rows)
    found = mistakes(folder)
    assert [" ".join(line.split()) for line in found] == MISTAKES.strip().split("\n")


@pytest.mark.parametrize(
    ("rules", "rows", "header", "said"),
    [
        (RULES, (), HEADER, "c.csv: There is no candidate."),
        (RULES, ROWS, HEADER.replace("idee", "ideen"), "row 1, idee: This column is missing."),
        (RULES, ROWS, HEADER.replace("Land", "idee"), "idee: This column stands there twice."),
        (RULES, ROWS, HEADER.replace("Land", "idee:q"), "The theme “q” is not known."),
        (RULES, ("k1;A;1;N;1;zu;viel",), HEADER, "row 2 (A): The row has more cells"),
        ("places = [", ROWS, HEADER, "r.toml: This is no valid TOML"),
        (RULES.replace("weight", "wieght"), ROWS, HEADER, "weight: This entry is missing."),
        (RULES.replace("places = 2", "places = 0"), ROWS, HEADER, "The theme has 0 places."),
        (RULES.replace("[0, 10]", "[10, 0]"), ROWS, HEADER, "scale: The scale runs from 10 to 0."),
        (RULES + "[[kriterien]]\n", ROWS, HEADER, "r.toml, row 11, kriterien: This entry"),
        (RULES.replace("2", '"zwei"'), ROWS, HEADER, "places: “zwei” does not fit here."),
        ("", ROWS, HEADER, "r.toml, themes: No theme is named."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(
    folder: Path, rules: str, rows: tuple[str, ...], header: str, said: str
) -> None:
    write(folder, rules, rows, header)
    assert any(said in line for line in mistakes(folder))


def test_unknown_theme_of_a_candidate(folder: Path) -> None:
    header = "Schlüssel;Thema;idee"
    write(folder, rows=("k1;a;1", "k2;Anfang;2", "k3;Ende;3", "k4;;4"), header=header)
    assert [line.split(". ")[0] for line in mistakes(folder)] == [
        "c.csv, row 4 (k3), Thema: The theme “Ende” is not known",
        "c.csv, row 5 (k4), Thema: No theme is named",
    ]


def test_quota_above_the_candidates_says_which_rule_gives_way(folder: Path) -> None:
    quota = '[[quotas]]\nkey = "n"\ncolumn = "Land"\nvalues = ["N", "X"]\nat_least = 4\n'
    write(folder, RULES + quota)
    report = conflict(folder)
    assert report["rules"][0]["where"] == "r.toml, row 11 (quotas 1: n)"
    assert [row["sentence"] for row in report["relaxations"]] == [
        "The rule “At least four with “Land” N or X” with 2 instead of 4"
    ]
    assert report["notes"][-1].endswith("in the column “Land”: X.")


def test_theme_without_applicant(folder: Path) -> None:
    rules = RULES + '[[themes]]\nkey = "b"\nplaces = 1\n'
    header = "Schlüssel;Thema;idee"
    write(folder, rules, ("k1;a;1", "k2;a;2"), header)
    report = conflict(folder)
    assert [(row["rule"], row["where"]) for row in report["rules"]] == [
        ("all places of the theme “b” are filled", "r.toml, row 11 (themes 2: b)")
    ]
    assert {"theme": "b", "name": "b", "places": 1, "candidates": 0} in report["standing"]


def test_nobody_left_by_the_hard_rules_is_explained(folder: Path) -> None:
    rule = '[[hard_rules]]\nkey = "g"\ncolumn = "Einwohner"\noperator = "at_least"\nvalue = 80000\n'
    write(folder, RULES + rule)
    report = conflict(folder)
    assert report["ineligible"][0]["rules"] == ["Einwohner: at least 80,000 (found: 70,000)"]


def test_of_a_group_of_hard_rules_one_is_enough(folder: Path) -> None:
    about = 'group = "stark"\n[[hard_rules]]\nkey = "h"\ncolumn = "Land"\noperator = "one_of"\n'
    rule = '[[hard_rules]]\nkey = "g"\ncolumn = "Einwohner"\noperator = "at_least"\nvalue = 80000\n'
    write(folder, f'{RULES}{rule}{about}value = ["S"]\ngroup = "stark"\n')
    report = run(folder)
    assert chosen(report) == ["k1", "k3"]
    assert {row["rule"] for row in report["conditions"]} == {
        "Einwohner: at least 80,000 (or another condition of the group “stark”)",
        "Land: S (or another condition of the group “stark”)",
    }


def test_missing_file_and_folder_are_named(folder: Path) -> None:
    with pytest.raises(CommandError, match=r"c\.csv cannot be read: No such file"):
        run(folder)
    write(folder)
    with pytest.raises(CommandError, match="There is no folder"):
        run(folder, output=folder / "nirgends" / "out.json")


# --- A step that fails, a table that begins otherwise, the lot ------------------------------------


def give_up(*args: Any, **options: Any) -> Any:
    raise SolverError("Unknown")


@pytest.mark.parametrize(
    ("step", "name", "sentence"),
    [
        ("effects", "rule_effects", "What each rule does could not be calculated"),
        ("next_best", "next_best", "The next best selections could not be calculated"),
        ("reasons", "loser_reasons", "Reserve and the reasons of all others could not"),
        ("sensitivity", "sensitivity", "How close each place is could not be calculated"),
    ],
)
def test_a_step_that_fails_says_so_and_the_rest_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, name: str, sentence: str
) -> None:
    write(folder)
    monkeypatch.setattr(engine_report, name, give_up)
    report = run(folder)
    assert chosen(report) == ["k1", "k2"]
    assert report["failed"] == [step]
    text = " ".join((folder / "out.txt").read_text(encoding="utf-8").split())
    assert "What is missing here" in text
    assert sentence in text
    assert "There is no other selection" not in text


def test_where_the_selection_itself_fails_there_is_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder)
    command = "begleitwerk.selection.management.commands.select_from_csv"
    monkeypatch.setattr(f"{command}.choose", give_up)
    with pytest.raises(CommandError, match="the solver gave up on the selection itself") as caught:
        run(folder)
    assert caught.value.returncode == 3
    assert not (folder / "out.json").exists()


def test_without_samples_nobody_is_called_close(folder: Path) -> None:
    write(folder)
    report = run(folder, samples=0)
    assert [row["share"] for row in report["chosen"]] == [None, None]
    assert not any(row["is_close"] for row in report["chosen"])
    text = (folder / "out.txt").read_text(encoding="utf-8")
    assert "of 100 cases" not in text
    assert "how close a place is was not asked" in text


def test_columns_between_bars_get_a_sentence(folder: Path) -> None:
    rows = tuple(row.replace(";", "|") for row in ROWS)
    write(folder, rows=rows, header=HEADER.replace(";", "|"))
    (only,) = mistakes(folder)
    assert "separated by “|”" in only
    assert "with ; or ," in only


def test_titles_above_the_names_of_the_columns_get_a_sentence(folder: Path) -> None:
    write(folder, rows=(";;;;", HEADER, *ROWS), header="Bewerbungen 2026;;;;")
    (only,) = mistakes(folder)
    assert "The names of the columns stand in row 3" in only
    assert "Delete the rows above it" in only


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("", "then the next smallest"),
        ('lottery = "nash"', "the product of all chances"),
        ('lottery = "maximin"', "smallest chance of any municipality as large as possible."),
    ],
)
def test_the_rules_say_by_what_the_lot_is_fair(folder: Path, rule: str, sentence: str) -> None:
    rows = ("k1;Adorf;9;N;1", "k2;Bedorf;8;N;1", "k3;Zedorf;8;S;1")
    write(folder, rules=f"{rule}\n{RULES}", rows=rows)
    report = run(folder)
    assert sentence in report["lot"]
    assert report["lottery"]["sentences"][0].endswith(report["lot"])


def test_an_unknown_rule_of_the_lot_is_named(folder: Path) -> None:
    write(folder, rules=f'lottery = "fair"\n{RULES}')
    (only,) = mistakes(folder)
    assert "lottery" in only
    assert "leximin" in only


@pytest.mark.parametrize("separator", [",", "\t", "|"])
def test_a_title_above_a_table_with_other_separators_gets_a_sentence(
    folder: Path, separator: str
) -> None:
    rows = tuple(row.replace(",", ".").replace(";", separator) for row in ROWS)
    write(folder, rows=(HEADER.replace(";", separator), *rows), header="Stand; 2026")
    (only,) = mistakes(folder)
    assert "The names of the columns stand in row 2" in only
    assert ("Save the table with ;" in only) is (separator == "|")
