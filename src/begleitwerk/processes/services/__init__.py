"""Writes about processes, phases, meetings and decisions."""

from begleitwerk.processes.services.decisions import (
    change_decision,
    record_decision,
    withdraw_decision,
)
from begleitwerk.processes.services.meetings import (
    cancel_meeting,
    change_meeting,
    hold_meeting,
    plan_meeting,
)
from begleitwerk.processes.services.phases import (
    add_phase,
    change_phase,
    move_phase,
    remove_phase,
    reorder_phases,
    shift_phase,
)
from begleitwerk.processes.services.processes import (
    PhasePlan,
    change_process,
    planned_phases,
    start_process,
)

__all__ = [
    "PhasePlan",
    "add_phase",
    "cancel_meeting",
    "change_decision",
    "change_meeting",
    "change_phase",
    "change_process",
    "hold_meeting",
    "move_phase",
    "plan_meeting",
    "planned_phases",
    "record_decision",
    "remove_phase",
    "reorder_phases",
    "shift_phase",
    "start_process",
    "withdraw_decision",
]
