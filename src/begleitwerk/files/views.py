"""Stored files leave the house only here."""

from django.http import FileResponse

from begleitwerk.core.pages import FilePage
from begleitwerk.files.exports import download_of
from begleitwerk.files.selectors import get_file_or_404
from begleitwerk.municipalities.pages import MunicipalityPage


class Download(MunicipalityPage, FilePage):
    permission = "files.view_file"

    def file(self) -> FileResponse:
        return download_of(get_file_or_404(self.municipality, self.kwargs["pk"]))

    def back_url(self) -> str:
        return self.municipality.get_absolute_url()
