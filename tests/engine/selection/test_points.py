"""Points of many at once are the exact points, whatever scales and weights look like."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from begleitwerk.engine.selection.points import scorecard_of, whole_weights
from begleitwerk.engine.selection.problem import Candidate, Criterion, parts_of, points_of

number = st.decimals(min_value=-50, max_value=50, places=3)


@given(st.lists(st.tuples(number, number, number, st.integers(1, 400)), min_size=1, max_size=4))
def test_equals_the_exact_fraction(rows: list[tuple[Decimal, Decimal, Decimal, int]]) -> None:
    criteria, sheet = [], {}
    for index, (first, second, third, weight) in enumerate(rows):
        lowest, score, highest = sorted((first, second, third))
        key = f"c{index}"
        criteria.append(Criterion(key, Decimal(weight) / 8, lowest, max(highest, lowest + 1)))
        sheet[key] = score
    row = Candidate("k", {"A": sheet})
    card = scorecard_of([row], [(0, "A")], criteria)
    assert card.points(whole_weights(criteria)).tolist() == [points_of(sheet, tuple(criteria))]


def test_stays_exact_beyond_64_bits() -> None:
    random = Random(2)
    criteria = tuple(
        Criterion(
            key, Decimal(random.randrange(1, 10**12)), Decimal(0), Decimal("3.0000000000000007")
        )
        for key in "abc"
    )
    sheets = [
        {key: Decimal(random.randrange(3 * 10**25)) / 10**25 for key in "abc"} for _ in range(50)
    ]
    rows = [Candidate(str(index), {"A": sheet}) for index, sheet in enumerate(sheets)]
    card = scorecard_of(rows, [(index, "A") for index in range(50)], criteria)
    expected = [points_of(sheet, criteria) for sheet in sheets]
    assert card.points(whole_weights(criteria)).tolist() == expected


@pytest.mark.parametrize(
    ("score", "points"), [("0", 0), ("0.005", 1), ("0.0049", 0), ("100", 10_000)]
)
def test_rounds_half_up_to_hundredths(score: str, points: int) -> None:
    criteria = (Criterion("c", Decimal(1), Decimal(0), Decimal(100)),)
    card = scorecard_of([Candidate("k", {"A": {"c": Decimal(score)}})], [(0, "A")], criteria)
    assert card.points((1,)).tolist() == [points]


def test_parts_add_up_to_the_points_and_none_is_a_hundredth_off() -> None:
    random = Random(7)
    for _round in range(300):
        criteria = tuple(
            Criterion(f"k{n}", Decimal(random.randint(1, 40)), Decimal(0), Decimal(3))
            for n in range(random.randint(1, 7))
        )
        sheet = {row.key: Decimal(random.randint(0, 6)) / 2 for row in criteria}
        parts = parts_of(sheet, criteria)
        assert sum(parts.values()) == points_of(sheet, criteria)
        total = sum(row.weight for row in criteria)
        for row in criteria:
            exact = 10_000 * row.weight * sheet[row.key] / row.highest / total
            assert abs(parts[row.key] - exact) < Decimal("1.000001")
            assert sheet[row.key] or parts[row.key] == 0
