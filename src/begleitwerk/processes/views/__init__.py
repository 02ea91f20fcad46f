"""Pages of processes, phases, meetings and decisions."""

from begleitwerk.processes.views.decisions import DecisionEdit, DecisionRecord, DecisionWithdraw
from begleitwerk.processes.views.meetings import (
    MeetingCancel,
    MeetingDetail,
    MeetingEdit,
    MeetingHold,
    MeetingPlan,
    Meetings,
    ProgrammeMeetingCancel,
    ProgrammeMeetingDetail,
    ProgrammeMeetingEdit,
    ProgrammeMeetingHold,
    ProgrammeMeetingPlan,
    ProgrammeMeetings,
)
from begleitwerk.processes.views.minutes import MinutesDocx, MinutesPdf
from begleitwerk.processes.views.phases import (
    PhaseAdd,
    PhaseEarlier,
    PhaseEdit,
    PhaseLater,
    PhaseRemove,
    PhaseShiftPage,
)
from begleitwerk.processes.views.process import ProcessEdit, ProcessPage, ProcessStart

__all__ = [
    "DecisionEdit",
    "DecisionRecord",
    "DecisionWithdraw",
    "MeetingCancel",
    "MeetingDetail",
    "MeetingEdit",
    "MeetingHold",
    "MeetingPlan",
    "Meetings",
    "MinutesDocx",
    "MinutesPdf",
    "PhaseAdd",
    "PhaseEarlier",
    "PhaseEdit",
    "PhaseLater",
    "PhaseRemove",
    "PhaseShiftPage",
    "ProcessEdit",
    "ProcessPage",
    "ProcessStart",
    "ProgrammeMeetingCancel",
    "ProgrammeMeetingDetail",
    "ProgrammeMeetingEdit",
    "ProgrammeMeetingHold",
    "ProgrammeMeetingPlan",
    "ProgrammeMeetings",
]
