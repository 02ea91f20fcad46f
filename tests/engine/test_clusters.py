"""Clusters against brute force, ties, bad input, what a move costs, and the time it takes."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from time import perf_counter

import pytest

from begleitwerk.engine.clusters import (
    Broken,
    Cluster,
    ClusterProblem,
    Clusters,
    FaultCode,
    FaultyClustersError,
    Traits,
    broken_ties,
    clusters_of,
    form_clusters,
    likeness,
    likeness_of_pairs,
    move_cost,
    sizes_for,
)
from begleitwerk.engine.program import Status

Grouping = tuple[tuple[str, tuple[str, ...]], ...]


def random_problem(
    seed: int, *, count: int, dimensions: int, sizes: tuple[int, ...]
) -> ClusterProblem:
    """Random wishes and likeness; every second one has ties, every third limits dimensions."""
    dice = random.Random(seed)
    members = tuple(f"m{number:02}" for number in range(count))
    names = tuple(f"qd{number}" for number in range(1, dimensions + 1))
    drawn = dice.sample(members, min(5, count))
    tied = seed % 2 == 1 and count >= 5
    return ClusterProblem(
        members=tuple(dice.sample(members, count)),
        dimensions=names,
        preferences={m: {d: dice.randrange(4) for d in names} for m in members},
        likeness={pair: dice.randrange(101) for pair in combinations(members, 2)},
        sizes=sizes,
        preference_weight=dice.choice((0, 1, 10, 50)),
        together=((drawn[0], drawn[1]),) if tied else (),
        apart=((drawn[2], drawn[3]),) if tied else (),
        pinned={drawn[4]: names[-1]} if tied else {},
        most_per_dimension=1 if seed % 3 == 0 else None,
    )


def partitions(
    members: Sequence[str], sizes: tuple[int, ...]
) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Every way to cut members into groups of these sizes, each once."""
    if not members:
        yield ()
        return
    first, rest = members[0], members[1:]
    for size in set(sizes):
        left = list(sizes)
        left.remove(size)
        for others in combinations(rest, size - 1):
            remaining = [member for member in rest if member not in others]
            for tail in partitions(remaining, tuple(left)):
                yield ((first, *others), *tail)


def worth(problem: ClusterProblem, grouping: Grouping) -> int:
    """The value, written down once more."""
    wishes = sum(
        problem.preferences[member].get(dimension, 0)
        for dimension, members in grouping
        for member in members
    )
    pairs = (pair for _, members in grouping for pair in combinations(sorted(members), 2))
    return problem.preference_weight * wishes + sum(problem.likeness[pair] for pair in pairs)


def is_allowed(problem: ClusterProblem, grouping: Grouping) -> bool:
    home = {member: n for n, (_, members) in enumerate(grouping) for member in members}
    used = [dimension for dimension, _ in grouping]
    most = problem.most_per_dimension or len(used)
    return (
        all(home[a] == home[b] for a, b in problem.together)
        and all(home[a] != home[b] for a, b in problem.apart)
        and all(grouping[home[m]][0] == d for m, d in problem.pinned.items())
        and all(used.count(dimension) <= most for dimension in used)
    )


def best_by_hand(problem: ClusterProblem) -> int | None:
    """The highest value among all groupings; None where none is allowed."""
    values = [
        worth(problem, grouping)
        for groups in partitions(sorted(problem.members), problem.sizes)
        for dimensions in product(problem.dimensions, repeat=len(groups))
        if is_allowed(problem, grouping := tuple(zip(dimensions, groups, strict=True)))
    ]
    return max(values, default=None)


def shape(found: Clusters) -> Grouping:
    return tuple((row.dimension, row.keys) for row in found.clusters)


@pytest.mark.parametrize("sizes", [(3, 3), (4, 3), (2, 2, 2), (3, 2, 2), (4, 4), (1, 2), (2,)])
def test_equals_brute_force(sizes: tuple[int, ...]) -> None:
    for seed in range(24):
        problem = random_problem(seed, count=sum(sizes), dimensions=1 + seed % 3, sizes=sizes)
        found, best = form_clusters(problem), best_by_hand(problem)
        if best is None:
            assert found.proof.status is Status.INFEASIBLE
            assert found.clusters == ()
            continue
        assert found.proof.status is Status.OPTIMAL
        assert found.proof.points == found.proof.bound == best
        assert sum(row.value for row in found.clusters) == worth(problem, shape(found)) == best
        assert is_allowed(problem, shape(found))
        assert sorted(len(row.members) for row in found.clusters) == sorted(sizes)
        assert sorted(key for row in found.clusters for key in row.keys) == sorted(problem.members)
        assert broken_ties(problem, found.clusters) == ()


@pytest.mark.parametrize(
    ("count", "dimensions", "most"), [(24, 6, 1), (23, 6, None), (24, 11, 1), (9, 6, None)]
)
@pytest.mark.parametrize("seed", [2, 4])
def test_real_sizes_are_proven_at_once(
    count: int, dimensions: int, most: int | None, seed: int
) -> None:
    problem = random_problem(seed, count=count, dimensions=dimensions, sizes=sizes_for(count))
    began = perf_counter()
    found = form_clusters(replace(problem, most_per_dimension=most))

    assert found.proof.status is Status.OPTIMAL
    assert found.proof.points == sum(row.value for row in found.clusters)
    assert perf_counter() - began < 10  # about a tenth of a second on an idle machine


@pytest.mark.parametrize("seed", [1, 2])
def test_a_solver_that_loses_its_way_starts_again(seed: int) -> None:
    """With these likenesses HiGHS ends a solve that starts from the last one with an error."""
    dice = random.Random(seed)
    members = tuple(f"m{number:02}" for number in range(24))
    names = tuple(f"qd{number}" for number in range(1, 7))
    lands = ("BY", "HE", "NW", "SN", "ST", "SH")
    traits = [
        Traits(
            member,
            dice.randint(1, 4),
            dice.randint(40_000, 600_000),
            dice.choice(("county", "city")),
            dice.choice(lands),
        )
        for member in members
    ]
    wishes = {member: {name: dice.randint(0, 3) for name in names} for member in members}
    alike = likeness_of_pairs(traits)
    problem = ClusterProblem(members, names, wishes, alike, sizes_for(24), most_per_dimension=1)
    assert form_clusters(problem).proof.status is Status.OPTIMAL


def test_the_order_of_members_does_not_matter() -> None:
    problem = random_problem(3, count=11, dimensions=3, sizes=(4, 4, 3))
    turned = replace(problem, members=problem.members[::-1])

    assert form_clusters(problem) == form_clusters(turned)


def test_out_of_time_is_told_honestly() -> None:
    problem = random_problem(2, count=24, dimensions=6, sizes=(4,) * 6)
    best, found = form_clusters(problem), form_clusters(problem, seconds=0)

    assert found.proof.status is Status.UNFINISHED
    assert found.proof.points == sum(row.value for row in found.clusters)
    assert found.proof.points <= best.proof.points <= found.proof.bound


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(24, (4,) * 6), (23, (4, 4, 4, 4, 4, 3)), (9, (3, 3, 3)), (10, (4, 3, 3)), (3, (3,))],
)
def test_sizes_are_few_and_even(count: int, sizes: tuple[int, ...]) -> None:
    assert sizes_for(count) == sizes


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_some_numbers_cannot_be_divided(count: int) -> None:
    with pytest.raises(ValueError, match="cannot be divided"):
        sizes_for(count)


# Bad input

FOUR = ClusterProblem(
    members=("a", "b", "c", "d"),
    dimensions=("qd3", "qd5"),
    preferences={"a": {"qd3": 3}, "b": {"qd5": 2}},
    likeness=dict.fromkeys(combinations("abcd", 2), 50),
    sizes=(2, 2),
)


@pytest.mark.parametrize(
    ("problem", "code", "where"),
    [
        (replace(FOUR, members=()), FaultCode.NO_MEMBER, ""),
        (replace(FOUR, dimensions=()), FaultCode.NO_DIMENSION, ""),
        (replace(FOUR, members=("a", "b", "c", "c")), FaultCode.DUPLICATE, "c"),
        (replace(FOUR, sizes=(3, 2)), FaultCode.SIZES, "3+2"),
        (replace(FOUR, sizes=(5, -1)), FaultCode.SIZES, "5+-1"),
        (replace(FOUR, preferences={"x": {"qd3": 1}}), FaultCode.UNKNOWN_MEMBER, "x"),
        (replace(FOUR, preferences={"a": {"qd9": 1}}), FaultCode.UNKNOWN_DIMENSION, "qd9"),
        (replace(FOUR, preferences={"a": {"qd3": -1}}), FaultCode.NEGATIVE, "a"),
        (replace(FOUR, likeness={}), FaultCode.LIKENESS_MISSING, "a"),
        (
            replace(FOUR, likeness={**FOUR.likeness, ("a", "b"): 101}),
            FaultCode.LIKENESS_OUTSIDE,
            "a",
        ),
        (replace(FOUR, together=(("a", "x"),)), FaultCode.UNKNOWN_MEMBER, "x"),
        (replace(FOUR, apart=(("a", "a"),)), FaultCode.TIED_TO_ITSELF, "a"),
        (replace(FOUR, pinned={"a": "qd9"}), FaultCode.UNKNOWN_DIMENSION, "qd9"),
    ],
)
def test_bad_input_is_named(problem: ClusterProblem, code: FaultCode, where: str) -> None:
    with pytest.raises(FaultyClustersError) as caught:
        form_clusters(problem)
    assert (code, where) in {(fault.code, fault.where) for fault in caught.value.faults}


def test_too_many_to_look_at_is_refused_before_memory_runs_out() -> None:
    members = tuple(f"m{number:03}" for number in range(120))
    pairs = dict.fromkeys(combinations(members, 2), 1)
    with pytest.raises(FaultyClustersError, match="too_many"):
        form_clusters(ClusterProblem(members, ("x", "y", "z"), {}, pairs, (4,) * 30))


def test_ties_that_contradict_each_other_leave_nothing() -> None:
    found = form_clusters(replace(FOUR, together=(("a", "b"),), apart=(("a", "b"),)))
    assert found.proof.status is Status.INFEASIBLE


# Moves by hand


def groups() -> tuple[Cluster, ...]:
    return clusters_of(FOUR, [("qd3", ("a", "c")), ("qd5", ("b", "d"))])


def test_a_move_says_value_sizes_and_the_better_swap() -> None:
    move = move_cost(FOUR, groups(), "a", 1)

    assert (move.before, move.after) == (250 + 100, 100 + 150)
    assert move.cost == 100
    assert move.sizes_broken == (0, 1)
    assert move.exchange is not None
    assert (move.exchange.partner, move.exchange.after) == ("d", 200)


def test_a_move_names_the_ties_it_breaks_and_swaps_keep_them() -> None:
    tied = replace(FOUR, apart=(("a", "b"),), pinned={"a": "qd3"})
    move = move_cost(tied, groups(), "a", 1)

    assert move.breaks == ((Broken.APART, "a", "b"), (Broken.PINNED, "a", "qd3"))
    assert move.exchange is None


def test_moving_nowhere_costs_nothing() -> None:
    move = move_cost(FOUR, groups(), "a", 0)
    assert (move.cost, move.sizes_broken, move.exchange) == (0, (), None)


def test_moves_from_the_best_clusters_never_gain() -> None:
    problem = random_problem(4, count=10, dimensions=3, sizes=(4, 3, 3))
    best = form_clusters(replace(problem, most_per_dimension=None)).clusters
    for member, target in product(problem.members, range(3)):
        move = move_cost(problem, best, member, target)
        assert move.exchange is None or move.exchange.after <= move.before


@pytest.mark.parametrize(("member", "to", "error"), [("x", 0, KeyError), ("a", 2, IndexError)])
def test_a_move_of_nobody_or_nowhere(member: str, to: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        move_cost(FOUR, groups(), member, to)


def test_members_carry_their_own_numbers() -> None:
    (row,) = clusters_of(
        replace(FOUR, likeness={**FOUR.likeness, ("a", "b"): 51}), [("qd3", ("a", "b", "c"))]
    )
    assert [(m.key, m.preference, m.mean_likeness) for m in row.members] == [
        ("a", 3, 5050),
        ("b", 0, 5050),
        ("c", 0, 5000),
    ]
    assert (row.preference, row.likeness, row.value) == (150, 151, 301)


# Likeness

CITY = Traits("1", density=1, population=200_000, kind="city", land="BY")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (replace(CITY, key="2"), 100),
        (replace(CITY, key="2", density=4), 60),
        (replace(CITY, key="2", density=2), 87),  # 86 ⅔
        (replace(CITY, key="2", population=100_000), 85),
        (replace(CITY, key="2", kind="county", land="HE"), 70),
        (Traits("2", density=None, population=0, kind="", land=""), 0),
    ],
)
def test_likeness_by_hand(other: Traits, expected: int) -> None:
    assert likeness(CITY, other) == likeness(other, CITY) == expected


def test_likeness_of_pairs_is_keyed_in_order() -> None:
    pairs = likeness_of_pairs([replace(CITY, key="9"), replace(CITY, key="1", density=4)])
    assert pairs == {("1", "9"): 60}
