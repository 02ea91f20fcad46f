"""Pages about self-assessments."""

from begleitwerk.assessment.views.closing import Close
from begleitwerk.assessment.views.comparison import ComparisonPage
from begleitwerk.assessment.views.criteria import CriterionAdd, Restore, Reword, Withdraw
from begleitwerk.assessment.views.detail import AssessmentDetail, Link
from begleitwerk.assessment.views.files import Report, ReportFile, ResultTable
from begleitwerk.assessment.views.findings import FindingDetail
from begleitwerk.assessment.views.lists import AssessmentAdd, AssessmentList, QuickStart
from begleitwerk.assessment.views.meeting import (
    ConsensusDocx,
    ConsensusPdf,
    RoomClose,
    TalkAbout,
    TalkEnd,
    TalkStart,
    VoteClose,
    VoteOpen,
)
from begleitwerk.assessment.views.overviews import LandOverview, ProgrammeOverview
from begleitwerk.assessment.views.people import AddLink, People
from begleitwerk.assessment.views.release import Release, Released, ShareOne, Shares, TakeBack
from begleitwerk.assessment.views.results import (
    ResultOfCriterion,
    ResultOfDimension,
    ResultOverview,
)
from begleitwerk.assessment.views.setup import (
    AssessmentEdit,
    Criteria,
    Dates,
    Groups,
    Open,
    PlanMeeting,
    Remove,
)

__all__ = [
    "AddLink",
    "AssessmentAdd",
    "AssessmentDetail",
    "AssessmentEdit",
    "AssessmentList",
    "Close",
    "ComparisonPage",
    "ConsensusDocx",
    "ConsensusPdf",
    "Criteria",
    "CriterionAdd",
    "Dates",
    "FindingDetail",
    "Groups",
    "LandOverview",
    "Link",
    "Open",
    "People",
    "PlanMeeting",
    "ProgrammeOverview",
    "QuickStart",
    "Release",
    "Released",
    "Remove",
    "Report",
    "ReportFile",
    "Restore",
    "ResultOfCriterion",
    "ResultOfDimension",
    "ResultOverview",
    "ResultTable",
    "Reword",
    "RoomClose",
    "ShareOne",
    "Shares",
    "TakeBack",
    "TalkAbout",
    "TalkEnd",
    "TalkStart",
    "VoteClose",
    "VoteOpen",
    "Withdraw",
]
