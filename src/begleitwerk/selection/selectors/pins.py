"""Facts that count as they were found, whatever stands there today.

A pin is made where the office froze the facts on a day, and where two people set a change aside.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from begleitwerk.engine.selection.plain import UNNAMED, decimal_text, from_plain
from begleitwerk.engine.selection.problem import Candidate, Fact, Problem
from begleitwerk.engine.selection.protocol import Evidence
from begleitwerk.selection.enums import RunKind, RunState, WaiverState
from begleitwerk.selection.models import FactFreeze, SelectionRound, SelectionRun, Waiver

EACH_THEME = ""  # in `Pin.scores`: whatever the theme
Evidences = Mapping[str, Mapping[str, Evidence]]


@dataclass(frozen=True)
class Basis:
    """What a run rests on: the engine's problem, and what each fact in it rests on itself.

    `evidence` is key of the candidate → key of the field.
    """

    problem: Problem
    evidence: Evidences


@dataclass(frozen=True)
class Pin:
    """What counts for a candidate in a field: the fact, and what follows from it.

    `attributes` are those read from the field, `scores` theme → criterion → level. Without a
    field it is scores alone. `instead_of` is what it was set aside for: once there is something
    else again, the pin says nothing about that. None: whatever stands there. `by_value`: the same
    stood there, or nothing any more, but another value counted (an answer to a contradiction, a
    question that is gone); `instead_of` is that value then.
    """

    candidate: str
    field: str
    evidence: Evidence
    fact: Fact = None
    attributes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    scores: Mapping[str, Mapping[str, Decimal]] = dataclasses.field(default_factory=dict)
    instead_of: Evidence | None = None
    by_value: bool = dataclasses.field(default=False, metadata={UNNAMED: False})


def is_same(one: Evidence, other: Evidence) -> bool:
    """Whether both say the same, wherever it stands."""
    return (one.words, one.printed) == (other.words, other.printed)


def pins_for(round: SelectionRound) -> list[Pin]:
    """What counts in the next run: facts of the day the office set, and what was set aside."""
    return [*frozen_pins(round), *set_aside_pins(round)]


def set_aside_pins(round: SelectionRound) -> list[Pin]:
    granted = Waiver.objects.filter(round=round, state=WaiverState.GRANTED)
    grounds = (row for waiver in granted for row in waiver.grounds)
    return [from_plain(Pin, row["pin"]) for row in grounds if row.get("pin")]


def frozen_pins(round: SelectionRound) -> list[Pin]:
    """Until a run found a selection with them: a later one takes over what is known then."""
    freeze = FactFreeze.objects.filter(round=round).first()
    if freeze is None or used_since(freeze):
        return []
    return [from_plain(Pin, row) for row in freeze.pins]


def used_since(freeze: FactFreeze) -> bool:
    runs = SelectionRun.objects.filter(round=freeze.round_id, created_at__gte=freeze.taken_at)
    return runs.filter(kind=RunKind.CHOICE, state=RunState.DONE).exists()


def pinned(basis: Basis, pins: Iterable[Pin]) -> Basis:
    """The basis with what pins say instead of what is known."""
    evidence = {key: dict(rows) for key, rows in basis.evidence.items()}
    candidates = {row.key: row for row in basis.problem.candidates}
    quotas = {quota.attribute for quota in basis.problem.quotas}
    criteria = {criterion.key for criterion in basis.problem.criteria}
    compared = {rule.field for rule in basis.problem.hard_rules}
    for pin in pins:
        known = candidates.get(pin.candidate)
        if known is None or not acts_on(pin, known, evidence.get(pin.candidate, {})):
            continue
        candidates[pin.candidate] = with_pin(known, pin, quotas, criteria, compared)
        if pin.field:
            evidence[pin.candidate][pin.field] = pin.evidence
    rows = tuple(candidates[row.key] for row in basis.problem.candidates)
    return Basis(replace(basis.problem, candidates=rows), evidence)


def acts_on(pin: Pin, known: Candidate, found: Mapping[str, Evidence]) -> bool:
    if not pin.field:
        return all(
            pin.instead_of == score_evidence(known.scores.get(theme, {}).get(criterion))
            for theme, scores in pin.scores.items()
            for criterion in scores
        )
    if pin.by_value:
        return pin.instead_of is not None and value_words(pin, known) == pin.instead_of.words
    today = found.get(pin.field)
    if today is None or is_same(today, pin.evidence):
        return False
    return pin.instead_of is None or is_same(today, pin.instead_of)


def value_words(pin: Pin, known: Candidate) -> str:
    """What counts today in the field of a pin, as a drift tells it; "" where nothing does."""
    value = known.facts.get(pin.field)
    if value is None:
        found = (known.attributes[name] for name in pin.attributes if name in known.attributes)
        value = next(found, None)
    return "" if value is None else plain_word(value)


def plain_word(value: object) -> str:
    """As a rule would hold it: presenters find the word for it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def score_evidence(score: Decimal | None) -> Evidence:
    """A score as a drift tells it: a plain number, "" where there is none."""
    return Evidence(words="" if score is None else decimal_text(score))


def with_pin(
    known: Candidate, pin: Pin, quotas: set[str], criteria: set[str], compared: set[str]
) -> Candidate:
    is_known = pin.field in known.facts or pin.fact is not None
    facts = {pin.field: pin.fact} if pin.field in compared and is_known else {}
    attributes = {name: value for name, value in pin.attributes.items() if name in quotas}
    scores = {
        theme: {
            **given,
            **{
                key: level
                for part in (EACH_THEME, theme)
                for key, level in pin.scores.get(part, {}).items()
                if key in criteria
            },
        }
        for theme, given in known.scores.items()
    }
    return replace(
        known,
        facts={**known.facts, **facts},
        attributes={**known.attributes, **attributes},
        scores=scores,
    )
