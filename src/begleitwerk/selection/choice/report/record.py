"""The report as data: every number, every key, and beside them the words for people.

Points are whole hundredths, as in the protocol. Nothing in it depends on the day or the machine:
the same files give the same report.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.program import (
    Status,
    solver_name,
)
from begleitwerk.engine.selection import swaps_between
from begleitwerk.engine.selection.digest import in_order, problem_digest
from begleitwerk.engine.selection.eligibility import failed_rules
from begleitwerk.engine.selection.plain import Plain, Record, to_plain
from begleitwerk.engine.selection.report import Report, Step
from begleitwerk.engine.selection.result import (
    PLACES,
    ChosenReason,
    Conflict,
    FailedRule,
    LoserKind,
    LoserReason,
    Placed,
    Portfolio,
    Proof,
    Result,
    RuleEffect,
    Swap,
)
from begleitwerk.selection.choice import Choice
from begleitwerk.selection.choice.plan import CriterionPlan
from begleitwerk.selection.presenters.reasons import (
    conflict_words,
    effect_words,
    fact_words,
    fairness_words,
    loser_words,
    lottery_words,
    points_words,
    reserve_words,
)
from begleitwerk.selection.presenters.reasons.conflicts import rule_in_conflict
from begleitwerk.selection.presenters.reasons.losers import FRAGILE_TO
from begleitwerk.selection.presenters.reasons.rules import swap_in_theme, swap_words

FORMAT, VERSION = "begleitwerk selection report", 1
FAILURES = {
    Step.EFFECTS: gettext_lazy(
        "What each rule does could not be calculated: the solver gave up on it."
    ),
    Step.NEXT_BEST: gettext_lazy(
        "The next best selections could not be calculated: the solver gave up on them."
    ),
    Step.REASONS: gettext_lazy(
        "Reserve and the reasons of all others could not be calculated: the solver gave up on them."
    ),
    Step.SENSITIVITY: gettext_lazy(
        "How close each place is could not be calculated: the solver gave up on a selection with"
        " other weights."
    ),
}
LAST = frozenset({LoserKind.INELIGIBLE, LoserKind.EXCLUDED})


@dataclass(frozen=True)
class Case:
    """A choice from files and everything found out about it."""

    choice: Choice
    result: Result
    report: Report

    def share(self, key: str) -> int | None:
        """In how many of 100 cases a candidate is chosen when weights vary; None: nobody tried."""
        varied = self.report.sensitivity
        if not varied.samples:
            return None
        return round(100 * varied.chosen.get(key, 0) / varied.samples)


def report_record(choice: Choice, result: Result, report: Report) -> Record:
    """Chosen, reserves, reasons of all others, rules, next best, proof, lottery, sensitivity."""
    case = Case(choice, result, report)
    lottery, problem = result.lottery, choice.problem
    return {
        **opening(choice),
        "outcome": "chosen",
        "points": result.portfolio.points,
        "proof": {**to_plain(result.proof), "sentence": proof_sentence(result.proof)},
        "chosen": [chosen_line(case, row) for row in result.chosen],
        "reserves": list(reserve_lines(case)),
        "not_chosen": [loser_line(case, row) for row in in_line(case)],
        "rules": [rule_line(choice, row) for row in report.effects],
        "next_best": [portfolio_line(case, row) for row in report.next_best],
        "lottery": {
            **to_plain(lottery),
            "sentences": list(lottery_words(lottery, problem, choice.names)),
        }
        if lottery
        else None,
        "sensitivity": {
            **to_plain(report.sensitivity),
            "sentence": sensitivity_sentence(case),
        },
        "failed": [str(step) for step in report.failed],
        "failures": [str(FAILURES[step]) for step in report.failed],
        "problem": to_plain(in_order(problem)),
    }


def opening(choice: Choice) -> Record:
    """What the report rests on. Files by name only: their folders are nobody's business."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": get_language() or "en",
        "title": choice.plan.title or _("Selection"),
        "files": {"candidates": choice.candidates.file, "rules": choice.plan.file},
        "candidates": len(choice.problem.candidates),
        "places": choice.problem.places,
        "notes": list(choice.notes),
        "seed": choice.problem.seed,
        "digest": problem_digest(choice.problem),
        "software": {"engine": f"begleitwerk {version('begleitwerk')}", "solver": solver_name()},
        "themes": [
            {"key": row.key, "name": choice.names.theme(row.key), "places": row.places}
            for row in choice.problem.themes
        ],
        "criteria": [criterion_line(row) for row in choice.plan.criteria],
        "conditions": [
            {"key": row.key, "rule": choice.names.hard_rule(row.key)}
            for row in choice.problem.hard_rules
        ],
        "lot": fairness_words(choice.problem.fairness),
    }


def criterion_line(row: CriterionPlan) -> Record:
    criterion = row.criterion
    sentence = _("%(name)s: weight %(weight)s, scale from %(lowest)s to %(highest)s") % {
        "name": row.name,
        "weight": number(criterion.weight),
        "lowest": number(criterion.lowest),
        "highest": number(criterion.highest),
    }
    return {"key": criterion.key, "name": row.name, "sentence": sentence}


def proof_sentence(proof: Proof) -> str:
    if proof.status is Status.OPTIMAL:
        return _("Proven: no selection that keeps all rules has more than %(bound)s points.") % {
            "bound": points_words(proof.bound)
        }
    return _("Not proven: up to %(bound)s points might be possible.") % {
        "bound": points_words(proof.bound)
    }


def sensitivity_sentence(case: Case) -> str:
    varied = case.report.sensitivity
    if Step.SENSITIVITY in case.report.failed:
        return str(FAILURES[Step.SENSITIVITY])
    if not varied.samples:
        return _("The weights were not changed: how close a place is was not asked.")
    return _(
        "The weights were changed %(samples)d times by up to %(spread)d per cent each; how often"
        " a candidate is then chosen is said in cases of 100."
    ) % {"samples": varied.samples, "spread": varied.spread}


# --- Lines --------------------------------------------------------------------------------------


def place_of(case: Case, row: Placed | ChosenReason | LoserReason) -> Record:
    names = case.choice.names
    return {
        "candidate": row.candidate,
        "name": names.candidate(row.candidate),
        "theme": row.theme,
        "theme_name": names.theme(row.theme),
        "points": row.points,
    }


def chosen_line(case: Case, row: ChosenReason) -> Record:
    is_fixed = row.candidate in case.choice.problem.fixed
    share = case.share(row.candidate)
    return {
        **place_of(case, row),
        "rank": row.rank,
        "of": row.of,
        "serves": list(row.serves),
        "is_fixed": is_fixed,
        "share": share,
        "is_close": share is not None and share < FRAGILE_TO and not is_fixed,
        "reasons": list(chosen_words(case, row)),
    }


def chosen_words(case: Case, row: ChosenReason) -> Iterator[str]:
    """Why a candidate is in."""
    if row.candidate in case.choice.problem.fixed:
        yield _("It keeps its place.")
    yield _("Rank %(rank)d of %(of)d by points in its theme.") % {"rank": row.rank, "of": row.of}
    for key in row.serves:
        rule = case.choice.names.rule(key)
        yield _("The rule “%(rule)s” needs it.") % {"rule": rule}


def reserve_lines(case: Case) -> Iterator[Record]:
    ranks: dict[str, int] = {}
    for row in case.report.reserves:
        ranks[row.theme] = ranks.get(row.theme, 0) + 1
        words = reserve_words(row.candidate, case.report.reasons, case.choice.names)
        yield {**place_of(case, row), "rank": ranks[row.theme], "words": words}


def in_line(case: Case) -> list[LoserReason]:
    """Who could have been chosen first, by points; who could not at all last."""
    reserves = [row.candidate for row in case.report.reserves]
    return sorted(
        case.report.reasons.values(),
        key=lambda row: (
            row.kind in LAST,
            row.candidate not in reserves,
            -row.points,
            row.candidate,
        ),
    )


def loser_line(case: Case, row: LoserReason) -> Record:
    words = loser_words(
        row,
        case.choice.problem,
        case.result,
        case.choice.names,
        case.report.sensitivity,
    )
    swaps = "; ".join(swap_words(swap, case.choice.names) for swap in row.swaps)
    reason = to_plain(row)
    reason.pop("best_with")
    return {
        **place_of(case, row),
        **reason,
        "share": case.share(row.candidate),
        "headline": words.headline,
        "reasons": list(words.reasons),
        "best_selection_with_it": swaps,
        "change": list(words.change),
        "close": words.fragile,
    }


def rule_line(choice: Choice, effect: RuleEffect) -> Record:
    words = effect_words(effect, choice.names)
    return {
        **to_plain(effect),
        "rule": words.rule,
        "kept": words.kept,
        "is_binding": words.is_binding,
        "without": words.without,
    }


def portfolio_line(case: Case, other: Portfolio) -> Record:
    swaps = swaps_between(case.choice.problem, case.result.portfolio, other)
    return {
        "points": other.points,
        "members": [place_of(case, row) for row in other.members],
        "swaps": swaps_plain(swaps),
        "words": "; ".join(swap_in_theme(swap, case.choice.names) for swap in swaps),
    }


def swaps_plain(swaps: Iterable[Swap]) -> Plain:
    return [to_plain(swap) for swap in swaps]


# --- Nothing can be chosen ----------------------------------------------------------------------


def conflict_record(choice: Choice, conflict: Conflict) -> Record:
    """Which rules cannot hold together, where they stand, and the smallest ways out."""
    words = conflict_words(conflict, choice.names)
    return {
        **opening(choice),
        "outcome": "conflict",
        "rules": [
            {
                "key": key,
                "rule": rule_in_conflict(key, choice.names),
                "where": str(whereabouts(choice, key)),
            }
            for key in conflict.rules
        ],
        "relaxations": [
            {**to_plain(row), "sentence": told.sentence, "cost": told.cost}
            for row, told in zip(conflict.relaxations, words.relaxations, strict=True)
        ],
        "standing": standing(choice),
        "ineligible": list(ineligible_lines(choice)),
        "problem": to_plain(in_order(choice.problem)),
    }


def whereabouts(choice: Choice, key: str) -> object:
    table, _colon, row = key.partition(":")
    if table == PLACES:
        return choice.plan.place("themes", row)
    return choice.plan.place("fixed", row) if row else choice.plan.place("quotas", key)


def standing(choice: Choice) -> Plain:
    """How many can be chosen in each theme, beside its places."""
    out = failed_rules(choice.problem).keys() | choice.problem.excluded.keys()
    able = [row for row in choice.problem.candidates if row.key not in out]
    return [
        {
            "theme": theme.key,
            "name": choice.names.theme(theme.key),
            "places": theme.places,
            "candidates": sum(theme.key in row.scores for row in able),
        }
        for theme in choice.problem.themes
    ]


def ineligible_lines(choice: Choice) -> Iterator[Record]:
    for key, failed in failed_rules(choice.problem).items():
        yield {
            "candidate": key,
            "name": choice.names.candidate(key),
            "rules": [failed_words(row, choice) for row in failed],
        }


def failed_words(row: FailedRule, choice: Choice) -> str:
    found = fact_words(row.found)
    rule = choice.names.hard_rule(row.rule)
    return _("%(rule)s (found: %(found)s)") % {"rule": rule, "found": found}
