"""Pages about what is held: the record of it, the people in it, and when it ends."""

import json
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from begleitwerk.core.exports import file_response
from begleitwerk.core.pages import Crumbs, FilePage, FormPage, Page, Values
from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.core.services import make_docx, make_pdf
from begleitwerk.privacy import exports, papers, presenters, selectors, services
from begleitwerk.privacy.enums import Tie
from begleitwerk.privacy.forms import EraseForm
from begleitwerk.privacy.presenters.plan import place_words

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FEWEST_LETTERS = 3

# --- Record of processing ---------------------------------------------------------------------


class Record(Page):
    permission = "privacy.view_record"
    template_name = "privacy/record.html"
    title = _("Record of processing")

    def values(self) -> Values:
        may = self.user.has_perm("privacy.look_after_persons")
        return {
            **super().values(),
            "classes": presenters.record_of_processing(),
            "may_look_after": may,
        }


class RecordFile(FilePage):
    permission = "privacy.view_record"

    def back_url(self) -> str:
        return reverse("privacy:record")


class RecordPdf(RecordFile):
    def file(self) -> HttpResponse:
        content = make_pdf(papers.record_document(timezone.localdate()))
        return file_response(content, name="verzeichnis.pdf", content_type="application/pdf")


class RecordDocx(RecordFile):
    def file(self) -> HttpResponse:
        content = make_docx(papers.record_document(timezone.localdate()))
        return file_response(content, name="verzeichnis.docx", content_type=DOCX_TYPE)


# --- People -----------------------------------------------------------------------------------


class Persons(Page):
    """Whoever is looked for, with an account or without one."""

    permission = "privacy.look_after_persons"
    template_name = "privacy/persons.html"
    title = _("What is held of a person")

    def crumbs(self) -> Crumbs:
        return [(_("Record of processing"), reverse("privacy:record"))]

    def values(self) -> Values:
        query = " ".join(self.request.GET.get("q", "")[:200].split())
        found = list(selectors.accounts_called(query)[:25]) if self.is_enough(query) else []
        return {
            **super().values(),
            "query": query,
            "too_short": bool(query) and not self.is_enough(query),
            "accounts": found,
            "elsewhere": f"{reverse('privacy:unnamed')}?{urlencode({'q': query})}",
        }

    @staticmethod
    def is_enough(query: str) -> bool:
        return len(query) >= FEWEST_LETTERS


class OfPerson:
    """A page about a person: by her account, or by what stands in the address as `q`."""

    permission = "privacy.look_after_persons"
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def person(self) -> selectors.Person:
        if "pk" in self.kwargs:
            return selectors.get_person_or_404(self.kwargs["pk"])
        query = self.request.GET.get("q", "")[:200]
        if len(query.strip()) < FEWEST_LETTERS:
            raise Http404
        return selectors.person_called(query)

    @cached_property
    def places(self) -> list[selectors.Place]:
        return selectors.places_of(self.person)

    def address(self, page: str) -> str:
        """The address of a page about the same person."""
        if "pk" in self.kwargs:
            return reverse(f"privacy:person{page}", args=[self.kwargs["pk"]])
        query = urlencode({"q": self.request.GET["q"]})
        return f"{reverse(f'privacy:unnamed{page}')}?{query}"


class Held(OfPerson, Page):
    """What is held of her, by what would become of it."""

    template_name = "privacy/person.html"

    def crumbs(self) -> Crumbs:
        return [(_("What is held of a person"), reverse("privacy:persons"))]

    def values(self) -> Values:
        named = [place for place in self.places if place.tie in (Tie.NAMED, Tie.MENTIONED)]
        return {
            **super().values(),
            "title": str(self.person),
            "person": self.person,
            "plan": presenters.erasing_plan(self.places),
            "named": [place_words(place) for place in named],
            "is_held": bool(self.person.account or self.places),
            "export_url": self.address("_export"),
            "erase_url": self.address("_erase"),
        }


class Erase(OfPerson, FormPage):
    """The dry run, and below it the question."""

    template_name = "privacy/erase.html"
    form_class = EraseForm
    form_takes = ("named",)
    title = _("Erase a person")
    submit_label = _("Erase for good")
    saved_message = _("The person is erased. What was decided stays, without her name.")

    def crumbs(self) -> Crumbs:
        path = [(_("What is held of a person"), reverse("privacy:persons"))]
        return [*path, (str(self.person), self.address(""))]

    @property
    def named(self) -> list[tuple[str, str]]:
        asked = [place for place in self.places if place.tie in (Tie.NAMED, Tie.MENTIONED)]
        return [(place.key, place_words(place)) for place in asked]

    def save(self, form: Any) -> None:
        services.erase_person(by=self.user, person=self.person, **form.values)

    def get_success_url(self) -> str:
        return reverse("privacy:persons")

    def values(self) -> Values:
        return {
            **super().values(),
            "person": self.person,
            "plan": presenters.erasing_plan(self.places),
            "obstacles": selectors.obstacles_of(self.person, by=self.user),
        }


class Export(OfPerson, PermissionMixin, View):
    """A button: what is held of her, as a file."""

    by_name = True

    @property
    def file_name(self) -> str:
        """Whose it is, and no name: files lie in folders others look into."""
        account = self.person.account
        return f"konto-{account.pk}-auskunft.json" if account else "ohne-konto-auskunft.json"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        told = exports.export_person(self.person, by_name=self.by_name)
        content = json.dumps(told, ensure_ascii=False, indent=2).encode()
        return file_response(content, name=self.file_name, content_type="application/json")


class OwnExport(Export):
    """Everybody gets what is held of her. Her name proves nothing: she chose it herself."""

    permission = "accounts.own_account"
    by_name = False
    file_name = "meine-daten.json"

    @cached_property
    def person(self) -> selectors.Person:
        return selectors.person_of(self.request.user)


# --- When data end ----------------------------------------------------------------------------


class Terms(Page):
    """What would go next, and what went: numbers of rows, of nobody in particular."""

    permission = "privacy.view_record"
    template_name = "privacy/terms.html"
    title = _("When data end")

    def crumbs(self) -> Crumbs:
        return [(_("Record of processing"), reverse("privacy:record"))]

    def values(self) -> Values:
        return {
            **super().values(),
            "terms": presenters.terms(),
            "reports": presenters.reports(selectors.last_clearings()),
        }
