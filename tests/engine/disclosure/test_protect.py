"""What is withheld is enough against an attacker of its own, and no more than needed."""

from random import Random

import pytest

from begleitwerk.engine.disclosure import (
    Cell,
    FaultCode,
    FaultyTablesError,
    Interval,
    Need,
    Sum,
    Tables,
    crossed,
    key_of,
    members,
    of_few,
    protect,
    rare,
)
from tests.engine.disclosure.attacker import Attack, betrayed, cheapest, learned
from tests.engine.disclosure.samples import KINDS, SMALL, plain


@pytest.mark.parametrize("kind", KINDS)
def test_no_attacker_gets_inside_what_must_stay_open(kind: str) -> None:
    """`python -m tests.engine.disclosure` does the same for thousands."""
    for seed in range(20):
        assert not learned(KINDS[kind](Random(seed))), (kind, seed)


@pytest.mark.parametrize("kind", KINDS)
def test_what_everybody_can_infer_is_told_exactly(kind: str) -> None:
    for seed in range(4):
        tables = KINDS[kind](Random(1000 + seed))
        found = protect(tables)
        attack = Attack(tables, found.withheld)
        for key, interval in found.intervals.items():
            assert attack.least(key) == interval.low
            assert interval.high in (None, attack.most(key))


@pytest.mark.parametrize("kind", SMALL)
def test_nothing_cheaper_would_be_enough(kind: str) -> None:
    for seed in range(3):
        tables = SMALL[kind](Random(2000 + seed))
        found = protect(tables)
        if not found.exposed:
            assert found.cost == cheapest(tables), (kind, seed)


def test_one_small_count_takes_a_square_of_cells_with_it() -> None:
    counts = {("a0", "b0"): 1, ("a0", "b1"): 9, ("a0", "b2"): 30}
    counts |= {("a1", "b0"): 8, ("a1", "b1"): 7, ("a1", "b2"): 40}
    cells, sums = crossed("t", [["a0", "a1"], ["b0", "b1", "b2"]], counts)
    found = protect(Tables(tuple(cells), tuple(sums), tuple(rare(cells, 3))))
    assert found.primary == (key_of("t", ("a0", "b0")),)
    assert len(found.secondary) == 3
    assert found.cost == found.bound == 4
    assert found.intervals[found.primary[0]] == Interval(0, 9)


def test_the_one_beside_whom_somebody_is_alone_learns_nothing() -> None:
    """Two groups of one: each would know the other's answer from the total of both."""
    groups, answers = ["g0", "g1", "g2"], ["yes", "no"]
    counts = {("g0", "yes"): 1, ("g1", "no"): 1, ("g2", "yes"): 5, ("g2", "no"): 4}
    cells, sums = crossed("t", [groups, answers], counts)
    rows = [[c for c in cells if c.key in keys_of(group, answers)] for group in groups]
    needs = tuple(need for row in rows for need in of_few(row, 3))
    shown = frozenset(key_of("t", (group, "")) for group in [*groups, ""])
    to_all = protect(Tables(tuple(cells), tuple(sums), needs, shown))
    assert to_all.withheld == {*keys_of("g0", answers), *keys_of("g1", answers)}
    insiders = tuple(one for row in rows[:2] for one in members("", row))
    guarded = Tables(tuple(cells), tuple(sums), needs, shown, insiders)
    found = protect(guarded)
    assert found.withheld > to_all.withheld
    assert not betrayed(guarded, found.withheld)


def keys_of(group: str, answers: list[str]) -> set[str]:
    return {key_of("t", (group, answer)) for answer in answers}


def test_what_was_published_before_stays_known_and_what_it_gives_away_is_said() -> None:
    cells = (Cell("a", 1), Cell("b", 9), Cell("all", 10))
    sums = (Sum("all", ("a", "b")),)
    found = protect(Tables(cells, sums, (Need("a", 0, 3),), shown=frozenset({"b", "all"})))
    assert found.exposed == ("a",)
    assert found.withheld == {"a"}


def test_whole_counts_are_asked_where_a_linear_programme_would_be_content() -> None:
    """2a + 2b = 2: in halves anything goes, in whole counts one of them is none."""
    cells = (Cell("a", 1, high=1), Cell("b", 0, high=1), Cell("aa", 1), Cell("bb", 0), Cell("s", 2))
    sums = (Sum("aa", ("a",)), Sum("bb", ("b",)), Sum("s", ("a", "aa", "b", "bb")))
    tables = Tables(cells, sums, (Need("a", 0, 1),), shown=frozenset({"s"}))
    found = protect(tables)
    assert found.intervals["a"] == Interval(0, 1)
    assert not found.exposed


def test_a_search_cut_short_is_enough_all_the_same_and_says_how_far_it_may_be_off() -> None:
    tables = plain(Random(5), (4, 4))
    found = protect(tables, rounds=0)
    assert not betrayed(tables, found.withheld)
    assert not found.is_optimal
    assert found.bound <= protect(tables).cost <= found.cost


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cells": (Cell("a", 1), Cell("a", 2))}, FaultCode.SAME_KEY),
        ({"cells": (Cell("a", -1),)}, FaultCode.NEGATIVE),
        ({"cells": (Cell("a", 1, cost=0),)}, FaultCode.COSTS_NOTHING),
        ({"cells": (Cell("a", 5, high=4),)}, FaultCode.NOT_AS_KNOWN),
        ({"sums": (Sum("a", ("x",)),)}, FaultCode.NO_SUCH_CELL),
        ({"cells": (Cell("a", 5), Cell("b", 4)), "sums": (Sum("a", ("b",)),)}, FaultCode.SUM_OFF),
        ({"needs": (Need("a", 2, 3),)}, FaultCode.NEED_OFF),
        ({"needs": (Need("a", 0, 3),), "shown": frozenset({"a"})}, FaultCode.SHOWN_AND_SENSITIVE),
    ],
)
def test_tables_that_contradict_themselves_are_refused(
    change: dict[str, object], code: FaultCode
) -> None:
    whole: dict[str, object] = {"cells": (Cell("a", 1),), "sums": ()} | change
    with pytest.raises(FaultyTablesError) as caught:
        Tables(**whole)  # type: ignore[arg-type]
    assert code in [fault.code for fault in caught.value.faults]


def test_a_table_has_one_to_three_dimensions_and_counts_only_in_its_places() -> None:
    with pytest.raises(ValueError, match="one to three"):
        crossed("t", [], {})
    with pytest.raises(ValueError, match="no such place"):
        crossed("t", [["a"]], {("b",): 1})
