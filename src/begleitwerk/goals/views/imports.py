"""Measures from a file: tried first, shown row by row, then taken in all or nothing."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
    upload_page = "goals:measures_import"

    def subject_id(self) -> int:
        return self.municipality.pk

    def upload_within(self) -> list[Any]:
        return [self.municipality.slug]

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

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (gettext("Import"), self.again_url())]


class MeasureImportWrite(MeasureUploads, UploadWrite):
    pass
