"""The shipped files: complete in both languages, with the keys the other apps rely on."""

import re
from dataclasses import replace

import pytest

from begleitwerk.catalogue.enums import MATURITY_LEVELS, ContentKind
from begleitwerk.catalogue.exports import content_to_toml
from begleitwerk.catalogue.imports import Content, Entry, Json, read_content
from begleitwerk.catalogue.services import CONTENT_DIR, shipped_contents

FILES = sorted(CONTENT_DIR.glob("*/*.toml"))
CONTENTS = {(content.code, content.version): content for content in shipped_contents()}
NAMES = [
    "Grundidee",
    "Zielbestimmung",
    "Netzwerk",
    "Planung",
    "Politisch-strukturelle Verankerung",
    "Qualifizierung und interprofessionelles Lernen",
    "Zusammenarbeit mit der Familie",
    "Qualität von Angeboten",
    "Dokumentation und Evaluation",
    "Wirkungsorientierung",
    "Beteiligung und Partizipation",
]
CRITERIA = [6, 6, 8, 7, 8, 6, 7, 7, 6, 6, 6]


def keys(code: str, version: str = "1") -> list[str]:
    return [entry.key for entry in CONTENTS[code, version].entries()]


def translations(value: Json) -> list[tuple[Json, Json]]:
    if not isinstance(value, dict):
        return []
    if "de" in value:
        return [(value["de"], value["en"])]
    return [pair for part in value.values() for pair in translations(part)]


def test_every_kind_is_shipped() -> None:
    assert {content.kind for content in CONTENTS.values()} == set(ContentKind)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_exactly_what_the_export_writes(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    content = read_content(text).content
    assert content is not None
    assert content_to_toml(content) == text
    assert path.stem == f"{content.code}-{content.version}"  # type: ignore[attr-defined]
    assert path.parent.name == content.kind.value  # type: ignore[attr-defined]


@pytest.mark.parametrize("content", CONTENTS.values(), ids=lambda content: content.code)
def test_both_languages_say_something_of_their_own(content: Content) -> None:
    pairs = [content.title, content.source]
    for entry in content.entries():
        pairs += [entry.text]
        for german, english in translations(entry.extra):
            assert german
            assert english
            assert type(german) is type(english)
    for pair in pairs:
        assert pair.de.strip()
        assert pair.en.strip()
        assert pair.de != pair.en
        assert pair.de[-1] == pair.en[-1] or pair is content.title


@pytest.mark.parametrize("content", CONTENTS.values(), ids=lambda content: content.code)
def test_german_texts_are_typeset_in_german(content: Content) -> None:
    for entry in content.entries():
        assert not re.search(r'["“][^„”]*”', entry.text.de), entry.key
        assert '"' not in entry.text.de + entry.text.en, entry.key
        assert "  " not in entry.text.de + entry.text.en, entry.key


def test_the_framework_of_2016_has_nine_dimensions_in_official_order() -> None:
    items = CONTENTS["qualitaetsrahmen", "2016"].items
    assert [item.label.de for item in items] == [
        name + " vor Ort" * (name == NAMES[4]) for name in NAMES[:9]
    ]
    assert [len(item.children) for item in items] == CRITERIA[:9]


def test_the_framework_2_0_has_eleven_dimensions_in_official_order() -> None:
    items = CONTENTS["qualitaetsrahmen", "2.0"].items
    assert [item.label.de for item in items] == NAMES
    assert [len(item.children) for item in items] == CRITERIA
    assert [item.key for item in items] == [f"QD{number}" for number in range(1, 12)]


@pytest.mark.parametrize("version", ["2016", "2.0"])
def test_every_criterion_is_marked_as_proposal(version: str) -> None:
    for dimension in CONTENTS["qualitaetsrahmen", version].items:
        for number, criterion in enumerate(dimension.children, 1):
            assert criterion.key == f"{dimension.key}.{number}"
            assert criterion.extra["origin"] == "proposal"
            assert criterion.extra["basis"] in {"derived", "own"}


def test_both_frameworks_say_the_same_about_the_same_criterion() -> None:
    def criteria(version: str) -> dict[str, Entry]:
        entries = CONTENTS["qualitaetsrahmen", version].entries()
        return {
            entry.key: replace(entry, extra={**entry.extra, "follows": {}})
            for entry in entries
            if "." in entry.key
        }

    old, new = criteria("2016"), criteria("2.0")
    assert old.items() <= new.items()


SENTENCE_ENDS = re.compile(r"(?<=[.!?]) ")
ABBREVIATION = re.compile(r"\b\w{1,4}\. [a-zäöü]|\b[A-ZÄÖÜ]{2,}\b")


@pytest.mark.parametrize("version", ["2016", "2.0"])
def test_every_criterion_says_what_each_level_looks_like(version: str) -> None:
    for dimension in CONTENTS["qualitaetsrahmen", version].items:
        for criterion in dimension.children:
            for language in ("de", "en"):
                anchors = criterion.extra["anchors"][language]  # type: ignore[call-overload, index]
                assert len(set(anchors)) == len(MATURITY_LEVELS), criterion.key  # type: ignore[arg-type]
                for anchor in anchors:  # type: ignore[union-attr]
                    sentences = SENTENCE_ENDS.split(str(anchor))
                    assert len(sentences) <= 2, anchor
                    assert all(sentence.endswith(".") for sentence in sentences), anchor


@pytest.mark.parametrize("version", ["2016", "2.0"])
def test_parents_read_short_sentences_without_abbreviations(version: str) -> None:
    for dimension in CONTENTS["qualitaetsrahmen", version].items:
        for criterion in dimension.children:
            for text in criterion.extra["plain"].values():  # type: ignore[union-attr]
                assert not ABBREVIATION.search(str(text)), text
                for sentence in SENTENCE_ENDS.split(str(text)):
                    assert len(sentence.split()) < 12, sentence


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("entwicklungsthemen", "anchoring participation impact"),
        ("prozessbegleitung", "selection preparation goal_finding implementation evaluation"),
        ("pyramide", "P1 P2 P3 P4 P5 P6 P7"),
        ("neun-stufen", "W1 W2 W3 W4 W5 W6 W7 W8 W9"),
        ("zustaendigkeiten", "hearing preliminary decision information"),
        ("mittel", "none bsfh municipal state auridis other"),
        (
            "sektoren",
            (
                "youth_welfare health pregnancy_counselling early_intervention volunteering"
                " social_security_employment education justice_police violence_protection"
                " addiction_psychiatry migration housing_debt faith_civil_society other"
            ),
        ),
    ],
)
def test_keys(code: str, expected: str) -> None:
    assert keys(code) == expected.split()


@pytest.mark.parametrize("content", CONTENTS.values(), ids=lambda content: content.code)
def test_keys_that_programs_rely_on(content: Content) -> None:
    assert content.kind.fixed_keys <= {entry.key for entry in content.entries()}


def test_only_the_selection_lies_before_the_start() -> None:
    phases = CONTENTS["prozessbegleitung", "1"].items
    assert [phase.key for phase in phases if phase.extra["before_start"]] == ["selection"]
    assert [phase.extra["number"] for phase in phases] == [0, 1, 2, 3, 4]


def test_the_two_participation_ladders_point_at_each_other() -> None:
    steps = {
        entry.key: entry
        for code in ("pyramide", "neun-stufen")
        for entry in CONTENTS[code, "1"].items
    }
    for key, entry in steps.items():
        other = entry.extra.get("counterpart")
        assert other is None or steps[str(other)].extra["counterpart"] == key
        if other:
            assert entry.extra["stage"] == steps[str(other)].extra["stage"]
    assert [key for key, entry in steps.items() if "counterpart" not in entry.extra] == ["W1", "W2"]
    assert steps["P3"].extra["participation"] is False
    assert steps["P4"].extra["participation"] is True
