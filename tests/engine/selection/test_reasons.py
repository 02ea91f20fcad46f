"""Reasons are true: with the points said it enters, a hair below it does not; so with the step."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from begleitwerk.engine.selection import Stopped, choose, loser_reasons
from begleitwerk.engine.selection.problem import Candidate, Problem, Quota, Theme
from begleitwerk.engine.selection.result import (
    PLACES,
    BlockedSwap,
    FailedRule,
    LoserKind,
    LoserReason,
    Result,
    RuleCount,
    RuleStep,
    Swap,
)
from tests.engine.selection.brute import LEVELS, READY, World, random_problem
from tests.engine.selection.example import ROUND
from tests.engine.selection.test_choose import assignment, candidate, random_span

NOT_BEATEN = (LoserKind.EXCLUDED, LoserKind.INELIGIBLE)


def beaten(first: int, end: int) -> Iterator[tuple[Problem, World, LoserReason]]:
    """Reasons of eligible losers in random problems."""
    for number in range(first, end):
        problem = random_problem(Random(number), span=random_span(number))
        outcome = choose(problem)
        if isinstance(outcome, Result):
            world = World(problem)
            for reason in loser_reasons(problem, outcome).values():
                if reason.kind not in NOT_BEATEN:
                    yield problem, world, reason


def best(world: World, *, with_key: str = "", without_key: str = "") -> int | None:
    """The most points of a choice with, or without, a candidate; None where there is none."""
    values = [
        points
        for members, points in world.set_values().items()
        if (not with_key or with_key in members) and without_key not in members
    ]
    return max(values, default=None)


def is_certain(world: World, key: str) -> bool:
    """Whether a candidate is in every best choice."""
    holding = best(world, with_key=key)
    others = best(world, without_key=key)
    return holding is not None and (others is None or holding > others)


def raised(problem: Problem, reason: LoserReason, points: int) -> World:
    """The problem with further points for a candidate in the theme of its reason."""
    rows = []
    for row in problem.candidates:
        if row.key == reason.candidate:
            score = row.scores[reason.theme][LEVELS.key] + Decimal(points) / 100
            row = replace(row, scores={**row.scores, reason.theme: {LEVELS.key: score}})
        rows.append(row)
    return World(replace(problem, candidates=tuple(rows)))


@pytest.mark.parametrize("first", [0, 200])
def test_points_missing_are_exact(first: int) -> None:
    for problem, world, reason in beaten(first, first + 200):
        key, missing = reason.candidate, reason.missing
        holding = best(world, with_key=key)
        if missing is None:
            assert holding is None
            assert reason.kind is LoserKind.IMPOSSIBLE
            continue
        assert holding == world.best - missing
        assert is_certain(raised(problem, reason, missing + 1), key)
        level = raised(problem, reason, missing)
        assert best(level, with_key=key) == best(level, without_key=key)
        if missing:
            assert best(raised(problem, reason, missing - 1), with_key=key) < world.best


def test_the_best_choice_with_it_is_one_and_swaps_lead_there() -> None:
    for _problem, world, reason in beaten(0, 200):
        if reason.best_with:
            assert assignment(reason.best_with) in world.feasible
            assert reason.best_with.points == best(world, with_key=reason.candidate)
            assert sum(swap.points for swap in reason.swaps) == -(reason.missing or 0)
            assert reason.candidate in {swap.into for swap in reason.swaps}


def steps_of(problem: Problem) -> Iterator[tuple[int, World]]:
    """Every change of one rule, with its distance; dropping a rule comes last of all."""
    for quota in problem.quotas:
        others = tuple(row for row in problem.quotas if row != quota)
        for distance, moved in moves_of(quota, problem.places):
            yield distance, World(replace(problem, quotas=(*others, moved)))
        yield 99, World(replace(problem, quotas=others))
    for theme in problem.themes:
        more = replace(theme, places=theme.places + 1)
        themes = tuple(more if row == theme else row for row in problem.themes)
        yield 1, World(replace(problem, themes=themes))


def moves_of(quota: Quota, places: int) -> Iterator[tuple[int, Quota]]:
    for distance in range(1, places + 1):
        if quota.at_least is not None and distance <= quota.at_least:
            yield distance, replace(quota, at_least=quota.at_least - distance)
        if quota.at_most is not None:
            yield distance, replace(quota, at_most=quota.at_most + distance)


def distance_of(step: RuleStep) -> int:
    return 99 if step.after is None else abs(step.after - step.before)


def test_the_step_brings_it_in_and_is_the_smallest() -> None:
    for problem, _world, reason in beaten(0, 150):
        entering = [
            distance for distance, world in steps_of(problem) if is_certain(world, reason.candidate)
        ]
        if reason.step is None or reason.step == RuleStep(
            PLACES, "places", "", problem.places, None
        ):
            assert not entering
        else:
            assert distance_of(reason.step) == min(entering)
            assert is_certain(World(changed(problem, reason.step)), reason.candidate)


def changed(problem: Problem, step: RuleStep) -> Problem:
    """The problem after a step."""
    if step.key == PLACES:
        themes = (
            replace(row, places=step.after) if row.key == step.theme and step.after else row
            for row in problem.themes
        )
        return replace(problem, themes=tuple(themes))
    quotas = [
        row if row.key != step.key else replace(row, **{step.side: step.after})
        for row in problem.quotas
        if row.key != step.key or step.after is not None
    ]
    return replace(problem, quotas=tuple(quotas))


def test_what_stands_against_an_impossible_candidate_cannot_hold_with_it() -> None:
    for problem, _world, reason in beaten(0, 300):
        if reason.kind is LoserKind.IMPOSSIBLE:
            assert reason.against
            quotas = tuple(row for row in problem.quotas if row.key in reason.against)
            fixed = {
                key: theme
                for key, theme in problem.fixed.items()
                if f"fixed:{key}" in reason.against
            }
            fixed[reason.candidate] = reason.theme
            themes = [row for row in problem.themes if f"places:{row.key}" in reason.against]
            free = World(replace(problem, quotas=quotas, fixed=fixed))
            assert themes or quotas or len(fixed) > 1
            assert not free.feasible


def test_losers_only_and_all_of_them_by_key() -> None:
    for number in range(60):
        problem = random_problem(Random(number))
        outcome = choose(problem)
        if isinstance(outcome, Result):
            reasons = loser_reasons(problem, outcome)
            chosen = {member.candidate for member in outcome.portfolio.members}
            assert list(reasons) == sorted({row.key for row in problem.candidates} - chosen)
            asked = loser_reasons(problem, outcome, keys=[*list(reasons)[:1], *chosen])
            assert asked == {key: reasons[key] for key in list(reasons)[:1]}


def test_explains_a_round() -> None:
    """More points than somebody chosen, and still out: the rule, the swap, what is missing."""
    outcome = choose(ROUND)
    assert isinstance(outcome, Result)
    reason = loser_reasons(ROUND, outcome)["Eschgrund"]
    assert (reason.kind, reason.missing, reason.is_reachable) == (LoserKind.RULES, 100, True)
    assert reason.best_with is not None
    assert reason.best_with.points == outcome.portfolio.points - 100
    assert reason.blocked == (
        BlockedSwap("Lindfurt", "A", 7950, (("urban", RuleCount("", "", 3, 4, None)),)),
    )
    assert reason.swaps == (
        Swap("A", "Eschgrund", "Lindfurt", 350),
        Swap("C", "Mühlquell", "Sonnfeld", -450),
    )
    assert reason.step == RuleStep("urban", "at_least", "", 4, 3)


def test_fewer_points_than_all_chosen() -> None:
    outcome = choose(ROUND)
    assert isinstance(outcome, Result)
    reason = loser_reasons(ROUND, outcome, keys=["Hagenmoor"])["Hagenmoor"]
    assert (reason.kind, reason.blocked) == (LoserKind.FEWER_POINTS, ())


def test_a_place_that_is_kept_for_another() -> None:
    rows = (candidate("a", "A", 9000), candidate("b", "A", 1000))
    problem = Problem(rows, (Theme("A", 1),), (LEVELS,), fixed={"b": "A"})
    outcome = choose(problem)
    assert isinstance(outcome, Result)
    reason = loser_reasons(problem, outcome)["a"]
    assert (reason.kind, reason.missing) == (LoserKind.IMPOSSIBLE, None)
    assert set(reason.against) == {"fixed:b", "places:A"}
    assert reason.blocked[0].breaks == (("fixed:b", RuleCount("A", "", 0, 1, None)),)
    assert reason.step == RuleStep(PLACES, "places", "A", 1, 2)


def test_excluded_ineligible_drawn_and_out_of_reach() -> None:
    rows = (
        candidate("a", "A", 10_000),
        candidate("b", "A", 10_000),
        candidate("c", "A", 9000),
        Candidate("d", {"A": {}}, {}, {"ready": False}),
        candidate("e", "A", 8000),
    )
    known = tuple(row if row.facts else replace(row, facts={"ready": True}) for row in rows)
    problem = Problem(
        known, (Theme("A", 1),), (LEVELS,), hard_rules=(READY,), excluded={"e": "withdrawn"}
    )
    outcome = choose(problem)
    assert isinstance(outcome, Result)
    reasons = loser_reasons(problem, outcome)
    (drawn,) = {"a", "b"} & set(reasons)
    assert (reasons[drawn].kind, reasons[drawn].missing) == (LoserKind.DRAW, 0)
    assert (reasons["c"].missing, reasons["c"].is_reachable) == (1000, False)
    assert (reasons["d"].kind, reasons["d"].failed) == (
        LoserKind.INELIGIBLE,
        (FailedRule("ready", False),),
    )
    assert (reasons["e"].kind, reasons["e"].excluded) == (LoserKind.EXCLUDED, "withdrawn")


def test_stands_for_several_themes_and_is_explained_where_it_is_nearest() -> None:
    both = Candidate("x", {"A": {LEVELS.key: Decimal(50)}, "B": {LEVELS.key: Decimal(40)}})
    rows = (candidate("a", "A", 9000), candidate("b", "B", 4100), both)
    problem = Problem(rows, (Theme("A", 1), Theme("B", 1)), (LEVELS,))
    outcome = choose(problem)
    assert isinstance(outcome, Result)
    reason = loser_reasons(problem, outcome)["x"]
    assert (reason.theme, reason.points, reason.missing) == ("B", 4000, 100)


def test_tells_progress_and_stops() -> None:
    outcome = choose(ROUND)
    assert isinstance(outcome, Result)
    told: list[tuple[int, int]] = []
    loser_reasons(ROUND, outcome, progress=lambda done, total: told.append((done, total)))
    assert told == [(number, 4) for number in range(5)]
    with pytest.raises(Stopped):
        loser_reasons(ROUND, outcome, stop=lambda: True)
