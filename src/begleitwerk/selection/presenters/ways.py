"""The ways on where a replacement has no choice, in words."""

from dataclasses import dataclass

from begleitwerk.core.templatetags.bw import listed
from begleitwerk.engine.selection.plain import from_plain
from begleitwerk.engine.selection.result import RuleStep
from begleitwerk.selection.enums import DecisionState
from begleitwerk.selection.models import (
    Candidacy,
    RuleRelaxation,
    SelectionDecision,
    SelectionRun,
)
from begleitwerk.selection.presenters.reasons import RelaxationWords, names_of, step_words
from begleitwerk.selection.presenters.reasons.conflicts import relaxation_words
from begleitwerk.selection.selectors.vacancies import ways_on


@dataclass(frozen=True)
class WaysWords:
    """What the page of a calculation without a choice offers; `proposed` is the relaxation two
    people are deciding about."""

    leaver: Candidacy
    relaxations: tuple[tuple[int, RelaxationWords], ...]
    relaxation: RuleRelaxation | None
    proposed: str
    decision: SelectionDecision | None

    @property
    def waits(self) -> bool:
        row = self.relaxation
        return row is not None and row.state == DecisionState.PROPOSED

    @property
    def is_relaxed(self) -> bool:
        row = self.relaxation
        return row is not None and row.state == DecisionState.CONFIRMED


def ways_words(run: SelectionRun) -> WaysWords | None:
    """None where the calculation is not the last word on an open place any more."""
    ways = ways_on(run)
    if ways is None:
        return None
    names = names_of(run)
    steps = ways.relaxation.steps if ways.relaxation else []
    proposed = listed(step_words(from_plain(RuleStep, row), names) for row in steps)
    return WaysWords(
        leaver=ways.leaver,
        relaxations=tuple(
            (number, relaxation_words(row, names)) for number, row in ways.relaxations
        ),
        relaxation=ways.relaxation,
        proposed=proposed[:1].upper() + proposed[1:],
        decision=ways.decision,
    )
