"""What a selection allows when: each step, and what it needs. A table and nothing else.

Nothing here reads or writes. A stand is a small picture of what a step asks about. Services make
one (`selectors.stands`) and refuse with the words written here (`services.guards`), pages show what
is allowed by the same table, and tests walk through it until every round ends (ADR 28).
"""

from begleitwerk.selection.rules.steps.candidates import (
    CANDIDATE,
    CandidateStand,
    CandidateStep,
    Place,
)
from begleitwerk.selection.rules.steps.decisions import (
    DECISION,
    DecisionStand,
    DecisionStep,
)
from begleitwerk.selection.rules.steps.reviews import (
    IS_FINISHED,
    NOT_YOURS,
    REVIEW,
    TALK,
    ReviewStand,
    ReviewStep,
    TalkStand,
    TalkStep,
)
from begleitwerk.selection.rules.steps.rounds import (
    ROUND,
    WAIVER,
    RoundStand,
    RoundStep,
    WaiverStand,
    WaiverStep,
)
from begleitwerk.selection.rules.steps.table import (
    Need,
    Needs,
    Table,
    allowed,
    first_missing,
)

__all__ = [
    "CANDIDATE",
    "DECISION",
    "IS_FINISHED",
    "NOT_YOURS",
    "REVIEW",
    "ROUND",
    "TALK",
    "WAIVER",
    "CandidateStand",
    "CandidateStep",
    "DecisionStand",
    "DecisionStep",
    "Need",
    "Needs",
    "Place",
    "ReviewStand",
    "ReviewStep",
    "RoundStand",
    "RoundStep",
    "Table",
    "TalkStand",
    "TalkStep",
    "WaiverStand",
    "WaiverStep",
    "allowed",
    "first_missing",
]
