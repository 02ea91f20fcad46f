"""Pages of the catalogue."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from begleitwerk.accounts.models import User
from begleitwerk.catalogue import selectors
from begleitwerk.catalogue.exports import content_to_toml
from begleitwerk.catalogue.forms import ConfirmForm, ContentForm, SearchForm, digest
from begleitwerk.catalogue.models import ContentVersion
from begleitwerk.catalogue.presenters import sheet_of
from begleitwerk.catalogue.services import ImportReport, Outcome, import_content
from begleitwerk.core.permissions import PermissionMixin

NOT_COMPLETE = 422


def searched(request: HttpRequest) -> tuple[SearchForm, str]:
    """The search form of a page and what was looked for."""
    form = SearchForm(request.GET)
    return form, form.cleaned_data["q"].strip() if form.is_valid() else ""


class CatalogueView(PermissionMixin, TemplateView):
    permission = "catalogue.view"
    template_name = "catalogue/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, text = searched(self.request)
        return super().get_context_data(
            shelves=selectors.shelves(),
            search_form=form,
            text=text,
            found=selectors.search_items(text),
            may_import=self.request.user.has_perm("catalogue.import_content"),
            **kwargs,
        )


class VersionView(PermissionMixin, TemplateView):
    permission = "catalogue.view"
    template_name = "catalogue/version.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = selectors.get_version_or_404(**kwargs)
        form, text = searched(self.request)
        return super().get_context_data(
            version=version,
            current=selectors.is_current(version),
            used=bool(selectors.used_version_ids([version])),
            sheet=sheet_of(version, selectors.tree_of(version, text)),
            count=len(selectors.top_items(version)),
            search_form=form,
            text=text,
            crumbs=[(_("Catalogue"), reverse("catalogue:list"))],
        )


class ExportView(PermissionMixin, View):
    """A version as the file the import takes."""

    permission = "catalogue.view"

    def get(self, request: HttpRequest, kind: str, code: str, version: str) -> HttpResponse:
        found = selectors.get_version_or_404(kind, code, version)
        text = content_to_toml(selectors.content_of(found))
        response = HttpResponse(text, content_type="application/toml; charset=utf-8")
        name = f"{found.code}-{found.version}.toml"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class ImportView(PermissionMixin, FormView[ContentForm]):
    """Checks first; stores a text only after exactly this text was checked."""

    permission = "catalogue.import_content"
    template_name = "catalogue/import.html"
    form_class = ContentForm

    def form_valid(self, form: ContentForm) -> HttpResponse:
        text = form.cleaned_data["text"]
        dry_run = not form.is_confirmed
        report = import_content(by=cast("User", self.request.user), text=text, dry_run=dry_run)
        if report.version and not dry_run:
            messages.success(self.request, _("The version was imported."))
            return redirect(version_url(report.version))
        return self.report_page(report, text)

    def form_invalid(self, form: ContentForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=NOT_COMPLETE)

    def report_page(self, report: ImportReport, text: str) -> HttpResponse:
        """What the check found, with the text to confirm or to correct."""
        good = report.outcome is not Outcome.REFUSED
        form_class = ConfirmForm if good else ContentForm
        form = form_class(initial={"text": text, "checked": digest(text) if good else ""})
        context = self.get_context_data(form=form, report=report, has_errors=not good)
        return self.render_to_response(context, status=200 if good else NOT_COMPLETE)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Catalogue"), reverse("catalogue:list"))]
        return super().get_context_data(crumbs=crumbs, **kwargs)


def version_url(version: ContentVersion) -> str:
    return reverse("catalogue:version", args=[version.kind, version.code, version.version])
