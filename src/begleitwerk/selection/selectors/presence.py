"""Whether a municipality has anything to do with a selection: the navigation asks on each page."""

from django.db.models import Exists, Q, QuerySet

from begleitwerk.municipal_survey.models import SurveyRow
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.selection.enums import CandidacyState
from begleitwerk.selection.models import Candidacy


def takes_part_in_selection(workspace: Workspace) -> QuerySet[Municipality]:
    """The municipality once it answered a survey or was invited; a longlist is not told."""
    invited = Candidacy.objects.filter(municipality__workspace=workspace).exclude(
        state=CandidacyState.LONGLISTED
    )
    answered = SurveyRow.objects.filter(municipality__workspace=workspace)
    places = Municipality.objects.filter(workspace=workspace)
    return places.filter(Q(Exists(invited)) | Q(Exists(answered)))
