"""A paper and its attachments as files."""

from abc import abstractmethod
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View

from begleitwerk.core.exports import file_response
from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.council.exports import CONTENT_TYPES, paper_docx, paper_file_name, paper_pdf
from begleitwerk.council.selectors import get_attachment_or_404
from begleitwerk.council.views.common import PaperPage, paper_url
from begleitwerk.engine.documents import DocumentError
from begleitwerk.files.exports import download_of


class PaperFile(PaperPage, PermissionMixin, View):
    permission = "council.view_paper"
    kind = ""

    @abstractmethod
    def content(self) -> bytes:
        """The file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            content = self.content()
        except DocumentError as error:
            text = _("The file could not be made: %(reason)s. The paper itself is safe.")
            messages.error(request, text % {"reason": error})
            return redirect(paper_url(self.paper))
        return file_response(
            content,
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
