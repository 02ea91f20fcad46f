"""The register of municipalities: list, entry, by hand, from a file."""

from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import table_response
from begleitwerk.core.pages import ActionPage, FormPage, ListPage, Page, Rows
from begleitwerk.core.selectors import jobs_of
from begleitwerk.core.services import queue_work
from begleitwerk.municipalities import selectors, services
from begleitwerk.municipalities.enums import ImportState
from begleitwerk.municipalities.exports import HEADER, register_rows
from begleitwerk.municipalities.forms import ImportForm, NoticeForm, RegisterFilter, RegisterForm
from begleitwerk.municipalities.imports import COLUMNS, KINDS
from begleitwerk.municipalities.models import Municipality, RegisterImport
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.municipalities.tables import RegisterTable
from begleitwerk.municipalities.tasks import check_register_import, write_register_import

# Files up to this size are checked while one waits; it takes less than a second.
AT_ONCE = 100_000


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


class ImportUpload(FormPage):
    permission = "municipalities.edit_register"
    template_name = "municipalities/import.html"
    form_class = ImportForm
    title = _("Import municipalities")
    submit_label = _("Check the file")

    def save(self, form: Any) -> RegisterImport:
        file = form.cleaned_data["file"]
        item = services.receive_import(
            by=self.request.user, file_name=file.name, content=file.read()
        )
        if file.size <= AT_ONCE:
            services.check_import(item=item)
        else:
            with transaction.atomic():
                job = services.start_check(by=self.request.user, item=item)
                queue_work(job_id=job.pk, work=check_register_import, import_id=item.pk)
        return item

    def cancel_url(self) -> str:
        return reverse("municipalities:register")

    def get_success_url(self) -> str:
        return reverse("municipalities:register_report", args=[self.result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = ", ".join(names[0] for names in KINDS.values())
        return super().get_context_data(columns=COLUMNS, kinds=kinds, **kwargs)


class ImportPage:
    """One's own uploaded file."""

    permission = "municipalities.edit_register"
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def item(self) -> RegisterImport:
        return selectors.get_import_or_404(self.request.user, self.kwargs["pk"])

    def permission_object(self) -> Any:
        # whoever lost the right is turned away before the file is looked for
        return None


class ImportReport(ImportPage, Page):
    """What the file would do, row by row; while it is worked on, how far that is."""

    template_name = "municipalities/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = jobs_of(self.request.user.pk).filter(pk=self.item.job_id or 0).first()
        return super().get_context_data(
            item=self.item,
            report=self.item.report,
            job=job if job and job.state != "done" else None,
            ready=self.item.state == ImportState.READY,
            has_errors=self.item.state == ImportState.FAULTY,
            **kwargs,
        )


class ImportWrite(ImportPage, ActionPage):
    def act(self) -> None:
        with transaction.atomic():
            job = services.start_write(by=self.request.user, item=self.item)
            queue_work(job_id=job.pk, work=write_register_import, import_id=self.item.pk)

    def target_url(self) -> str:
        return reverse("municipalities:register_report", args=[self.kwargs["pk"]])
