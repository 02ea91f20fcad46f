"""An office's own Word template: tried out by a job, then used for the papers it makes."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.imports import Plan, Planned, Problem
from begleitwerk.core.models import Upload
from begleitwerk.core.services.documents import in_template
from begleitwerk.core.services.templates import Words, template_problem
from begleitwerk.core.services.uploads import Progress
from begleitwerk.council.services.settings import change_settings
from begleitwerk.engine.documents import Document, Paragraph
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.files.services import store_file
from begleitwerk.municipalities.models import Municipality

TEMPLATE_UPLOAD = "council.template"
SAMPLE = Document(title="Probe", subject="Probe", blocks=(Paragraph("Probe"),))
# What only a template for papers must have.
WORDS: Words = {
    "template_without_body": (
        _("The template has no paragraph with {{p body }}; the text would have no place."),
        _("Add one where the text belongs."),
    ),
}


@dataclass
class TemplatePlan(Plan):
    """The template takes the place of the present one."""

    def is_idle(self) -> bool:
        return False


def read_template(upload: Upload) -> Problem | None:
    """What is wrong with a template, by laying a paper into it."""
    try:
        in_template(SAMPLE, bytes(upload.content))
    except ReadingError as error:
        return template_problem(error, WORDS)
    return None


def template_plan(upload: Upload, wrong: Problem | None, progress: Progress) -> TemplatePlan:
    if wrong is not None:
        return TemplatePlan(problems=[wrong])
    return TemplatePlan(rows=[Planned(0, "", upload.file_name, "new")])


def write_template(by: User, upload: Upload, plan: Any) -> None:
    municipality = Municipality.objects.get(pk=upload.subject_id)
    file = SimpleUploadedFile(upload.file_name, bytes(upload.content))
    stored = store_file(by=by, municipality=municipality, upload=file)
    change_settings(by=by, municipality=municipality, template=stored)
