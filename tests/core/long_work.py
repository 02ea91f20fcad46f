"""A piece of long work that can die at each of its steps, as a killed worker does."""

import os
import signal
from pathlib import Path
from typing import Any

from django.db import transaction
from django_tasks.signals import task_started

from begleitwerk.core.services import finish_job, queue_mail, report_progress
from begleitwerk.core.tasks import job_task

STEPS = ("taken", "begun", "written", "ended")


def die_at(step: str) -> None:
    if os.environ.get("DIES_AT") == step:
        os.kill(os.getpid(), signal.SIGKILL)


@job_task(broke_off="Die Arbeit brach ab.")
def copy_out(*, by: Any, job_id: int, folder: str) -> None:
    """Leaves a stroke for each beginning and one mail for all of them."""
    with (Path(folder) / str(job_id)).open("a") as strokes:
        strokes.write("+")
    report_progress(job_id=job_id, done=1, total=2)
    die_at("begun")
    with transaction.atomic():
        queue_mail(to="a@example.org", subject="x", body="x", key=f"once-{job_id}-{os.getpid()}")
        die_at("written")
        finish_job(job_id=job_id)
    die_at("ended")


def taken(**_details: Any) -> None:
    die_at("taken")


task_started.connect(taken)
