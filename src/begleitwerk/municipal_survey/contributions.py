"""What this app shows on the pages of others."""

from django.urls import reverse

from begleitwerk.core.contributions import Due, DueScope, Rows, due
from begleitwerk.core.presenters import register_history
from begleitwerk.core.services import UploadKind, register_uploads
from begleitwerk.core.waiting import file_line, waiting_files
from begleitwerk.municipal_survey.imports.received import read_survey
from begleitwerk.municipal_survey.models import SurveyWave
from begleitwerk.municipal_survey.presenters import FIELDS, VERBS
from begleitwerk.municipal_survey.services.files import SURVEY_UPLOAD, lock_wave, write_survey
from begleitwerk.municipal_survey.services.plan import survey_plan
from begleitwerk.municipalities.enums import Permission as P


def waves_in(scope: DueScope) -> Rows:
    return SurveyWave.objects.filter(programme__workspace__in=scope.workspaces)


def survey_file(slug: str, wave: int, number: int) -> str:
    return reverse("municipal_survey:file", args=[slug, wave, number])


register_history(verbs=VERBS, fields=FIELDS)
register_uploads(UploadKind(SURVEY_UPLOAD, read_survey, survey_plan, write_survey, lock_wave))
due.add(
    Due(
        "survey_file",
        (P.SELECTION_EDIT,),
        rows=waiting_files(SURVEY_UPLOAD, waves_in),
        line=file_line(survey_file),
    )
)
