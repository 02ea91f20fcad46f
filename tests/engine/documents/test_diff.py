import itertools
import time

from hypothesis import given
from hypothesis import strategies as st

from begleitwerk.engine.documents import Segment, word_diff

WORDS = st.lists(st.sampled_from(["rot", "blau", " ", "\n", "4.200", ".", "ä"])).map("".join)


@given(WORDS | st.text(), WORDS | st.text())
def test_segments_give_both_texts_back(old: str, new: str) -> None:
    segments = word_diff(old, new)
    assert "".join(part.text for part in segments if part.kind != "new") == old
    assert "".join(part.text for part in segments if part.kind != "gone") == new
    assert all(part.text for part in segments)
    kinds = [part.kind for part in segments]
    assert all(one != other for one, other in itertools.pairwise(kinds))


def test_a_number_changes_as_a_whole() -> None:
    assert word_diff("Kosten: 4.200 €.", "Kosten: 4.800 €.") == (
        Segment("same", "Kosten: "),
        Segment("gone", "4.200"),
        Segment("new", "4.800"),
        Segment("same", " €."),
    )


def test_neighbouring_changes_are_one() -> None:
    assert word_diff("das rote Haus hier", "das blaue Tor hier") == (
        Segment("same", "das "),
        Segment("gone", "rote Haus"),
        Segment("new", "blaue Tor"),
        Segment("same", " hier"),
    )


def test_equal_texts_are_one_segment() -> None:
    assert word_diff("gleich", "gleich") == (Segment("same", "gleich"),)
    assert word_diff("", "") == ()


def test_a_change_in_a_very_long_text_is_found_quickly() -> None:
    old = "Frühe Hilfen erreichen Familien. " * 3000
    start = time.perf_counter()
    segments = word_diff(old, old.replace("erreichen", "stärken", 1))
    assert time.perf_counter() - start < 2
    assert [part.text for part in segments if part.kind != "same"] == ["erreichen", "stärken"]
