"""A result in plain words: why somebody is in or not, what a rule does, what contradicts what.

The engine says codes and numbers; this is where they become sentences for the office: on pages, in
reports and for the command. A letter to a municipality words its reason itself
(`papers.letters.why`), with the same `Names` of candidates, themes and rules.
"""

from begleitwerk.selection.presenters.reasons.conflicts import (
    ConflictWords,
    RelaxationWords,
    conflict_words,
)
from begleitwerk.selection.presenters.reasons.faults import FaultWords, fault_words
from begleitwerk.selection.presenters.reasons.losers import LoserWords, SwapLine, loser_words
from begleitwerk.selection.presenters.reasons.lot import fairness_words, lottery_words
from begleitwerk.selection.presenters.reasons.names import (
    Names,
    fact_words,
    points_words,
    signed_points,
)
from begleitwerk.selection.presenters.reasons.naming import names_of
from begleitwerk.selection.presenters.reasons.reserves import reserve_words
from begleitwerk.selection.presenters.reasons.rules import (
    EffectWords,
    effect_words,
    step_words,
)

__all__ = [
    "ConflictWords",
    "EffectWords",
    "FaultWords",
    "LoserWords",
    "Names",
    "RelaxationWords",
    "SwapLine",
    "conflict_words",
    "effect_words",
    "fact_words",
    "fairness_words",
    "fault_words",
    "loser_words",
    "lottery_words",
    "names_of",
    "points_words",
    "reserve_words",
    "signed_points",
    "step_words",
]
