"""Where letters to municipalities go: list, one of them, from a file."""

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import list_response
from begleitwerk.core.forms import UploadForm
from begleitwerk.core.pages import (
    ChangePage,
    Crumbs,
    ListPage,
    Rows,
    UploadPage,
    UploadReport,
    UploadWrite,
    Values,
)
from begleitwerk.municipalities import selectors, services
from begleitwerk.municipalities.forms import ContactFilter, ContactForm
from begleitwerk.municipalities.imports import CONTACT_COLUMNS
from begleitwerk.municipalities.models import LetterContact, Municipality
from begleitwerk.municipalities.services import CONTACTS_UPLOAD
from begleitwerk.municipalities.tables import ContactTable
from begleitwerk.municipalities.views.register import EntryPage


class ContactList(ListPage):
    """Whom letters reach, and where an address is still missing."""

    permission = "municipalities.view_contacts"
    template_name = "municipalities/contacts.html"
    table_class = ContactTable
    filterset_class = ContactFilter
    export_name = "anschriften"
    model = Municipality
    title = _("Addresses for letters")

    def crumbs(self) -> Crumbs:
        return [(_("Municipalities"), reverse("municipalities:register"))]

    def get_queryset(self) -> Rows:
        return selectors.addressed_municipalities()

    def export(self, kind: str) -> HttpResponse:
        """In the format the import takes, with a row for everybody who has none yet."""
        places = self.get_filterset(self.get_filterset_class()).qs.order_by("youth_office_id")
        return list_response(name=self.export_name, kind=kind, rows=places, columns=CONTACT_COLUMNS)

    @cached_property
    def may_write(self) -> bool:
        return bool(self.user.has_perm("municipalities.import_contacts"))

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"may_edit": self.may_write}

    def values(self) -> Values:
        return {**super().values(), "may_import": self.may_write}


class ContactEdit(EntryPage, ChangePage):
    """One municipality's address: its own people keep it, and the offices that write to it."""

    permission = "municipalities.edit_contact"
    service = staticmethod(services.change_contact)
    form_class = ContactForm
    record_name = "contact"
    submit_label = _("Save the address")
    saved_message = _("The address is saved.")

    @cached_property
    def contact(self) -> LetterContact:
        return selectors.contact_of(self.municipality)

    def permission_object(self) -> Any:
        return self.municipality

    def crumbs(self) -> Crumbs:
        entry = reverse("municipalities:register_entry", args=[self.kwargs["slug"]])
        return [(_("Municipalities"), reverse("municipalities:register")),
                (self.municipality.name, entry)]  # fmt: skip

    def get_success_url(self) -> str:
        return reverse("municipalities:register_entry", args=[self.kwargs["slug"]])

    def values(self) -> Values:
        title = _("Address for letters: %(name)s") % {"name": self.municipality}
        return {**super().values(), "title": title}


# --- From a file --------------------------------------------------------------------------------


class ContactUploads:
    """Files of addresses."""

    permission = "municipalities.import_contacts"
    upload_kind = CONTACTS_UPLOAD
    upload_page = "municipalities:register_contacts_import"

    def crumbs(self) -> Crumbs:
        return [
            (_("Municipalities"), reverse("municipalities:register")),
            (_("Addresses for letters"), reverse("municipalities:register_contacts")),
        ]


class ContactUpload(ContactUploads, UploadPage):
    template_name = "municipalities/contacts_import.html"
    form_class = UploadForm
    title = _("Import addresses")

    def values(self) -> Values:
        return {**super().values(), "columns": CONTACT_COLUMNS}


class ContactReport(ContactUploads, UploadReport):
    written_title = _("The addresses are in the register")
    write_label = _("Write the addresses")
    row_label = _("Municipality")
    back_label = _("To the addresses")

    def back_url(self) -> str:
        return reverse("municipalities:register_contacts")

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Import"), self.again_url())]


class ContactWrite(ContactUploads, UploadWrite):
    pass
