"""Stored files leave the house only here."""

from typing import Any

from django.http import FileResponse, HttpRequest
from django.views.generic import View

from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.files.exports import download_of
from begleitwerk.files.selectors import get_file_or_404
from begleitwerk.municipalities.pages import MunicipalityPage


class Download(MunicipalityPage, PermissionMixin, View):
    permission = "files.view_file"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        return download_of(get_file_or_404(self.municipality, self.kwargs["pk"]))
