"""Choosing anew from a protocol: the same, or exactly what differs, and what that does not prove.

Nothing is taken on trust. The problem is solved again, and the stated result is counted through
on its own, so that a wrong one is told apart from a merely different one. A lottery must hold
only portfolios that keep the rules and are the best, all tickets in their one order, and the draw
the seed gives. What no calculation can show is told as a gap, never passed over.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from begleitwerk.engine.program import (
    Status,
    solver_name,
)
from begleitwerk.engine.selection.checks import FaultyError
from begleitwerk.engine.selection.choose import choose, chosen_reasons, frame_for
from begleitwerk.engine.selection.lottery import drawn_portfolio, lot_of
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.protocol.audit import Audit
from begleitwerk.engine.selection.protocol.content import Protocol
from begleitwerk.engine.selection.protocol.findings import (
    Difference,
    Finding,
    Gap,
    breach_text,
    differing,
)
from begleitwerk.engine.selection.protocol.lots import (
    drawing_findings,
    forgeries,
    gaps_in,
    is_same_mixture,
    lottery_findings,
)
from begleitwerk.engine.selection.protocol.rules import rule_findings, rule_gaps
from begleitwerk.engine.selection.result import (
    ChosenReason,
    Conflict,
    Lottery,
    Portfolio,
    Result,
)
from begleitwerk.engine.selection.succession import free_places, kept_places, price_of

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


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
        outcome = choose(
            problem, progress=progress, stop=stop, is_endless=is_proven_lottery(protocol)
        )
    except FaultyError as error:
        findings += [
            Finding(Difference.FAULTY, "problem", "", f"{fault.code} {fault.where} {fault.field}")
            for fault in error.faults
        ]
    if isinstance(outcome, Conflict):
        findings += conflict_findings(protocol, outcome)
    name, stated_name = solver_name(), protocol.software.solver
    gaps = [*([] if is_vouched else [Gap.DIGEST]), *rule_gaps(protocol)]
    if isinstance(outcome, Result):
        outcome = drawn_as_stated(problem, protocol.result, outcome)
        expected, audit = outcome, Audit(problem)
        if name != stated_name:
            expected = by_stated_lottery(audit, protocol.result, outcome)
        gaps += [Gap.MIXTURE] * (expected is not outcome)
        gaps += gaps_in(protocol)
        findings += result_findings(audit, protocol.result, expected)
        findings += drawing_findings(protocol)
        findings += decision_findings(audit, protocol)
    return Replay(tuple(findings), outcome, name, stated_name, tuple(gaps))


def is_proven_lottery(protocol: Protocol) -> bool:
    """Whether the stated lottery was worked on until it was proven; then so is ours."""
    lottery = protocol.result.lottery
    return lottery is None or lottery.is_proven


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


# What people decided


def conflict_findings(protocol: Protocol, conflict: Conflict) -> Iterator[Finding]:
    """Where the protocol says that the rules leave no choice, people filled the places."""
    stated = protocol.result
    if stated.proof.status is not Status.INFEASIBLE:
        yield Finding(Difference.CONFLICT, "problem", "", ", ".join(conflict.rules))
        return
    found = kept_places(protocol.problem)
    yield from member_findings(stated.portfolio, found.portfolio)
    yield from differing(
        Difference.POINTS, "result.proof.points", stated.proof.points, found.proof.points
    )
    yield from decision_findings(Audit(protocol.problem), protocol)


def decision_findings(audit: Audit, protocol: Protocol) -> Iterator[Finding]:
    """Deviations and reserves must name candidates that can be meant, at their true price."""
    points, barred = audit.points, {*audit.failing, *protocol.problem.excluded}
    members = {row.candidate: row.theme for row in protocol.result.portfolio.members}
    for number, step in enumerate(protocol.deviations):
        place = f"deviations[{number}]"
        is_free = not step.out and step.theme in free_places(protocol.problem, members)
        if members.pop(step.out, None) != step.theme and not is_free:
            yield Finding(Difference.DEVIATION, place, step.out, "not chosen for this theme")
        elif step.into in members or step.into in barred or (step.into, step.theme) not in points:
            yield Finding(Difference.DEVIATION, place, step.into, "cannot take this place")
        else:
            if is_free:
                cost = price_of(protocol.problem, members, step.into, step.theme)
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
