"""A survey file on its way in: upload, columns, report, write."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.enums import UploadState
from begleitwerk.core.forms import TableForm
from begleitwerk.core.models import Upload
from begleitwerk.core.pages import (
    Crumbs,
    FormPage,
    ImportList,
    ImportUndo,
    OfUploads,
    UploadPage,
    UploadReport,
    UploadWrite,
    Values,
)
from begleitwerk.core.tasks import check_soon
from begleitwerk.municipal_survey.enums import FilePurpose
from begleitwerk.municipal_survey.exports import codebook_example
from begleitwerk.municipal_survey.forms import FileForm, MappingForm
from begleitwerk.municipal_survey.imports.columns import Outline
from begleitwerk.municipal_survey.services import files as services
from begleitwerk.municipal_survey.tasks import look_soon
from begleitwerk.municipal_survey.views.waves import OfWave


class SurveyUploads(OfWave):
    """Files for one wave."""

    upload_kind = services.SURVEY_UPLOAD

    def subject_id(self) -> int:
        return self.wave.pk

    def report_url(self, upload: Upload) -> str:
        return self.address("file", self.wave.pk, upload.pk)


class FileUpload(SurveyUploads, UploadPage):
    """Answers: the file is kept and read by a job, then its columns are assigned."""

    template_name = "municipal_survey/upload.html"
    form_class: Any = FileForm
    title = _("Import answers")
    submit_label = _("Upload the file")
    purpose = FilePurpose.ANSWERS

    def save(self, form: Any) -> Upload:
        file = form.cleaned_data["file"]
        upload = services.receive_file(
            by=self.user,
            wave=self.wave,
            file_name=file.name,
            content=file.read(),
            purpose=self.purpose,
            place=form.place,
        )
        self.check(upload)
        return upload

    def check(self, upload: Upload) -> None:
        look_soon(upload, self.report_url(upload))


class CodebookUpload(FileUpload):
    """A codebook in a file of its own: checked at once, written after a look at the report."""

    template_name = "municipal_survey/codebook.html"
    form_class = TableForm
    title = _("Import the codebook")
    submit_label = _("Check the file")
    purpose = FilePurpose.CODEBOOK

    def check(self, upload: Upload) -> None:
        check_soon(upload, self.report_url(upload))

    def values(self) -> Values:
        return {**super().values(), "columns": codebook_example()}


class FileMap(SurveyUploads, OfUploads, FormPage):
    """Which column is which question; what was chosen last time is chosen already."""

    template_name = "municipal_survey/map.html"
    form_class = MappingForm
    title = _("Assign the columns")
    submit_label = _("Check the file")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.has_columns else self.on()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.has_columns else self.on()

    @property
    def has_columns(self) -> bool:
        """A file that is written, one nobody could read yet, and a codebook have none to assign."""
        return "outline" in self.upload.options and self.upload.state != UploadState.WRITTEN

    def on(self) -> HttpResponse:
        return redirect(self.get_success_url())

    @cached_property
    def outline(self) -> Outline:
        return Outline.kept(self.upload.options["outline"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "outline": self.outline,
            "variables": self.variables,
            "mapping": self.upload.options["mapping"],
        }

    def save(self, form: Any) -> Upload:
        upload = services.assign_columns(
            by=self.user,
            item=self.upload,
            mapping=form.mapping,
            missing=form.cleaned_data.get("missing", ()),
        )
        check_soon(upload, self.report_url(upload))
        return upload

    def get_success_url(self) -> str:
        return self.report_url(self.upload)

    def values(self) -> Values:
        size = {"rows": self.outline.rows, "columns": len(self.outline.columns)}
        return {**super().values(), "item": self.upload, **size}


class FileReport(SurveyUploads, UploadReport):
    """The report; a file that has been read and waits for its columns leads there."""

    template_name = "municipal_survey/file.html"
    back_label = _("To the wave")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.upload.state == UploadState.RECEIVED and "outline" in self.upload.options:
            return redirect(self.address("file_map", self.wave.pk, self.upload.pk))
        return super().get(request, *args, **kwargs)

    @property
    def is_codebook(self) -> bool:
        return bool(self.upload.options["purpose"] == FilePurpose.CODEBOOK)

    def back_url(self) -> str:
        return self.wave.get_absolute_url()

    def again_url(self) -> str:
        return self.address("codebook_upload" if self.is_codebook else "file_upload", self.wave.pk)

    def write_url(self) -> str:
        return self.address("file_write", self.wave.pk, self.upload.pk)

    def values(self) -> Values:
        words = CODEBOOK_WORDS if self.is_codebook else ANSWER_WORDS
        return {**super().values(), **words, "is_codebook": self.is_codebook}


ANSWER_WORDS = {
    "title": _("The answers are written"),
    "write_label": _("Write the answers"),
    "row_label": _("Municipality"),
}
CODEBOOK_WORDS = {
    "title": _("The codebook is up to date"),
    "write_label": _("Write the codebook"),
    "row_label": _("Question"),
}


class SurveyImports(OfWave):
    """What was imported into one wave."""

    import_kinds: Sequence[str] = (services.SURVEY_UPLOAD,)

    def subject_id(self) -> int:
        return self.wave.pk


class WaveImports(SurveyImports, ImportList):
    pass


class WaveImportUndo(SurveyImports, ImportUndo):
    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (ImportList.title, self.address("imports", self.wave.pk))]


class FileWrite(SurveyUploads, UploadWrite):
    pass
