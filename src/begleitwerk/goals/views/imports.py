"""Measures from a file: tried first, shown row by row, then taken in all or nothing."""

import base64
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.imports import Sheet
from begleitwerk.core.pages import FormPage
from begleitwerk.goals import forms, services
from begleitwerk.goals.imports import COLUMNS, read_sheet
from begleitwerk.goals.services import ImportReport
from begleitwerk.goals.views.goal import goals_url
from begleitwerk.goals.views.measures import measures_url
from begleitwerk.municipalities.pages import MunicipalityPage

SHOWN = 200


class MeasureImport(MunicipalityPage, FormPage):
    """The uploaded file waits in the session for the confirmation, never in the browser."""

    permission = "goals.edit_goal"
    form_class = forms.MeasureImportForm
    template_name = "goals/import.html"
    title = _("Take in measures from a file")
    submit_label = _("Check file")

    @property
    def session_key(self) -> str:
        return f"goals.import.{self.municipality.pk}"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "confirm" in request.POST:
            return self.take_in()
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        upload = form.cleaned_data["file"]
        content = upload.read()
        report = self.run(read_sheet(content, upload.name), dry_run=True)
        if report.problems:
            self.request.session.pop(self.session_key, None)
        else:
            kept = base64.b64encode(content).decode()
            self.request.session[self.session_key] = [upload.name, kept]
        return self.report_page(report, upload.name)

    def save(self, form: Any) -> None:
        """The first sheet only checks; `take_in` writes, after the confirmation."""

    def take_in(self) -> HttpResponse:
        kept = self.request.session.pop(self.session_key, None)
        if kept is None:
            messages.error(
                self.request, gettext("The file is not there any more. Choose it again.")
            )
            return redirect(self.request.path)
        name, content = kept
        report = self.run(read_sheet(base64.b64decode(content), name), dry_run=False)
        if report.problems:
            return self.report_page(report, name)
        counts = report.counts
        messages.success(
            self.request,
            gettext("%(new)s measures added, %(changed)s changed.")
            % {"new": counts["new"], "changed": counts["changed"]},
        )
        return redirect(measures_url(self.municipality))

    def run(self, sheet: Sheet, *, dry_run: bool) -> ImportReport:
        return services.import_measures(
            by=self.request.user, municipality=self.municipality, sheet=sheet, dry_run=dry_run
        )

    def report_page(self, report: ImportReport, file_name: str) -> HttpResponse:
        counts = report.counts
        context = self.get_context_data(
            form=self.form_class(),
            report=report,
            file_name=file_name,
            problems=report.problems[:SHOWN],
            further_problems=max(0, len(report.problems) - SHOWN),
            outcomes=[row for row in report.outcomes if row.action != "same"][:SHOWN],
            new=counts["new"],
            changed=counts["changed"],
            same=counts["same"],
            has_errors=bool(report.problems),
        )
        return self.render_to_response(context, status=422 if report.problems else 200)

    def cancel_url(self) -> str:
        return measures_url(self.municipality)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [
            (gettext("Goals"), goals_url(self.municipality)),
            (gettext("Measures"), reverse("goals:measures", args=[self.municipality.slug])),
        ]
        return super().get_context_data(crumbs=crumbs, columns=COLUMNS, **kwargs)
