"""Writes about self-assessments."""

from begleitwerk.assessment.services.criteria import (
    Wording,
    add_own_criterion,
    choose_criteria,
    restore_criterion,
    reword_criterion,
    withdraw_criterion,
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
    "change_assessment",
    "check_is_open",
    "choose_criteria",
    "close_assessment",
    "create_assessment",
    "name_groups",
    "open_assessment",
    "plan_dates",
    "plan_meeting",
    "remove_assessment",
    "restore_criterion",
    "reword_criterion",
    "start_quickly",
    "withdraw_criterion",
]
