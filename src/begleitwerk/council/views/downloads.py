"""A paper and its attachments as files."""

from abc import abstractmethod
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.generic import View

from begleitwerk.core.exports import file_response
from begleitwerk.core.pages import FilePage
from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.council.exports import CONTENT_TYPES, paper_docx, paper_file_name, paper_pdf
from begleitwerk.council.selectors import get_attachment_or_404
from begleitwerk.council.views.common import PaperPage, paper_url
from begleitwerk.files.exports import download_of


class PaperFile(PaperPage, FilePage):
    permission = "council.view_paper"
    kind = ""

    @abstractmethod
    def content(self) -> bytes:
        """The file."""

    def back_url(self) -> str:
        return paper_url(self.paper)

    def file(self) -> HttpResponse:
        return file_response(
            self.content(),
            name=paper_file_name(self.paper, self.kind),
            content_type=CONTENT_TYPES[self.kind],
        )


class PaperPdf(PaperFile):
    kind = "pdf"

    def content(self) -> bytes:
        return paper_pdf(self.paper)


class PaperDocx(PaperFile):
    kind = "docx"

    def content(self) -> bytes:
        return paper_docx(self.paper)


class AttachmentDownload(PaperPage, PermissionMixin, View):
    """Whoever may read the paper may open what goes with it."""

    permission = "council.view_paper"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        attachment = get_attachment_or_404(self.paper, self.kwargs["attachment"])
        return download_of(attachment.file)
