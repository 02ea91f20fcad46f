"""What the engine finds wrong with a problem, said of the files it came from."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from begleitwerk.engine.selection.checks import Fault, FaultCode, faults_of
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.selection.choice.candidates import CandidateFile
from begleitwerk.selection.choice.places import Notice, Place
from begleitwerk.selection.choice.plan import Plan
from begleitwerk.selection.presenters.reasons import Names, fault_words

# Which table of the rule file a fault is about, and its entry there.
RULE_TABLES: Mapping[FaultCode, tuple[str, str]] = {
    FaultCode.PLACES_NOT_POSITIVE: ("themes", "places"),
    FaultCode.TOO_MANY_FIXED: ("themes", "places"),
    FaultCode.WEIGHT_NOT_POSITIVE: ("criteria", "weight"),
    FaultCode.SCALE_EMPTY: ("criteria", "scale"),
    FaultCode.OPERATOR_UNKNOWN: ("hard_rules", "operator"),
    FaultCode.VALUE_UNFIT: ("hard_rules", "value"),
    FaultCode.LIMITS_MISSING: ("quotas", "at_least"),
    FaultCode.LIMITS_CROSSED: ("quotas", "at_least"),
    FaultCode.LIMIT_NEGATIVE: ("quotas", "at_least"),
    FaultCode.QUOTA_UNFIT: ("quotas", ""),
    FaultCode.FIXED_UNKNOWN: ("fixed", "candidate"),
    FaultCode.FIXED_ELSEWHERE: ("fixed", "theme"),
    FaultCode.FIXED_EXCLUDED: ("fixed", "candidate"),
    FaultCode.FIXED_INELIGIBLE: ("fixed", "candidate"),
    FaultCode.EXCLUDED_UNKNOWN: ("excluded", "candidate"),
}
SCORES = (FaultCode.SCORE_MISSING, FaultCode.SCORE_OUTSIDE)
NOTHING_THERE = (FaultCode.NO_CANDIDATE, FaultCode.NO_THEME, FaultCode.NO_CRITERION)


def faults_in(problem: Problem, plan: Plan, table: CandidateFile, names: Names) -> list[Notice]:
    """All that is wrong with the problem, each with row and field of its file."""
    notices = []
    for fault in all_faults(problem):
        words = fault_words(fault, names)
        place, entry = whereabouts(fault, plan, table)
        notices.append(Notice(place, entry, words.what, words.mend))
    return list(dict.fromkeys(notices))


def all_faults(problem: Problem) -> Iterator[Fault]:
    """The engine stops at the first kind of fault; here what is at fault is set aside meanwhile."""
    found = faults_of(problem)
    yield from found
    while found and not any(is_empty(fault) for fault in found):
        before, problem = problem, without_faults(problem, found)
        if problem == before or not (problem.candidates and problem.criteria):
            return
        found = faults_of(problem)
        yield from found


def is_empty(fault: Fault) -> bool:
    """Whether there is nothing to choose from, or by, at all."""
    return fault.code in NOTHING_THERE and not fault.where


def without_faults(problem: Problem, faults: tuple[Fault, ...]) -> Problem:
    """The problem without the rows these faults are about, and without what refers to them."""
    at_fault: dict[str, set[str]] = {}
    for fault in faults:
        table = RULE_TABLES.get(fault.code, ("candidates", ""))[0]
        at_fault.setdefault(table, set()).add(fault.where)
    out = at_fault.get("candidates", set())
    loose = at_fault.get("fixed", set()) | at_fault.get("excluded", set()) | out
    if any(fault.code is FaultCode.TOO_MANY_FIXED for fault in faults):
        loose |= set(problem.fixed)
    lost = {fault.where for fault in faults if fault.code is FaultCode.SCALE_EMPTY}
    weightless = at_fault.get("criteria", set()) - lost
    return replace(
        problem,
        candidates=tuple(
            replace(row, scores=without_criteria(row.scores, lost)) if lost else row
            for row in problem.candidates
            if row.key not in out
        ),
        themes=tuple(replace(row, places=max(row.places, 1)) for row in problem.themes),
        criteria=tuple(
            replace(row, weight=Decimal(1)) if row.key in weightless else row
            for row in problem.criteria
            if row.key not in lost
        ),
        hard_rules=tuple(
            row for row in problem.hard_rules if row.key not in at_fault.get("hard_rules", ())
        ),
        quotas=tuple(row for row in problem.quotas if row.key not in at_fault.get("quotas", ())),
        fixed={key: theme for key, theme in problem.fixed.items() if key not in loose},
        excluded={key: why for key, why in problem.excluded.items() if key not in loose},
    )


def without_criteria(
    scores: Mapping[str, Mapping[str, Decimal]], lost: set[str]
) -> dict[str, dict[str, Decimal]]:
    return {
        theme: {key: score for key, score in sheet.items() if key not in lost}
        for theme, sheet in scores.items()
    }


def whereabouts(fault: Fault, plan: Plan, table: CandidateFile) -> tuple[Place, str]:
    """Row and field of a fault, in the file where it is mended."""
    if is_empty(fault):
        tables = {FaultCode.NO_THEME: "themes", FaultCode.NO_CRITERION: "criteria"}
        entry = tables.get(fault.code, "")
        return Place(plan.file if entry else table.file), entry
    if fault.code in RULE_TABLES:
        name, entry = RULE_TABLES[fault.code]
        return plan.place(name, fault.where), entry or fault.field
    place = table.place(fault.where)
    if fault.code in SCORES:
        criterion, theme = fault.details["criterion"], fault.details["theme"]
        return place, table.scores_in.get((criterion, theme), criterion)
    return place, table.themes_column if fault.field == "themes" else fault.field
