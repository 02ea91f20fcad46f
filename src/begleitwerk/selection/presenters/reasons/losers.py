"""Why a candidate is not proposed, and what would have changed it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.core.templatetags.bw import number, number_word
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.result import (
    LoserKind,
    LoserReason,
    Placed,
    Result,
    Sensitivity,
    Swap,
)
from begleitwerk.selection.presenters.reasons.conflicts import rule_in_conflict
from begleitwerk.selection.presenters.reasons.names import Names, points_words, signed_points
from begleitwerk.selection.presenters.reasons.rules import count_words, places_words, step_words

FRAGILE_FROM, FRAGILE_TO = 30, 70  # per cent: neither here nor there when weights vary
SHOWN = 3


@dataclass(frozen=True)
class SwapLine:
    """A line of the table "the best selection with …"."""

    theme: str
    into: str
    out: str
    points: str


@dataclass(frozen=True)
class LoserWords:
    """`headline` is the whole answer; `reasons` are at most three; `change` would have helped."""

    headline: str
    reasons: tuple[str, ...] = ()
    swaps: tuple[SwapLine, ...] = ()
    total: str = ""
    change: tuple[str, ...] = ()
    fragile: str = ""


@dataclass(frozen=True)
class Case:
    """All that is known about one loser."""

    reason: LoserReason
    problem: Problem
    result: Result
    names: Names

    @property
    def name(self) -> str:
        return self.names.candidate(self.reason.candidate)

    @property
    def theme(self) -> str:
        return self.names.theme(self.reason.theme)

    def chosen_in_theme(self) -> list[Placed]:
        members = self.result.portfolio.members
        return [member for member in members if member.theme == self.reason.theme]


def loser_words(
    reason: LoserReason,
    problem: Problem,
    result: Result,
    names: Names,
    sensitivity: Sensitivity | None = None,
) -> LoserWords:
    """The answer to "why not?" for one candidate."""
    case = Case(reason, problem, result, names)
    headline, reasons = HEADS[reason.kind](case)
    return LoserWords(
        headline=headline,
        reasons=tuple(reasons[:SHOWN]),
        swaps=tuple(swap_line(swap, names) for swap in reason.swaps),
        total=signed_points(sum(swap.points for swap in reason.swaps)),
        change=change_words(case),
        fragile=fragile_words(case, sensitivity),
    )


# --- One kind each ------------------------------------------------------------------------------

Told = tuple[str, list[str]]


def ineligible(case: Case) -> Told:
    unmet = _("It does not meet the rule “%(rule)s”. Found: %(found)s.")
    unknown = _("Whether it meets the rule “%(rule)s” is not known. Found: %(found)s.")
    rules = [
        (unknown if failed.found is None else unmet)
        % {
            "rule": case.names.hard_rule(failed.rule),
            "found": case.names.fact(case.reason.candidate, failed.rule, failed.found),
        }
        for failed in case.reason.failed
    ]
    head = _("%(name)s does not meet all conditions and could not be selected.")
    return head % {"name": case.name}, rules


def excluded(case: Case) -> Told:
    head = _("%(name)s was left out: %(why)s") % {"name": case.name, "why": case.reason.excluded}
    return head, []


def fewer_points(case: Case) -> Told:
    chosen = case.chosen_in_theme()
    count = len(chosen)
    if all(member.points > case.reason.points for member in chosen):
        head = ngettext(
            "In the theme “%(theme)s” the one proposed has more points.",
            "In the theme “%(theme)s” all %(count)s proposed have more points.",
            count,
        )
        return head % {"theme": case.theme, "count": number_word(count)}, []
    head = ngettext(
        "In the theme “%(theme)s” the one proposed has at least as many points.",
        "In the theme “%(theme)s” all %(count)s proposed have at least as many points.",
        count,
    ) % {"theme": case.theme, "count": number_word(count)}
    return head, []


def for_the_rules(case: Case) -> Told:
    weaker = min(case.reason.blocked, key=lambda row: row.points)
    more = case.reason.points - weaker.points
    sentence = _("%(name)s has %(points)s points, as many as %(other)s, and still is not proposed.")
    if more:
        sentence = _(
            "%(name)s has %(points)s points, %(more)s more than %(other)s, and still is not"
            " proposed."
        )
    head = sentence % {
        "name": case.name,
        "points": points_words(case.reason.points),
        "more": points_words(more),
        "other": case.names.candidate(weaker.candidate),
    }
    why = [*decided(case), *broken(case), places_reason(case), *best_alternative(case)]
    return head, why


def decided(case: Case) -> list[str]:
    """The rules without which a best selection holds it; nothing where that is not known."""
    rules = [rule_in_conflict(key, case.names) for key in case.reason.decided_by]
    if not rules:
        return []
    sentence = ngettext(
        "The rule that decided: “%(rules)s”. Without it a best selection would include %(name)s.",
        "These rules decided together: “%(rules)s”. Without them a best selection would include"
        " %(name)s.",
        len(rules),
    )
    return [sentence % {"rules": "”, “".join(rules), "name": case.name}]


def places_reason(case: Case) -> str:
    places = len(case.chosen_in_theme())
    names = case.names.list_of(row.candidate for row in case.reason.blocked)
    return _(
        "In the theme “%(theme)s” there are %(places)s. No more points there have only: %(names)s."
    ) % {"theme": case.theme, "places": places_words(places), "names": names}


def broken(case: Case) -> list[str]:
    """What a plain swap would break, for the first whose swap breaks anything."""
    return [
        _("With %(into)s instead of %(out)s the rule “%(rule)s” would not be kept: %(count)s.")
        % {
            "into": case.name,
            "out": case.names.candidate(row.candidate),
            "rule": rule_in_conflict(rule, case.names),
            "count": count_words(rule, line, case.names),
        }
        for row in sorted(case.reason.blocked, key=lambda row: row.points)
        for rule, line in row.breaks[:1]
    ][:1]


def best_alternative(case: Case) -> list[str]:
    best = case.reason.best_with
    if best is None:
        return []
    sentence = _(
        "Swaps elsewhere bring less: the best selection with %(name)s has %(with)s points, the"
        " proposed one %(without)s."
    )
    return [
        sentence
        % {
            "name": case.name,
            "with": points_words(best.points),
            "without": points_words(case.result.portfolio.points),
        }
    ]


def drawn(case: Case) -> Told:
    head = _("A selection with %(name)s has just as many points. The lot decided.") % {
        "name": case.name
    }
    lottery = case.result.lottery
    share = lottery.probabilities.get(case.reason.candidate) if lottery else None
    if share is None:
        return head, []
    return head, [
        _("In the draw it had a chance of %(share)s %%.") % {"share": number(100 * share, 1)}
    ]


def impossible(case: Case) -> Told:
    head = _("No selection that keeps the rules can include %(name)s.") % {"name": case.name}
    return head, [
        _("These would not hold together with it: %(rules)s.")
        % {"rules": "; ".join(rule_in_conflict(key, case.names) for key in case.reason.against)}
    ] * bool(case.reason.against)


HEADS: dict[LoserKind, Callable[[Case], Told]] = {
    LoserKind.INELIGIBLE: ineligible,
    LoserKind.EXCLUDED: excluded,
    LoserKind.FEWER_POINTS: fewer_points,
    LoserKind.RULES: for_the_rules,
    LoserKind.DRAW: drawn,
    LoserKind.IMPOSSIBLE: impossible,
}


# --- What would have changed it -----------------------------------------------------------------


def change_words(case: Case) -> tuple[str, ...]:
    """The smallest change that would have brought it in: points, or one rule."""
    found = []
    missing = case.reason.missing
    if case.reason.kind is LoserKind.DRAW:
        if case.reason.is_reachable:
            found.append(_("With more than 0 further points it would be proposed without a lot."))
    elif missing is not None:
        found.append(points_change(case, missing))
    if case.reason.step is not None:
        found.append(
            _("It would be proposed with %(change)s.")
            % {"change": step_words(case.reason.step, case.names)}
        )
    return tuple(found)


def points_change(case: Case, missing: int) -> str:
    if not case.reason.is_reachable:
        sentence = _(
            "It would have needed more than %(points)s further points; that is beyond the scales."
        )
        return sentence % {"points": points_words(missing)}
    return _(
        "With more than %(points)s further points it would be proposed, with exactly so many the"
        " lot would decide."
    ) % {"points": points_words(missing)}


def swap_line(swap: Swap, names: Names) -> SwapLine:
    return SwapLine(
        theme=names.theme(swap.theme),
        into=names.candidate(swap.into) if swap.into else "–",
        out=names.candidate(swap.out) if swap.out else "–",
        points=signed_points(swap.points),
    )


def fragile_words(case: Case, sensitivity: Sensitivity | None) -> str:
    """Said where it is neither clearly in nor clearly out when the weights vary."""
    if sensitivity is None or not sensitivity.samples:
        return ""
    share = round(100 * sensitivity.chosen.get(case.reason.candidate, 0) / sensitivity.samples)
    if share < FRAGILE_FROM:
        return ""
    return _(
        "The decision is close. When the weights are changed by up to %(spread)d per cent,"
        " %(name)s is selected in %(share)d of 100 cases."
    ) % {"spread": sensitivity.spread, "name": case.name, "share": share}
