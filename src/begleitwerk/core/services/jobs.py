"""Progress of long work, as the page that started it shows it."""

from django.utils import timezone

from begleitwerk.core.enums import JobState
from begleitwerk.core.models import Job


def start_job(*, title: str, owner_id: int, total: int = 0, workspace_id: int | None = None) -> Job:
    return Job.objects.create(
        title=title, owner_id=owner_id, total=total, workspace_id=workspace_id
    )


def report_progress(*, job_id: int, done: int, total: int | None = None) -> None:
    values: dict[str, object] = {"state": JobState.RUNNING, "done": done}
    if total is not None:
        values["total"] = total
    Job.objects.filter(pk=job_id).update(**values)


def finish_job(*, job_id: int, message: str = "", result_url: str = "") -> None:
    Job.objects.filter(pk=job_id).update(
        state=JobState.DONE, message=message, result_url=result_url, finished_at=timezone.now()
    )


def fail_job(*, job_id: int, message: str) -> None:
    Job.objects.filter(pk=job_id).update(
        state=JobState.FAILED, message=message, finished_at=timezone.now()
    )
