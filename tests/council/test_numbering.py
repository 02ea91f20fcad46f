import pytest
from hypothesis import given
from hypothesis import strategies as st

from begleitwerk.council.papers import Pattern, PatternError


@pytest.mark.parametrize(
    ("pattern", "reference"),
    [
        ("{number:3}/{year}", "017/2023"),
        ("DS {number}/{year}", "DS 17/2023"),
        ("VO/{year}/{number}", "VO/2023/17"),
        ("V-{number:5}", "V-00017"),
    ],
)
def test_a_pattern_numbers_and_knows_its_numbers(pattern: str, reference: str) -> None:
    parsed = Pattern.parse(pattern)
    assert parsed.format(17, 2023) == reference
    assert parsed.fits(reference)
    assert not parsed.fits(f"X{reference}")


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("{nummer}/{year}", "unknown"),
        ("{number.__class__}", "unknown"),
        ("{number:0}", "unknown"),
        ("{}{number}", "unknown"),
        ("DS/{year}", "no_number"),
        ("", "no_number"),
        ("{number}/{year", "brace"),
        ("{number}}", "brace"),
    ],
)
def test_nonsense_is_told_apart(pattern: str, code: str) -> None:
    with pytest.raises(PatternError) as raised:
        Pattern.parse(pattern)
    assert raised.value.code == code


@given(st.text(alphabet=st.characters(exclude_characters="{}"), max_size=20), st.integers(1, 9999))
def test_every_number_fits_its_pattern(literal: str, number: int) -> None:
    pattern = Pattern.parse(literal + "{number:3}" + literal + "{year}")
    assert pattern.fits(pattern.format(number, 2027))
