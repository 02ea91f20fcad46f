"""Whoever is asked by a personal link: the list, and what is done with an entry."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import list_response
from begleitwerk.core.pages import (
    ActionPage,
    Crumbs,
    FormPage,
    ListPage,
    Rows,
    UploadPage,
    UploadReport,
    UploadWrite,
    Values,
)
from begleitwerk.fieldwork import forms, selectors, services
from begleitwerk.fieldwork.enums import AccessKind, CollectionState
from begleitwerk.fieldwork.imports import COLUMNS
from begleitwerk.fieldwork.models import Access
from begleitwerk.fieldwork.services import PEOPLE_UPLOAD, Added, PersonSpec
from begleitwerk.fieldwork.tables import PeopleFilter, PeopleTable
from begleitwerk.fieldwork.views.inside.area import CollectionArea


class PeopleList(CollectionArea, ListPage):
    """Who is asked, in which group, when the invitation went; never who answered."""

    template_name = "fieldwork/inside/people.html"
    table_class = PeopleTable
    filterset_class = PeopleFilter
    export_name = "befragte"
    title = _("People asked")
    model = Access

    def get_queryset(self) -> Rows:
        return selectors.asked_people(self.collection)

    def get_table_kwargs(self) -> dict[str, Any]:
        return {**super().get_table_kwargs(), "collection": self.collection}

    def export(self, kind: str) -> HttpResponse:
        """What the filters leave, in the format the import takes."""
        rows = self.get_filterset(self.get_filterset_class()).qs
        return list_response(name=self.export_name, kind=kind, rows=rows, columns=COLUMNS)

    def values(self) -> Values:
        is_closed = self.collection.state == CollectionState.CLOSED
        action = (
            {} if is_closed else {"action_url": self.url("person_add"), "action_label": ADD_PERSON}
        )
        return {**super().values(), **action, "is_closed": is_closed}


ADD_PERSON = _("Add person")


class PeopleArea(CollectionArea):
    """A page below the list."""

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (gettext("People asked"), self.url("people"))]

    def get_success_url(self) -> str:
        return self.url("people")

    def target_url(self) -> str:
        return self.url("people")


class PersonAdd(PeopleArea, FormPage):
    form_class = forms.PersonForm
    form_takes = ("collection",)
    title = ADD_PERSON
    submit_label = ADD_PERSON
    saved_message = _("The person is on the list.")

    def save(self, form: Any) -> Access:
        people = [PersonSpec(**form.values)]
        (row,) = services.invite_people(by=self.user, collection=self.collection, people=people)
        return row


class PeoplePaste(PeopleArea, FormPage):
    form_class = forms.PasteForm
    form_takes = ("collection",)
    title = _("Add many people")
    submit_label = _("Add these people")

    def save(self, form: Any) -> Added:
        added = services.add_people(by=self.user, collection=self.collection, people=form.people)
        messages.success(self.request, added_words(added))
        return added


def added_words(added: Added) -> str:
    words = ngettext(
        "%(count)s person is on the list.", "%(count)s people are on the list.", added.new
    ) % {"count": added.new}
    if not added.known:
        return words
    again = ngettext(
        "%(count)s was asked already.", "%(count)s were asked already.", added.known
    ) % {"count": added.known}
    return f"{words} {again}"


class OfPerson(PeopleArea):
    """About one personal link."""

    @cached_property
    def access(self) -> Access:
        return selectors.get_access_or_404(
            self.collection, self.kwargs["access_pk"], AccessKind.PERSONAL
        )


class PersonEdit(OfPerson, FormPage):
    """Another name or address; the way in may end here, or be sent again."""

    form_class = forms.PersonForm
    form_takes = ("collection", "asked")
    template_name = "fieldwork/inside/person.html"
    title = _("Edit person")
    submit_label = _("Save person")
    saved_message = _("The person is saved.")

    @property
    def asked(self) -> bool:
        return self.collection.state != CollectionState.DRAFT

    def get_initial(self) -> dict[str, Any]:
        row = self.access
        return {"name": row.person_name, "email": row.email, "group": row.group_id}

    def save(self, form: Any) -> Access:
        return services.change_person(by=self.user, access=self.access, **form.values)

    def values(self) -> Values:
        row = self.access
        fault = selectors.faults_of([row]).get(row.pk)
        is_open = self.collection.state == CollectionState.OPEN
        return {**super().values(), "access": row, "fault": fault, "is_open": is_open}


class PersonResend(OfPerson, ActionPage):
    done_message = _("The invitation is on its way again.")

    def act(self) -> None:
        services.send_again(by=self.user, access=self.access)


class AccessClose(CollectionArea, ActionPage):
    """A way in ends; whoever it was for keeps what she handed in."""

    done_message = _("This does not let in any more.")

    def act(self) -> None:
        services.close_access(by=self.user, access=self.access)

    def target_url(self) -> str:
        return self.url("people") if self.access.kind == "personal" else super().target_url()


class AccessReopen(AccessClose):
    done_message = _("This lets in again.")

    def act(self) -> None:
        services.reopen_access(by=self.user, access=self.access)


# --- From a file ----------------------------------------------------------------------------------


class PeopleUploads(PeopleArea):
    """Files with people of one collection."""

    upload_kind = PEOPLE_UPLOAD
    upload_page = "fieldwork:people_import"

    def subject_id(self) -> int:
        return self.collection.pk

    def upload_within(self) -> list[Any]:
        return [self.municipality.slug, self.collection.pk]


class PeopleImport(PeopleUploads, UploadPage):
    form_class = forms.PeopleFileForm
    form_takes = ("collection",)
    template_name = "fieldwork/inside/people_import.html"
    title = _("Take in people from a file")

    def said(self, form: Any) -> dict[str, Any]:
        group = form.cleaned_data["group"]
        return {**super().said(form), "group": group.pk if group else None}

    def get_success_url(self) -> str:
        return self.report_url(self.result)

    def values(self) -> Values:
        return {**super().values(), "columns": COLUMNS}


class PeopleImportReport(PeopleUploads, UploadReport):
    written_title = _("The people are taken in")
    write_label = _("Take in these people")
    row_label = _("Person")
    back_label = _("To the people asked")

    def back_url(self) -> str:
        return self.url("people")

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (gettext("Import"), self.again_url())]


class PeopleImportWrite(PeopleUploads, UploadWrite):
    def target_url(self) -> str:
        return self.report_url(self.upload)
