"""Hard rules: who may be chosen at all, and which rule says no."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from begleitwerk.engine.selection.problem import Candidate, Fact, HardRule, Operator, Problem
from begleitwerk.engine.selection.result import FailedRule

COMPARISONS: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUALS: lambda found, value: bool(found == value),
    Operator.DIFFERS: lambda found, value: bool(found != value),
    Operator.AT_LEAST: lambda found, value: bool(found >= value),
    Operator.AT_MOST: lambda found, value: bool(found <= value),
    Operator.ONE_OF: lambda found, value: found in value,
    Operator.NONE_OF: lambda found, value: found not in value,
}


def failed_rules(problem: Problem) -> dict[str, tuple[FailedRule, ...]]:
    """Candidates that do not meet every hard rule, in order of key, with the rules they fail: of
    a group all its rules where none is met, else none.

    A fact that is missing or None is unknown and fails every rule about it: nobody is let in, or
    kept out, by a guess. The problem has been checked: fact and value are of the same kind.
    """
    if not problem.hard_rules:
        return {}
    failing = {}
    for candidate in sorted(problem.candidates, key=lambda row: row.key):
        if failed := failed_of(candidate, problem.hard_rules):
            failing[candidate.key] = failed
    return failing


def failed_of(candidate: Candidate, rules: Sequence[HardRule]) -> tuple[FailedRule, ...]:
    """The rules that keep a candidate out, in their order."""
    unmet = [rule for rule in rules if not is_met(rule, candidate.facts.get(rule.field))]
    if not unmet:
        return ()
    out = {rule.key for rule in unmet}
    enough = {rule.group for rule in rules if rule.group and rule.key not in out}
    return tuple(
        FailedRule(rule.key, candidate.facts.get(rule.field))
        for rule in unmet
        if rule.group not in enough
    )


def is_met(rule: HardRule, found: Fact) -> bool:
    """Whether a fact meets a rule; an unknown one (None) never does."""
    if found is None or rule.operator is Operator.IS_KNOWN:
        return found is not None
    return COMPARISONS[rule.operator](found, rule.value)


def eligible_candidates(
    problem: Problem, ineligible: Mapping[str, tuple[FailedRule, ...]]
) -> tuple[Candidate, ...]:
    """Who may be chosen: meets all hard rules and is not excluded; in order of key."""
    rows = (
        candidate
        for candidate in problem.candidates
        if candidate.key not in ineligible and candidate.key not in problem.excluded
    )
    return tuple(sorted(rows, key=lambda row: row.key))


def kind_of(fact: object) -> str:
    """ "number", "truth" or "text"; "" for anything else, unknown included.

    A truth is not a number here, though Python counts with it.
    """
    if isinstance(fact, bool):
        return "truth"
    if isinstance(fact, Decimal):
        return "number" if fact.is_finite() else ""
    if isinstance(fact, int):
        return "number"
    return "text" if isinstance(fact, str) else ""
