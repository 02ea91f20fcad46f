"""Work on self-assessments that takes longer than a request may."""

from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.services.results import check_is_open, close_assessment
from begleitwerk.core.models import Job
from begleitwerk.core.services import finish_job, queue_work, report_progress, start_job
from begleitwerk.core.tasks import job_task


def close_soon(*, by: User, assessment: Assessment) -> Job:
    """End the answers and make the result by a job. Raises Refused where it is not open."""
    check_is_open(assessment)
    asked = assessment.criteria.filter(is_withdrawn=False).count()
    tables = 2 if assessment.collection.asks_importance else 1
    with transaction.atomic():
        job = start_job(
            title=gettext("Result of “%(title)s”") % {"title": assessment.title},
            owner_id=by.pk,
            total=asked * tables,
            workspace_id=assessment.municipality.workspace_id,
        )
        queue_work(job_id=job.pk, work=close, assessment_id=assessment.pk)
    return job


@job_task(broke_off=_("The result could not be made. Nothing is lost: please close it again."))
def close(*, by: Any, job_id: int, assessment_id: int) -> None:
    """End the answers, make the result and keep it, with the end of the job."""
    rows = Assessment.objects.select_related("collection", "municipality__workspace")
    assessment = rows.get(pk=assessment_id)
    told = partial(_tell, job_id)
    where = [assessment.municipality.workspace.slug, assessment.pk]
    url = reverse("assessment:result", args=where)
    close_assessment(
        by=by,
        assessment=assessment,
        progress=told,
        also=partial(finish_job, job_id=job_id, result_url=url),
    )


def _tell(job_id: int, done: int) -> None:
    report_progress(job_id=job_id, done=done)
