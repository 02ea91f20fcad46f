"""Writes about self-assessments."""

from begleitwerk.assessment.services.consensus import (
    agree_finding,
    park_finding,
    reopen_finding,
    skip_finding,
)
from begleitwerk.assessment.services.criteria import (
    Wording,
    add_own_criterion,
    choose_criteria,
    restore_criterion,
    reword_criterion,
    withdraw_criterion,
)
from begleitwerk.assessment.services.release import (
    release_assessment,
    share_finding,
    share_findings,
    take_back_release,
)
from begleitwerk.assessment.services.results import check_is_open, close_assessment
from begleitwerk.assessment.services.rounds import (
    RoundValues,
    change_assessment,
    create_assessment,
    name_groups,
    open_assessment,
    plan_dates,
    plan_meeting,
    remove_assessment,
    start_quickly,
)

__all__ = [
    "RoundValues",
    "Wording",
    "add_own_criterion",
    "agree_finding",
    "change_assessment",
    "check_is_open",
    "choose_criteria",
    "close_assessment",
    "create_assessment",
    "name_groups",
    "open_assessment",
    "park_finding",
    "plan_dates",
    "plan_meeting",
    "release_assessment",
    "remove_assessment",
    "reopen_finding",
    "restore_criterion",
    "reword_criterion",
    "share_finding",
    "share_findings",
    "skip_finding",
    "start_quickly",
    "take_back_release",
    "withdraw_criterion",
]
