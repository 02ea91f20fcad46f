"""The choice: as good as trying everything, proven, the same for any order of rows."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from begleitwerk.engine.program import (
    Solver,
    Status,
)
from begleitwerk.engine.selection import Stopped, choose, full_program
from begleitwerk.engine.selection.problem import (
    Candidate,
    Counted,
    Problem,
    Quota,
    Scope,
    Theme,
)
from begleitwerk.engine.selection.result import Conflict, Portfolio, Result
from tests.engine.selection.brute import (
    LEVELS,
    Assignment,
    World,
    random_problem,
    shuffled,
)


def assignment(portfolio: Portfolio) -> Assignment:
    return tuple(sorted((member.candidate, member.theme) for member in portfolio.members))


def candidate(key: str, theme: str, points: int, area: str = "u", land: str = "N") -> Candidate:
    sheet = {LEVELS.key: Decimal(points) / 100}
    return Candidate(key, {theme: sheet}, {"area": area, "land": land})


@pytest.mark.parametrize("first", range(0, 2000, 250))
def test_equals_trying_everything(first: int) -> None:
    for number in range(first, first + 250):
        problem = random_problem(Random(number), span=random_span(number))
        world, outcome = World(problem), choose(problem)
        if not world.feasible:
            assert isinstance(outcome, Conflict), number
            continue
        assert isinstance(outcome, Result), number
        assert outcome.portfolio.points == world.best, number
        assert (outcome.proof.status, outcome.proof.bound) == (Status.OPTIMAL, world.best)
        assert assignment(outcome.portfolio) in world.optima, number
        sets = {frozenset(key for key, _ in row) for row in world.optima}
        assert (outcome.lottery is not None) == (len(sets) > 1), number


def random_span(number: int) -> int:
    """Ties in every third problem."""
    return 2 if number % 3 == 0 else 2000


def test_the_plain_programme_has_the_same_optimum() -> None:
    for number in range(200):
        problem = random_problem(Random(number))
        outcome, plain = choose(problem), Solver(full_program(problem)).solve()
        if isinstance(outcome, Conflict):
            assert plain.status is Status.INFEASIBLE
        else:
            assert plain.value == outcome.portfolio.points


def test_the_order_of_rows_never_matters() -> None:
    random = Random(7)
    for number in range(150):
        problem = random_problem(Random(number), span=random_span(number))
        assert choose(shuffled(problem, random)) == choose(problem), number


def test_fixed_stay_and_excluded_stay_out() -> None:
    rows = tuple(candidate(f"k{points}", "A", points) for points in (9000, 8000, 7000, 100))
    problem = Problem(rows, (Theme("A", 2),), (LEVELS,))
    outcome = choose(replace(problem, fixed={"k100": "A"}, excluded={"k9000": "withdrawn"}))
    assert isinstance(outcome, Result)
    assert assignment(outcome.portfolio) == (("k100", "A"), ("k8000", "A"))


def test_one_candidate_for_one_place() -> None:
    outcome = choose(Problem((candidate("k", "A", 0),), (Theme("A", 1),), (LEVELS,)))
    assert isinstance(outcome, Result)
    assert assignment(outcome.portfolio) == (("k", "A"),)
    assert outcome.lottery is None


def test_a_theme_without_candidates_is_a_conflict() -> None:
    problem = Problem((candidate("k", "A", 5),), (Theme("A", 1), Theme("B", 1)), (LEVELS,))
    outcome = choose(problem)
    assert isinstance(outcome, Conflict)
    assert outcome.rules == ("places:B",)


def test_all_equal_is_drawn() -> None:
    rows = tuple(candidate(f"k{number}", "A", 5000) for number in range(12))
    problem = Problem(rows, (Theme("A", 3),), (LEVELS,), seed="2026")
    outcome = choose(problem)
    assert isinstance(outcome, Result)
    assert outcome.lottery is not None
    assert outcome.lottery.least == pytest.approx(3 / 12)
    assert outcome == choose(problem)


def test_ten_thousand_candidates_keep_every_quota() -> None:
    random = Random(3)
    rows = tuple(
        candidate(
            f"k{number:05}",
            random.choice("ABC"),
            random.randint(0, 10_000),
            random.choice("urr"),
            f"L{random.randrange(16):02}",
        )
        for number in range(10_000)
    )
    quotas = (
        Quota("land", "land", at_most=1),
        Quota("lands", "land", at_least=9, counted=Counted.VALUES),
        Quota("urban", "area", ("u",), at_least=2, scope=Scope.EACH_THEME),
    )
    problem = Problem(rows, tuple(Theme(key, 3) for key in "ABC"), (LEVELS,), quotas=quotas)
    outcome = choose(problem)
    assert isinstance(outcome, Result)
    assert World(problem).keeps_rules(assignment(outcome.portfolio))
    assert outcome.proof.bound == outcome.portfolio.points


def test_says_rank_and_the_quotas_each_one_serves() -> None:
    rows = (
        candidate("a", "A", 9000),
        candidate("b", "A", 8000),
        candidate("c", "A", 8000),
        candidate("d", "A", 7000, area="r", land="S"),
    )
    quotas = (
        Quota("rural", "area", ("r",), at_least=1),
        Quota("lands", "land", at_least=2, counted=Counted.VALUES),
        Quota("urban", "area", ("u",), at_most=3),
    )
    outcome = choose(Problem(rows, (Theme("A", 2),), (LEVELS,), quotas=quotas))
    assert isinstance(outcome, Result)
    assert [(row.candidate, row.rank, row.of, set(row.serves)) for row in outcome.chosen] == [
        ("a", 1, 4, {"lands"}),
        ("d", 4, 4, {"rural", "lands"}),
    ]


def test_members_come_by_theme_then_points_then_key() -> None:
    rows = (candidate("x", "B", 10), candidate("y", "A", 5), candidate("z", "B", 10))
    outcome = choose(Problem(rows, (Theme("B", 2), Theme("A", 1)), (LEVELS,)))
    assert isinstance(outcome, Result)
    assert [member.candidate for member in outcome.portfolio.members] == ["x", "z", "y"]


def test_tells_progress_and_stops() -> None:
    problem = Problem((candidate("k", "A", 5),), (Theme("A", 1),), (LEVELS,))
    told: list[tuple[int, int]] = []
    choose(problem, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (4, 4)
    with pytest.raises(Stopped):
        choose(problem, stop=lambda: True)
