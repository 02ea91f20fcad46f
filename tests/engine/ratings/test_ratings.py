"""Figures of ordinal answers by hand, and what they say people should talk about."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from begleitwerk.engine.ratings import (
    Distribution,
    PointKind,
    Rated,
    consensus,
    mean,
    median,
    quartiles,
    talking_points,
    together,
    unjudged,
    widest,
)

LEVELS = (0, 1, 2, 3)


def four(*counts: int, cannot_judge: int = 0, not_applicable: int = 0) -> Distribution:
    return Distribution(LEVELS, counts, not_applicable, cannot_judge)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0, 7, 0), 1.0),  # all the same
        ((5, 0, 0, 5), 0.0),  # one half at each end: 1 + log2(1/2)
        ((0, 3, 3, 0), 0.7370),  # 1 + log2(1 - 0.5/3)
        ((2, 2, 2, 2), 0.3685),  # 1 + (log2(1 - 1.5/3) + log2(1 - 0.5/3)) / 2
        ((1, 1, 1, 0), 0.6100),  # 1 + 2/3 * log2(1 - 1/3)
        ((3, 0, 0, 1), 0.1887),  # mean 0.75: 1 + 3/4 * log2(1 - 0.25) + 1/4 * log2(1 - 0.75)
    ],
)
def test_consensus_by_hand(counts: tuple[int, ...], expected: float) -> None:
    assert consensus(four(*counts)) == pytest.approx(expected, abs=5e-5)


counted = st.lists(st.integers(0, 30), min_size=2, max_size=6).filter(any)


@given(counted, st.integers(-5, 5), st.integers(1, 4))
def test_consensus_lies_between_0_and_1_and_hangs_on_no_labels(
    counts: list[int], start: int, step: int
) -> None:
    plain = Distribution(tuple(range(len(counts))), tuple(counts))
    relabelled = tuple(start + step * level for level in range(len(counts)))
    found = consensus(plain)
    assert found is not None
    assert 0 <= found <= 1
    assert consensus(Distribution(relabelled, tuple(counts))) == pytest.approx(found)
    turned = Distribution(plain.levels, tuple(reversed(counts)))
    assert consensus(turned) == pytest.approx(found)
    if sum(1 for count in counts if count) == 1:
        assert found == 1


def test_the_middle_of_an_even_number_is_two_levels() -> None:
    assert median(four(1, 1, 1, 0)) == (1, 1)
    assert median(four(1, 1, 1, 1)) == (1, 2)
    assert median(four(0, 0, 0, 0, cannot_judge=3)) is None
    assert quartiles(four(1, 1, 1, 1)) == (0, 3)
    assert quartiles(four(1, 6, 6, 1)) == (1, 2)


def test_who_cannot_judge_is_told_apart_and_not_applicable_leaves_the_denominator() -> None:
    answers = four(1, 0, 2, 0, cannot_judge=3, not_applicable=4)
    assert mean(answers) == Fraction(4, 3)
    assert unjudged(answers) == Fraction(3, 6)
    assert answers.size == 10
    assert unjudged(four(0, 0, 0, 0, not_applicable=2)) is None
    assert mean(Distribution((0, 1, 3), (1, 1, 1))) is None  # no equal steps


def test_groups_on_one_scale_can_be_added_and_no_others() -> None:
    assert together([four(1, 0, 0, 0), four(0, 2, 0, 0, cannot_judge=1)]) == four(
        1, 2, 0, 0, cannot_judge=1
    )
    assert together([]) is None
    with pytest.raises(ValueError, match="different scales"):
        together([four(1, 0, 0, 0), Distribution((1, 2), (1, 1))])
    with pytest.raises(ValueError, match="one count"):
        Distribution((1, 0), (1, 1))
    with pytest.raises(ValueError, match="never"):
        four(-1, 0, 0, 0)


def test_the_widest_distance_skips_who_is_withheld_or_has_too_few_voices() -> None:
    groups = {"a": four(4, 0, 0, 0), "b": None, "c": four(0, 0, 0, 1), "d": four(0, 2, 2, 0)}
    found = widest(groups, voices=3)
    assert found is not None
    assert (found.low, found.high, found.levels) == ("a", "d", Fraction(3, 2))
    assert widest({"a": four(1, 0, 0, 0), "b": None}) is None


def rated(key: str, *groups: Distribution | None, importance: tuple[int, ...] = ()) -> Rated:
    told = {f"g{number}": group for number, group in enumerate(groups)}
    matters = Distribution((1, 2, 3), importance) if importance else None
    return Rated(key, together(group for group in told.values() if group), told, matters)


def test_what_to_talk_about_in_the_order_of_the_talk() -> None:
    """One case of each rule, and what just misses them."""
    points = talking_points(
        [
            rated("strong", four(0, 0, 2, 4), four(0, 0, 3, 3)),
            rated("apart", four(0, 1, 4, 1), four(2, 3, 0, 0)),
            rated("needed", four(4, 2, 0, 0), four(3, 3, 0, 0), importance=(0, 4, 6)),
            rated("dark", four(1, 0, 1, 0, cannot_judge=5), None),
            rated("torn", four(3, 1, 1, 3)),
            rated("widely apart", four(0, 0, 0, 5), four(5, 0, 0, 0)),
            rated("withheld", None),
            rated("few", four(0, 0, 0, 2)),
            rated("middling", four(1, 2, 3, 1), importance=(4, 2, 1)),
        ]
    )
    assert [(point.kind, point.criterion) for point in points] == [
        (PointKind.DISAGREEMENT, "widely apart"),
        (PointKind.DISAGREEMENT, "apart"),
        (PointKind.DIVIDED, "torn"),
        (PointKind.IMPORTANT, "needed"),
        (PointKind.NEED, "needed"),
        (PointKind.UNJUDGED, "dark"),
        (PointKind.STRENGTH, "strong"),
    ]
    apart = points[1].distance
    assert apart is not None
    assert (apart.low, apart.high, float(apart.levels)) == ("g1", "g0", 1.4)


def test_no_more_is_concluded_from_what_does_not_apply() -> None:
    idle = rated("idle", four(0, 0, 0, 0, not_applicable=5))
    assert talking_points([idle, Rated("nothing", None, {})]) == ()
