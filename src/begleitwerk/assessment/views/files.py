"""A result as report and as tables."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment import exports
from begleitwerk.assessment.papers.report import PARTS, Told
from begleitwerk.assessment.selectors.findings import findings_by_criterion
from begleitwerk.assessment.views.results import ResultArea
from begleitwerk.core.exports import CSV_TYPE, XLSX_TYPE, file_response
from begleitwerk.core.pages import FilePage, Page, Values
from begleitwerk.core.services import Refused

FIRST = frozenset({"ueberblick", "antworten", "gespraech", "befunde", "methode"})
TABLES = {
    "csv": (exports.result_csv, "antworten", "csv", CSV_TYPE),
    "xlsx": (exports.result_xlsx, "antworten", "xlsx", XLSX_TYPE),
    "codes": (exports.codes_csv, "codeliste", "csv", CSV_TYPE),
}


class Report(ResultArea, Page):
    """Which parts the report shall have, and the tables."""

    template_name = "assessment/report.html"

    def values(self) -> Values:
        parts = [(key, part.label, key in FIRST) for key, part in PARTS.items()]
        return {**super().values(), "title": gettext("Report and tables"), "parts": parts}


class ReportFile(ResultArea, FilePage):
    def back_url(self) -> str:
        return self.here("report")

    def file(self) -> HttpResponse:
        kind = self.request.GET.get("art", "pdf")
        parts = {part for part in self.request.GET.getlist("teil") if part in PARTS}
        if kind not in exports.TYPES:
            raise Http404
        if not parts:
            raise Refused(_("Please choose at least one part."))
        told = Told(self.assessment, self.result, findings_by_criterion(self.assessment))
        content = exports.report_file(told, kind, parts)
        name = exports.file_name(self.assessment, "bericht", kind)
        return file_response(content, name=name, content_type=exports.TYPES[kind])


class ResultTable(ResultArea, FilePage):
    def back_url(self) -> str:
        return self.here("report")

    def file(self) -> HttpResponse:
        if self.kwargs["kind"] not in TABLES:
            raise Http404
        make, what, kind, content_type = TABLES[self.kwargs["kind"]]
        name = exports.file_name(self.assessment, what, kind)
        return file_response(make(self.result), name=name, content_type=content_type)
