"""The protocol of a decision: everything it rests on, as one text that anybody can check.

`dump` writes it, `load` reads it and names every place that was changed since, `replay` chooses
anew from what it holds and says what differs. `protocol_digest` is the fingerprint to print on
paper: with it, not even a protocol that was rewritten as a whole passes.
"""

from begleitwerk.engine.selection.plain import UnreadableError
from begleitwerk.engine.selection.protocol.audit import Breach, Broken, audit
from begleitwerk.engine.selection.protocol.content import (
    Clarification,
    Correction,
    Decision,
    Deviation,
    Drawing,
    Evidence,
    Names,
    Protocol,
    Reserve,
    Round,
    RuleSet,
    Snapshot,
    Software,
    Talk,
    Waiver,
    decided_members,
)
from begleitwerk.engine.selection.protocol.file import dump, load, protocol_digest, stated_digest
from begleitwerk.engine.selection.protocol.findings import Difference, Finding, Gap
from begleitwerk.engine.selection.protocol.lots import gaps_of_lot
from begleitwerk.engine.selection.protocol.replay import Replay, replay
from begleitwerk.engine.selection.protocol.sections import Change, TamperedError, Tampering

__all__ = [
    "Breach",
    "Broken",
    "Change",
    "Clarification",
    "Correction",
    "Decision",
    "Deviation",
    "Difference",
    "Drawing",
    "Evidence",
    "Finding",
    "Gap",
    "Names",
    "Protocol",
    "Replay",
    "Reserve",
    "Round",
    "RuleSet",
    "Snapshot",
    "Software",
    "Talk",
    "TamperedError",
    "Tampering",
    "UnreadableError",
    "Waiver",
    "audit",
    "decided_members",
    "dump",
    "gaps_of_lot",
    "load",
    "protocol_digest",
    "replay",
    "stated_digest",
]
