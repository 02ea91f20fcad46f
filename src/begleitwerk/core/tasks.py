"""Work that takes longer than a second: what all of it has in common."""

import functools
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks.base import Task

from begleitwerk.core.services import JobLostError, Refused, fail_job, take_up
from begleitwerk.core.services.jobs import TRIES

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
