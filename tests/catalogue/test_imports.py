"""Reading content files: what is wrong is said at its line, and nothing is ever raised."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.exports import content_to_toml
from begleitwerk.catalogue.imports import (
    MAX_BYTES,
    Bilingual,
    Content,
    Entry,
    decode,
    read_content,
)
from begleitwerk.catalogue.services import CONTENT_DIR

GOOD = """kind = "themes"
code = "themen"
version = "1"
rank = 1
title = { de = "Themen", en = "Themes" }
source = { de = "Erfunden.", en = "Invented." }

[[items]]
key = "a"
label = { de = "Erstes", en = "First" }
text = { de = "Text.", en = "Text." }
goals = { de = ["Ziel"], en = ["Goal"] }

[[items.children]]
key = "a.1"
label = { de = "Darunter", en = "Below" }
text = { de = "Text.", en = "Text." }
"""


def problems(text: str) -> list[tuple[str, int | None]]:
    reading = read_content(text)
    assert reading.content is None
    assert all(problem.message.endswith((".", ")")) for problem in reading.problems)
    return [(problem.where, problem.line) for problem in reading.problems]


def test_a_good_file() -> None:
    content = read_content(GOOD).content
    assert content is not None
    assert [entry.key for entry in content.entries()] == ["a", "a.1"]
    assert content.items[0].extra == {"goals": {"de": ["Ziel"], "en": ["Goal"]}}


def test_layout_comments_and_line_ends_do_not_change_the_digest() -> None:
    other = "\ufeff# Notiz\n" + GOOD.replace(" = ", "=").replace("\n", "\r\n")
    first, second = read_content(GOOD).content, read_content(other).content
    assert first is not None
    assert second is not None
    assert first.sha256 == second.sha256


def test_a_label_has_one_line() -> None:
    content = read_content(GOOD.replace('"Erstes"', '"Erstes\\nBcc: alle@example.org"')).content
    assert content is not None
    assert content.items[0].label.de == "Erstes Bcc: alle@example.org"


def test_every_word_changes_the_digest() -> None:
    first = read_content(GOOD).content
    other = read_content(GOOD.replace("Ziel", "Zweck")).content
    assert first is not None
    assert other is not None
    assert first.sha256 != other.sha256


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('kind = "themes"', 'kind = "thema"', [("kind", 1)]),
        ('code = "themen"', 'code = "Meine Themen"', [("code", 2)]),
        ('version = "1"', "version = 1", [("version", 3)]),
        ("rank = 1", "rank = true", [("rank", 4)]),
        ('en = "Themes"', 'fr = "Thèmes"', [("title", 5), ("title", 5)]),
        ("rank = 1\n", 'rank = 1\nnote = "x"\n', [("note", 5)]),
        ('key = "a.1"', 'key = "a"', [("a", 15)]),
        ('key = "a.1"', 'key = "1 a"', [("1 a", 15)]),
        ('key = "a.1"\n', "", [("item 2", 14)]),
        ('en = "Below"', 'en = " "', [("a.1", 16)]),
        ('en = ["Goal"]', "en = []", [("a", 12)]),
        ('en = ["Goal"]', 'en = ["Goal", "Second"]', [("a", 12)]),
        ('en = ["Goal"]', 'en = "Goal"', [("a", 12)]),
        ("goals = ", "since = 2020-01-01\ngoals = ", [("a", 12)]),
        ("goals = ", "share = nan\ngoals = ", [("a", 12)]),
        ("goals = ", 'note = "a\\u0000b"\ngoals = ', [("a", 12)]),
    ],
)
def test_what_is_wrong_is_said_at_its_line(
    old: str, new: str, expected: list[tuple[str, int | None]]
) -> None:
    assert old in GOOD
    found = problems(GOOD.replace(old, new, 1))
    assert [line for _where, line in found] == [line for _where, line in expected]
    assert len(found) == len(expected)


def test_all_mistakes_are_reported_at_once() -> None:
    text = GOOD.replace('"Erstes"', '""').replace('"Below"', '""').replace("rank = 1\n", "")
    assert problems(text) == [("rank", None), ("a", 9), ("a.1", 15)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "das ist kein TOML",
        "<html>",
        "a = [",
        "items = 1",
        "items = [1]",
        "n = " + "9" * 5000,
        "a = " + "[" * 5000,
        'kind = "themes"\nkind = "roles"',
        "\x00",
        GOOD.replace("[[items]]", "[items]"),
        GOOD.replace("[[items.children]]", "[[items.children.children]]"),
    ],
)
def test_nonsense_is_reported_not_raised(text: str) -> None:
    assert problems(text)


def test_the_platform_needs_its_keys() -> None:
    assert problems(GOOD.replace('"themes"', '"consultation_roles"')) == [("items", 8)]


FRAMEWORK = GOOD.replace('"themes"', '"quality_framework"') + (
    'anchors.de = ["a", "b", "c", "d"]\n'
    'anchors.en = ["a", "b", "c", "d"]\n'
    'poles.de = ["links", "rechts"]\n'
    'poles.en = ["left", "right"]\n'
    'plain.de = "Kurz."\n'
    'plain.en = "Short."\n'
)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (', "d"]', ', "d", "e"]', 18),
        (', "c", "d"]', "]", 18),
        ('"d"]', "4]", 18),
        (', "d"]', f', "{"d" * 301}"]', 18),
        ('anchors.de = ["a", "b", "c", "d"]\nanchors.en = ["a", "b", "c", "d"]', "anchors = 3", 18),
        ('"links", ', "", 20),
        ('"right"', '" "', 20),
        ('plain.de = "Kurz."\nplain.en', "plain", 22),
        ('plain.de = "Kurz."\nplain.en = "Short."', 'plain.de = ["K"]\nplain.en = ["S"]', 22),
    ],
)
def test_what_a_criterion_says_of_levels_fits_the_scales(old: str, new: str, line: int) -> None:
    assert read_content(FRAMEWORK).content is not None
    found = problems(FRAMEWORK.replace(old, new))
    assert {where for where, _line in found} == {"a.1"}
    assert {at for _where, at in found} <= {line, line + 1}


@pytest.mark.parametrize(
    "follows",
    [
        'follows = "2016"',
        "follows.version = 1",
        'follows.version = "1"\nfollows.kind = "equal"\nfollows.keys = ["a"]',
        'follows.version = "1"\nfollows.kind = "same"\nfollows.keys = []',
        'follows.version = "1"\nfollows.kind = "same"\nfollows.keys = "a"',
        'follows.version = "1"\nfollows.kind = "new"\nfollows.keys = ["a"]',
        'follows.version = "1"\nfollows.kind = "merged"\nfollows.keys = ["a", "a"]',
        'follows.version = "1"\nfollows.kind = "split"\nfollows.keys = ["a"]',
        'follows.version = "1"\nfollows.kind = "split"\nfollows.keys = ["a"]\nfollows.note = "x"',
        'follows.version = "1"\nfollows.kind = "new"\nfollows.other = "x"',
    ],
)
def test_a_version_map_says_how_and_from_what(follows: str) -> None:
    assert set(problems(GOOD + follows + "\n")) == {("a.1", 18)}
    assert read_content(GOOD + 'follows.version = "1"\nfollows.kind = "new"\n').content


def test_maturity_has_the_levels_criteria_describe() -> None:
    path = CONTENT_DIR / "scales" / "skalen-1.toml"
    text = path.read_text(encoding="utf-8").replace("value = 3", "value = 4", 1)
    assert [where for where, _line in problems(text)] == ["maturity"]


def test_too_deep() -> None:
    below = (
        "[[items.children{0}]]\nkey = 'k{1}'\nlabel = {{de='a',en='b'}}\ntext = {{de='a',en='b'}}\n"
    )
    text = GOOD + below.format(".children", 2)
    assert read_content(text).content is not None
    assert problems(text + below.format(".children.children", 3))


def test_ten_megabytes_are_not_read() -> None:
    raw = GOOD.encode() + b"#" * 10_000_000
    text, problem = decode(raw)
    assert text == ""
    assert problem is not None
    assert "10001" in problem.message
    assert problems(raw.decode())


def test_latin_1_is_refused_with_its_line() -> None:
    raw = GOOD.replace("Erstes", "Früh").encode("latin-1")
    _text, problem = decode(raw)
    assert problem is not None
    assert problem.line == 10
    assert decode(GOOD.encode("utf-8-sig")) == (GOOD, None)
    assert len(GOOD) < MAX_BYTES


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40
).filter(lambda text: text.strip() == text)
LINES = TEXTS.filter(lambda text: len(text.splitlines()) == 1)
PAIRS = st.builds(Bilingual, TEXTS, TEXTS)
LABELS = st.builds(Bilingual, LINES, LINES)
PLAIN = st.one_of(TEXTS, st.booleans(), st.integers(-(2**53), 2**53))
EXTRAS = st.dictionaries(
    TEXTS.filter(lambda name: name not in {"key", "label", "text", "children"}),
    st.one_of(
        PLAIN,
        st.lists(PLAIN, max_size=3),
        st.dictionaries(TEXTS.filter(lambda name: name not in {"de", "en"}), PLAIN, max_size=2),
    ),
    max_size=3,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(LABELS, st.lists(st.tuples(LABELS, PAIRS, EXTRAS), min_size=1, max_size=4))
def test_what_is_written_is_read_again(
    title: Bilingual, rows: list[tuple[Bilingual, Bilingual, dict[str, object]]]
) -> None:
    first, *others = (
        Entry(f"k{number}", label, text, extra)  # type: ignore[arg-type]
        for number, (label, text, extra) in enumerate(rows)
    )
    item = Entry(first.key, first.label, first.text, first.extra, tuple(others))
    content = Content(ContentKind.THEMES, "themen", "1", 1, title, title, (item,))
    reading = read_content(content_to_toml(content))
    assert reading.problems == ()
    assert reading.content == content
    assert reading.content.sha256 == content.sha256
