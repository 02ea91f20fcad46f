"""Measures from a file: tried first, shown row by row, then taken in all or nothing."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Upload
from begleitwerk.core.pages import Crumbs, UploadPage, UploadReport, UploadWrite, Values
from begleitwerk.goals import forms
from begleitwerk.goals.imports import COLUMNS
from begleitwerk.goals.services import MEASURES_UPLOAD
from begleitwerk.goals.views.goal import goals_url
from begleitwerk.goals.views.measures import measures_url
from begleitwerk.municipalities.pages import MunicipalityPage


class MeasureUploads(MunicipalityPage):
    """Files with measures of one municipality."""

    permission = "goals.edit_goal"
    upload_kind = MEASURES_UPLOAD

    def subject_id(self) -> int:
        return self.municipality.pk

    def report_url(self, upload: Upload) -> str:
        return reverse("goals:measures_report", args=[self.municipality.slug, upload.pk])

    def import_url(self) -> str:
        return reverse("goals:measures_import", args=[self.municipality.slug])

    def crumbs(self) -> Crumbs:
        return [
            (gettext("Goals"), goals_url(self.municipality)),
            (gettext("Measures"), measures_url(self.municipality)),
        ]


class MeasureImport(MeasureUploads, UploadPage):
    form_class = forms.MeasureImportForm
    template_name = "goals/import.html"
    title = _("Take in measures from a file")

    def values(self) -> Values:
        return {**super().values(), "columns": COLUMNS}


class MeasureImportReport(MeasureUploads, UploadReport):
    written_title = _("The measures are taken in")
    write_label = _("Take in these measures")
    row_label = _("Measure")
    back_label = _("To the measures")

    def back_url(self) -> str:
        return measures_url(self.municipality)

    def again_url(self) -> str:
        return self.import_url()

    def write_url(self) -> str:
        return reverse("goals:measures_write", args=[self.municipality.slug, self.upload.pk])

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (gettext("Import"), self.import_url())]


class MeasureImportWrite(MeasureUploads, UploadWrite):
    pass
