"""The reserve list of a decision: who waits in which theme, in which order."""

from collections import Counter
from collections.abc import Iterator, Mapping

from begleitwerk.selection.enums import RunState
from begleitwerk.selection.models import RuleSet, SelectionDecision
from begleitwerk.selection.selectors.after import reserve_list
from begleitwerk.selection.selectors.decisions import deviations_of
from begleitwerk.selection.selectors.rules import content_of
from begleitwerk.selection.selectors.runs import finding_in


def puts_displaced_first(rule_set: RuleSet) -> bool:
    """Whether a version says that who is taken out of the selection is the first to come in."""
    found: bool = content_of(rule_set).get("reserve", {}).get("displaced_first", False)
    return found


def reserve_ranks(
    decision: SelectionDecision, members: Mapping[str, str]
) -> dict[str, tuple[str, int]]:
    """Candidate → theme and rank there; nobody who is in the selection is on it."""
    ranks: dict[str, tuple[str, int]] = {}
    count: Counter[str] = Counter()
    for candidate, theme in waiting_in(decision):
        if candidate not in members and candidate not in ranks:
            count[theme] += 1
            ranks[candidate] = (theme, count[theme])
    return ranks


def waiting_in(decision: SelectionDecision) -> Iterator[tuple[str, str]]:
    """Candidate and theme, in their order.

    Whom the rules proposed and people took out comes first where the rules say so; else it is not
    among them. Whom people brought in and took out again waits where it did. Where the rules left
    no choice those wait who waited before.
    """
    if decision.run.state == RunState.IMPOSSIBLE:
        waited = reserve_list(decision.run.round)
        yield from ((row.candidacy.key, row.theme.item.key) for row in waited if row.theme)
        return
    finding = finding_in(decision.run)
    taken_out = {
        row.out.key: row.theme.item.key
        for row in deviations_of(decision)
        if row.out and row.out.key in finding.members
    }
    if puts_displaced_first(decision.run.rule_set):
        yield from taken_out.items()
    for placed in finding.report.reserves:
        if placed.candidate not in taken_out:
            yield placed.candidate, placed.theme
