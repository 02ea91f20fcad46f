"""The kinds of pages there are: list, form, action, file. Views of all apps derive from these."""

from abc import abstractmethod
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from begleitwerk.core.exports import table_response
from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.core.selectors import saved_filters
from begleitwerk.core.services import EditConflict, Refused

Text = str | Promise
PER_PAGE = 25
PER_PAGE_CHOICES = (25, 100, 300)
SENT_KEY = "sent"
SENT_KEPT = 10
CSRF_FIELD = "csrfmiddlewaretoken"


def sheet_mark(request: HttpRequest) -> str:
    """Tells one filled-in sheet from every other; empty where that cannot be told.

    The token of a form is another one each time the page is made, so that the same words typed
    into a new form are a new sheet. What a file holds is not looked at.
    """
    if not request.POST.get(CSRF_FIELD) or request.FILES:
        return ""
    words = repr((request.path, sorted(request.POST.lists())))
    return sha256(words.encode("utf-8", "replace")).hexdigest()


class Page(PermissionMixin, TemplateView):
    """A page that only shows something."""


class FormPage(PermissionMixin, FormView):  # type: ignore[type-arg]
    """A form, one service call, a redirect.

    `save` calls the service and may return the changed object, whose address is the default
    target. A refusal stands at the field it is about; after an edit conflict the page shows
    both versions. Nothing typed is lost. The same sheet sent again, by a second click or a
    reload, is saved once and leads to what the first click made.
    """

    template_name = "core/form_page.html"
    title: Text = ""
    submit_label: Text = ""
    saved_message: Text = ""

    @abstractmethod
    def save(self, form: Any) -> Any:
        """Call the one service with the cleaned form; its result may say where to go next."""

    def cancel_url(self) -> str:
        return self.get_success_url()

    def form_valid(self, form: Any) -> HttpResponse:
        mark = sheet_mark(self.request)
        done: list[list[str]] = self.request.session.get(SENT_KEY, [])
        made_before = next((target for known, target in done if known == mark), None)
        if made_before:
            messages.info(self.request, _("This was saved already. Nothing was added twice."))
            return redirect(made_before)
        try:
            self.result = self.save(form)
        except EditConflict as conflict:
            form.show_conflict(conflict.current, reload_url=self.request.path)
            return self.form_invalid(form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.form_invalid(form)
        if self.saved_message:
            messages.success(self.request, str(self.saved_message))
        target = self.get_success_url()
        if mark:
            self.request.session[SENT_KEY] = [*done, [mark, str(target)]][-SENT_KEPT:]
        return redirect(target)

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422  # says to scripts and to caches that nothing was saved
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values = {
            "title": self.title,
            "submit_label": self.submit_label,
            "cancel_url": self.cancel_url(),
        }
        return super().get_context_data(**{**values, **kwargs})


class ActionPage(PermissionMixin, View):
    """A button: POST, one service call, a message, a redirect."""

    done_message: Text = ""

    @abstractmethod
    def act(self) -> Any:
        """Call the one service."""

    @abstractmethod
    def target_url(self) -> str:
        """Where the button leads."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.act()
        except EditConflict as conflict:
            messages.error(request, str(conflict))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            if self.done_message:
                messages.success(request, str(self.done_message))
        return redirect(self.target_url())


class FilePage(PermissionMixin, View):
    """A file made on demand; where it cannot be made, the page it stands on says why."""

    @abstractmethod
    def file(self) -> HttpResponseBase:
        """Make the file."""

    @abstractmethod
    def back_url(self) -> str:
        """The page the file is offered on."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return self.file()
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.back_url())


class ListPage(PermissionMixin, SingleTableMixin, FilterView):
    """Search and filters in the address bar, a sortable paged table, export of what is shown.

    A list names `table_class`, `filterset_class`, `export_name` and its rows in `get_queryset`.
    """

    template_name = "core/list_page.html"
    export_name = "liste"
    strict = False

    def get_table_pagination(self, table: Any) -> dict[str, Any]:
        wanted = self.request.GET.get("pro_seite", "")
        offered = {str(number): number for number in PER_PAGE_CHOICES}
        return {"per_page": offered.get(wanted, PER_PAGE)}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") in ("csv", "xlsx"):
            return self.export(request.GET["export"])
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = saved_filters(self.request.user.pk, self.request.path)
        context: dict[str, Any] = super().get_context_data(**{"saved_filters": filters, **kwargs})
        return context

    def export(self, kind: str) -> HttpResponse:
        """All rows the filters leave, not only the page that is shown."""
        filterset = self.get_filterset(self.get_filterset_class())
        self.object_list = filterset.qs
        table = self.get_table_class()(data=self.object_list, request=self.request)
        header, *rows = table.as_values()
        return table_response(name=self.export_name, kind=kind, header=header, rows=rows)


Rows = QuerySet[Any]
Form = forms.BaseForm
