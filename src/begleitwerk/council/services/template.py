"""An office's own Word template: tried out by a job, then used for the papers it makes."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.imports import Plan, Planned, Problem
from begleitwerk.core.imports.reading import in_words
from begleitwerk.core.models import Upload
from begleitwerk.core.services.documents import in_template
from begleitwerk.core.services.uploads import Progress
from begleitwerk.council.services.settings import change_settings
from begleitwerk.engine.documents import Document, Paragraph
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.files.services import store_file
from begleitwerk.municipalities.models import Municipality

TEMPLATE_UPLOAD = "council.template"
SAMPLE = Document(title="Probe", subject="Probe", blocks=(Paragraph("Probe"),))
SAVE_ANEW = _("Save the template as .docx in Word and upload that file.")
CORRECT = _("Correct it in Word, save the file and upload it again.")
# What is wrong with a template, and how to mend it; for the rest words are those of any file.
WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "broken": (_("This is no Word file."), SAVE_ANEW),
    "template_unreadable": (_("This is no Word file."), SAVE_ANEW),
    "template_too_large": (_("This template is too large."), _("Leave out pictures.")),
    "unpacked": (_("This template is too large."), _("Leave out pictures.")),
    "template_unsafe": (
        _("This template holds macros, links to other files or instructions that are not allowed."),
        _("Remove them, save the file and upload it again."),
    ),
    "template_linked": (
        _("This file is linked to another Word template, perhaps on a network drive: %(path)s."),
        _(
            "In Word, open Developer, Document Template, choose Normal.dotm instead, save the file"
            " and upload it again."
        ),
    ),
    "template_delimiters": (
        _(
            "Curly brackets of placeholders are opened and not closed, or there are more than"
            " %(limit)d: %(detail)s"
        ),
        CORRECT,
    ),
    "template_syntax": (_("A placeholder of the template cannot be read: %(detail)s"), CORRECT),
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
        if error.code not in WORDS:
            return in_words("docx", error).problem
        what, mend = WORDS[error.code]
        return Problem(0, "", str(what) % error.params, str(mend))
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
