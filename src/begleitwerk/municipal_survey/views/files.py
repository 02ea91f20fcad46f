"""A survey file on its way in: upload, columns, report, write."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.enums import UploadState
from begleitwerk.core.forms import UploadForm
from begleitwerk.core.models import Upload
from begleitwerk.core.pages import (
    FormPage,
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
from begleitwerk.municipal_survey.imports.tables import Table
from begleitwerk.municipal_survey.services import files as services
from begleitwerk.municipal_survey.views.waves import OfWave


class SurveyUploads(OfWave):
    """Files for one wave."""

    upload_kind = services.SURVEY_UPLOAD

    def subject_id(self) -> int:
        return self.wave.pk

    def report_url(self, upload: Upload) -> str:
        return self.address("file", self.wave.pk, upload.pk)


class FileUpload(SurveyUploads, UploadPage):
    """Answers: the file is kept, then its columns are assigned."""

    template_name = "municipal_survey/upload.html"
    form_class: Any = FileForm
    title = _("Import answers")
    submit_label = _("Upload the file")
    purpose = FilePurpose.ANSWERS

    def save(self, form: Any) -> Upload:
        file = form.cleaned_data["file"]
        return services.receive_file(
            by=self.user,
            wave=self.wave,
            file_name=file.name,
            content=file.read(),
            purpose=self.purpose,
        )

    def get_success_url(self) -> str:
        return self.address("file_map", self.wave.pk, self.result.pk)


class CodebookUpload(FileUpload):
    """A codebook in a file of its own: checked at once, written after a look at the report."""

    template_name = "municipal_survey/codebook.html"
    form_class = UploadForm
    title = _("Import the codebook")
    submit_label = _("Check the file")
    purpose = FilePurpose.CODEBOOK

    def save(self, form: Any) -> Upload:
        upload = super().save(form)
        check_soon(upload, self.report_url(upload))
        return upload

    def get_success_url(self) -> str:
        return self.report_url(self.result)

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
        """A file that is written, and a codebook, have nothing to assign."""
        is_answers = self.upload.options["purpose"] == FilePurpose.ANSWERS
        return is_answers and self.upload.state != UploadState.WRITTEN

    def on(self) -> HttpResponse:
        return redirect(self.get_success_url())

    @cached_property
    def table(self) -> Table:
        return services.readable_table(bytes(self.upload.content), self.upload.file_name)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "table": self.table,
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
        table = self.table
        size = {"rows": len(table.lines), "columns": len(table.columns)}
        return {**super().values(), "item": self.upload, **size}


class FileReport(SurveyUploads, UploadReport):
    template_name = "municipal_survey/file.html"
    back_label = _("To the wave")

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


class FileWrite(SurveyUploads, UploadWrite):
    pass
