"""Work that takes longer than a second: what all of it has in common."""

import functools
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks.base import Task

from begleitwerk.core.models import Upload
from begleitwerk.core.services import JobLostError, Refused, fail_job, queue_work, take_up
from begleitwerk.core.services.jobs import TRIES
from begleitwerk.core.services.uploads import (
    check_upload,
    start_check,
    start_write,
    write_upload,
)

log = logging.getLogger(__name__)

Work = Callable[..., None]
TOO_OFTEN = _("The process that worked on it ended unexpectedly, %(count)d times.")


def job_task(
    *, broke_off: Any, end: Callable[..., None] | None = None
) -> "Callable[[Work], Task[..., Any]]":
    """Make a task of a function that works off a job.

    It is called with `by`, who started the job, `job_id` and what `queue_work` was given, in the
    language of that person. A refusal ends the job with its words, any other error with
    `broke_off`; `end(message=…, **given)` does so where more than the job has to be ended.
    Work that a killed process left is begun anew: it writes all at once, with the end of its job.
    """

    def make(work: Work) -> "Task[..., Any]":
        @functools.wraps(work)
        def run(job_id: int, **given: Any) -> None:
            given_up = partial(end, **given) if end else partial(fail_job, job_id=job_id)
            try:
                job = take_up(job_id=job_id)
                by = get_user_model().objects.filter(pk=job.owner_id).first()
                with translation.override(getattr(by, "language", "de")):
                    if job.attempts > TRIES:
                        given_up(message=f"{broke_off} {TOO_OFTEN % {'count': TRIES}}")
                        return
                    attempt(
                        partial(work, by=by, job_id=job_id, **given), job_id, given_up, broke_off
                    )
            except JobLostError:
                log.info("Job %s is over or another process has it.", job_id)

        return task()(run)

    return make


def attempt(
    work: Callable[[], None], job_id: int, given_up: Callable[..., None], broke_off: Any
) -> None:
    try:
        work()
    except JobLostError:
        raise
    except Refused as refusal:
        fail_job(job_id=job_id, message=str(refusal))
    except Exception:
        given_up(message=str(broke_off))
        raise


# --- Files --------------------------------------------------------------------------------------


def check_soon(upload: Upload, report_url: str) -> None:
    """Check a file by a job: no request reads what somebody uploaded."""
    with transaction.atomic():
        job = start_check(upload=upload)
        queue_work(job_id=job.pk, work=check_file, upload_id=upload.pk, report_url=report_url)


def write_soon(upload: Upload, report_url: str, *, names_confirmed: bool = False) -> None:
    """Write a checked file by a job. Raises Refused as `start_write` does."""
    with transaction.atomic():
        job = start_write(upload=upload, names_confirmed=names_confirmed)
        queue_work(job_id=job.pk, work=write_file, upload_id=upload.pk, report_url=report_url)


@job_task(broke_off=_("The check broke off."))
def check_file(*, by: Any, job_id: int, upload_id: int, report_url: str) -> None:
    """Check an uploaded file."""
    check_upload(upload=Upload.objects.get(pk=upload_id), job_id=job_id, report_url=report_url)


@job_task(broke_off=_("Nothing was written."))
def write_file(*, by: Any, job_id: int, upload_id: int, report_url: str) -> None:
    """Write a checked file, all or nothing."""
    upload = Upload.objects.get(pk=upload_id)
    write_upload(by=by, upload=upload, job_id=job_id, report_url=report_url)
