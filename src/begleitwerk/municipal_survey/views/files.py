"""A survey file on its way in: upload, columns, report, write."""

from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ActionPage, FormPage, Page
from begleitwerk.core.selectors import jobs_of
from begleitwerk.core.services import queue_work
from begleitwerk.municipal_survey.enums import FilePurpose, FileState
from begleitwerk.municipal_survey.exports import codebook_example
from begleitwerk.municipal_survey.forms import CodebookForm, FileForm, MappingForm
from begleitwerk.municipal_survey.imports.tables import Table
from begleitwerk.municipal_survey.models import SurveyFile
from begleitwerk.municipal_survey.selectors import waves as selectors
from begleitwerk.municipal_survey.services import files as services
from begleitwerk.municipal_survey.tasks import check_survey_file, write_survey_file
from begleitwerk.municipal_survey.views.waves import OfWave

# Files up to this size are checked while one waits; it takes less than a second.
AT_ONCE = 100_000
UPLOADS = {False: "file_upload", True: "codebook_upload"}


class FileUpload(OfWave, FormPage):
    """Answers: the file is kept, then its columns are assigned."""

    permission = "municipal_survey.edit"
    template_name = "municipal_survey/upload.html"
    form_class: Any = FileForm
    title = _("Import answers")
    submit_label = _("Upload the file")
    purpose = FilePurpose.ANSWERS
    next_page = "file_map"

    def save(self, form: Any) -> SurveyFile:
        file = form.cleaned_data["file"]
        return services.receive_file(
            by=self.user,
            wave=self.wave,
            file_name=file.name,
            content=file.read(),
            purpose=self.purpose,
        )

    def cancel_url(self) -> str:
        return self.address("wave", self.wave.pk)

    def get_success_url(self) -> str:
        return self.address(self.next_page, self.wave.pk, self.result.pk)


class CodebookUpload(FileUpload):
    """A codebook in a file of its own: checked at once, written after a look at the report."""

    template_name = "municipal_survey/codebook.html"
    form_class = CodebookForm
    title = _("Import the codebook")
    submit_label = _("Check the file")
    purpose = FilePurpose.CODEBOOK
    next_page = "file"

    def save(self, form: Any) -> SurveyFile:
        item = super().save(form)
        services.check_file(item=item)
        return item

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(columns=codebook_example(), **kwargs)


class OfFile(OfWave):
    """A page about one's own uploaded file."""

    permission = "municipal_survey.edit"

    @cached_property
    def item(self) -> SurveyFile:
        return selectors.get_file_or_404(self.user, self.wave, self.kwargs["file_pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"item": self.item, **kwargs})


class FileMap(OfFile, FormPage):
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
        item = self.item
        return item.purpose == FilePurpose.ANSWERS and item.state != FileState.WRITTEN

    def on(self) -> HttpResponse:
        return redirect(self.get_success_url())

    @cached_property
    def table(self) -> Table:
        return services.readable_table(self.item)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "table": self.table,
            "variables": list(selectors.variables_of(self.wave)),
            "mapping": self.item.mapping,
        }

    def save(self, form: Any) -> SurveyFile:
        item = services.assign_columns(by=self.user, item=self.item, mapping=form.mapping)
        if len(item.content) <= AT_ONCE:
            services.check_file(item=item)
        else:
            with transaction.atomic():
                job = services.start_check(by=self.user, item=item)
                queue_work(job_id=job.pk, work=check_survey_file, file_id=item.pk)
        return item

    def cancel_url(self) -> str:
        return self.address("wave", self.wave.pk)

    def get_success_url(self) -> str:
        return self.address("file", self.wave.pk, self.item.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=len(self.table.lines), **kwargs)


class FileReport(OfFile, Page):
    """What the file would do, row by row; while it is worked on, how far that is."""

    template_name = "municipal_survey/file.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = jobs_of(self.user.pk).filter(pk=self.item.job_id or 0).first()
        is_codebook = self.item.purpose == FilePurpose.CODEBOOK
        return super().get_context_data(
            report=self.item.report,
            job=job if job and job.state != "done" else None,
            ready=self.item.state == FileState.READY,
            has_errors=self.item.state == FileState.FAULTY,
            is_codebook=is_codebook,
            upload_url=self.address(UPLOADS[is_codebook], self.wave.pk),
            wave_url=self.address("wave", self.wave.pk),
            **kwargs,
        )


class FileWrite(OfFile, ActionPage):
    def act(self) -> None:
        with transaction.atomic():
            job = services.start_write(by=self.user, item=self.item)
            queue_work(job_id=job.pk, work=write_survey_file, file_id=self.item.pk)

    def target_url(self) -> str:
        return self.address("file", self.wave.pk, self.kwargs["file_pk"])
