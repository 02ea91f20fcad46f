"""What this app shows on the pages of others."""

from django.urls import reverse

from begleitwerk.core.contributions import Due, DueScope, Rows, due
from begleitwerk.core.models import WrittenImport
from begleitwerk.core.presenters import register_history
from begleitwerk.core.services import UploadKind, register_uploads
from begleitwerk.core.services.undo import UndoKind, register_undo
from begleitwerk.core.waiting import file_line, waiting_files
from begleitwerk.municipal_survey.imports.received import read_survey
from begleitwerk.municipal_survey.models import SurveyWave
from begleitwerk.municipal_survey.presenters import FIELDS, VERBS
from begleitwerk.municipal_survey.services.files import (
    SURVEY_UPLOAD,
    later_answers,
    lock_wave,
    wave_of,
    write_survey,
)
from begleitwerk.municipal_survey.services.plan import survey_plan
from begleitwerk.municipalities.enums import Permission as P


def waves_in(scope: DueScope) -> Rows:
    return SurveyWave.objects.filter(programme__workspace__in=scope.workspaces)


def survey_file(slug: str, wave: int, number: int) -> str:
    return reverse("municipal_survey:file", args=[slug, wave, number])


def undo_page(written: WrittenImport) -> str:
    wave = wave_of(written)
    return reverse("municipal_survey:import", args=[wave.workspace.slug, wave.pk, written.pk])


register_history(verbs=VERBS, fields=FIELDS)
register_uploads(UploadKind(SURVEY_UPLOAD, read_survey, survey_plan, write_survey, lock_wave))
register_undo(
    SURVEY_UPLOAD,
    UndoKind(
        page=undo_page,
        subject=wave_of,
        lock=lock_wave,
        hinders=later_answers,
    ),
)
due.add(
    Due(
        "survey_file",
        (P.SELECTION_EDIT,),
        rows=waiting_files(SURVEY_UPLOAD, waves_in),
        line=file_line(survey_file),
    )
)
