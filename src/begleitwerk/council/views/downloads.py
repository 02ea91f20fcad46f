"""A paper and its attachments as files."""

from django.http import HttpResponse, HttpResponseBase

from begleitwerk.core.exports import file_response
from begleitwerk.core.pages import FilePage
from begleitwerk.council.exports import CONTENT_TYPES, paper_docx, paper_file_name, paper_pdf
from begleitwerk.council.models import Paper
from begleitwerk.council.selectors import get_attachment_or_404
from begleitwerk.council.views.common import PaperPage
from begleitwerk.files.exports import download_of


class PaperFile(PaperPage, FilePage):
    """Whoever may read the paper may open it as a file, and what goes with it."""

    permission = "council.view_paper"

    def back_url(self) -> str:
        return self.paper.get_absolute_url()


def sent(paper: Paper, kind: str, content: bytes) -> HttpResponse:
    name = paper_file_name(paper, kind)
    return file_response(content, name=name, content_type=CONTENT_TYPES[kind])


class PaperPdf(PaperFile):
    def file(self) -> HttpResponse:
        return sent(self.paper, "pdf", paper_pdf(self.paper))


class PaperDocx(PaperFile):
    def file(self) -> HttpResponse:
        return sent(self.paper, "docx", paper_docx(self.paper))


class AttachmentDownload(PaperFile):
    def file(self) -> HttpResponseBase:
        return download_of(get_attachment_or_404(self.paper, self.kwargs["attachment"]).file)
