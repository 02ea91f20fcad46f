"""Taking a survey file in: kept, its columns assigned; the rest is `core.services.uploads`."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import UploadState
from begleitwerk.core.imports import WHOLE, Place
from begleitwerk.core.models import Upload, WrittenImport
from begleitwerk.core.services import Refused, finish_job, receive_upload, record_event
from begleitwerk.core.services.undo import Hindrance, later_imports, page_of
from begleitwerk.core.services.uploads import progress_of
from begleitwerk.municipal_survey.enums import FilePurpose
from begleitwerk.municipal_survey.imports.columns import KEY, LEAVE_OUT, outline_of, proposed
from begleitwerk.municipal_survey.imports.received import read_survey
from begleitwerk.municipal_survey.imports.tables import Table
from begleitwerk.municipal_survey.models import (
    SurveyColumn,
    SurveyRow,
    SurveyVariable,
    SurveyWave,
)
from begleitwerk.municipal_survey.selectors.waves import remembered_columns, variables_of
from begleitwerk.municipal_survey.services.plan import (
    SurveyPlan,
    get_wave,
    survey_plan,
)
from begleitwerk.municipalities.selectors import read_places

SURVEY_UPLOAD = "municipal_survey.file"
BATCH = 200


# --- Receive and assign -------------------------------------------------------------------------


def receive_file(
    *,
    by: User,
    wave: SurveyWave,
    file_name: str,
    content: bytes,
    purpose: str = FilePurpose.ANSWERS,
    place: Place = WHOLE,
) -> Upload:
    """Keep an uploaded file for its owner; what it holds is found out by `look_into`."""
    return receive_upload(
        by=by,
        kind=SURVEY_UPLOAD,
        subject_id=wave.pk,
        file_name=file_name,
        content=content,
        options={"purpose": purpose, "place": asdict(place)},
    )


def look_into(*, upload: Upload, job_id: int | None = None, report_url: str = "") -> Upload:
    """Read the columns of a file and assign them as far as that can be told.

    A file that cannot be read is faulty, and its report says why.
    """
    read = read_survey(upload)
    if isinstance(read, Table):
        wave, places = get_wave(upload), read_places()
        mapping = proposed(
            read,
            list(variables_of(wave)),
            remembered_columns(wave.programme),
            (places.is_key, places.is_named),
        )
        found = {"mapping": mapping, "outline": asdict(outline_of(read))}
        upload.options, upload.state = {**upload.options, **found}, UploadState.RECEIVED
    else:
        upload.report = survey_plan(upload, read, progress_of(None)).report()
        upload.state = UploadState.FAULTY
    with transaction.atomic():
        upload.save(update_fields=["options", "report", "state"])
        if job_id:
            finish_job(job_id=job_id, message=_("The file was read."), result_url=report_url)
    return upload


def assign_columns(
    *, by: User, item: Upload, mapping: Mapping[str, str], missing: Collection[str] = ()
) -> Upload:
    """Say which column is which variable; remembered for the programme's next file.

    `missing` are signs of survey tools ("-99", "-oth-") that stand for no answer in new
    questions. Raises Refused without exactly one key, for a variable assigned twice, and once the
    file is written.
    """
    with transaction.atomic():
        item = Upload.objects.select_for_update().get(pk=item.pk)
        if item.state == UploadState.WRITTEN:
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
        item.options = {**item.options, "mapping": dict(mapping), "missing": sorted(missing)}
        item.state, item.report = UploadState.RECEIVED, {}
        item.save(update_fields=["options", "state", "report"])
        programme_id = get_wave(item).programme_id
        SurveyColumn.objects.bulk_create(
            [
                SurveyColumn(programme_id=programme_id, column=column, variable=name)
                for column, name in mapping.items()
            ],
            update_conflicts=True,
            unique_fields=["programme", "column"],
            update_fields=["variable"],
        )
    return item


# --- Write --------------------------------------------------------------------------------------


def lock_wave(upload: Upload | WrittenImport) -> None:
    SurveyWave.objects.select_for_update().get(pk=upload.subject_id)


def write_survey(by: User, upload: Upload, plan: SurveyPlan) -> None:
    write_plan(plan)
    record_import(by, upload, get_wave(upload), plan)


def write_plan(plan: SurveyPlan) -> None:
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
    variables = [*plan.new_variables, *plan.altered_variables]
    plan.written = [*variables, *plan.new, *plan.altered]


def record_import(by: User, upload: Upload, wave: SurveyWave, plan: SurveyPlan) -> None:
    """One event for the whole file: its digest, how many rows, and the values it replaced."""
    is_codebook = upload.options["purpose"] == FilePurpose.CODEBOOK
    verb = (
        "municipal_survey.codebook_imported" if is_codebook else "municipal_survey.answers_imported"
    )
    record_event(
        by=by,
        verb=verb,
        subject=wave,
        before=plan.before,
        after={
            "file": upload.file_name,
            "sha256": upload.sha256,
            **plan.counts(),
            "new_variables": [variable.name for variable in plan.new_variables],
            "altered_variables": [variable.name for variable in plan.altered_variables],
        },
    )


# --- Take back ----------------------------------------------------------------------------------


def wave_of(written: WrittenImport) -> SurveyWave:
    waves = SurveyWave.objects.select_related("programme__workspace")
    return waves.get(pk=written.subject_id)


def later_answers(written: WrittenImport) -> Iterator[Hindrance]:
    """Files that came after this one changed the codebook may answer in its words."""
    if SurveyVariable._meta.label_lower not in written.rows:
        return
    for other in later_imports(written):
        words = _("“%(file)s” was imported afterwards, with the codebook this file changed.")
        yield Hindrance(words % {"file": other.file_name}, page_of(other))
