"""Long work: its progress as the page shows it, and who is at it.

Whoever works off a job holds it for a short while and prolongs that by a heartbeat. A process that
was killed stops prolonging, and the next worker that looks queues its work again. Work is written
in one transaction with the end of its job, so nothing is done twice: whoever lost a job cannot
end it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from begleitwerk.core.enums import JobState
from begleitwerk.core.models import Job

LEASE = timedelta(seconds=30)
TRIES = 3  # work that took its worker down as often is ended
UNDER_WAY = (JobState.WAITING, JobState.RUNNING)
THIS_PROCESS = uuid4().hex


class JobLostError(Exception):
    """The job is over, or another process has it: what was done here does not count."""


def start_job(*, title: str, owner_id: int, total: int = 0, workspace_id: int | None = None) -> Job:
    """A job of somebody; `queue_work` names what is to be done for it."""
    return Job.objects.create(
        title=title, owner_id=owner_id, total=total, workspace_id=workspace_id
    )


def queue_work(*, job_id: int, work: "Task[..., Any]", **given: Any) -> None:
    """Queue the work of a job, in the transaction that made the job: both are there or neither."""
    with transaction.atomic():
        task_id = str(work.enqueue(job_id=job_id, **given).id)
        Job.objects.filter(pk=job_id).update(task_id=task_id)


# --- While it is worked off ---------------------------------------------------------------------


def take_up(*, job_id: int) -> Job:
    """Begin the work, or go on where another process ended. Raises JobLostError."""
    now = timezone.now()
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job_id)
        is_held = job.lease_until is not None and job.lease_until > now
        if job.state not in UNDER_WAY or (is_held and job.holder != THIS_PROCESS):
            raise JobLostError
        job.state, job.holder, job.lease_until = JobState.RUNNING, THIS_PROCESS, now + LEASE
        job.attempts += 1
        job.save(update_fields=["state", "holder", "lease_until", "attempts"])
    return job


def report_progress(*, job_id: int, done: int, total: int | None = None) -> None:
    """Raises JobLostError, so that whoever lost the job stops working."""
    values: dict[str, object] = {"state": JobState.RUNNING, "done": done}
    if total is not None:
        values["total"] = total
    change(job_id, values)


def finish_job(*, job_id: int, message: str = "", result_url: str = "") -> None:
    """Call it in the transaction that writes the result. Raises JobLostError."""
    change(job_id, over(JobState.DONE, message=message, result_url=result_url))


def fail_job(*, job_id: int, message: str) -> None:
    """Raises JobLostError."""
    change(job_id, over(JobState.FAILED, message=message))


def call_off_job(*, job_id: int, message: str, result_url: str = "") -> None:
    """End a job whoever has it; that process finds out when it next tells of its progress."""
    ours = Job.objects.filter(pk=job_id, state__in=UNDER_WAY)
    ours.update(**over(JobState.DONE, message=message, result_url=result_url))


def over(state: JobState, **values: str) -> dict[str, object]:
    return {**values, "state": state, "lease_until": None, "finished_at": timezone.now()}


def change(job_id: int, values: dict[str, object]) -> None:
    ours = Job.objects.filter(pk=job_id, state__in=UNDER_WAY, holder__in=("", THIS_PROCESS))
    if not ours.update(**values):
        raise JobLostError


# --- Beside the work ----------------------------------------------------------------------------


def keep_hold() -> None:
    """The heartbeat: what this process works on stays its own for another while."""
    held = Job.objects.filter(holder=THIS_PROCESS, state=JobState.RUNNING)
    held.update(lease_until=timezone.now() + LEASE)


def queue_orphans() -> int:
    """Queue again what a process left behind that is gone; returns how much that was."""
    now = timezone.now()
    begun = DBTaskResult.objects.running().filter(started_at__lt=now - LEASE)
    names = [str(pk) for pk in begun.values_list("pk", flat=True)]
    left = list(orphans(now, names).order_by("pk").values_list("pk", flat=True))
    return sum(queue_orphan(pk, now, names) for pk in left)


def orphans(now: datetime, begun: Iterable[str]) -> "QuerySet[Job]":
    """Held and not prolonged; or taken from the queue (`begun`) and never held, or held no more."""
    silent = Q(state=JobState.RUNNING, lease_until__lt=now)
    untold = ~Q(state=JobState.RUNNING) & Q(task_id__in=begun)
    return Job.objects.exclude(task_id="").filter(silent | untold)


def queue_orphan(job_id: int, now: datetime, begun: Iterable[str]) -> bool:
    with transaction.atomic():
        job = orphans(now, begun).select_for_update().filter(pk=job_id).first()
        if job is None:  # another worker was quicker
            return False
        if job.state in UNDER_WAY:
            job.state, job.holder, job.lease_until = JobState.WAITING, "", None
            job.save(update_fields=["state", "holder", "lease_until"])
        queued = {"status": "READY", "started_at": None, "finished_at": None}
        return bool(DBTaskResult.objects.filter(pk=job.task_id).update(**queued))
