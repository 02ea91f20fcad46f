"""Long work: a worker that is killed leaves it to the next; nothing is done twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import JobState
from begleitwerk.core.models import Job, OutboxMail
from begleitwerk.core.services import (
    JobLostError,
    call_off_job,
    fail_job,
    finish_job,
    keep_hold,
    queue_orphans,
    queue_work,
    report_progress,
    start_job,
    take_up,
)
from begleitwerk.core.services.jobs import LEASE, TRIES, queue_orphan
from tests.core.long_work import STEPS, copy_out
from tests.factories.accounts import UserFactory
from tests.factories.core import JobFactory

ROOT = Path(__file__).resolve().parents[2]


# --- Who holds a job ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_job_another_process_holds_can_neither_be_taken_nor_ended() -> None:
    job = JobFactory(state="running", holder="another", lease_until=timezone.now() + LEASE)
    for do in (take_up, report_done, finish_job, fail):
        with pytest.raises(JobLostError):
            do(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.holder) == ("running", "another")


def report_done(*, job_id: int) -> None:
    report_progress(job_id=job_id, done=1)


def fail(*, job_id: int) -> None:
    fail_job(job_id=job_id, message="Nein")


@pytest.mark.django_db
def test_the_heartbeat_prolongs_what_this_process_holds_and_nothing_else() -> None:
    ours, theirs = JobFactory(), JobFactory(state="running", holder="another")
    Job.objects.filter(pk=theirs.pk).update(lease_until=timezone.now())
    before = take_up(job_id=ours.pk).lease_until
    keep_hold()
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert before
    assert ours.lease_until > before
    assert theirs.lease_until < timezone.now()


@pytest.mark.django_db
def test_work_that_takes_its_worker_down_again_and_again_is_ended_with_the_reason() -> None:
    job = JobFactory(owner_id=UserFactory().pk, attempts=TRIES)
    copy_out.call(job_id=job.pk, folder="/nowhere")
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "endete unerwartet" in job.message


@pytest.mark.django_db
def test_the_page_around_a_job_is_told_to_load_anew_when_it_is_over(
    as_user: Callable[[User | None], Client], coordinator: User
) -> None:
    job = JobFactory(owner_id=coordinator.pk)
    browser, address = as_user(coordinator), reverse("core:job", args=[job.pk])
    assert "HX-Refresh" not in browser.get(address).headers
    finish_job(job_id=job.pk)
    assert browser.get(address).headers["HX-Refresh"] == "true"


# --- Killed at every step -----------------------------------------------------------------------


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Callable[[str], subprocess.Popen[bytes]]]:
    """Starts real workers on the database of the test; `dies_at` names a step of the work."""
    started: list[subprocess.Popen[bytes]] = []
    name = connection.settings_dict["NAME"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.core.worker_settings",
        "BEGLEITWERK_TEST_DATABASE": str(name),
    }

    def start(dies_at: str = "") -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "begleitwerk", "worker", "--pause", "0.2"]
        one = subprocess.Popen(command, cwd=ROOT, env={**environment, "DIES_AT": dies_at})
        started.append(one)
        return one

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("database_queue")
def test_killed_at_every_step_the_work_is_done_once_by_the_next(
    worker: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    owner = UserFactory()
    jobs = {step: start_job(title=step, owner_id=owner.pk) for step in STEPS}
    for step, job in jobs.items():
        queue_work(job_id=job.pk, work=copy_out, folder=str(tmp_path))
        victim = worker(dies_at=step)
        assert victim.wait(timeout=60) == -signal.SIGKILL, step
    age()
    worker()
    wait_until(lambda: not Job.objects.exclude(state=JobState.DONE).exists())
    assert OutboxMail.objects.count() == len(STEPS)
    begun = [(tmp_path / str(job.pk)).read_text() for job in jobs.values()]
    assert begun == ["+", "++", "++", "+"]


def age() -> None:
    """As if the lease had run out; what is left is for the next worker."""
    before = timezone.now() - LEASE - timedelta(seconds=1)
    Job.objects.exclude(lease_until=None).update(lease_until=before)
    DBTaskResult.objects.exclude(started_at=None).update(started_at=before)


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.django_db
@pytest.mark.usefixtures("database_queue")
def test_what_is_worked_on_is_left_alone() -> None:
    job = start_job(title="Arbeit", owner_id=UserFactory().pk)
    queue_work(job_id=job.pk, work=copy_out, folder="/nowhere")
    assert queue_orphans() == 0
    take_up(job_id=job.pk)
    assert queue_orphans() == 0
    age()
    assert queue_orphans() == 1
    assert queue_orphans() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("database_queue")
def test_what_two_workers_find_is_queued_by_one() -> None:
    job = JobFactory(state="running", holder="gone", task_id=str(uuid4()))
    Job.objects.update(lease_until=timezone.now() - LEASE)
    now = timezone.now()
    queue_orphan(job.pk, now, [])
    assert queue_orphan(job.pk, now, []) is False, "the other was quicker"


@pytest.mark.django_db
@pytest.mark.usefixtures("database_queue")
def test_work_called_off_behind_a_dead_worker_s_back_leaves_the_queue_and_stays_over() -> None:
    job = start_job(title="Arbeit", owner_id=UserFactory().pk)
    queue_work(job_id=job.pk, work=copy_out, folder="/nowhere")
    call_off_job(job_id=job.pk, message="Abgebrochen")
    left = DBTaskResult.objects.all()
    left.update(status="RUNNING", started_at=timezone.now() - 2 * LEASE)

    assert queue_orphans() == 1
    job.refresh_from_db()
    assert (left.get().status, job.state) == ("READY", JobState.DONE)
