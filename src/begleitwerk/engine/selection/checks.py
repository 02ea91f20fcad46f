"""Bad input, all of it at once, each with its place: nothing is chosen from a faulty problem."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from begleitwerk.engine.selection.eligibility import (
    eligible_candidates,
    failed_rules,
    kind_of,
)
from begleitwerk.engine.selection.problem import (
    Candidate,
    Counted,
    Criterion,
    HardRule,
    Operator,
    Problem,
    Quota,
    Scope,
)


class FaultCode(StrEnum):
    """What is wrong. `where` and `field` of the fault say with what; `details` carry the values."""

    NO_CANDIDATE = "no_candidate"
    NO_THEME = "no_theme"  # where: candidate that stands for none, or "" for the problem itself
    NO_CRITERION = "no_criterion"
    EMPTY_KEY = "empty_key"  # field: candidates, themes, criteria, hard_rules or quotas
    DUPLICATE_KEY = "duplicate_key"  # the same; details: times
    UNKNOWN_THEME = "unknown_theme"  # details: theme
    UNKNOWN_CRITERION = "unknown_criterion"  # details: theme, criterion
    SCORE_MISSING = "score_missing"  # details: theme, criterion
    SCORE_OUTSIDE = "score_outside"  # details: theme, criterion, score, lowest, highest
    PLACES_NOT_POSITIVE = "places_not_positive"  # details: places
    WEIGHT_NOT_POSITIVE = "weight_not_positive"  # details: weight
    SCALE_EMPTY = "scale_empty"  # details: lowest, highest
    OPERATOR_UNKNOWN = "operator_unknown"  # details: operator
    VALUE_UNFIT = "value_unfit"  # the operator does not go with the value; details: operator, value
    FACT_UNFIT = "fact_unfit"  # where: candidate; field: fact; details: rule, found, value
    LIMITS_MISSING = "limits_missing"
    LIMITS_CROSSED = "limits_crossed"  # details: at_least, at_most
    LIMIT_NEGATIVE = "limit_negative"  # details: at_least, at_most
    QUOTA_UNFIT = "quota_unfit"  # scope, theme, counted and values do not go together
    ATTRIBUTE_MISSING = "attribute_missing"  # where: candidate; field: attribute; details: quota
    FIXED_UNKNOWN = "fixed_unknown"
    FIXED_ELSEWHERE = "fixed_elsewhere"  # it does not stand for that theme; details: theme
    FIXED_EXCLUDED = "fixed_excluded"
    FIXED_INELIGIBLE = "fixed_ineligible"  # details: rules
    TOO_MANY_FIXED = "too_many_fixed"  # where: theme; details: fixed, places
    EXCLUDED_UNKNOWN = "excluded_unknown"


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """`where` is the key of the row at fault, `field` what of it, `details` what it says there."""

    code: FaultCode
    where: str = ""
    field: str = ""
    details: Mapping[str, str] = dataclasses.field(default_factory=dict)


class FaultyError(Exception):
    """A problem nothing can be chosen from; `faults` tell all of why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(f"{row.code} {row.where} {row.field}" for row in faults[:5]))
        self.faults = faults


def faults_of(problem: Problem) -> tuple[Fault, ...]:
    """Every fault of a problem: keys first, then rules, then candidates, in a fixed order.

    Scores and attributes are asked only of candidates that may be chosen: who fails a hard rule
    or is excluded need not have been scored. A quota nobody can meet, or a theme without
    candidates, is no fault: `choose` answers those with a Conflict.
    """
    keys = tuple(_key_faults(problem))
    rules = (*_theme_faults(problem), *_criterion_faults(problem), *_rule_faults(problem))
    if keys or rules:
        return (*keys, *rules, *_quota_faults(problem))
    rows = (*_quota_faults(problem), *_standing_faults(problem), *_fact_faults(problem))
    if rows:
        return rows
    return (*_eligible_faults(problem), *_fixed_faults(problem))


def refuse_faults(problem: Problem) -> None:
    """Raises FaultyError where there is any fault."""
    if faults := faults_of(problem):
        raise FaultyError(faults)


def _key_faults(problem: Problem) -> Iterator[Fault]:
    tables: Mapping[str, Iterable[str]] = {
        "candidates": [row.key for row in problem.candidates],
        "themes": [row.key for row in problem.themes],
        "criteria": [row.key for row in problem.criteria],
        "hard_rules": [row.key for row in problem.hard_rules],
        "quotas": [row.key for row in problem.quotas],
    }
    missing = (
        (problem.candidates, FaultCode.NO_CANDIDATE),
        (problem.themes, FaultCode.NO_THEME),
        (problem.criteria, FaultCode.NO_CRITERION),
    )
    yield from (Fault(code) for rows, code in missing if not rows)
    for table, keys in tables.items():
        for key, times in sorted(Counter(keys).items()):
            if not key:
                yield Fault(FaultCode.EMPTY_KEY, "", table)
            if times > 1:
                yield Fault(FaultCode.DUPLICATE_KEY, key, table, {"times": str(times)})


def _theme_faults(problem: Problem) -> Iterator[Fault]:
    for theme in problem.themes:
        if theme.places <= 0:
            details = {"places": str(theme.places)}
            yield Fault(FaultCode.PLACES_NOT_POSITIVE, theme.key, "places", details)


def _criterion_faults(problem: Problem) -> Iterator[Fault]:
    for row in problem.criteria:
        if not row.weight.is_finite() or row.weight <= 0:
            details = {"weight": str(row.weight)}
            yield Fault(FaultCode.WEIGHT_NOT_POSITIVE, row.key, "weight", details)
        ends = (row.lowest, row.highest)
        if not all(end.is_finite() for end in ends) or row.lowest >= row.highest:
            yield Fault(
                FaultCode.SCALE_EMPTY,
                row.key,
                "scale",
                {"lowest": str(row.lowest), "highest": str(row.highest)},
            )


def _rule_faults(problem: Problem) -> Iterator[Fault]:
    for rule in problem.hard_rules:
        if rule.operator not in set(Operator):
            details = {"operator": str(rule.operator)}
            yield Fault(FaultCode.OPERATOR_UNKNOWN, rule.key, rule.field, details)
        elif not _is_fit(rule):
            details = {"operator": str(rule.operator), "value": str(rule.value)}
            yield Fault(FaultCode.VALUE_UNFIT, rule.key, rule.field, details)


def _is_fit(rule: HardRule) -> bool:
    match rule.operator:
        case Operator.IS_KNOWN:
            return rule.value is None
        case Operator.ONE_OF | Operator.NONE_OF:
            return (
                isinstance(rule.value, tuple)
                and bool(rule.value)
                and all(isinstance(value, str) for value in rule.value)
            )
        case Operator.AT_LEAST | Operator.AT_MOST:
            return kind_of(rule.value) == "number"
    return kind_of(rule.value) != ""


def _quota_faults(problem: Problem) -> Iterator[Fault]:
    themes = {theme.key for theme in problem.themes}
    for quota in problem.quotas:
        limits = {"at_least": str(quota.at_least), "at_most": str(quota.at_most)}
        given = [limit for limit in (quota.at_least, quota.at_most) if limit is not None]
        if not given:
            yield Fault(FaultCode.LIMITS_MISSING, quota.key, "at_least")
        elif min(given) < 0:
            yield Fault(FaultCode.LIMIT_NEGATIVE, quota.key, "at_least", limits)
        elif given != sorted(given):
            yield Fault(FaultCode.LIMITS_CROSSED, quota.key, "at_least", limits)
        if unfit := _unfit_part(quota, themes):
            yield Fault(FaultCode.QUOTA_UNFIT, quota.key, unfit)


def _unfit_part(quota: Quota, themes: set[str]) -> str:
    """The field of a quota that does not go with the others, or ""."""
    if not quota.attribute:
        return "attribute"
    if quota.scope not in set(Scope):
        return "scope"
    if quota.counted not in set(Counted):
        return "counted"
    if (quota.scope is Scope.ONE_THEME) != bool(quota.theme):
        return "theme"
    if quota.theme and quota.theme not in themes:
        return "theme"
    return "values" if quota.counted is Counted.VALUES and quota.values else ""


def _standing_faults(problem: Problem) -> Iterator[Fault]:
    themes = {theme.key for theme in problem.themes}
    for row in problem.candidates:
        if not row.scores:
            yield Fault(FaultCode.NO_THEME, row.key, "themes")
        elif not row.scores.keys() <= themes:
            for theme in sorted(row.scores.keys() - themes):
                yield Fault(FaultCode.UNKNOWN_THEME, row.key, "themes", {"theme": theme})
    known = {row.key for row in problem.candidates}
    for key in sorted(problem.excluded.keys() - known):
        yield Fault(FaultCode.EXCLUDED_UNKNOWN, key, "excluded")


def _fact_faults(problem: Problem) -> Iterator[Fault]:
    """Facts that are of another kind than their rule compares with: "drei" with 3."""
    for rule in problem.hard_rules:
        if rule.operator is Operator.IS_KNOWN:
            continue
        kind = "text" if isinstance(rule.value, tuple) else kind_of(rule.value)
        for row in problem.candidates:
            found = row.facts.get(rule.field)
            if found is not None and kind_of(found) != kind:
                details = {"rule": rule.key, "found": str(found), "value": str(rule.value)}
                yield Fault(FaultCode.FACT_UNFIT, row.key, rule.field, details)


def _eligible_faults(problem: Problem) -> Iterator[Fault]:
    criteria = {criterion.key: criterion for criterion in problem.criteria}
    for row in eligible_candidates(problem, failed_rules(problem)):
        yield from _attribute_faults(row, problem.quotas)
        for theme, sheet in row.scores.items():
            if sheet.keys() != criteria.keys():
                yield from _sheet_faults(row.key, theme, sheet, criteria)
            for key, score in sheet.items():
                scale = criteria.get(key)
                if scale and not (score.is_finite() and scale.lowest <= score <= scale.highest):
                    yield _outside(row.key, theme, scale, score)


def _attribute_faults(row: Candidate, quotas: Iterable[Quota]) -> Iterator[Fault]:
    for quota in quotas:
        if not row.attributes.get(quota.attribute):
            details = {"quota": quota.key}
            yield Fault(FaultCode.ATTRIBUTE_MISSING, row.key, quota.attribute, details)


def _sheet_faults(
    where: str, theme: str, sheet: Mapping[str, Decimal], criteria: Mapping[str, Criterion]
) -> Iterator[Fault]:
    for key in sorted(criteria.keys() - sheet.keys()):
        details = {"theme": theme, "criterion": key}
        yield Fault(FaultCode.SCORE_MISSING, where, key, details)
    for key in sorted(sheet.keys() - criteria.keys()):
        details = {"theme": theme, "criterion": key}
        yield Fault(FaultCode.UNKNOWN_CRITERION, where, key, details)


def _outside(where: str, theme: str, scale: Criterion, score: Decimal) -> Fault:
    details = {
        "theme": theme,
        "criterion": scale.key,
        "score": str(score),
        "lowest": str(scale.lowest),
        "highest": str(scale.highest),
    }
    return Fault(FaultCode.SCORE_OUTSIDE, where, scale.key, details)


def _fixed_faults(problem: Problem) -> Iterator[Fault]:
    rows = {row.key: row for row in problem.candidates}
    failing = failed_rules(problem) if problem.fixed else {}
    for key, theme in sorted(problem.fixed.items()):
        if key not in rows:
            yield Fault(FaultCode.FIXED_UNKNOWN, key, "fixed")
        elif theme not in rows[key].scores:
            yield Fault(FaultCode.FIXED_ELSEWHERE, key, "fixed", {"theme": theme})
        elif key in problem.excluded:
            yield Fault(FaultCode.FIXED_EXCLUDED, key, "fixed")
        elif key in failing:
            rules = ", ".join(failed.rule for failed in failing[key])
            yield Fault(FaultCode.FIXED_INELIGIBLE, key, "fixed", {"rules": rules})
    taken = Counter(problem.fixed.values())
    for theme_row in problem.themes:
        if taken[theme_row.key] > theme_row.places:
            details = {"fixed": str(taken[theme_row.key]), "places": str(theme_row.places)}
            yield Fault(FaultCode.TOO_MANY_FIXED, theme_row.key, "fixed", details)
