"""Pages about files: uploaded, looked at, written; and about what imports wrote, to take back."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _lazy

from begleitwerk.core.enums import JobState, UploadState
from begleitwerk.core.exports import table_response
from begleitwerk.core.forms import ReasonForm, TableForm
from begleitwerk.core.imports.plans import SHOWN
from begleitwerk.core.models import Upload, WrittenImport
from begleitwerk.core.pages.kinds import ActionPage, FormPage, Page, Text, Values
from begleitwerk.core.selectors import (
    get_import_or_404,
    get_upload_or_404,
    imports_of,
    jobs_of,
)
from begleitwerk.core.services import receive_upload
from begleitwerk.core.services.undo import page_of, undo_import, undoing
from begleitwerk.core.tasks import check_soon, write_soon


class OfUploads:
    """Pages about the files of one kind: upload, report, write.

    `upload_kind` is its name, `upload_page` the name of the address where one is uploaded; report
    and write have the same with `_report` and `_write` behind it.
    """

    upload_kind = ""
    upload_page = ""
    request: Any
    kwargs: dict[str, Any]

    def subject_id(self) -> int:
        """The record the files are about; 0 where there is none."""
        return 0

    def upload_within(self) -> list[Any]:
        """What stands in the addresses before the number of the file: the municipality, say."""
        return []

    def again_url(self) -> str:
        """Where a corrected file is uploaded."""
        return reverse(self.upload_page, args=self.upload_within())

    def report_url(self, upload: Upload) -> str:
        """The address of the report of a file."""
        return reverse(f"{self.upload_page}_report", args=[*self.upload_within(), upload.pk])

    def write_url(self) -> str:
        """The address of the button that writes."""
        return reverse(f"{self.upload_page}_write", args=[*self.upload_within(), self.upload.pk])

    @cached_property
    def upload(self) -> Upload:
        """One's own file; asked for after the permission, so that who lost it gets a 403."""
        pk = self.kwargs.get("file_pk") or self.kwargs["pk"]
        return get_upload_or_404(self.request.user.pk, self.upload_kind, pk, self.subject_id())


class UploadPage(OfUploads, FormPage):
    """A form with a file, which is kept and checked; its report comes next."""

    submit_label: Text = _lazy("Check the file")

    def said(self, form: Any) -> dict[str, Any]:
        """What the form says about the file besides: where its table stands, of a table."""
        return {"place": asdict(form.place)} if isinstance(form, TableForm) else {}

    def save(self, form: Any) -> Upload:
        file = form.cleaned_data["file"]
        upload = receive_upload(
            by=self.request.user,
            kind=self.upload_kind,
            subject_id=self.subject_id(),
            file_name=file.name,
            content=file.read(),
            options=self.said(form),
        )
        check_soon(upload, self.report_url(upload))
        return upload

    def get_success_url(self) -> str:
        return self.report_url(self.result)


# German in every language, like every list that goes out
PROBLEM_COLUMNS = {"row": "Zeile", "column": "Spalte", "what": "Was auffällt", "mend": "Abhilfe"}


class UploadReport(OfUploads, Page):
    """What a file would do, row by row; while it is worked on, how far that is."""

    template_name = "core/upload.html"
    written_title: Text = ""
    write_label: Text = ""
    row_label: Text = ""
    back_label: Text = ""

    @abstractmethod
    def back_url(self) -> str:
        """Where one goes when it is written."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """With `export` what is to be corrected as a file, for whoever keeps the list."""
        kind = request.GET.get("export", "")
        problems = self.upload.report.get("problems")
        if problems and kind in ("csv", "xlsx"):
            rows = [[row[name] for name in PROBLEM_COLUMNS] for row in problems]
            header = list(PROBLEM_COLUMNS.values())
            return table_response(name="fehlerliste", kind=kind, header=header, rows=rows)
        return super().get(request, *args, **kwargs)

    def values(self) -> Values:
        upload = self.upload
        job = jobs_of(self.request.user.pk).filter(pk=upload.job_id or 0).first()
        report = upload.report
        return {
            **super().values(),
            "upload": upload,
            "report": report,
            "job": job if job and job.state != JobState.DONE else None,
            "problems": report.get("problems", [])[:SHOWN],
            "has_errors": upload.state == UploadState.FAULTY,
            "is_idle": upload.state == UploadState.READY and report["is_idle"],
            "title": self.written_title,
            "write_label": self.write_label,
            "row_label": self.row_label,
            "back_label": self.back_label,
            "back_url": self.back_url(),
            "again_url": self.again_url(),
            "write_url": self.write_url(),
            "undo_url": self.undo_url(),
        }

    def undo_url(self) -> str:
        """Where a file that was written is taken back."""
        pk = self.upload.report.get("import")
        written = WrittenImport.objects.filter(pk=pk, undone_at=None).first() if pk else None
        return page_of(written) if written else ""


class UploadWrite(OfUploads, ActionPage):
    """The button that writes a checked file."""

    def act(self) -> None:
        names_confirmed = "names" in self.request.POST
        write_soon(self.upload, self.target_url(), names_confirmed=names_confirmed)

    def target_url(self) -> str:
        return self.report_url(self.upload)


class OfImports:
    """Pages about what imports wrote: which there were, and taking one back.

    `import_kinds` are the kinds of files, `subject_id` as for their uploads.
    """

    import_kinds: Sequence[str] = ()
    kwargs: dict[str, Any]

    def subject_id(self) -> int:
        """The record the imports are about; 0 where there is none."""
        return 0


class ImportList(OfImports, Page):
    """What was imported, the last first, each with the way to take it back."""

    template_name = "core/imports.html"
    title: Text = gettext_lazy("Imports so far")

    def values(self) -> Values:
        rows = list(imports_of(self.import_kinds, self.subject_id()))
        return {**super().values(), "imports": [(row, page_of(row)) for row in rows]}


class ImportUndo(OfImports, FormPage):
    """An import is taken back as a whole; where something rests on it, that is named and nothing
    is offered."""

    template_name = "core/import_undo.html"
    form_class = ReasonForm
    title: Text = gettext_lazy("Take this import back?")
    submit_label: Text = gettext_lazy("Take the import back")
    saved_message: Text = gettext_lazy("The import is taken back.")

    @cached_property
    def written(self) -> WrittenImport:
        pk = self.kwargs["import_pk"]
        return get_import_or_404(self.import_kinds, pk, self.subject_id())

    def save(self, form: Any) -> None:
        undo_import(by=self.user, written=self.written, reason=form.cleaned_data["reason"])

    def get_success_url(self) -> str:
        return page_of(self.written)

    def values(self) -> Values:
        written = self.written
        found = undoing(written) if written.undone_at is None else None
        return {**super().values(), "written": written, "undoing": found}
