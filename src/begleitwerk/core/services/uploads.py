"""Taking a list in from a file: kept, checked without writing, then written all or nothing.

An app says what its files become: `read` reads the kept file, `plan` tells what it would do,
`write` does it. Everything else is here, once: who owns the file, how long it stays, progress,
states, and that it is checked anew at the moment it is written.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.core.enums import UploadState
from begleitwerk.core.imports import Plan
from begleitwerk.core.models import Job, Upload
from begleitwerk.core.services.audit import recorded_together
from begleitwerk.core.services.errors import Refused
from begleitwerk.core.services.jobs import UNDER_WAY, finish_job, report_progress, start_job
from begleitwerk.core.services.undo import keep_import

KEPT_FOR = timedelta(days=1)
Progress = Callable[[int, int], None]  # done, total


@dataclass(frozen=True)
class UploadKind:
    """What a file becomes.

    `read` takes its time and holds nothing meanwhile; `plan` is told what was read and writes
    nothing; `lock` holds what `write` will change.
    """

    name: str
    read: Callable[[Upload], Any]
    plan: Callable[[Upload, Any, Progress], Any]
    write: Callable[[Any, Upload, Any], None]  # by, upload, plan
    lock: Callable[[Upload], Any] | None = None


upload_kinds: dict[str, UploadKind] = {}


def register_uploads(*kinds: UploadKind) -> None:
    """Called at start, in an app's `contributions`."""
    upload_kinds.update({kind.name: kind for kind in kinds})


def receive_upload(
    *,
    by: Any,
    kind: str,
    file_name: str,
    content: bytes,
    subject_id: int = 0,
    options: Mapping[str, Any] | None = None,
) -> Upload:
    """Keep a file for its owner; files that ran out are thrown away on the way.

    Raises Refused at `file` where too many of hers wait to be read or written already.
    """
    Upload.objects.filter(expires_at__lte=timezone.now()).delete()
    with transaction.atomic():
        check_waiting(by)
        return Upload.objects.create(
            owner_id=by.pk,
            kind=kind,
            subject_id=subject_id,
            options=dict(options or {}),
            file_name=file_name[-200:],
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            expires_at=timezone.now() + KEPT_FOR,
        )


def check_waiting(by: Any) -> None:
    """One person does not hold up the files of all others. Her account is locked meanwhile, so that
    many sent at once are counted one after the other."""
    get_user_model()._default_manager.select_for_update().get(pk=by.pk)
    under_way = Job.objects.filter(owner_id=by.pk, state__in=UNDER_WAY).values("pk")
    waits = Q(state=UploadState.RECEIVED, job_id=None) | Q(job_id__in=under_way)
    most = settings.WAITING_UPLOADS
    if Upload.objects.filter(waits, owner_id=by.pk).count() >= most:
        raise Refused(
            ngettext(
                "%(count)d file of yours waits already. Wait until it is done.",
                "%(count)d files of yours wait already. Wait until one of them is done.",
                most,
            )
            % {"count": most},
            "file",
        )


def owner_of(upload: Upload) -> Any:
    return get_user_model()._default_manager.get(pk=upload.owner_id)


# --- Check and write ----------------------------------------------------------------------------


def start_check(*, upload: Upload) -> Job:
    """The job a check reports to; the caller queues the task."""
    upload.state = UploadState.CHECKING
    upload.save(update_fields=["state"])
    return attach_job(upload, _("Check of %(file)s") % {"file": upload.file_name})


def start_write(*, upload: Upload, names_confirmed: bool = False) -> Job:
    """The job a write reports to.

    Raises Refused unless the file was checked and is clean, while it is being written, and where
    entries get other names and nobody said that this is meant.
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        check_ready(upload)
        if upload.report.get("renamed") and not names_confirmed:
            raise Refused(_("Entries get other names. Confirm first that this is meant."), "names")
        if Job.objects.filter(pk=upload.job_id or 0, state__in=UNDER_WAY).exists():
            raise Refused(_("This file is being written already."))
        return attach_job(upload, _("Import of %(file)s") % {"file": upload.file_name})


def attach_job(upload: Upload, title: str) -> Job:
    job = start_job(title=title, owner_id=upload.owner_id)
    upload.job_id = job.pk
    upload.save(update_fields=["job_id"])
    return job


def check_ready(upload: Upload) -> None:
    if upload.state != UploadState.READY:
        raise Refused(_("This file is not ready to be written. Check it again."))


def check_upload(*, upload: Upload, job_id: int | None = None, report_url: str = "") -> Any:
    """Read the file and say what would happen; writes nothing but the report."""
    kind = upload_kinds[upload.kind]
    read = kind.read(upload)
    with recorded_together():  # a check that tries the writing takes its events back with it
        plan: Plan = kind.plan(upload, read, progress_of(job_id))
    upload.state = UploadState.FAULTY if plan.problems else UploadState.READY
    upload.report = plan.report()
    with transaction.atomic():
        upload.save(update_fields=["state", "report"])
        if job_id:
            finish_job(job_id=job_id, message=_("The file is checked."), result_url=report_url)
    return plan


def write_upload(
    *, by: Any, upload: Upload, job_id: int | None = None, report_url: str = ""
) -> Any:
    """Check the kept file once more and write it, all rows or none.

    Raises Refused where something has changed so that the file does not fit any more; the report
    then says what.
    """
    kind = upload_kinds[upload.kind]
    check_ready(upload)
    read = kind.read(upload)
    with transaction.atomic(), recorded_together():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        check_ready(upload)
        if kind.lock:
            kind.lock(upload)
        plan: Plan = kind.plan(upload, read, progress_of(job_id))
        kept = None
        is_other = bool(plan.problems) or plan.renamed() != upload.report.get("renamed", [])
        if plan.problems:
            upload.state = UploadState.FAULTY
        elif not is_other:
            kind.write(by, upload, plan)
            kept = keep_import(by=by, upload=upload, plan=plan)
            upload.state, upload.content = UploadState.WRITTEN, b""
        upload.report = plan.report() | ({"import": kept.pk} if kept else {})
        upload.save(update_fields=["state", "content", "report"])
        if job_id and not is_other:
            finish_job(job_id=job_id, message=_("The file is written."), result_url=report_url)
    if is_other:
        raise Refused(_("Something has changed since the check. Look at the report."))
    return plan


def progress_of(job_id: int | None) -> Progress:
    """Tells the job how far the reading is, some ten times at most."""

    def tell(done: int, total: int) -> None:
        if job_id and done % max(1, total // 10) == 0:
            report_progress(job_id=job_id, done=done, total=total)

    return tell
