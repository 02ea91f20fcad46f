"""What is said at equal points, and where nothing was possible: to the office and in letters."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from begleitwerk.engine.selection import choose, loser_reasons, rule_effects
from begleitwerk.engine.selection.plain import to_plain
from begleitwerk.engine.selection.problem import Problem, Quota, Theme
from begleitwerk.engine.selection.result import Conflict, Relaxation, Result, RuleStep
from begleitwerk.selection.papers.letters.why import KINDS, Reasons
from begleitwerk.selection.presenters.reasons import Names, effect_words, loser_words
from begleitwerk.selection.selectors.vacancies import relaxations_of
from tests.engine.selection.brute import LEVELS
from tests.engine.selection.test_choose import candidate

NAMES = Names(
    candidates={"c": "Stadt Cellen", "d": "Kreis Dornau", "b": "Stadt Birk"},
    themes={"A": "Wirkung"},
    rules={"urban": "mindestens drei städtische"},
)


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    with translation.override("de"):
        yield


def chosen(problem: Problem) -> Result:
    outcome = choose(problem)
    assert isinstance(outcome, Result)
    return outcome


def said(problem: Problem, key: str) -> str:
    result = chosen(problem)
    reason = loser_reasons(problem, result)[key]
    words = loser_words(reason, problem, result, NAMES)
    return " ".join([words.headline, *words.reasons, *words.change])


def written(problem: Problem, key: str) -> str:
    result = chosen(problem)
    reason = loser_reasons(problem, result)[key]
    decision: Any = SimpleNamespace(
        deviations=SimpleNamespace(exists=lambda: False),
        run=SimpleNamespace(rule_set=SimpleNamespace(content={"lot": {"source": "Lotto"}})),
    )
    finding: Any = SimpleNamespace(result=result, problem=problem)
    rules = {"themes": [{"key": row.key, "places": row.places} for row in problem.themes]}
    letter = Reasons(decision, finding, NAMES, rules)
    return " ".join([*KINDS[reason.kind](letter, reason), *letter.of_step(reason)])


def by_rule() -> Problem:
    rows = (
        candidate("a", "A", 9000, area="u"),
        candidate("b", "A", 8000, area="u"),
        candidate("e", "A", 7000, area="r"),
        candidate("c", "A", 5833, area="u"),
        candidate("d", "A", 5833, area="r"),
    )
    urban = Quota("urban", "area", ("u",), at_least=3)
    return Problem(rows, (Theme("A", 4),), (LEVELS,), quotas=(urban,), seed="4-11")


def by_lot() -> Problem:
    rows = (candidate("b", "A", 5000), candidate("c", "A", 5000))
    return Problem(rows, (Theme("A", 1),), (LEVELS,), seed="4-11")


def test_at_equal_points_the_rule_is_named() -> None:
    text = said(by_rule(), "d")
    assert "Kreis Dornau hat mit 58,33 ebenso viele Punkte wie Stadt Cellen" in text
    assert "Entschieden hat die Regel „mindestens drei städtische“" in text
    letter = written(by_rule(), "d")
    assert "erreichte ebenso viele Punkte wie eine der dort vorgeschlagenen" in letter
    assert "Entschieden hat: die Regel „mindestens drei städtische“" in letter
    assert "Cellen" not in letter


def test_a_rule_that_keeps_out_equals_is_not_said_to_change_nothing() -> None:
    problem = by_rule()
    _places, effect = rule_effects(problem, chosen(problem))
    words = effect_words(effect, NAMES)
    assert words.without.startswith("Ohne sie ebenso gut: Kreis Dornau statt Stadt Cellen.")
    assert not words.is_binding
    idle = by_lot()
    [places] = rule_effects(idle, chosen(idle))
    assert "gleiches Ergebnis, keine weitere Auswahl" in effect_words(places, NAMES).without


def test_the_lot_is_named_and_that_any_point_more_would_do() -> None:
    problem = by_lot()
    [loser] = loser_reasons(problem, chosen(problem))
    text = said(problem, loser)
    assert "Das Los hat entschieden" in text
    assert "Mit mehr als 0 Punkten zusätzlich" in text
    letter = written(problem, loser)
    assert "aus der veröffentlichten Zahl „4-11“ (Lotto)" in letter
    assert "Mit mehr als 0 Punkten zusätzlich" in letter


def test_a_letter_about_the_impossible_names_places_and_kept_ones_but_nobody() -> None:
    rows = (candidate("d", "A", 9000), candidate("c", "A", 1000))
    problem = Problem(rows, (Theme("A", 1),), (LEVELS,), fixed={"c": "A"})
    letter = written(problem, "d")
    assert "Wer einen Platz innehat, behält ihn" in letter
    assert "Das Thema „Wirkung“ vergibt den einen Platz" in letter
    assert "Cellen" not in letter


def test_ways_out_of_a_replacement_take_nobody_a_place() -> None:
    kept = Relaxation((RuleStep("fixed:c", "fixed", "A", 1, 0),), 1)
    fewer = Relaxation((RuleStep("places", "places", "A", 1, 0),), 1)
    looser = Relaxation((RuleStep("urban", "at_least", "", 3, 2),), 1)
    run: Any = SimpleNamespace(result=to_plain(Conflict(("urban",), (kept, fewer, looser))))
    assert relaxations_of(run) == [(2, looser)]
