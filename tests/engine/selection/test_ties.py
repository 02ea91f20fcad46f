"""Explanations at ties are the true reasons; `tests.engine.selection.ties` looks at more."""

from begleitwerk.engine.selection import choose, loser_reasons, rule_effects
from begleitwerk.engine.selection.problem import Problem, Quota, Theme
from begleitwerk.engine.selection.result import LoserKind, Result, Swap
from tests.engine.selection.brute import LEVELS
from tests.engine.selection.test_choose import candidate
from tests.engine.selection.ties import check_all


def test_the_reason_named_is_the_reason() -> None:
    seen = check_all(range(700))
    assert seen.problems > 350
    assert seen.drawn > 350
    assert seen.equal > 350
    assert min(seen.decided, seen.by_none, seen.tied_rules) > 10
    assert seen.together


def test_at_equal_points_the_rule_that_decided_is_named() -> None:
    """58.33 against 58.33: three are to be urban, so the rural one stays out without a lot."""
    rows = (
        candidate("a", "A", 9000, area="u"),
        candidate("b", "A", 8000, area="u"),
        candidate("e", "A", 7000, area="r"),
        candidate("c", "A", 5833, area="u"),
        candidate("d", "A", 5833, area="r"),
    )
    urban = Quota("urban", "area", ("u",), at_least=3)
    problem = Problem(rows, (Theme("A", 4),), (LEVELS,), quotas=(urban,))
    outcome = choose(problem)
    assert isinstance(outcome, Result)
    assert outcome.lottery is None
    reason = loser_reasons(problem, outcome)["d"]
    assert (reason.kind, reason.decided_by) == (LoserKind.RULES, ("urban",))
    assert [row.candidate for row in reason.blocked] == ["c"]
    _places, effect = rule_effects(problem, outcome)
    assert (effect.points, effect.swaps) == (0, ())
    assert effect.ties == (Swap("A", "d", "c", 0),)
