"""The kinds of pages there are: list, form, action, file. Views of all apps derive from these."""

import copy
from abc import abstractmethod
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, ClassVar

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
from begleitwerk.core.services import AskedBack, EditConflict, Refused

Text = str | Promise
Crumbs = list[tuple[Any, str]]  # name and address
Values = dict[str, Any]
PER_PAGE = 25
PER_PAGE_CHOICES = (25, 100, 300)
SENT_KEY = "sent"
SENT_KEPT = 10
CSRF_FIELD = "csrfmiddlewaretoken"
LONGEST_NUMBER = 18  # digits of a key in a database


def sheet_mark(request: HttpRequest) -> str:
    """Tells one filled-in sheet from every other; empty where that cannot be told.

    The token of a form is another one each time the page is made, so that the same words typed
    into a new form are a new sheet. What a file holds is not looked at.
    """
    if not request.POST.get(CSRF_FIELD) or request.FILES:
        return ""
    words = repr((request.path, sorted(request.POST.lists())))
    return sha256(words.encode("utf-8", "replace")).hexdigest()


def sent(request: HttpRequest) -> list[list[str]]:
    """The sheets this person sent lately: mark, and where it led."""
    found: list[list[str]] = request.session.get(SENT_KEY, [])
    return found


def number_in(text: str) -> int | None:
    """The number an address or a button sent; nothing where no record could have it."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


class Told(PermissionMixin):
    """What every page tells its template: title, path, and values of its own."""

    title: Text = ""
    kwargs: dict[str, Any]  # of the address

    def crumbs(self) -> Crumbs:
        """The path to this page: names and addresses, from above."""
        return []

    def values(self) -> Values:
        """What the template finds; a page adds its own to those of `super()`."""
        return {"title": self.title, "crumbs": self.crumbs()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(  # type: ignore[misc]
            **{**self.values(), **kwargs}
        )
        return context


class Page(Told, TemplateView):
    """A page that only shows something."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without the parts of the address, which a value may be called like."""
        return self.render_to_response(self.get_context_data())


class FormPage(Told, FormView):  # type: ignore[type-arg]
    """A form, one service call, a redirect.

    `save` calls the service and may return the changed object, whose address is the default
    target. A refusal stands at the field it is about; after an edit conflict the page shows
    both versions. Nothing typed is lost. The same sheet sent again, by a second click or a
    reload, is saved once and leads to what the first click made.
    """

    template_name = "core/form_page.html"
    form_takes: ClassVar[Sequence[str]] = ()
    submit_label: Text = ""
    saved_message: Text = ""

    @abstractmethod
    def save(self, form: Any) -> Any:
        """Call the one service with the cleaned form; its result may say where to go next."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """`form_takes` names what of this page its form needs: the municipality, say."""
        taken = {name: getattr(self, name) for name in self.form_takes}
        return {**super().get_form_kwargs(), **taken}

    def cancel_url(self) -> str:
        """Where leaving leads: to the page above."""
        path = self.crumbs()
        return path[-1][1] if path else self.get_success_url()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A second click comes before every rule: what it saved may have closed the form to her."""
        mark = sheet_mark(request) if request.method == "POST" else ""
        made_before = next((target for known, target in sent(request) if known == mark), None)
        if made_before:
            messages.info(request, _("This was saved already. Nothing was added twice."))
            return redirect(made_before)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.result = self.save(form)
        except EditConflict as conflict:
            form.show_conflict(conflict.current, reload_url=self.request.path)
            return self.form_invalid(form)
        except AskedBack as asked:
            form.ask_back(asked.questions)
            return self.form_invalid(form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.form_invalid(form)
        if self.saved_message:
            messages.success(self.request, str(self.saved_message))
        target = self.get_success_url()
        mark = sheet_mark(self.request)
        if mark:
            done = [*sent(self.request), [mark, str(target)]]
            self.request.session[SENT_KEY] = done[-SENT_KEPT:]
        return redirect(target)

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422  # says to scripts and to caches that nothing was saved
        return response

    def values(self) -> Values:
        buttons = {"submit_label": self.submit_label, "cancel_url": self.cancel_url()}
        return {**super().values(), **buttons}


class AddPage(FormPage):
    """A form for a new record: `service` makes it of what the form says, `within` says where.

    Afterwards stands the page of what was made.
    """

    service: ClassVar[Callable[..., Any]]

    def within(self) -> Values:
        """What the service is told beside the form: the municipality, say."""
        return {}

    def save(self, form: Any) -> Any:
        return type(self).service(by=self.user, **self.within(), **form.values)

    def get_success_url(self) -> str:
        return str(self.result.get_absolute_url())


class OneRecord:
    """A page about one record, which it has under `record_name`: as attribute, for its template
    and for the service. The rule is asked about it too, unless an area named before this class
    asks about its place: then a rule of the record needs `permission_object` on the page."""

    record_name: ClassVar[str]

    @property
    def record(self) -> Any:
        return getattr(self, self.record_name)

    def permission_object(self) -> Any:
        return self.record


class DetailPage(OneRecord, Page):
    """The page of a record."""

    def values(self) -> Values:
        return {**super().values(), self.record_name: self.record}


class ChangePage(OneRecord, FormPage):
    """A form about a record: filled with it, saved by `service` at the version the editor saw.

    A form of a model shows the record (a copy: until it is saved, the page around it tells what
    was); of any other `starts_with` names the fields that begin
    with what the record says. Afterwards stands the record's own page.
    """

    service: ClassVar[Callable[..., Any]]
    starts_with: ClassVar[Sequence[str]] = ()

    def within(self) -> Values:
        """What the service is told beside the record and the form."""
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        found = super().get_form_kwargs()
        shows_it = issubclass(self.get_form_class(), forms.ModelForm)
        return {**found, "instance": copy.copy(self.record)} if shows_it else found

    def get_initial(self) -> dict[str, Any]:
        names = getattr(self.get_form_class(), "record_names", {})
        said = {name: getattr(self.record, names.get(name, name)) for name in self.starts_with}
        return {**super().get_initial(), "version": self.record.version, **said}

    def save(self, form: Any) -> Any:
        about = {self.record_name: self.record, **self.within()}
        return type(self).service(by=self.user, **about, version=form.version, **form.values)

    def get_success_url(self) -> str:
        return str(self.record.get_absolute_url())

    def values(self) -> Values:
        return {**super().values(), self.record_name: self.record}


class ActionPage(PermissionMixin, View):
    """A button: POST, one service call, a message, a redirect."""

    done_message: Text = ""

    @property
    def version(self) -> int | None:
        """What the person saw when she pressed the button, where the button sends it."""
        return number_in(self.request.POST.get("version", ""))

    @abstractmethod
    def act(self) -> Any:
        """Call the one service."""

    @abstractmethod
    def target_url(self) -> str:
        """Where the button leads."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.act()
        except EditConflict:
            messages.error(
                request,
                _("Somebody else changed this in the meantime. Please look at it again."),
            )
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


class ListPage(Told, SingleTableMixin, FilterView):
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

    def values(self) -> Values:
        filters = saved_filters(self.user.pk, self.request.path)
        return {**super().values(), "saved_filters": filters}

    def export(self, kind: str) -> HttpResponse:
        """All rows the filters leave, not only the page that is shown."""
        filterset = self.get_filterset(self.get_filterset_class())
        self.object_list = filterset.qs
        about = self.get_table_kwargs()
        table = self.get_table_class()(data=self.object_list, request=self.request, **about)
        header, *rows = table.as_values()
        return table_response(name=self.export_name, kind=kind, header=header, rows=rows)


Rows = QuerySet[Any]
Form = forms.BaseForm
