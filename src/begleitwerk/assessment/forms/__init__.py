"""Forms about self-assessments."""

from begleitwerk.assessment.forms.people import PeopleForm
from begleitwerk.assessment.forms.quick import WEEKS, QuickForm, spec_of
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
    "WEEKS",
    "CriteriaForm",
    "DatesForm",
    "GroupsForm",
    "MeetingForm",
    "OpenForm",
    "OwnCriterionForm",
    "PeopleForm",
    "QuickForm",
    "RoundForm",
    "WithdrawForm",
    "WordingForm",
    "scales_for",
    "spec_of",
]
