"""The lottery against plain enumeration: every portfolio, one linear programme, many draws."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from itertools import product
from math import prod, sqrt
from random import Random

import highspy
import numpy as np
import pytest

from begleitwerk.engine.program import Program, Stopped
from begleitwerk.engine.selection.checks import FaultyError
from begleitwerk.engine.selection.choose import choose
from begleitwerk.engine.selection.lottery import (
    TICKETS,
    draw_between,
    drawn_portfolio,
    fair_lottery,
    in_their_order,
    lot_of,
)
from begleitwerk.engine.selection.lottery.maximin import Group, maximin
from begleitwerk.engine.selection.lottery.tickets import Lot, drawn_members, whole_tickets
from begleitwerk.engine.selection.problem import Candidate, Criterion, Problem, Quota, Theme
from begleitwerk.engine.selection.result import Conflict, Lottery, Result, Share, Ticket
from tests.engine.selection.brute import World, random_problem, shuffled

EXACT = 1e-8
ROUNDING = 1e-5  # what whole tickets may cost: one each for the few portfolios of small problems

LEVEL = Criterion("level", Decimal(1), Decimal(0), Decimal(10))


# Against enumeration


@pytest.mark.parametrize("start", range(0, 600, 100))
def test_smallest_chance_between_the_best_is_the_highest_possible(start: int) -> None:
    for world in worlds(range(start, start + 100), span=1):
        eligible = tuple(world.rows[key] for key in world.eligible)
        portfolio, lottery = draw_between(world.problem, eligible, world.best)
        assert portfolio.points == world.best
        assert_fair(lottery, world.optima, world.problem)


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_smallest_chance_between_all_is_the_highest_possible(start: int) -> None:
    for world in worlds(range(start, start + 100), span=30):
        outcome = fair_lottery(world.problem)
        assert not isinstance(outcome, Conflict)
        assert_fair(outcome[1], world.feasible, world.problem)


def test_smallest_chance_over_groups_of_many() -> None:
    """Programmes as such, with groups of up to three in up to two themes."""
    for seed in range(300):
        program, groups = random_program(Random(seed))
        if prod(upper + 1 for upper in program.upper) > 20_000:
            continue
        solutions = solutions_of(program)
        if not solutions:
            continue
        chances = [
            [sum(counts[column] for column in group.columns) / group.size for group in groups]
            for counts in solutions
        ]
        fairest = maximin(program, groups)
        least, possible = highest_least(chances)
        assert fairest.possible == possible, seed
        assert set(fairest.solutions) <= set(solutions)
        assert fairest.least == pytest.approx(least, abs=EXACT), seed
        assert fairest.bound == pytest.approx(least, abs=EXACT), seed


def test_what_cannot_be_cut_needs_the_proof() -> None:
    """Either heavy alone or both light: cut into pieces each would get 4 ÷ 10, whole only 1 ÷ 3."""
    program = Program()
    columns = [program.column(1) for _ in range(4)]
    program.line([(column, 1) for column in columns], lower=1)
    program.line([(columns[0], 3), (columns[1], 3), (columns[2], 2), (columns[3], 2)], upper=4)
    fairest = maximin(program, [Group((column,), 1) for column in columns])
    assert fairest.least == pytest.approx(1 / 3)
    assert fairest.bound == pytest.approx(1 / 3)


# Whole tickets


def test_tickets_are_whole_and_keep_to_the_shares() -> None:
    assert whole_tickets((1 / 3, 1 / 3, 1 / 3)) == (333_334, 333_333, 333_333)
    random = Random(1)
    for _case in range(100):
        shares = [random.random() for _ in range(random.randint(1, 40))]
        tickets = whole_tickets(shares)
        assert sum(tickets) == TICKETS
        for share, given in zip(shares, tickets, strict=True):
            assert abs(given - share / sum(shares) * TICKETS) < 1


def test_stated_chances_follow_from_the_tickets() -> None:
    lottery = lottery_of(crowd(12, places=5))
    held: Counter[str] = Counter()
    for ticket in lottery.tickets:
        for share in ticket.shares:
            for key in lottery.groups[share.group]:
                held[key] += share.count * ticket.tickets
    size = {key: len(group) for group in lottery.groups for key in group}
    assert lottery.probabilities == {key: held[key] / size[key] / TICKETS for key in held}
    assert lottery.least == min(lottery.probabilities.values())


# The draw


def test_draw_can_be_followed_by_hand() -> None:
    problem = crowd(7, places=3)
    lottery = lottery_of(problem)
    text = problem.seed
    assert lottery.drawn == int(sha256(text.encode()).hexdigest(), 16) % TICKETS
    (group,) = lottery.groups
    order = sorted(group, key=lambda key: sha256(f"{text}\n{key}".encode()).hexdigest())
    drawn = drawn_portfolio(problem, lottery)
    assert {member.candidate for member in drawn.members} == set(order[:3])


def test_frequencies_of_many_seeds_match_the_stated_chances() -> None:
    """Chi-square over tickets and, within tickets, over who of a group takes part."""
    problem = next(row.problem for row in worlds(range(10_000), span=0) if len(row.optima) > 40)
    lottery = lottery_of(problem)
    assert len(lottery.tickets) > 3
    assert max(map(len, lottery.groups)) > 1
    draws = 20_000
    seen: Counter[str] = Counter()
    tickets: Counter[int] = Counter()
    for number in range(draws):
        lot = Lot(f"Ziehung {number}")
        tickets[ticket_at(lottery, lot.number())] += 1
        seen.update(key for key, _theme in drawn_members(lottery.groups, lottery.tickets, lot))
    expected = [ticket.tickets / TICKETS * draws for ticket in lottery.tickets]
    assert_plausible([tickets[number] for number in range(len(expected))], expected)
    for group in lottery.groups:
        even = sum(seen[key] for key in group) / len(group)
        assert_plausible([seen[key] for key in group], [even] * len(group))
    for key, chance in lottery.probabilities.items():
        spread = sqrt(draws * chance * (1 - chance))
        assert abs(seen[key] - draws * chance) <= 4 * spread, key


def test_order_of_rows_changes_nothing() -> None:
    random = Random(5)
    for world in worlds(range(60), span=1):
        first = fair_lottery(world.problem)
        assert fair_lottery(shuffled(world.problem, random)) == first


def test_another_seed_draws_anew() -> None:
    problem = crowd(30, places=3)
    drawn = {
        frozenset(member.candidate for member in drawn_portfolio(row, lottery_of(row)).members)
        for row in (replace(problem, seed=f"seed {number}") for number in range(20))
    }
    assert len(drawn) > 15


def test_what_does_not_decide_redraws_nothing() -> None:
    """A loser's score, a fact nobody asks for, the wording of a reason, another rule's name."""
    problem = replace(crowd(30, places=3), excluded={"k0": "late"})
    weak = Candidate("weak", {"A": {LEVEL.key: Decimal(1)}}, {"land": "N"}, {"phone": "1"})
    problem = replace(problem, candidates=(*problem.candidates, weak))
    outcome = choose(problem)
    assert isinstance(outcome, Result)
    assert outcome.lottery
    stronger = replace(weak, scores={"A": {LEVEL.key: Decimal(4)}}, facts={"phone": "2"})
    for other in (
        replace(problem, candidates=(*problem.candidates[:-1], stronger)),
        replace(problem, candidates=problem.candidates[:-1]),
        replace(problem, excluded={"k0": "handed in too late"}),
        replace(problem, quotas=(Quota("idle", "land", ("N",), at_least=1),)),
    ):
        edited = choose(other)
        assert isinstance(edited, Result)
        assert edited.lottery == outcome.lottery
        assert edited.portfolio == outcome.portfolio


def test_places_that_are_kept_draw_anew() -> None:
    """Otherwise whoever lost the first draw would lose the one for a free place as well."""
    problem = crowd(9, places=3)
    kept = {
        lot_of(replace(problem, fixed=dict.fromkeys(keys, "A"))).number()
        for keys in ([], ["k1"], ["k2"], ["k1", "k2"], ["k2", "k1"])
    }
    assert len(kept) == 4


def test_tickets_have_one_order() -> None:
    """Sorted as a reader would: a table of counts, its rows downwards."""
    for world in worlds(range(200), span=1):
        outcome = fair_lottery(world.problem)
        assert not isinstance(outcome, Conflict)
        tickets, themes = outcome[1].tickets, sorted(row.key for row in world.problem.themes)
        table = [
            [
                sum(s.count for s in ticket.shares if (s.group, s.theme) == (group, theme))
                for group in range(len(outcome[1].groups))
                for theme in themes
            ]
            for ticket in tickets
        ]
        assert table == sorted(table)
        assert in_their_order(Random(3).sample(tickets, len(tickets))) == tickets
        assert list(outcome[1].groups) == sorted(map(sorted_tuple, outcome[1].groups))


def sorted_tuple(group: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(group))


# At the edges


def test_only_one_portfolio_is_certain() -> None:
    lottery = lottery_of(crowd(3, places=3))
    assert lottery.tickets == (Ticket((Share(0, "A", 3),), TICKETS),)
    assert lottery.least == lottery.bound == 1


def test_fixed_are_certain_and_the_others_share_the_rest() -> None:
    lottery = lottery_of(replace(crowd(9, places=3), fixed={"k4": "A"}))
    assert lottery.probabilities.pop("k4") == 1
    assert set(lottery.probabilities.values()) == {0.25}


def test_ten_thousand_candidates() -> None:
    lottery = lottery_of(crowd(10_000, places=9))
    assert lottery.least == pytest.approx(9 / 10_000, abs=1e-6)
    assert lottery.bound == pytest.approx(9 / 10_000)


def test_no_portfolio_at_all_is_a_conflict() -> None:
    quota = Quota("far", "land", ("nowhere",), at_least=1)
    outcome = fair_lottery(replace(crowd(9, places=3), quotas=(quota,)))
    assert isinstance(outcome, Conflict)
    assert outcome.rules == ("far",)


def test_programme_without_solution_is_refused() -> None:
    program = Program()
    program.line([(program.column(1), 1)], lower=2)
    with pytest.raises(ValueError, match="no solution"):
        maximin(program, [Group((0,), 1)])


def test_bad_input_is_refused() -> None:
    with pytest.raises(FaultyError):
        fair_lottery(replace(crowd(9, places=3), themes=(Theme("A", 0),)))


def test_stops_when_asked() -> None:
    with pytest.raises(Stopped):
        fair_lottery(crowd(9, places=3), stop=lambda: True)


# What the tests share


def worlds(seeds: Iterable[int], span: int) -> Iterable[World]:
    """Random small problems that have a portfolio."""
    for seed in seeds:
        world = World(random_problem(Random(seed), span=span))
        if world.feasible:
            yield world


def crowd(number: int, *, places: int) -> Problem:
    """Candidates nobody can tell apart."""
    candidates = tuple(
        Candidate(f"k{index}", {"A": {LEVEL.key: Decimal(5)}}, {"land": "N"})
        for index in range(number)
    )
    return Problem(candidates, (Theme("A", places),), (LEVEL,), seed="2026-11-22")


def lottery_of(problem: Problem) -> Lottery:
    outcome = fair_lottery(problem)
    assert not isinstance(outcome, Conflict)
    return outcome[1]


def assert_fair(
    lottery: Lottery, portfolios: Sequence[tuple[tuple[str, str], ...]], problem: Problem
) -> None:
    """As fair as any lottery over the portfolios, and every ticket is one of them."""
    keys = sorted({key for row in portfolios for key, _theme in row})
    chances = [[float(key in dict(row)) for key in keys] for row in portfolios]
    least, _possible = highest_least(chances)
    assert sorted(lottery.probabilities) == keys
    assert lottery.bound == pytest.approx(least, abs=EXACT)
    assert lottery.least == pytest.approx(least, abs=ROUNDING)
    assert sum(ticket.tickets for ticket in lottery.tickets) == TICKETS
    for ticket in lottery.tickets:
        members = drawn_members(
            lottery.groups, (replace(ticket, tickets=TICKETS),), lot_of(problem)
        )
        assert tuple(sorted(members)) in portfolios


def highest_least(chances: Sequence[Sequence[float]]) -> tuple[float, tuple[int, ...]]:
    """The highest smallest chance over all portfolios at once, and who can be in at all."""
    table = np.array(chances)
    possible = np.flatnonzero(table.any(axis=0))
    highs = highspy.Highs()
    highs.silent()
    shares = highs.addVariables(len(table), lb=0, out_array=True)
    least = highs.addVariable()
    highs.addConstr(highs.qsum(shares) == 1)
    for column in possible:
        highs.addConstr(highs.qsum(table[:, column] * shares) >= least)
    highs.maximize(least)
    return float(highs.getInfo().objective_function_value), tuple(possible.tolist())


def random_program(random: Random) -> tuple[Program, list[Group]]:
    program, groups = Program(), []
    themes: list[list[int]] = [[] for _ in range(random.choice((1, 1, 2)))]
    for _group in range(random.randint(2, 7)):
        size = random.randint(1, 3)
        columns = []
        for theme in random.sample(themes, random.randint(1, len(themes))):
            columns.append(program.column(size))
            theme.append(columns[-1])
        program.line([(column, 1) for column in columns], upper=size)
        groups.append(Group(tuple(columns), size))
    for theme in themes:
        places = random.randint(1, 3)
        program.line([(column, 1) for column in theme], lower=places, upper=places)
    for _quota in range(random.randint(0, 3)):
        counted = [group for group in groups if random.random() < 0.5]
        low = random.randint(0, 2)
        terms = [(column, 1) for group in counted for column in group.columns]
        program.line(terms, lower=low, upper=low + random.randint(0, 2))
    weights = [(column, random.randint(0, 4)) for column in range(len(program.upper))]
    program.line(weights, lower=random.randint(0, 4))
    return program, groups


def solutions_of(program: Program) -> list[tuple[int, ...]]:
    every = np.array(list(product(*(range(upper + 1) for upper in program.upper))))
    kept = np.ones(len(every), bool)
    for line in program.lines:
        sums = every[:, list(line.columns)] @ np.array(line.coefficients, int)
        kept &= (line.lower <= sums) & (sums <= line.upper)
    return [tuple(counts) for counts in every[kept].tolist()]


def ticket_at(lottery: Lottery, number: int) -> int:
    bounds = np.cumsum([ticket.tickets for ticket in lottery.tickets])
    return int(np.searchsorted(bounds, number, side="right"))


def assert_plausible(seen: Sequence[int], expected: Sequence[float]) -> None:
    """Chi-square not further from its mean than four of its standard deviations."""
    freedom = len(seen) - 1
    distance = sum((a - b) ** 2 / b for a, b in zip(seen, expected, strict=True))
    assert distance <= freedom + 4 * sqrt(2 * max(freedom, 0))
