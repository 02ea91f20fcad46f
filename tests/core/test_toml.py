"""One reader of TOML files: the line of every key, and what a reader is told about it."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from begleitwerk.core.imports.toml import (
    Entry,
    Nested,
    TomlError,
    TomlFile,
    figure,
    one_of,
    text,
    texts,
    whole_between,
)
from begleitwerk.engine.reading.toml_lines import lines_of_keys

CONTENT = Path(__file__).resolve().parents[2] / "src" / "begleitwerk"

FILE = '''a = 1
"b.c".d = """x
[no]
y = 1
""" # c
[t]
k = [
  1, # = [
  {x = 2},
]

[[i]]
n = 'a'
[[i.c]]
m = 1
[i.c.z]
q = "#[["
[[i]]
n = 2
[[i.c]]
m.o = { p = 1 }'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 1),
        (("b.c", "d"), 2),
        (("t", "k"), 7),
        (("i", 0, "n"), 13),
        (("i", 0, "c", 0, "m"), 15),
        (("i", 0, "c", 0, "z", "q"), 17),
        (("i", 1), 18),
        (("i", 1, "c", 0, "m", "o"), 21),
    ],
)
def test_every_key_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert lines_of_keys(FILE)[path] == line


def test_a_table_the_file_ends_with_has_its_line() -> None:
    assert lines_of_keys("a = 1\n[t]")[("t",)] == 2


def test_the_lines_hold_in_every_shipped_file() -> None:
    for file in CONTENT.rglob("content/**/*.toml"):
        content = file.read_text(encoding="utf-8")
        rows = content.split("\n")
        for path, line in lines_of_keys(content).items():
            name = next(part for part in reversed(path) if isinstance(part, str))
            assert name in rows[line - 1], (file.name, path, line)


PAGE = """title = "x"
size = 7
[frame]
weight = "schwer"
[[rows]]
key = "a"
kind = "blau"
words = { de = "eins", fr = "un" }
[[rows]]
kind = "rot"
extra = 1
"""
WORDS = Nested([Entry("de", text), Entry("en", text)])
ROW = (Entry("key", text), Entry("kind", one_of(["rot", "grün"])), Entry("words", WORDS, None))


def test_all_mistakes_are_told_with_line_key_and_what_is_expected() -> None:
    file = TomlFile.parsed(PAGE, "seite.toml")
    with translation.override("en"):
        file.top.read([Entry("title", text), Entry("size", whole_between(1, 5))], is_open=True)
        frame = file.top.table("frame")
        assert frame
        frame.read([Entry("weight", figure)])
        for table in file.top.tables("rows"):
            table.read(ROW)
    told = [(row.line, row.table, row.key, row.mend) for row in file.problems]
    assert told == [
        (2, "", "size", "Enter a whole number from 1 to 5."),
        (4, "[frame]", "weight", "Enter a number without words."),
        (7, "rows 1: a", "kind", "Enter one of: rot, grün."),
        (8, "rows 1: a", "words.fr", "Delete it, or call it one of: de, en."),
        (8, "rows 1: a", "words.en", "Add it."),
        (11, "rows 2", "extra", "Delete it, or call it one of: key, kind, words."),
        (9, "rows 2", "key", "Add it."),
    ]


@pytest.mark.parametrize(
    ("given", "read", "mend"),
    [
        ("'  '", text, "Tragen Sie einen Text in Anführungszeichen ein."),
        ("true", text, "Tragen Sie einen Text in Anführungszeichen ein."),
        ("[1]", figure, "Tragen Sie eine Zahl ein."),
        ("''", figure, "Tragen Sie eine Zahl ein."),
        ("'A'", texts, "Tragen Sie eine Liste von Texten ein"),
        ("'eins'", WORDS, "Schreiben Sie [x] in eine eigene Zeile"),
    ],
)
def test_a_value_of_another_kind_is_told_with_what_is_expected(
    given: str, read: Any, mend: str
) -> None:
    file = TomlFile.parsed(f"x = {given}\n", "seite.toml")
    file.top.read([Entry("x", read)])
    (problem,) = file.problems
    assert (problem.line, problem.key) == (1, "x")
    assert mend in problem.mend


def test_a_whole_number_is_read_as_the_text_it_is_meant_as() -> None:
    assert TomlFile.parsed("ags = 10042111").top.read([Entry("ags", text)]) == {"ags": "10042111"}


def test_figures_are_exact_and_what_is_no_toml_names_its_line() -> None:
    file = TomlFile.parsed(b"\xef\xbb\xbfweight = 0.1\r\n")
    assert file.top.read([Entry("weight", figure)]) == {"weight": Decimal("0.1")}
    with pytest.raises(TomlError) as caught:
        TomlFile.parsed("a = 1\nb = \n", "x.toml")
    assert (caught.value.problem.file, caught.value.problem.line) == ("x.toml", 2)
    with pytest.raises(TomlError):
        TomlFile.parsed(b"a = '\xe4'")
