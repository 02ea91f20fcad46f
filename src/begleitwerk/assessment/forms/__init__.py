"""Forms about self-assessments."""

from begleitwerk.assessment.forms.meeting import AGREE, PARK, REOPEN, SKIP, TalkForm
from begleitwerk.assessment.forms.people import PeopleForm
from begleitwerk.assessment.forms.quick import WEEKS, QuickForm, spec_of
from begleitwerk.assessment.forms.release import ReleaseForm, ShareForm, SharesForm
from begleitwerk.assessment.forms.steps import (
    CriteriaForm,
    DatesForm,
    GroupsForm,
    MeetingForm,
    OpenForm,
    OwnCriterionForm,
    RoundForm,
    WithdrawForm,
    WordingForm,
    scales_for,
)

__all__ = [
    "AGREE",
    "PARK",
    "REOPEN",
    "SKIP",
    "WEEKS",
    "CriteriaForm",
    "DatesForm",
    "GroupsForm",
    "MeetingForm",
    "OpenForm",
    "OwnCriterionForm",
    "PeopleForm",
    "QuickForm",
    "ReleaseForm",
    "RoundForm",
    "ShareForm",
    "SharesForm",
    "TalkForm",
    "WithdrawForm",
    "WordingForm",
    "scales_for",
    "spec_of",
]
