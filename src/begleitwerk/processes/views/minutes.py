"""The minutes of a meeting as files."""

from django.http import HttpResponse
from django.utils import timezone

from begleitwerk.core.contributions import Look
from begleitwerk.core.exports import file_response
from begleitwerk.core.pages import FilePage
from begleitwerk.core.services import make_docx, make_pdf
from begleitwerk.engine.documents import Document
from begleitwerk.processes.papers.minutes import minutes_document
from begleitwerk.processes.views.meetings import OfMunicipality

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class MinutesFile(OfMunicipality, FilePage):
    """Whoever reads the meeting reads its minutes; of other apps' parts each says who reads it."""

    permission = "processes.view_meeting"

    def document(self) -> Document:
        return minutes_document(Look(self.meeting, self.user, timezone.localdate()))

    def back_url(self) -> str:
        return self.url("meeting", self.meeting.pk)


class MinutesPdf(MinutesFile):
    def file(self) -> HttpResponse:
        content = make_pdf(self.document())
        return file_response(content, name="protokoll.pdf", content_type="application/pdf")


class MinutesDocx(MinutesFile):
    def file(self) -> HttpResponse:
        content = make_docx(self.document())
        return file_response(content, name="protokoll.docx", content_type=DOCX_TYPE)
