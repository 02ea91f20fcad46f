"""What people decide, weighed against what the rule proposes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from begleitwerk.core.once import once_per_page
from begleitwerk.engine.selection import choose
from begleitwerk.engine.selection.plain import to_plain
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.result import Portfolio, Result, RuleCount
from begleitwerk.engine.selection.succession import free_places, price_of, without_successor
from begleitwerk.engine.selection.weighing import Weighed, weigh
from begleitwerk.selection.models import Deviation, SelectionDecision
from begleitwerk.selection.selectors.runs import finding_in


@dataclass(frozen=True)
class Outlook:
    """The selection as it stands after some deviations: candidate → theme."""

    problem: Problem
    proposed: Portfolio
    ineligible: frozenset[str]
    members: Mapping[str, str]

    @cached_property
    def weighed(self) -> Weighed:
        return weigh(self.problem, self.members)

    @cached_property
    def without_successor(self) -> tuple[str, ...]:
        """Whose place the rules would leave to nobody, were they to leave later."""
        return without_successor(self.problem, self.members)

    @property
    def points(self) -> int:
        return self.weighed.portfolio.points

    @property
    def broken(self) -> tuple[tuple[str, RuleCount], ...]:
        return self.weighed.broken

    @property
    def cost(self) -> int:
        """How many hundredths of a point fewer than proposed."""
        return self.proposed.points - self.points

    def with_swap(self, out: str, into: str) -> "Outlook":
        members = {key: theme for key, theme in self.members.items() if key != out}
        return replace(self, members={**members, into: self.members[out]})

    def with_place(self, into: str, theme: str) -> "Outlook":
        return replace(self, members={**self.members, into: theme})

    @cached_property
    def free(self) -> Mapping[str, int]:
        """Places nobody has, by theme: where the rules left no choice people fill them."""
        return free_places(self.problem, self.members)

    def price(self, into: str, theme: str) -> int:
        """How many hundredths fewer than the best who could take a free place."""
        return price_of(self.problem, self.members, into, theme)

    def can_stand(self, key: str, theme: str) -> bool:
        """Whether a candidate may take a place in a theme: it stands for it and is eligible."""
        row = next((row for row in self.problem.candidates if row.key == key), None)
        return (
            row is not None
            and theme in row.scores
            and key not in self.ineligible
            and key not in self.problem.excluded
        )

    def best_under_rules(self, out: str, into: str) -> Portfolio | None:
        """The best selection that keeps all rules, with `into` in the theme and without `out`."""
        wished = replace(
            self.problem,
            fixed={**self.problem.fixed, into: self.members[out]},
            excluded={**self.problem.excluded, out: "deviation"},
        )
        outcome = choose(wished)
        return outcome.portfolio if isinstance(outcome, Result) else None


def outlook_of(decision: SelectionDecision) -> Outlook:
    """The selection with all deviations made so far."""
    finding = finding_in(decision.run)
    outlook = Outlook(
        problem=finding.problem,
        proposed=finding.result.portfolio,
        ineligible=frozenset(finding.result.ineligible),
        members=finding.members,
    )
    for row in deviations_of(decision):
        if row.out is None:
            outlook = outlook.with_place(row.into.key, row.theme.item.key)
        else:
            outlook = outlook.with_swap(row.out.key, row.into.key)
    return outlook


@once_per_page
def deviations_of(decision: SelectionDecision) -> tuple[Deviation, ...]:
    """What people changed in the proposal, in the order they did."""
    rows = decision.deviations.select_related(
        "theme__item", "out__municipality", "into__municipality"
    )
    return tuple(rows.order_by("pk"))


def prepared_by(decision: SelectionDecision) -> set[int | None]:
    """The accounts that proposed the decision or deviated in it: none of them confirms it."""
    return {decision.proposed_by_id, *(row.made_by_id for row in deviations_of(decision))}


def broken_rules(after: Outlook, before: Outlook) -> list[dict[str, Any]]:
    """Rules a swap newly breaks, as they are kept with the deviation."""
    known = set(before.broken)
    return [
        {"rule": key, "line": to_plain(line)}
        for key, line in after.broken
        if (key, line) not in known
    ]
