"""Work on survey files that takes longer than a request may."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Upload
from begleitwerk.core.services import queue_work
from begleitwerk.core.services.uploads import start_check
from begleitwerk.core.tasks import job_task
from begleitwerk.municipal_survey.services.files import look_into


def look_soon(upload: Upload, report_url: str) -> None:
    """Find out which columns a file has, by a job."""
    with transaction.atomic():
        job = start_check(upload=upload)
        queue_work(job_id=job.pk, work=look, upload_id=upload.pk, report_url=report_url)


@job_task(broke_off=_("The check broke off."))
def look(*, by: Any, job_id: int, upload_id: int, report_url: str) -> None:
    """Read the columns of a survey file."""
    look_into(upload=Upload.objects.get(pk=upload_id), job_id=job_id, report_url=report_url)
