"""A choice that anyone can check: who gets the places, by published rules, and why.

The story in ten lines. A `Problem` is plain data: candidates with scores and attributes, themes
with places, weighted criteria, hard rules, quotas. `faults_of` names all that is wrong with it.
`choose` sets aside who fails a hard rule, finds the portfolio with most points under places and
quotas, proves that none has more, and draws by a fair, repeatable lottery where several are
equally good; where the rules leave no choice it says which of them contradict each other and what
to relax. `next_best` shows what came after, `rule_effects` what each rule did, `loser_reasons` why
each of the others is not in and the smallest change that would have brought it in, `sensitivity`
how firm each place is when weights vary. Points are whole hundredths, candidates are taken in
order of key, randomness comes from the published seed: the same problem gives the same answer.
"""

from begleitwerk.engine.program import Stopped
from begleitwerk.engine.selection.checks import Fault, FaultCode, FaultyError, faults_of
from begleitwerk.engine.selection.choose import choose, full_program
from begleitwerk.engine.selection.effects import rule_effects
from begleitwerk.engine.selection.lottery import drawn_portfolio, fair_lottery
from begleitwerk.engine.selection.next_best import next_best
from begleitwerk.engine.selection.reasons import loser_reasons
from begleitwerk.engine.selection.sensitivity import sensitivity
from begleitwerk.engine.selection.swaps import swaps_between

__all__ = [
    "Fault",
    "FaultCode",
    "FaultyError",
    "Stopped",
    "choose",
    "drawn_portfolio",
    "fair_lottery",
    "faults_of",
    "full_program",
    "loser_reasons",
    "next_best",
    "rule_effects",
    "sensitivity",
    "swaps_between",
]
