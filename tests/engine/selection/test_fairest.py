"""Fair beyond the smallest chance: against plain enumeration of every portfolio."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from random import Random

import highspy
import numpy as np
import pytest

from begleitwerk.engine.program import Program, Stopped
from begleitwerk.engine.selection.choose import choose
from begleitwerk.engine.selection.digest import problem_digest, rules_digest
from begleitwerk.engine.selection.lottery import draw_between, fair_lottery
from begleitwerk.engine.selection.lottery.fairest import fairest
from begleitwerk.engine.selection.lottery.maximin import maximin
from begleitwerk.engine.selection.lottery.mixture import Distribution, Group
from begleitwerk.engine.selection.plain import from_plain, to_plain
from begleitwerk.engine.selection.problem import (
    Candidate,
    Criterion,
    Fairness,
    Problem,
    Quota,
    Theme,
)
from begleitwerk.engine.selection.protocol import Difference, dump, load, replay
from begleitwerk.engine.selection.result import Conflict, Lottery, Result
from tests.engine.selection.brute import World, random_problem
from tests.engine.selection.protocols import protocol_of

ROUNDING = 1e-5  # what whole tickets may cost the few portfolios of small problems

Table = np.ndarray  # a row per portfolio, a column per candidate: 1 where it holds it


def worlds(seeds: Iterable[int], span: int, fairness: Fairness) -> Iterable[World]:
    for seed in seeds:
        world = World(replace(random_problem(Random(seed), span=span), fairness=fairness))
        if world.feasible:
            yield world


def drawn(world: World) -> Lottery:
    eligible = tuple(world.rows[key] for key in world.eligible)
    return draw_between(world.problem, eligible, world.best)[1]


def drawn_from_all(problem: Problem) -> Lottery:
    outcome = fair_lottery(problem)
    assert not isinstance(outcome, Conflict)
    return outcome[1]


def table_of(portfolios: Sequence[tuple[tuple[str, str], ...]]) -> tuple[list[str], Table]:
    keys = sorted({key for row in portfolios for key, _theme in row})
    held = [[float(key in dict(row)) for key in keys] for row in portfolios]
    return keys, np.array(held)


def leximin_of(table: Table) -> np.ndarray:
    """The leximin chances over all portfolios at once, one candidate settled after the other.

    A candidate is settled at a level if no lottery that gives all others at least their due
    lifts it above: one linear programme to find the level, one for each candidate.
    """
    fixed: dict[int, float] = {}
    while len(fixed) < table.shape[1]:
        level = highest(table, fixed, None)
        waiting = [number for number in range(table.shape[1]) if number not in fixed]
        due = {**fixed, **dict.fromkeys(waiting, level)}
        for number in waiting:
            others = {other: least for other, least in due.items() if other != number}
            if highest(table, others, number) <= level + 1e-7:
                fixed[number] = level
    return np.array([fixed[number] for number in range(table.shape[1])])


def highest(table: Table, least: dict[int, float], one: int | None) -> float:
    """The highest chance of one, or of the worst-off without a least chance."""
    highs = highspy.Highs()
    highs.silent()
    shares = highs.addVariables(len(table), lb=0, out_array=True)
    level = highs.addVariable()
    highs.addConstr(highs.qsum(shares) == 1)
    for number in range(table.shape[1]):
        chance = highs.qsum(table[:, number] * shares)
        if number in least:
            highs.addConstr(chance >= least[number] - 1e-9)
        elif one in (None, number):
            highs.addConstr(chance >= level)
    highs.maximize(level)
    return float(highs.getInfo().objective_function_value)


# leximin


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_leximin_between_the_best_is_that_of_enumeration(start: int) -> None:
    for world in worlds(range(start, start + 50), 1, Fairness.LEXIMIN):
        keys, table = table_of(world.optima)
        lottery = drawn(world)
        assert lottery.is_proven
        found = [lottery.probabilities[key] for key in keys]
        assert found == pytest.approx(leximin_of(table), abs=ROUNDING)


@pytest.mark.parametrize("start", range(0, 160, 40))
def test_leximin_between_all_is_that_of_enumeration(start: int) -> None:
    for world in worlds(range(start, start + 40), 30, Fairness.LEXIMIN):
        keys, table = table_of(world.feasible)
        lottery = drawn_from_all(world.problem)
        assert lottery.is_proven
        found = [lottery.probabilities[key] for key in keys]
        assert found == pytest.approx(leximin_of(table), abs=ROUNDING)


def test_who_could_have_more_is_not_left_with_the_smallest_chance() -> None:
    """Ten share one place in the north, two one in the south: a half each, though one in ten must
    be enough elsewhere. The rule before was content with a tenth for everybody.
    """
    rows = [Candidate(f"n{n}", {"A": {}}, {"land": "N"}) for n in range(10)]
    rows += [Candidate(key, {"A": {}}, {"land": land}) for key, land in (("s1", "S"), ("s2", "S"))]
    rows += [Candidate(key, {"A": {}}, {"land": "W"}) for key in ("w1", "w2", "w3")]
    quotas = (
        Quota("n", "land", ("N",), at_least=1, at_most=1),
        Quota("s", "land", ("S",), at_least=1, at_most=1),
    )
    problem = Problem(tuple(rows), (Theme("A", 3),), (), quotas=quotas, seed="1")
    chances = drawn_from_all(problem).probabilities
    assert chances["n3"] == pytest.approx(0.1, abs=ROUNDING)
    assert chances["s1"] == pytest.approx(0.5, abs=ROUNDING)
    assert chances["w2"] == pytest.approx(1 / 3, abs=ROUNDING)


def heavy_or_light() -> tuple[Program, list[Group]]:
    """Either heavy alone, or both light: cut into pieces each would have 4 ÷ 10, whole 1 ÷ 3."""
    program = Program()
    columns = [program.column(1) for _ in range(4)]
    program.line([(column, 1) for column in columns], lower=1)
    program.line([(columns[0], 3), (columns[1], 3), (columns[2], 2), (columns[3], 2)], upper=4)
    return program, [Group((column,), 1) for column in columns]


@pytest.mark.parametrize("rule", [Fairness.LEXIMIN, Fairness.NASH])
def test_a_target_no_lottery_reaches_is_given_up_with_proof(rule: Fairness) -> None:
    found = fairest(*heavy_or_light(), rule)
    assert found.is_proven
    expected = 1 / 3 if rule is Fairness.LEXIMIN else 1 / 4
    assert found.least == pytest.approx(expected, abs=1e-4)
    assert found.bound == pytest.approx(1 / 3, abs=1e-6)


def test_who_is_possible_only_in_pieces_is_not_in_the_lottery() -> None:
    """Both of a pair weigh 3 of at most 3 with a third that must be in and weighs 1."""
    program = Program()
    columns = [program.column(1) for _ in range(3)]
    program.line([(columns[0], 2), (columns[1], 3), (columns[2], 2)], lower=4, upper=4)
    found = fairest(program, [Group((column,), 1) for column in columns], Fairness.LEXIMIN)
    assert found.possible == (0, 2)
    assert found.least == found.bound == pytest.approx(1)


# nash


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_no_lottery_has_a_higher_product(start: int) -> None:
    """At the highest product no portfolio gains: Σ 1 ÷ chance of its members is at most the
    number of candidates (the derivative of the sum of logarithms).
    """
    for world in worlds(range(start, start + 50), 1, Fairness.NASH):
        keys, table = table_of(world.optima)
        lottery = drawn(world)
        chances = np.array([lottery.probabilities[key] for key in keys])
        gain = float((table / chances).sum(axis=1).max()) / len(keys)
        assert gain <= 1 + 1e-3, world.problem
        assert lottery.least <= lottery.bound + ROUNDING


# The work it may cost


def crossed(seed: int = 3) -> Program:
    """Many columns under lines that cross, so that solutions have to be branched for."""
    random, program = Random(seed), Program()
    columns = [program.column(1) for _ in range(40)]
    program.line([(column, 1) for column in columns], lower=10, upper=10)
    for _line in range(6):
        program.line([(column, random.randint(0, 1)) for column in columns], lower=5, upper=5)
    return program


@pytest.mark.parametrize("rule", [Fairness.LEXIMIN, Fairness.NASH])
def test_when_the_work_is_done_the_bound_is_stated(rule: Fairness) -> None:
    groups = [Group((column,), 1) for column in range(40)]
    program = crossed()
    short, again = (fairest(program, groups, rule, work=1) for _time in range(2))
    assert short == again
    assert not short.is_proven
    assert short.least < short.bound
    assert_mixture(program, short)
    long = fairest(program, groups, rule, work=150)
    assert long.least >= short.least - 1e-6


def test_the_rule_before_ends_too() -> None:
    groups = [Group((column,), 1) for column in range(40)]
    short = maximin(crossed(), groups, climbs=1)
    assert not short.is_proven
    assert short.least < short.bound
    assert_mixture(crossed(), short)


def assert_mixture(program: Program, found: Distribution) -> None:
    assert sum(found.shares) == pytest.approx(1)
    for counts in found.solutions:
        for line in program.lines:
            held = sum(
                weight * counts[column]
                for column, weight in zip(line.columns, line.coefficients, strict=True)
            )
            assert line.lower <= held <= line.upper


def test_an_unproven_lottery_replays_and_an_untrue_proof_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("begleitwerk.engine.selection.lottery.work.COLUMNS", 0)
    monkeypatch.setattr("begleitwerk.engine.selection.lottery.work.FEWEST", 1)
    protocol = protocol_of(tied())
    lottery = protocol.result.lottery
    assert lottery is not None
    assert not lottery.is_proven
    assert replay(load(dump(protocol))).findings == ()
    claimed = replace(protocol.result, lottery=replace(lottery, is_proven=True))
    found = {row.place for row in replay(replace(protocol, result=claimed)).findings}
    assert "result.lottery.tickets" in found


def tied() -> Problem:
    """Sixty with few points and many features: many equal portfolios that cross."""
    random = Random(5)
    level = Criterion("level", Decimal(1), Decimal(0), Decimal(1))
    rows = tuple(
        Candidate(
            f"k{number:02}",
            {"A": {"level": Decimal(1)}},
            {name: random.choice("xyz") for name in "abcd"},
        )
        for number in range(60)
    )
    quotas = tuple(
        Quota(f"{name}{value}", name, (value,), at_least=2, at_most=3)
        for name, value in product("abcd", "xyz")
    )
    return Problem(rows, (Theme("A", 8),), (level,), quotas=quotas, seed="9")


def test_stops_when_asked() -> None:
    with pytest.raises(Stopped):
        fairest(crossed(), [Group((0,), 1)], Fairness.LEXIMIN, stop=lambda: True)


def test_without_any_solution_it_says_so() -> None:
    program = Program()
    program.line([(program.column(1), 1)], lower=2)
    with pytest.raises(ValueError, match="no solution"):
        fairest(program, [Group((0,), 1)], Fairness.LEXIMIN)


# The rule is part of the rules


def test_rules_written_before_keep_theirs_and_their_digests() -> None:
    problem = replace(tied(), fairness=Fairness.MAXIMIN)
    plain = to_plain(problem)
    assert "fairness" not in plain
    assert from_plain(Problem, plain) == problem
    later = {rule: replace(problem, fairness=rule) for rule in Fairness}
    assert len({rules_digest(row) for row in later.values()}) == 3
    assert len({problem_digest(row) for row in later.values()}) == 3
    assert from_plain(Problem, to_plain(later[Fairness.NASH])) == later[Fairness.NASH]


def test_another_fairness_than_the_stated_one_is_named() -> None:
    """Whoever mixes by another rule gives others more, whatever solver he names."""
    protocol = protocol_of(replace(tied(), fairness=Fairness.LEXIMIN))
    other = choose(replace(tied(), fairness=Fairness.MAXIMIN))
    assert isinstance(other, Result)
    forged = replace(
        protocol,
        result=replace(protocol.result, lottery=other.lottery),
        software=replace(protocol.software, solver="HiGHS 0"),
    )
    assert Difference.CHANCES in {row.difference for row in replay(forged).findings}
