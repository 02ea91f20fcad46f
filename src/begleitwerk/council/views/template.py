"""The Word template of a municipality: upload, report, use, fetch."""

from typing import Any

from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import Crumbs, FilePage, UploadPage, UploadReport, UploadWrite
from begleitwerk.council.forms import TemplateForm
from begleitwerk.council.services import TEMPLATE_UPLOAD
from begleitwerk.council.views.common import list_crumbs
from begleitwerk.council.views.settings import SettingsPage
from begleitwerk.files.exports import download_of


class TemplateUploads(SettingsPage):
    """A template on its way in."""

    upload_kind = TEMPLATE_UPLOAD
    upload_page = "council:template"

    def settings_url(self) -> str:
        return reverse("council:settings", args=[self.municipality.slug])

    def crumbs(self) -> Crumbs:
        settings = (_("Settings for council papers"), self.settings_url())
        return [*list_crumbs(self.municipality), settings]

    def subject_id(self) -> int:
        return self.municipality.pk

    def upload_within(self) -> list[Any]:
        return [self.municipality.slug]


class TemplateUpload(TemplateUploads, UploadPage):
    form_class = TemplateForm
    form_takes = ("municipality",)
    title = _("Own Word template")
    submit_label = _("Try the template out")


class TemplateReport(TemplateUploads, UploadReport):
    template_name = "council/template_report.html"
    written_title = _("The template is used from now on")
    write_label = _("Use this template")
    back_label = _("To the settings")

    def back_url(self) -> str:
        return self.settings_url()


class TemplateWrite(TemplateUploads, UploadWrite):
    pass


class TemplateFile(SettingsPage, FilePage):
    """The present template, for whoever may change it."""

    def file(self) -> FileResponse:
        if self.settings.template is None:
            raise Http404
        return download_of(self.settings.template)

    def back_url(self) -> str:
        return reverse("council:settings", args=[self.municipality.slug])
