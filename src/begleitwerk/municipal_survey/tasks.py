"""Work on survey files that takes longer than a second."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.tasks import job_task
from begleitwerk.municipal_survey.models import SurveyFile
from begleitwerk.municipal_survey.services.files import check_file, write_file


@job_task(broke_off=_("The check broke off."))
def check_survey_file(*, by: User, job_id: int, file_id: int) -> None:
    """Check an uploaded file."""
    item = SurveyFile.objects.select_related("owner", "wave__programme__workspace").get(pk=file_id)
    check_file(item=item, job_id=job_id)


@job_task(broke_off=_("Nothing was written."))
def write_survey_file(*, by: User, job_id: int, file_id: int) -> None:
    """Write a checked file, all or nothing."""
    write_file(by=by, item=SurveyFile.objects.get(pk=file_id), job_id=job_id)
