"""Samples are exact choices under other weights, repeatable from the seed."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from begleitwerk.engine.program import Solver, SolverError
from begleitwerk.engine.selection import Stopped, sensitivity
from begleitwerk.engine.selection.problem import (
    Candidate,
    Counted,
    Criterion,
    HardRule,
    Operator,
    Problem,
    Quota,
    Theme,
)
from begleitwerk.engine.selection.sensitivity import _Study, factor
from tests.engine.selection.brute import LEVELS, World, shuffled
from tests.engine.selection.test_choose import candidate

CRITERIA = tuple(
    Criterion(key, Decimal(weight), Decimal(0), Decimal(4)) for key, weight in (("a", 3), ("b", 2))
)


def random_round(random: Random) -> Problem:
    rows = tuple(
        Candidate(
            f"k{number}",
            {
                theme: {row.key: Decimal(random.randint(0, 400)) / 100 for row in CRITERIA}
                for theme in random.sample("AB", random.randint(1, 2))
            },
            {"area": random.choice("ur")},
        )
        for number in range(8)
    )
    quota = Quota("rural", "area", ("r",), at_least=1)
    themes = (Theme("A", 1), Theme("B", 2))
    return Problem(rows, themes, CRITERIA, quotas=(quota,), seed=str(random.random()))


def with_factors(problem: Problem, number: int) -> Problem:
    """The problem of one sample, weights and all."""
    criteria = tuple(
        replace(row, weight=row.weight * factor(problem.seed, number, row.key, 20))
        for row in problem.criteria
    )
    return replace(problem, criteria=criteria)


def test_counts_the_best_choice_of_every_sample() -> None:
    for number in range(40):
        problem = random_round(Random(number))
        expected = dict.fromkeys((row.key for row in problem.candidates), 0)
        is_clear = True
        for sample in range(5):
            world = World(with_factors(problem, sample))
            sets = {frozenset(key for key, _ in row) for row in world.optima}
            is_clear &= len(sets) == 1
            for key in next(iter(sets), ()):
                expected[key] += 1
        if is_clear:
            assert sensitivity(problem, samples=5).chosen == expected, number


def test_factors_fill_the_spread_evenly() -> None:
    factors = [factor("seed", number, "a", 20) for number in range(4000)]
    assert (min(factors), max(factors)) == (800, 1200)
    assert sum(factors) / len(factors) == pytest.approx(1000, abs=8)
    assert factor("seed", 0, "a", 20) == factors[0] != factor("seed", 0, "b", 20)


def test_equals_share_the_samples() -> None:
    rows = tuple(candidate(f"k{number}", "A", 5000) for number in range(4))
    counts = sensitivity(Problem(rows, (Theme("A", 1),), (LEVELS,)), samples=800).chosen
    assert sum(counts.values()) == 800
    assert all(count == pytest.approx(200, abs=50) for count in counts.values())


def test_without_spread_and_ties_it_is_the_choice() -> None:
    rows = tuple(candidate(f"k{number}", "A", number) for number in range(4))
    problem = Problem(rows, (Theme("A", 2),), (LEVELS,))
    outcome = sensitivity(problem, samples=20, spread=0)
    assert outcome.chosen == {"k0": 0, "k1": 0, "k2": 20, "k3": 20}
    assert sensitivity(shuffled(problem, Random(1)), samples=20, spread=0) == outcome


def test_a_problem_without_a_choice_counts_nobody() -> None:
    problem = Problem((candidate("k", "A", 5),), (Theme("A", 2),), (LEVELS,))
    assert sensitivity(problem, samples=3).chosen == {"k": 0}


def test_tells_progress_and_stops() -> None:
    problem = Problem((candidate("k", "A", 5),), (Theme("A", 1),), (LEVELS,))
    told: list[tuple[int, int]] = []
    sensitivity(problem, samples=2, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]
    with pytest.raises(Stopped):
        sensitivity(problem, stop=lambda: True)


# Many candidates


def test_great_values_leave_the_solver_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sample 92 of 5,000 candidates: the dual simplex ends with "Unknown", twice."""
    study = _Study.of(crowd_with_halves())
    assert len(study.members(92, 20, None)) == 9
    monkeypatch.setattr(Solver, "_run_by_primal_simplex", lambda _self: None)
    with pytest.raises(SolverError, match="Unknown"):
        study.members(92, 20, None)


def crowd_with_halves() -> Problem:
    random = Random(7)
    themes = ["strukturen", "beteiligung", "wirkung"]
    rows = []
    for number in range(5000):
        stands = random.sample(themes, random.choice((1, 1, 2)))
        scores = {key: Decimal(random.randint(0, 2 * high)) / 2 for key, high in SCALES.items()}
        attributes = {
            "Gebiet": random.choice(("städtisch", "ländlich", "ländlich")),
            "Land": random.choice("ABCDEFGHIJKLMNOP"),
            "Frueher": random.choice(("ja", "nein", "nein", "nein")),
        }
        people = {"Einwohner": random.randint(1000, 900_000)}
        sheets = dict.fromkeys(stands, scores)
        rows.append(Candidate(f"k{number:05}", sheets, attributes, people))
    weights = {"erfahrung": 40, "motivation": 35, "stellen": 25}
    return Problem(
        tuple(rows),
        tuple(Theme(key, 3) for key in themes),
        tuple(
            Criterion(key, Decimal(weights[key]), Decimal(0), Decimal(high))
            for key, high in SCALES.items()
        ),
        hard_rules=(HardRule("ew", "Einwohner", Operator.AT_LEAST, Decimal(5000)),),
        quotas=(
            Quota("staedtisch", "Gebiet", ("städtisch",), at_least=4),
            Quota("land", "Land", at_most=2),
            Quota("laender", "Land", at_least=5, counted=Counted.VALUES),
            Quota("frueher", "Frueher", ("ja",), at_least=2, at_most=5),
        ),
        seed="123",
    )


SCALES = {"erfahrung": 4, "motivation": 4, "stellen": 5}
