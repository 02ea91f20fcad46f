"""Taking a survey file in: kept, its columns assigned, checked without writing, written whole."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import JobState
from begleitwerk.core.imports import UnreadableError
from begleitwerk.core.models import Job
from begleitwerk.core.services import Refused, finish_job, record_event, start_job
from begleitwerk.municipal_survey.enums import FilePurpose, FileState
from begleitwerk.municipal_survey.imports.columns import KEY, LEAVE_OUT, proposed
from begleitwerk.municipal_survey.imports.tables import Table, read_table
from begleitwerk.municipal_survey.models import (
    SurveyColumn,
    SurveyFile,
    SurveyRow,
    SurveyVariable,
    SurveyWave,
)
from begleitwerk.municipal_survey.selectors.waves import (
    remembered_columns,
    variables_of,
)
from begleitwerk.municipal_survey.services.plan import Plan, plan_of
from begleitwerk.municipalities.selectors import read_places

KEPT_FOR = timedelta(days=1)
BATCH = 200


# --- Receive and assign -------------------------------------------------------------------------


def receive_file(
    *,
    by: User,
    wave: SurveyWave,
    file_name: str,
    content: bytes,
    purpose: str = FilePurpose.ANSWERS,
) -> SurveyFile:
    """Keep an uploaded file for its owner, columns assigned as far as that can be told.

    Files that ran out are thrown away on the way. Raises Refused at `file` where it cannot be
    read at all.
    """
    SurveyFile.objects.filter(expires_at__lte=timezone.now()).delete()
    item = SurveyFile(
        wave=wave,
        owner=by,
        purpose=purpose,
        file_name=file_name[-200:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        expires_at=timezone.now() + KEPT_FOR,
    )
    if purpose == FilePurpose.ANSWERS:
        places = read_places()
        item.mapping = proposed(
            readable_table(item),
            list(variables_of(wave)),
            remembered_columns(wave.programme),
            (places.is_key, places.is_named),
        )
    item.save()
    return item


def readable_table(item: SurveyFile) -> Table:
    """The file's table; raises Refused at `file` with what is wrong and how to mend it."""
    try:
        return read_table(bytes(item.content), item.file_name)
    except UnreadableError as error:
        raise Refused(f"{error.problem.what} {error.problem.mend}", "file") from error


def assign_columns(*, by: User, item: SurveyFile, mapping: Mapping[str, str]) -> SurveyFile:
    """Say which column is which variable; remembered for the programme's next file.

    Raises Refused without exactly one key, for a variable assigned twice, and once the file is
    written.
    """
    with transaction.atomic():
        item = SurveyFile.objects.select_for_update().select_related("wave").get(pk=item.pk)
        if item.state == FileState.WRITTEN:
            raise Refused(_("This file is written already."))
        assigned = [name for name in mapping.values() if name != LEAVE_OUT]
        if assigned.count(KEY) != 1:
            raise Refused(_("Assign exactly one column to the key of the municipality."))
        twice = sorted({name for name in assigned if assigned.count(name) > 1})
        if twice:
            raise Refused(
                _("%(name)s is assigned to two columns. Choose another one for one of them.")
                % {"name": twice[0]}
            )
        item.mapping, item.state, item.report = dict(mapping), FileState.RECEIVED, {}
        item.save(update_fields=["mapping", "state", "report"])
        SurveyColumn.objects.bulk_create(
            [
                SurveyColumn(programme_id=item.wave.programme_id, column=column, variable=name)
                for column, name in mapping.items()
            ],
            update_conflicts=True,
            unique_fields=["programme", "column"],
            update_fields=["variable"],
        )
    return item


# --- Check and write ----------------------------------------------------------------------------


def start_check(*, by: User, item: SurveyFile) -> Job:
    """The job a check reports to; the caller queues the task."""
    item.state = FileState.CHECKING
    item.save(update_fields=["state"])
    return attach_job(by, item, _("Check of %(file)s") % {"file": item.file_name})


def start_write(*, by: User, item: SurveyFile) -> Job:
    """The job a write reports to.

    Raises Refused unless the file was checked and is clean, and while it is being written.
    """
    with transaction.atomic():
        item = SurveyFile.objects.select_for_update().get(pk=item.pk)
        check_ready(item)
        under_way = [JobState.WAITING, JobState.RUNNING]
        if Job.objects.filter(pk=item.job_id or 0, state__in=under_way).exists():
            raise Refused(_("This file is being written already."))
        return attach_job(by, item, _("Import of %(file)s") % {"file": item.file_name})


def attach_job(by: User, item: SurveyFile, title: str) -> Job:
    job = start_job(title=title, owner_id=by.pk)
    item.job_id = job.pk
    item.save(update_fields=["job_id"])
    return job


def check_ready(item: SurveyFile) -> None:
    if item.state != FileState.READY:
        raise Refused(_("This file is not ready to be written. Check it again."))


def check_file(*, item: SurveyFile, job_id: int | None = None) -> Plan:
    """Read the file and say what would happen; writes nothing but the report."""
    plan = plan_of(item, job_id)
    item.state = FileState.FAULTY if plan.problems else FileState.READY
    item.report = plan.report()
    with transaction.atomic():
        item.save(update_fields=["state", "report"])
        if job_id:
            done = _("The file is checked.")
            finish_job(job_id=job_id, message=done, result_url=report_url(item))
    return plan


def write_file(*, by: User, item: SurveyFile, job_id: int | None = None) -> Plan:
    """Check the kept file once more and write it, all rows or none.

    Raises Refused where the register or the codebook has changed so that the file does not fit
    any more; the report then says why.
    """
    with transaction.atomic():
        item = SurveyFile.objects.select_for_update().get(pk=item.pk)
        wave = SurveyWave.objects.select_for_update().get(pk=item.wave_id)
        check_ready(item)
        plan = plan_of(item, job_id)
        if not plan.problems:
            write_plan(plan)
            record_import(by, item, wave, plan)
            item.state, item.content = FileState.WRITTEN, b""
        else:
            item.state = FileState.FAULTY
        item.report = plan.report()
        item.save(update_fields=["state", "content", "report"])
        if job_id and not plan.problems:
            done = _("The file is written.")
            finish_job(job_id=job_id, message=done, result_url=report_url(item))
    if plan.problems:
        raise Refused(_("Something has changed since the check. Look at the report."))
    return plan


def report_url(item: SurveyFile) -> str:
    slug = item.wave.programme.workspace.slug
    return reverse("municipal_survey:file", args=[slug, item.wave_id, item.pk])


def write_plan(plan: Plan) -> None:
    SurveyVariable.objects.bulk_create(plan.new_variables, batch_size=BATCH)
    for variable in plan.altered_variables:
        variable.version += 1
    fields = [*SurveyVariable.logged, "position", "version"]
    SurveyVariable.objects.bulk_update(plan.altered_variables, fields, batch_size=BATCH)
    SurveyRow.objects.bulk_create(plan.new, batch_size=BATCH)
    for row in plan.altered:
        row.imported_at = timezone.now()
    fields = ["values", "origins", "file_name", "file_sha256", "row_number", "imported_at"]
    SurveyRow.objects.bulk_update(plan.altered, fields, batch_size=BATCH)


def record_import(by: User, item: SurveyFile, wave: SurveyWave, plan: Plan) -> None:
    """One event for the whole file: its digest, how many rows, and the values it replaced."""
    is_codebook = item.purpose == FilePurpose.CODEBOOK
    verb = (
        "municipal_survey.codebook_imported" if is_codebook else "municipal_survey.answers_imported"
    )
    record_event(
        by=by,
        verb=verb,
        subject=wave,
        workspace_id=wave.programme.workspace_id,
        before=plan.before,
        after={
            "file": item.file_name,
            "sha256": item.sha256,
            **plan.counts(),
            "new_variables": [variable.name for variable in plan.new_variables],
            "altered_variables": [variable.name for variable in plan.altered_variables],
        },
    )
