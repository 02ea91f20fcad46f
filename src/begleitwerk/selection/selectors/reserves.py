"""The reserve list of a decision: who waits in which theme, in which order."""

from collections import Counter
from collections.abc import Iterator, Mapping

from begleitwerk.selection.enums import RunState
from begleitwerk.selection.models import SelectionDecision
from begleitwerk.selection.selectors.after import reserve_list
from begleitwerk.selection.selectors.decisions import deviations_of
from begleitwerk.selection.selectors.runs import finding_in


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

    Whom people took out by a deviation is not among them: they decided against it. Where the
    rules left no choice those wait who waited before.
    """
    if decision.run.state == RunState.IMPOSSIBLE:
        for row in reserve_list(decision.run.round):
            if row.theme is not None:
                yield row.candidacy.key, row.theme.item.key
        return
    taken_out = {row.out.key for row in deviations_of(decision) if row.out}
    for placed in finding_in(decision.run).report.reserves:
        if placed.candidate not in taken_out:
            yield placed.candidate, placed.theme
