"""The lot of a protocol, checked part by part: nothing a fair lottery cannot have passes.

Which groups can be in and how high the smallest chance can be follows from the problem alone. The
mixture of tickets does not: several may be as fair. What is checked of it here holds for each.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from begleitwerk.engine.selection.digest import data_digest
from begleitwerk.engine.selection.lottery import TICKETS, in_their_order
from begleitwerk.engine.selection.problem import Candidate, Fairness, Problem
from begleitwerk.engine.selection.protocol.audit import Audit
from begleitwerk.engine.selection.protocol.content import Drawing, Protocol
from begleitwerk.engine.selection.protocol.findings import (
    Difference,
    Finding,
    Gap,
    breach_text,
    differing,
)
from begleitwerk.engine.selection.result import Draw, Lottery, Placed, Result, Ticket

SAME_PRODUCT = 1e-4  # as near as solvers come where a product of chances is at its highest
SAME_CHANCE = 1e-6  # one ticket: as near as rounding to whole tickets can bring two solvers


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
    yield from chance_findings(audit.problem, stated, found)


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


def chance_findings(problem: Problem, stated: Lottery, found: Lottery) -> Iterator[Finding]:
    """Chances are what the tickets give, and by the rule of the lottery as fair as ours."""
    proven = stated.is_proven, found.is_proven
    yield from differing(Difference.CHANCES, "result.lottery.is_proven", *proven)
    near = nearness(problem.fairness, max(len(stated.tickets), len(found.tickets)))
    for part in ("least", "bound"):
        theirs, ours = getattr(stated, part), getattr(found, part)
        if abs(theirs - ours) > near:
            yield Finding(Difference.CHANCES, f"result.lottery.{part}", str(theirs), str(ours))
    chances = implied_chances(stated)
    smallest = min(chances.values(), default=0.0)
    if abs(smallest - found.least) > near:
        place = "result.lottery.tickets"
        yield Finding(Difference.CHANCES, place, str(smallest), str(found.least))
    is_one = found.is_proven and problem.fairness is not Fairness.MAXIMIN
    for key in sorted(chances.keys() | stated.probabilities.keys()):
        theirs, ours = stated.probabilities.get(key, 0.0), chances.get(key, 0.0)
        fair = found.probabilities.get(key, 0.0) if is_one else ours
        if abs(theirs - ours) > SAME_CHANCE or abs(theirs - fair) > near:
            place = f"result.lottery.probabilities.{key}"
            yield Finding(Difference.CHANCES, place, str(theirs), str(fair))


def nearness(rule: Fairness, tickets: int) -> float:
    """How far equally fair lotteries may lie apart in the chance of one candidate.

    A rule that looks at all chances leaves but one chance to everybody; what remains is the
    rounding of so many kinds of tickets, and of a product at its highest.
    """
    if rule is Fairness.MAXIMIN:
        return SAME_CHANCE
    return SAME_CHANCE * max(1, tickets) + (SAME_PRODUCT if rule is Fairness.NASH else 0)


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


# How the number was bound


def gaps_in(protocol: Protocol) -> tuple[Gap, ...]:
    return gaps_of_lot(
        protocol.problem, protocol.result, protocol.drawing, protocol.rule_set.frozen_at
    )


def gaps_of_lot(
    problem: Problem, result: Result, drawing: Drawing | None, frozen_at: datetime
) -> tuple[Gap, ...]:
    """What is not shown of how the number of a lot came about; nothing where no lot decided.

    The data of a replacement are later ones by nature: only those of a choice are compared.
    """
    return tuple(_gaps_of_lot(problem, result, drawing or Drawing(), frozen_at))


def _gaps_of_lot(
    problem: Problem, result: Result, drawing: Drawing, frozen_at: datetime
) -> Iterator[Gap]:
    if result.lottery is None:
        return
    if not (drawing.published_at and drawing.drawn_at and drawing.data_digest):
        yield Gap.UNBOUND
    elif not problem.fixed and drawing.data_digest != data_digest(problem):
        yield Gap.LATER_DATA
    if drawing.entered_at and drawing.entered_at < frozen_at:
        yield Gap.LATER_RULES
    if result.lottery.draw is Draw.DATA:
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
