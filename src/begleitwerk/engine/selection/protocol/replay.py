"""Choosing anew from a protocol: the same, or exactly what differs, and what that does not prove.

Nothing is taken on trust. The problem is solved again, and the stated result is counted through
on its own, so that a wrong one is told apart from a merely different one. A lottery must hold
only portfolios that keep the rules and are the best, all tickets in their one order, and the draw
the seed gives. What no calculation can show is told as a gap, never passed over.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from begleitwerk.engine.selection.checks import FaultyError
from begleitwerk.engine.selection.choose import choose, chosen_reasons, frame_for
from begleitwerk.engine.selection.digest import data_digest, rules_digest
from begleitwerk.engine.selection.lottery import TICKETS, drawn_portfolio, in_their_order, lot_of
from begleitwerk.engine.selection.problem import Candidate, Problem
from begleitwerk.engine.selection.program import solver_name
from begleitwerk.engine.selection.protocol.audit import Audit, Breach
from begleitwerk.engine.selection.protocol.content import Drawing, Protocol
from begleitwerk.engine.selection.result import (
    ChosenReason,
    Conflict,
    Draw,
    Lottery,
    Placed,
    Portfolio,
    Result,
    Ticket,
)

SAME_CHANCE = 1e-6  # one ticket: as near as rounding to whole tickets can bring two solvers
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


class Difference(StrEnum):
    """What differs. `stated` of the finding is what the protocol says, `found` what is so."""

    RULES = "rules"  # the rules are not those whose digest was frozen
    FAULTY = "faulty"  # the data cannot be chosen from; found: the fault
    CONFLICT = "conflict"  # the rules leave no choice; found: those that contradict each other
    NOT_CHOSEN = "not_chosen"  # stated as chosen, but is not
    CHOSEN = "chosen"  # is chosen, but not stated
    THEME = "theme"  # chosen for another theme
    POINTS = "points"  # of a member, or of the whole portfolio
    PROOF = "proof"  # status or bound
    REASON = "reason"  # rank, number of candidates or quotas served
    INELIGIBLE = "ineligible"  # who fails which hard rule
    BREACH = "breach"  # the stated portfolio itself breaks a rule
    LOTTERY = "lottery"  # there should be one, or none
    TICKETS = "tickets"  # do not add up to 1,000,000, or are others
    TICKET = "ticket"  # one stands for a portfolio that breaks a rule or is not among the best
    GROUP = "group"  # members of a group are not interchangeable
    ORDER = "order"  # tickets do not stand in their order, or one stands there twice
    DRAWN = "drawn"  # not the number that the seed gives, or made from more than it
    CHANCES = "chances"  # probabilities, the least of them or its bound
    DEVIATION = "deviation"  # of somebody who was not chosen, or into somebody who cannot be
    COST = "cost"  # of a deviation
    RESERVE = "reserve"  # cannot be one, or has other points


class Gap(StrEnum):
    """What a replay without any difference still does not prove."""

    DIGEST = "digest"  # nobody from outside says that this is the file that was decided on
    MIXTURE = "mixture"  # other software mixed the tickets: checked as below, but not made again
    UNBOUND = "unbound"  # nothing says that the data stood fast before the number was known
    LATER_DATA = "later_data"  # the data are not those whose digest was published
    LATER_RULES = "later_rules"  # the number was known when these rules were frozen
    OLD_DRAW = "old_draw"  # the data themselves went into the number: any change drew anew


@dataclass(frozen=True, slots=True)
class Finding:
    """`place` is the path in the protocol."""

    difference: Difference
    place: str
    stated: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Replay:
    """`outcome` is what was chosen anew (None for faulty data), `solver` what with.

    Gap.MIXTURE: other software mixed another lottery than the one stated. The stated one was then
    taken as it is: as fair, only the best portfolios, tickets in their order, the draw the stated
    one. That is no finding and no proof either, since as fair a mixture may have drawn another.
    """

    findings: tuple[Finding, ...]
    outcome: Result | Conflict | None
    solver: str
    stated_solver: str
    gaps: tuple[Gap, ...] = ()

    @property
    def is_same(self) -> bool:
        return not self.findings

    @property
    def is_proven(self) -> bool:
        """The same, down to the lot: calculated again, not only checked."""
        return self.is_same and Gap.MIXTURE not in self.gaps

    @property
    def is_same_solver(self) -> bool:
        return self.solver == self.stated_solver


def replay(
    protocol: Protocol,
    *,
    is_vouched: bool = False,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Replay:
    """Chooses anew and compares everything. Raises Stopped when `stop` says so.

    `is_vouched`: the digest of the protocol was compared with one from outside (see `load`).
    """
    problem, outcome = protocol.problem, None
    findings = list(rule_findings(protocol))
    try:
        outcome = choose(problem, progress=progress, stop=stop)
    except FaultyError as error:
        findings += [
            Finding(Difference.FAULTY, "problem", "", f"{fault.code} {fault.where} {fault.field}")
            for fault in error.faults
        ]
    if isinstance(outcome, Conflict):
        rules = ", ".join(outcome.rules)
        findings.append(Finding(Difference.CONFLICT, "problem", "", rules))
    name, stated_name = solver_name(), protocol.software.solver
    gaps = [] if is_vouched else [Gap.DIGEST]
    if isinstance(outcome, Result):
        outcome = drawn_as_stated(problem, protocol.result, outcome)
        expected, audit = outcome, Audit(problem)
        if name != stated_name:
            expected = by_stated_lottery(audit, protocol.result, outcome)
        gaps += [Gap.MIXTURE] * (expected is not outcome)
        gaps += lot_gaps(protocol) if protocol.result.lottery else ()
        findings += result_findings(audit, protocol.result, expected)
        findings += drawing_findings(protocol)
        findings += decision_findings(audit, protocol)
    return Replay(tuple(findings), outcome, name, stated_name, tuple(gaps))


def drawn_as_stated(problem: Problem, stated: Result, found: Result) -> Result:
    """Our outcome, drawn by the way the protocol says: older ones drew from data and seed."""
    if stated.lottery is None or found.lottery is None:
        return found
    draw = stated.lottery.draw
    drawn = lot_of(problem, draw).number()
    return with_lottery(problem, found, replace(found.lottery, draw=draw, drawn=drawn))


def by_stated_lottery(audit: Audit, stated: Result, found: Result) -> Result:
    """The outcome with the stated lottery in place of ours, where it is another but as good."""
    theirs, ours = stated.lottery, found.lottery
    if theirs is None or ours is None or is_same_mixture(theirs, ours):
        return found
    if any(forgeries(audit, theirs, ours, found.proof.points)):
        return found
    return with_lottery(audit.problem, found, theirs)


def with_lottery(problem: Problem, found: Result, lottery: Lottery) -> Result:
    portfolio = drawn_portfolio(problem, lottery)
    chosen = chosen_reasons(frame_for(problem), portfolio)
    return replace(found, portfolio=portfolio, lottery=lottery, chosen=chosen)


def lot_gaps(protocol: Protocol) -> Iterator[Gap]:
    """What the protocol itself says about how the number of the lot came about."""
    drawing, lottery = protocol.drawing or Drawing(), protocol.result.lottery
    if not (drawing.published_at and drawing.drawn_at and drawing.data_digest):
        yield Gap.UNBOUND
    elif not protocol.problem.fixed and drawing.data_digest != data_digest(protocol.problem):
        yield Gap.LATER_DATA
    if drawing.entered_at and drawing.entered_at < protocol.rule_set.frozen_at:
        yield Gap.LATER_RULES
    if lottery and lottery.draw is Draw.DATA:
        yield Gap.OLD_DRAW


def drawing_findings(protocol: Protocol) -> Iterator[Finding]:
    """A bound number is drawn from it alone, after the data stood fast, and entered after that."""
    drawing, lottery = protocol.drawing, protocol.result.lottery
    if drawing is None:
        return
    if lottery and lottery.draw is not Draw.NUMBER:
        yield Finding(Difference.DRAWN, "result.lottery.draw", lottery.draw, Draw.NUMBER)
    steps = ("published_at", "drawn_at", "entered_at")
    known = [(name, at) for name in steps if (at := getattr(drawing, name))]
    for (_name, before), (name, at) in pairwise(known):
        if at < before:
            yield Finding(Difference.DRAWN, f"drawing.{name}", str(at), f"< {before}")


def rule_findings(protocol: Protocol) -> Iterator[Finding]:
    digest = rules_digest(protocol.problem)
    if digest != protocol.rule_set.digest:
        yield Finding(Difference.RULES, "rule_set.digest", protocol.rule_set.digest, digest)


def differing(
    difference: Difference, place: str, stated: object, found: object
) -> Iterator[Finding]:
    if stated != found:
        yield Finding(difference, place, str(stated), str(found))


# The result


def result_findings(audit: Audit, stated: Result, found: Result) -> Iterator[Finding]:
    yield from member_findings(stated.portfolio, found.portfolio)
    for breach in audit.breaches(stated.portfolio.members):
        place = "result.portfolio.members"
        yield Finding(Difference.BREACH, place, breach.stated, breach_text(breach))
    for part in ("status", "points", "bound"):
        values = getattr(stated.proof, part), getattr(found.proof, part)
        yield from differing(Difference.PROOF, f"result.proof.{part}", *values)
    yield from reason_findings(stated.chosen, found.chosen)
    yield from ineligible_findings(stated, found)
    yield from lottery_findings(audit, stated, found)


def member_findings(stated: Portfolio, found: Portfolio) -> Iterator[Finding]:
    ours = {member.candidate: member for member in found.members}
    theirs = {member.candidate: member for member in stated.members}
    for key in sorted(theirs.keys() | ours.keys()):
        place = f"result.portfolio.members[{key}]"
        if key not in ours:
            yield Finding(Difference.NOT_CHOSEN, place, theirs[key].theme)
        elif key not in theirs:
            yield Finding(Difference.CHOSEN, place, "", ours[key].theme)
        else:
            yield from differing(Difference.THEME, place, theirs[key].theme, ours[key].theme)
            yield from differing(Difference.POINTS, place, theirs[key].points, ours[key].points)
    yield from differing(Difference.POINTS, "result.portfolio.points", stated.points, found.points)


def reason_findings(
    stated: Sequence[ChosenReason], found: Sequence[ChosenReason]
) -> Iterator[Finding]:
    """Only of those chosen both times: the others differ for another reason."""
    ours = {row.candidate: row for row in found}
    for row in stated:
        if row.candidate in ours:
            place = f"result.chosen[{row.candidate}]"
            other = ours[row.candidate]
            yield from differing(Difference.REASON, place, reason_text(row), reason_text(other))
    for key in sorted(ours.keys() - {row.candidate for row in stated}):
        place = f"result.chosen[{key}]"
        yield Finding(Difference.REASON, place, "", reason_text(ours[key]))


def reason_text(row: ChosenReason) -> str:
    return f"{row.theme} {row.points} {row.rank}/{row.of} {', '.join(sorted(row.serves))}".rstrip()


def ineligible_findings(stated: Result, found: Result) -> Iterator[Finding]:
    ours, theirs = failing_of(found), failing_of(stated)
    for key in sorted(ours.keys() | theirs.keys()):
        place = f"result.ineligible.{key}"
        yield from differing(Difference.INELIGIBLE, place, theirs.get(key, ""), ours.get(key, ""))


def failing_of(result: Result) -> dict[str, str]:
    return {
        key: ", ".join(sorted(f"{row.rule} ({row.found})" for row in rows))
        for key, rows in result.ineligible.items()
    }


# The lottery


def lottery_findings(audit: Audit, stated: Result, found: Result) -> Iterator[Finding]:
    theirs, ours = stated.lottery, found.lottery
    if theirs is None or ours is None:
        values = ("none" if theirs is None else "drawn"), ("none" if ours is None else "drawn")
        yield from differing(Difference.LOTTERY, "result.lottery", *values)
        return
    yield from forgeries(audit, theirs, ours, found.proof.points)
    if not is_same_mixture(theirs, ours):
        kinds = str(len(theirs.tickets)), str(len(ours.tickets))
        yield Finding(Difference.TICKETS, "result.lottery.tickets", *kinds)


def is_same_mixture(stated: Lottery, found: Lottery) -> bool:
    return (stated.groups, stated.tickets) == (found.groups, found.tickets)


def forgeries(audit: Audit, stated: Lottery, found: Lottery, best: int) -> Iterator[Finding]:
    """What no fair lottery over the best portfolios can have, whoever mixed it."""
    yield from group_findings(audit, stated)
    yield from differing(
        Difference.GROUP, "result.lottery.groups", listed(stated.groups), listed(found.groups)
    )
    yield from ticket_findings(audit, stated, best)
    yield from order_findings(stated)
    yield from differing(Difference.DRAWN, "result.lottery.drawn", stated.drawn, found.drawn)
    yield from chance_findings(stated, found)


def group_findings(audit: Audit, lottery: Lottery) -> Iterator[Finding]:
    """Interchangeable are those with the same themes and points, and alike to every quota."""
    known = audit.known
    for number, group in enumerate(lottery.groups):
        place = f"result.lottery.groups[{number}]"
        strangers = [key for key in group if key not in known]
        if strangers or len(set(group)) != len(group) or not group:
            yield Finding(Difference.GROUP, place, ", ".join(group), ", ".join(strangers))
        elif len({seen_of(audit, known[key]) for key in group}) > 1:
            yield Finding(Difference.GROUP, place, ", ".join(group), "not interchangeable")


def order_findings(lottery: Lottery) -> Iterator[Finding]:
    """Whoever moves tickets chooses which one the number falls on."""
    tickets, place = lottery.tickets, "result.lottery.tickets"
    if tickets != in_their_order(tickets):
        yield Finding(Difference.ORDER, place, "", "not in their order")
    if len({ticket.shares for ticket in in_their_order(tickets)}) < len(tickets):
        yield Finding(Difference.ORDER, place, "", "the same ticket twice")


def listed(groups: Sequence[Sequence[str]]) -> str:
    return "; ".join(", ".join(group) for group in groups)


def seen_of(audit: Audit, row: Candidate) -> tuple[object, ...]:
    """What places and rules see of a candidate."""
    standings = [(theme, audit.points.get((row.key, theme))) for theme in sorted(row.scores)]
    seen = [row.attributes.get(attribute) for attribute in sorted(audit.attributes)]
    return tuple(standings), tuple(seen), audit.problem.fixed.get(row.key)


def ticket_findings(audit: Audit, lottery: Lottery, best: int) -> Iterator[Finding]:
    total = sum(ticket.tickets for ticket in lottery.tickets)
    yield from differing(Difference.TICKETS, "result.lottery.tickets", total, TICKETS)
    for number, ticket in enumerate(lottery.tickets):
        place = f"result.lottery.tickets[{number}]"
        members = example_of(audit, lottery, ticket)
        if members is None:
            yield Finding(Difference.TICKET, place, "", "not what its groups hold")
            continue
        points = sum(member.points for member in members)
        yield from differing(Difference.TICKET, place, points, best)
        for breach in audit.breaches(members):
            yield Finding(Difference.TICKET, place, breach.stated, breach_text(breach))


def breach_text(breach: Breach) -> str:
    return f"{breach.broken} {breach.key}: {breach.found}".rstrip(": ")


def example_of(audit: Audit, lottery: Lottery, ticket: Ticket) -> list[Placed] | None:
    """One portfolio of those a ticket stands for, the first of each group; None if impossible."""
    if min(ticket.tickets, *(share.count for share in ticket.shares), 1) < 1:
        return None
    waiting = [list(group) for group in lottery.groups]
    members: list[Placed] = []
    for share in ticket.shares:
        if not 0 <= share.group < len(waiting) or share.count > len(waiting[share.group]):
            return None
        for _one in range(share.count):
            key = waiting[share.group].pop(0)
            if (key, share.theme) not in audit.points:
                return None
            members.append(Placed(key, share.theme, audit.points[key, share.theme]))
    return members


def chance_findings(stated: Lottery, found: Lottery) -> Iterator[Finding]:
    for part in ("least", "bound"):
        theirs, ours = getattr(stated, part), getattr(found, part)
        if abs(theirs - ours) > SAME_CHANCE:
            yield Finding(Difference.CHANCES, f"result.lottery.{part}", str(theirs), str(ours))
    chances = implied_chances(stated)
    smallest = min(chances.values(), default=0.0)
    if abs(smallest - found.least) > SAME_CHANCE:
        place = "result.lottery.tickets"
        yield Finding(Difference.CHANCES, place, str(smallest), str(found.least))
    for key in sorted(chances.keys() | stated.probabilities.keys()):
        theirs, ours = stated.probabilities.get(key, 0.0), chances.get(key, 0.0)
        if abs(theirs - ours) > SAME_CHANCE:
            place = f"result.lottery.probabilities.{key}"
            yield Finding(Difference.CHANCES, place, str(theirs), str(ours))


def implied_chances(lottery: Lottery) -> Mapping[str, float]:
    """What the stated tickets themselves give everyone."""
    held = [0] * len(lottery.groups)
    for ticket in lottery.tickets:
        for share in ticket.shares:
            if 0 <= share.group < len(held):
                held[share.group] += share.count * ticket.tickets
    return {
        key: places / (len(group) * TICKETS)
        for group, places in zip(lottery.groups, held, strict=True)
        for key in group
    }


# What people decided


def decision_findings(audit: Audit, protocol: Protocol) -> Iterator[Finding]:
    """Deviations and reserves must name candidates that can be meant, at their true price."""
    points, barred = audit.points, {*audit.failing, *protocol.problem.excluded}
    members = {row.candidate: row.theme for row in protocol.result.portfolio.members}
    for number, step in enumerate(protocol.deviations):
        place = f"deviations[{number}]"
        if members.pop(step.out, None) != step.theme:
            yield Finding(Difference.DEVIATION, place, step.out, "not chosen for this theme")
        elif step.into in members or step.into in barred or (step.into, step.theme) not in points:
            yield Finding(Difference.DEVIATION, place, step.into, "cannot take this place")
        else:
            lost = points.get((step.out, step.theme), 0)
            cost = lost - points[step.into, step.theme]
            yield from differing(Difference.COST, f"{place}.cost", step.cost, cost)
            members[step.into] = step.theme
    for row in protocol.reserves:
        place = f"reserves[{row.candidate}]"
        if row.candidate in members or row.candidate in barred:
            yield Finding(Difference.RESERVE, place, row.candidate, "cannot be a reserve")
        else:
            true = points.get((row.candidate, row.theme), "stands for another theme")
            yield from differing(Difference.RESERVE, place, row.points, true)
