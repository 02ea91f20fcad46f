"""Tables of the selection."""

from begleitwerk.selection.models.after import Letter, Withdrawal
from begleitwerk.selection.models.applications import (
    Application,
    ApplicationEvidence,
    ApplicationFile,
    Candidacy,
    CandidacyStep,
    ClaimAnswer,
)
from begleitwerk.selection.models.corrections import Correction
from begleitwerk.selection.models.dispatches import Dispatch, LetterBundle
from begleitwerk.selection.models.ground import FactFreeze, Waiver
from begleitwerk.selection.models.lots import Lot
from begleitwerk.selection.models.reminders import Reminder, ReminderRules
from begleitwerk.selection.models.reviews import JointScore, Review, ReviewScore
from begleitwerk.selection.models.rounds import (
    HardRule,
    PortfolioRule,
    RuleSet,
    ScoredCriterion,
    SelectionRound,
)
from begleitwerk.selection.models.runs import (
    DecisionPlace,
    Deviation,
    SelectionDecision,
    SelectionRun,
)
from begleitwerk.selection.models.ways import RuleRelaxation

__all__ = [
    "Application",
    "ApplicationEvidence",
    "ApplicationFile",
    "Candidacy",
    "CandidacyStep",
    "ClaimAnswer",
    "Correction",
    "DecisionPlace",
    "Deviation",
    "Dispatch",
    "FactFreeze",
    "HardRule",
    "JointScore",
    "Letter",
    "LetterBundle",
    "Lot",
    "PortfolioRule",
    "Reminder",
    "ReminderRules",
    "Review",
    "ReviewScore",
    "RuleRelaxation",
    "RuleSet",
    "ScoredCriterion",
    "SelectionDecision",
    "SelectionRound",
    "SelectionRun",
    "Waiver",
    "Withdrawal",
]
