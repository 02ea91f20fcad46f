"""What this app shows on the pages of others."""

from begleitwerk.core.presenters import register_history
from begleitwerk.core.services import UploadKind, register_uploads
from begleitwerk.municipal_survey.imports.received import read_survey
from begleitwerk.municipal_survey.presenters import FIELDS, VERBS
from begleitwerk.municipal_survey.services.files import SURVEY_UPLOAD, lock_wave, write_survey
from begleitwerk.municipal_survey.services.plan import survey_plan

register_history(verbs=VERBS, fields=FIELDS)
register_uploads(UploadKind(SURVEY_UPLOAD, read_survey, survey_plan, write_survey, lock_wave))
