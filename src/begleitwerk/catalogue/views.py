"""Pages of the catalogue."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View

from begleitwerk.catalogue import selectors
from begleitwerk.catalogue.exports import (
    content_to_toml,
    framework_template,
    framework_to_xlsx,
    has_sheet_form,
)
from begleitwerk.catalogue.forms import ContentForm, OtherVersionForm, SearchForm
from begleitwerk.catalogue.imports import is_excel
from begleitwerk.catalogue.models import ContentVersion
from begleitwerk.catalogue.presenters import comparison_of, desk_of, sheet_of, usage_of
from begleitwerk.catalogue.services import CONTENT_UPLOAD
from begleitwerk.core.exports import XLSX_TYPE, file_response
from begleitwerk.core.models import Upload
from begleitwerk.core.pages import (
    Crumbs,
    Page,
    UploadPage,
    UploadReport,
    UploadWrite,
    Values,
    number_in,
)
from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.core.selectors import get_upload_or_404
from begleitwerk.core.services import receive_upload
from begleitwerk.core.tasks import check_soon

TOML_TYPE = "application/toml; charset=utf-8"


def searched(request: HttpRequest) -> tuple[SearchForm, str]:
    """The search form of a page and what was looked for."""
    form = SearchForm(request.GET)
    return form, form.cleaned_data["q"].strip() if form.is_valid() else ""


class CatalogueView(Page):
    permission = "catalogue.view"
    template_name = "catalogue/list.html"

    def values(self) -> Values:
        form, text = searched(self.request)
        return {
            **super().values(),
            "shelves": selectors.shelves(),
            "search_form": form,
            "text": text,
            "found": selectors.search_items(text),
            "may_import": self.user.has_perm("catalogue.import_content"),
        }


class VersionView(Page):
    permission = "catalogue.view"
    template_name = "catalogue/version.html"

    def crumbs(self) -> Crumbs:
        return [(_("Catalogue"), reverse("catalogue:list"))]

    def values(self) -> Values:
        version = selectors.get_version_or_404(**self.kwargs)
        form, text = searched(self.request)
        line = selectors.versions_of(version)
        earlier = line[line.index(version) + 1 :]
        return {
            **super().values(),
            "version": version,
            "current": line[0] == version,
            "comparison": comparison_of(earlier[0], version) if earlier and not text else None,
            "used": bool(selectors.used_version_ids([version])),
            "has_sheet_form": has_sheet_form(selectors.content_of(version)),
            "sheet": sheet_of(version, selectors.tree_of(version, text)),
            "count": len(selectors.top_items(version)),
            "search_form": form,
            "text": text,
        }


class DifferencesView(Page):
    """A version beside another one of the same content (`?zu=`), else beside the one before it."""

    permission = "catalogue.view"
    template_name = "catalogue/differences.html"

    def crumbs(self) -> Crumbs:
        return [
            (_("Catalogue"), reverse("catalogue:list")),
            (self.version.title, reverse("catalogue:version", kwargs=self.kwargs)),
        ]

    @cached_property
    def version(self) -> ContentVersion:
        return selectors.get_version_or_404(**self.kwargs)

    def values(self) -> Values:
        line = selectors.versions_of(self.version)
        others = [version for version in line if version != self.version]
        at = line.index(self.version)
        before = line[at + 1].version if at + 1 < len(line) else line[0].version
        wanted = self.request.GET.get("zu", before)
        other = next((version for version in others if version.version == wanted), None)
        if others and other is None:
            raise Http404
        later, earlier = sorted((self.version, other or self.version), key=line.index)
        return {
            **super().values(),
            "version": self.version,
            "form": OtherVersionForm(others, initial={"zu": wanted}),
            "others": others,
            "comparison": comparison_of(earlier, later) if other else None,
        }


class ExportView(PermissionMixin, View):
    """A version as the file the import takes."""

    permission = "catalogue.view"

    def get(self, request: HttpRequest, kind: str, code: str, version: str) -> HttpResponse:
        found = selectors.get_version_or_404(kind, code, version)
        text = content_to_toml(selectors.content_of(found))
        name = f"{found.code}-{found.version}.toml"
        return file_response(text.encode(), name=name, content_type=TOML_TYPE)


class ExcelExportView(PermissionMixin, View):
    """A framework as the Excel file the import takes."""

    permission = "catalogue.view"

    def get(self, request: HttpRequest, kind: str, code: str, version: str) -> HttpResponse:
        content = selectors.content_of(selectors.get_version_or_404(kind, code, version))
        if not has_sheet_form(content):
            raise Http404
        name = f"{content.code}-{content.version}.xlsx"
        return file_response(framework_to_xlsx(content), name=name, content_type=XLSX_TYPE)


class BlankView(PermissionMixin, View):
    """An empty framework as an Excel file, to be filled in."""

    permission = "catalogue.import_content"

    def get(self, request: HttpRequest) -> HttpResponse:
        name = "qualitaetsrahmen-vorlage.xlsx"
        return file_response(framework_template(), name=name, content_type=XLSX_TYPE)


class EditorView(Page):
    """All versions for whoever keeps them: which is current, and how much rests on each."""

    permission = "catalogue.import_content"
    template_name = "catalogue/editor.html"

    def crumbs(self) -> Crumbs:
        return [(_("Catalogue"), reverse("catalogue:list"))]

    def values(self) -> Values:
        form, text = searched(self.request)
        return {
            **super().values(),
            "rows": desk_of(text),
            "search_form": form,
            "text": text,
            "found": selectors.search_items(text, in_earlier=True),
        }


class UseView(Page):
    """How much rests on each dimension of a version."""

    permission = "catalogue.import_content"
    template_name = "catalogue/usage.html"

    def crumbs(self) -> Crumbs:
        return [
            (_("Catalogue"), reverse("catalogue:list")),
            (_("Versions and their use"), reverse("catalogue:editor")),
        ]

    def values(self) -> Values:
        version = selectors.get_version_or_404(**self.kwargs)
        return {**super().values(), "version": version, "usage": usage_of(version)}


class ContentUploads:
    """Content files."""

    permission = "catalogue.import_content"
    upload_kind = CONTENT_UPLOAD
    upload_page = "catalogue:import"

    def crumbs(self) -> Crumbs:
        return [(_("Catalogue"), reverse("catalogue:list"))]


class ImportView(ContentUploads, UploadPage):
    """The text is kept and checked by a job; one that cannot be imported comes back to be corrected
    (`?datei=`, the number of one's own file)."""

    template_name = "catalogue/import.html"
    form_class = ContentForm
    title = gettext_lazy("Import version")

    def get_initial(self) -> dict[str, Any]:
        again = number_in(self.request.GET.get("datei", ""))
        if again is None:
            return super().get_initial()
        before = get_upload_or_404(self.user.pk, self.upload_kind, again)
        content = bytes(before.content)
        if is_excel(content, before.file_name):
            return super().get_initial()
        return {**super().get_initial(), "text": content.decode()}

    def save(self, form: ContentForm) -> Upload:
        file = self.request.FILES.get("file")
        upload = receive_upload(
            by=self.user,
            kind=self.upload_kind,
            file_name=file.name if file else gettext("Pasted text"),
            content=form.cleaned_data["content"],
        )
        check_soon(upload, self.report_url(upload))
        return upload


class ContentReport(ContentUploads, UploadReport):
    template_name = "catalogue/import_report.html"
    written_title = gettext_lazy("The version was imported.")
    write_label = gettext_lazy("Import version")
    row_label = gettext_lazy("Item")
    back_label = gettext_lazy("Read the version")

    def again_url(self) -> str:
        return f"{super().again_url()}?datei={self.upload.pk}"

    def back_url(self) -> str:
        content = self.upload.report.get("content")
        if not content:
            return reverse("catalogue:list")
        return reverse("catalogue:version", kwargs=content)


class ContentWrite(ContentUploads, UploadWrite):
    pass
