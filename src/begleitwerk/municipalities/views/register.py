"""The register of municipalities: list, entry, by hand, from a file."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import table_response
from begleitwerk.core.forms import UploadForm
from begleitwerk.core.models import Upload
from begleitwerk.core.pages import (
    Crumbs,
    FormPage,
    ListPage,
    Page,
    Rows,
    UploadPage,
    UploadReport,
    UploadWrite,
    Values,
)
from begleitwerk.municipalities import selectors, services
from begleitwerk.municipalities.exports import HEADER, register_rows
from begleitwerk.municipalities.forms import NoticeForm, RegisterFilter, RegisterForm
from begleitwerk.municipalities.imports import COLUMNS, KINDS
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.municipalities.services import REGISTER_UPLOAD
from begleitwerk.municipalities.tables import RegisterTable


class RegisterList(ListPage):
    permission = "municipalities.view_register"
    template_name = "municipalities/register.html"
    table_class = RegisterTable
    filterset_class = RegisterFilter
    export_name = "kommunen"
    model = Municipality

    def get_queryset(self) -> Rows:
        return selectors.register()

    def export(self, kind: str) -> HttpResponse:
        """In the format the import takes, German in every language."""
        places = self.get_filterset(self.get_filterset_class()).qs.order_by("youth_office_id")
        return table_response(
            name=self.export_name, kind=kind, header=HEADER, rows=register_rows(places)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_edit = self.request.user.has_perm("municipalities.edit_register")
        return {**super().get_context_data(**kwargs), "may_edit": may_edit}


class RegisterEntry(Page):
    """One municipality: facts, each with source and date."""

    permission = "municipalities.view_register"
    template_name = "municipalities/entry.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = selectors.get_register_entry_or_404(self.kwargs["slug"])
        user = self.request.user
        return super().get_context_data(
            municipality=place,
            title=place.name,
            may_edit=user.has_perm("municipalities.edit_register"),
            may_open=selectors.reaches(user, place.workspace),
            settlement=selectors.settlement_of([place])[place.pk],
            towns=list(selectors.register().filter(county=place).order_by("search_text")),
            **kwargs,
        )


class RegisterAdd(FormPage):
    permission = "municipalities.edit_register"
    form_class = RegisterForm
    title = _("Add a municipality")
    submit_label = _("Add the municipality")
    saved_message = _("The municipality is in the register.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Municipality()}

    def save(self, form: Any) -> Municipality:
        return services.add_municipality(by=self.request.user, values=fields_of(form))

    def cancel_url(self) -> str:
        return reverse("municipalities:register")

    def get_success_url(self) -> str:
        return reverse("municipalities:register_entry", args=[self.result.slug])


class RegisterEdit(FormPage):
    permission = "municipalities.edit_register"
    form_class = RegisterForm
    title = _("Edit the register entry")
    submit_label = _("Save the entry")
    saved_message = _("The entry is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        place = selectors.get_register_entry_or_404(self.kwargs["slug"])
        return {**super().get_form_kwargs(), "instance": place}

    def save(self, form: Any) -> Municipality:
        return services.change_municipality(
            by=self.request.user,
            municipality=form.instance,
            version=form.version,
            values=fields_of(form),
        )

    def get_success_url(self) -> str:
        return reverse("municipalities:register_entry", args=[self.kwargs["slug"]])


def fields_of(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in form.Meta.fields}


class Notice(MunicipalityPage, FormPage):
    """What the municipality's own people say about it: the danger notice and the website."""

    permission = "municipalities.edit_profile"
    form_class = NoticeForm
    title = _("Notice on children in danger, and website")
    submit_label = _("Save the details")
    saved_message = _("The details are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.municipality}

    def save(self, form: Any) -> Municipality:
        return services.change_notice(
            by=self.request.user,
            municipality=form.instance,
            version=form.version,
            values=fields_of(form),
        )

    def get_success_url(self) -> str:
        return reverse("municipalities:notice", args=[self.municipality.slug])


# --- From a file --------------------------------------------------------------------------------


class RegisterUploads:
    """Files for the register."""

    permission = "municipalities.edit_register"
    upload_kind = REGISTER_UPLOAD

    def crumbs(self) -> Crumbs:
        return [(_("Municipalities"), reverse("municipalities:register"))]

    def report_url(self, upload: Upload) -> str:
        return reverse("municipalities:register_report", args=[upload.pk])


class ImportUpload(RegisterUploads, UploadPage):
    template_name = "municipalities/import.html"
    form_class = UploadForm
    title = _("Import municipalities")

    def values(self) -> Values:
        kinds = ", ".join(names[0] for names in KINDS.values())
        return {**super().values(), "columns": COLUMNS, "kinds": kinds}


class ImportReport(RegisterUploads, UploadReport):
    written_title = _("The register is up to date")
    write_label = _("Write to the register")
    row_label = _("Municipality")
    back_label = _("To the register")

    def back_url(self) -> str:
        return reverse("municipalities:register")

    def again_url(self) -> str:
        return reverse("municipalities:register_import")

    def write_url(self) -> str:
        return reverse("municipalities:register_write", args=[self.upload.pk])

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Import"), self.again_url())]


class ImportWrite(RegisterUploads, UploadWrite):
    pass
