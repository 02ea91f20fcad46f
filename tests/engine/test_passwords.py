"""What a password costs somebody who knows German."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from begleitwerk.engine.passwords import ENOUGH_BITS, bits

# Twelve signs and more each, and in nobody's English list.
EASY = [
    "Passwort1234", "P4ssw0rt2024!", "Sommer2024!!", "SommerUrlaub2024", "Weihnachten2025!",
    "Geheimnis123", "Schalke04Schalke04", "ichliebedich1", "hallohallohallo", "FrüheHilfen2025",
    "Landkreis1234", "Begleitwerk2024!", "Jugendamt_2025", "qwertzuiop12", "asdfghjklöä1",
    "1qay2wsx3edc", "1234567890ab", "aaaaaaaaaaaa", "MüllerMüller1", "Frankfurt1999",
]  # fmt: skip
HARD = [
    "blaue Tassen im Regal", "correct horse battery", "Sommer Sonne Strand", "xK9#vLq2mPz7",
    "zwölf blaue Elefanten tanzen", "Wildgans Schuhkarton", "Mein Passwort ist geheim",
]  # fmt: skip


@pytest.mark.parametrize("password", EASY)
def test_what_people_take_first_is_easy(password: str) -> None:
    assert bits(password) <= ENOUGH_BITS


@pytest.mark.parametrize("password", HARD)
def test_words_that_do_not_belong_together_are_not(password: str) -> None:
    assert bits(password) > ENOUGH_BITS


def test_what_is_known_about_the_person_helps_to_guess() -> None:
    password = "Zwetschgenbach-Nord7"
    assert bits(password) > ENOUGH_BITS >= bits(password, ["Zwetschgenbach", "", "x", "Nord"])


@given(st.text(max_size=60), st.text(max_size=10))
def test_more_signs_never_make_it_cheaper_than_repeats_do(start: str, more: str) -> None:
    assert 0 <= bits(start) <= 5 * 3 * len(start)
    assert bits(start + start) <= bits(start) + 2


def test_a_long_text_takes_no_long_time() -> None:
    assert bits("ab" * 100_000) == bits("ab" * 64)
