"""Rules of a round: their content, what they make of municipalities, what is wrong with them."""

from begleitwerk.selection.selectors.rules.balance import (
    Available,
    available,
    available_of,
    warnings_of,
)
from begleitwerk.selection.selectors.rules.checks import RuleFault, faults_of_rules
from begleitwerk.selection.selectors.rules.content import (
    content_digest,
    content_of,
    engine_rules,
    field_key_of,
    plain_number,
)
from begleitwerk.selection.selectors.rules.kept import (
    Kept,
    base_of,
    kept_by_each,
    kept_with,
    longlist_by_theme,
)
from begleitwerk.selection.selectors.rules.outcomes import (
    RuleOutcome,
    data_scores,
    is_eligible,
    outcome_of,
    outcomes_for,
    rule_outcomes,
)

__all__ = [
    "Available",
    "Kept",
    "RuleFault",
    "RuleOutcome",
    "available",
    "available_of",
    "base_of",
    "content_digest",
    "content_of",
    "data_scores",
    "engine_rules",
    "faults_of_rules",
    "field_key_of",
    "is_eligible",
    "kept_by_each",
    "kept_with",
    "longlist_by_theme",
    "outcome_of",
    "outcomes_for",
    "plain_number",
    "rule_outcomes",
    "warnings_of",
]
