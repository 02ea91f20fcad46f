"""The register of municipalities: list, entry, by hand, from a file."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import list_response
from begleitwerk.core.forms import TableForm
from begleitwerk.core.pages import (
    AddPage,
    ChangePage,
    Crumbs,
    DetailPage,
    ImportList,
    ImportUndo,
    ListPage,
    OneRecord,
    Rows,
    UploadPage,
    UploadReport,
    UploadWrite,
    Values,
)
from begleitwerk.municipalities import selectors, services
from begleitwerk.municipalities.forms import NoticeForm, RegisterFilter, RegisterForm
from begleitwerk.municipalities.imports import COLUMNS, KINDS
from begleitwerk.municipalities.models import LetterContact, Municipality
from begleitwerk.municipalities.pages import MunicipalityPage, access_url
from begleitwerk.municipalities.presenters import OfferLine, offer_lines
from begleitwerk.municipalities.services import REGISTER_UPLOAD, SETTLEMENT_UPLOAD
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
        return list_response(name=self.export_name, kind=kind, rows=places, columns=COLUMNS)

    def values(self) -> Values:
        may_edit = self.user.has_perm("municipalities.edit_register")
        may_view = self.user.has_perm("municipalities.view_contacts")
        return {**super().values(), "may_edit": may_edit, "may_view_contacts": may_view}


class EntryPage(OneRecord):
    """A page about an entry; the register belongs to nobody, so that the rule asks of no place."""

    permission = "municipalities.view_register"
    record_name = "municipality"
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def municipality(self) -> Municipality:
        place = selectors.get_register_entry_or_404(self.kwargs["slug"])
        self.request.municipality = place  # the foot says whom to call there
        return place

    def permission_object(self) -> Any:
        return None


class RegisterEntry(EntryPage, DetailPage):
    """One municipality: facts, each with source and date."""

    template_name = "municipalities/entry.html"

    def values(self) -> Values:
        place = self.municipality
        return {
            **super().values(),
            "title": place.name,
            "may_edit": self.user.has_perm("municipalities.edit_entry", place),
            "invite_url": self.invite_url(),
            "offers": self.offers(),
            "may_open": selectors.reaches(self.user, place.workspace),
            "contact": self.contact(),
            "may_edit_contact": self.user.has_perm("municipalities.edit_contact", place),
            "settlement": selectors.settlement_of([place])[place.pk],
            "towns": list(selectors.register().filter(county=place).order_by("search_text")),
        }

    def contact(self) -> LetterContact | None:
        """Where its letters go, for those who write them and its own people."""
        place = self.municipality
        if not self.user.has_perm("municipalities.view_contact", place):
            return None
        return selectors.contact_of(place)

    def offers(self) -> list[OfferLine]:
        """Who is invited to be the first head, for whoever may do something about it and has no
        other page to do so."""
        space = self.municipality.workspace
        if selectors.sees_access(self.user, space):
            return []
        return offer_lines(self.user, space, selectors.open_invitations(space), all_of_them=False)

    def invite_url(self) -> str:
        """Where whoever lets in its first people does so, and sees into it no further."""
        space = self.municipality.workspace
        first = not selectors.reaches(self.user, space) and selectors.roles_to_give(
            self.user, space
        )
        return access_url(space, "invite") if first else ""


class RegisterAdd(AddPage):
    permission = "municipalities.edit_register"
    service = staticmethod(services.add_municipality)
    form_class = RegisterForm
    form_takes = ("may_place",)
    may_place = True
    title = _("Add a municipality")
    submit_label = _("Add the municipality")
    saved_message = _("The municipality is in the register.")

    def cancel_url(self) -> str:
        return reverse("municipalities:register")

    def get_success_url(self) -> str:
        return reverse("municipalities:register_entry", args=[self.result.slug])


class RegisterEdit(EntryPage, ChangePage):
    """The municipality's own people keep its entry; where it lies say the operators."""

    permission = "municipalities.edit_entry"
    service = staticmethod(services.change_municipality)
    form_class = RegisterForm
    form_takes = ("may_place",)
    title = _("Edit the register entry")
    submit_label = _("Save the entry")
    saved_message = _("The entry is saved.")

    @property
    def may_place(self) -> bool:
        return bool(self.user.has_perm("municipalities.edit_register"))

    def permission_object(self) -> Any:
        return self.municipality

    def get_success_url(self) -> str:
        return reverse("municipalities:register_entry", args=[self.kwargs["slug"]])


class Notice(MunicipalityPage, ChangePage):
    """What the municipality's own people say about it: the danger notice and the website."""

    permission = "municipalities.edit_profile"
    record_name = "municipality"
    service = staticmethod(services.change_notice)
    form_class = NoticeForm
    title = _("Notice on children in danger, and website")
    submit_label = _("Save the details")
    saved_message = _("The details are saved.")

    def get_success_url(self) -> str:
        return reverse("municipalities:notice", args=[self.municipality.slug])


# --- From a file --------------------------------------------------------------------------------


class RegisterUploads:
    """Files for the register."""

    permission = "municipalities.edit_register"
    upload_kind = REGISTER_UPLOAD
    upload_page = "municipalities:register_import"

    def crumbs(self) -> Crumbs:
        return [(_("Municipalities"), reverse("municipalities:register"))]


class ImportUpload(RegisterUploads, UploadPage):
    template_name = "municipalities/import.html"
    form_class = TableForm
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

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Import"), self.again_url())]


class ImportWrite(RegisterUploads, UploadWrite):
    pass


class RegisterImportArea(RegisterUploads):
    """What was imported into the register."""

    import_kinds: Sequence[str] = (REGISTER_UPLOAD, SETTLEMENT_UPLOAD)


class RegisterImports(RegisterImportArea, ImportList):
    pass


class RegisterImportUndo(RegisterImportArea, ImportUndo):
    def crumbs(self) -> Crumbs:
        above = (ImportList.title, reverse("municipalities:register_imports"))
        return [*super().crumbs(), above]
