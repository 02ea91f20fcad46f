"""Work on survey files that takes longer than a second."""

from django.utils import translation
from django_tasks import task

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, fail_job
from begleitwerk.municipal_survey.models import SurveyFile
from begleitwerk.municipal_survey.services.files import check_file, write_file


@task()
def check_survey_file(file_id: int, job_id: int) -> None:
    """Check an uploaded file, in the language of the person who waits for it."""
    item = SurveyFile.objects.select_related("owner", "wave__programme__workspace").get(pk=file_id)
    with translation.override(item.owner.language):
        try:
            check_file(item=item, job_id=job_id)
        except Exception:
            fail_job(job_id=job_id, message=translation.gettext("The check broke off."))
            raise


@task()
def write_survey_file(file_id: int, user_id: int, job_id: int) -> None:
    """Write a checked file; a refusal or an error stands at the job, and nothing is written."""
    item = SurveyFile.objects.get(pk=file_id)
    by = User.objects.get(pk=user_id)
    with translation.override(by.language):
        try:
            write_file(by=by, item=item, job_id=job_id)
        except Refused as refusal:
            fail_job(job_id=job_id, message=str(refusal))
        except Exception:
            fail_job(job_id=job_id, message=translation.gettext("Nothing was written."))
            raise
