"""What pages say of self-assessments."""

from begleitwerk.assessment.presenters.findings import (
    PRIORITY_WORDS,
    agreed_level,
    agreed_words,
    level_of,
    priority_words,
)
from begleitwerk.assessment.presenters.history import FIELDS, VERBS, assessment_history
from begleitwerk.assessment.presenters.rounds import (
    CriterionLine,
    DimensionLines,
    Standing,
    Step,
    answered_words,
    changes_of,
    criterion_lines,
    rest_words,
    standing_of,
    steps_of,
    text_for_mail,
    url_of,
)

__all__ = [
    "FIELDS",
    "PRIORITY_WORDS",
    "VERBS",
    "CriterionLine",
    "DimensionLines",
    "Standing",
    "Step",
    "agreed_level",
    "agreed_words",
    "answered_words",
    "assessment_history",
    "changes_of",
    "criterion_lines",
    "level_of",
    "priority_words",
    "rest_words",
    "standing_of",
    "steps_of",
    "text_for_mail",
    "url_of",
]
