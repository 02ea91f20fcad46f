"""Links for many and codes on paper: shown, printed, made."""

from abc import abstractmethod
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import file_response
from begleitwerk.core.pages import ActionPage, FilePage, FormPage, Page, Values, number_in
from begleitwerk.core.services import Refused, make_pdf
from begleitwerk.engine.codes import qr_data_uri
from begleitwerk.engine.documents import Document
from begleitwerk.fieldwork import forms, papers, selectors, services
from begleitwerk.fieldwork.enums import AccessKind, CollectionState
from begleitwerk.fieldwork.models import Access, Group
from begleitwerk.fieldwork.services.tokens import access_token, access_url, in_blocks
from begleitwerk.fieldwork.views.inside.area import CollectionArea

PDF = "application/pdf"


def full_url(access: Access) -> str:
    return settings.SITE_URL + access_url(access)


class LinkAdd(CollectionArea, ActionPage):
    """A link for many, of one group or of all."""

    made: Access | None = None

    def act(self) -> None:
        pk = number_in(self.request.POST.get("group", ""))
        group = selectors.get_group_or_404(self.collection, pk) if pk else None
        self.made = services.add_group_link(by=self.user, collection=self.collection, group=group)

    def target_url(self) -> str:
        return self.url("link", self.made.pk) if self.made else super().target_url()


class OfLink(CollectionArea):
    """About one link for many: of any other way in nobody sees the address."""

    @cached_property
    def access(self) -> Access:
        return selectors.get_access_or_404(
            self.collection, self.kwargs["access_pk"], AccessKind.GROUP
        )


class LinkPage(OfLink, Page):
    """Address and QR code, large enough for a room."""

    template_name = "fieldwork/inside/link.html"
    title = _("Link for many")

    def values(self) -> Values:
        link = full_url(self.access)
        is_closed = self.collection.state == CollectionState.CLOSED
        about = {"access": self.access, "link": link, "drawing": qr_data_uri(link)}
        return {**super().values(), **about, "is_closed": is_closed}


class PdfPage(CollectionArea, FilePage):
    """A paper of the collection."""

    name = ""

    @abstractmethod
    def document(self) -> Document:
        """What is printed."""

    def file(self) -> HttpResponse:
        content = make_pdf(self.document())
        return file_response(content, name=f"{self.name}.pdf", content_type=PDF)

    def back_url(self) -> str:
        return self.collection.get_absolute_url()


class LinkPoster(OfLink, PdfPage):
    name = "plakat"

    def document(self) -> Document:
        if self.access.is_closed:
            raise Refused(_("This link does not let in any more. Let it in again first."))
        return papers.poster(self.collection, self.access.group, full_url(self.access))


class Codes(CollectionArea, FormPage):
    """How many codes each group has, and more of them."""

    form_class = forms.CodesForm
    form_takes = ("collection",)
    template_name = "fieldwork/inside/codes.html"
    title = _("Codes on paper")
    submit_label = _("Make codes")

    def get_initial(self) -> dict[str, Any]:
        return {"group": number_in(self.request.GET.get("gruppe", ""))}

    def save(self, form: Any) -> list[Access]:
        made = services.add_codes(by=self.user, collection=self.collection, **form.values)
        words = ngettext("%(count)s code is made.", "%(count)s codes are made.", len(made))
        messages.success(self.request, words % {"count": len(made)})
        return made

    def get_success_url(self) -> str:
        return self.url("codes")

    def cancel_url(self) -> str:
        return self.collection.get_absolute_url()

    def values(self) -> Values:
        is_closed = self.collection.state == CollectionState.CLOSED
        rows = selectors.codes_of(self.collection)
        return {**super().values(), "rows": rows, "is_closed": is_closed}


class CodeCards(PdfPage):
    name = "karten"

    def document(self) -> Document:
        group: Group = self.group
        rows = Access.objects.filter(
            collection=self.collection, kind=AccessKind.CODE, group=group, is_closed=False
        )
        typed_at = settings.SITE_URL.partition("://")[2] + reverse("fieldwork:code")
        found = [
            papers.Card(row.number or 0, full_url(row), in_blocks(access_token(row)), typed_at)
            for row in rows.order_by("number")
        ]
        if not found:
            raise Refused(_("This group has no codes. Make some first."))
        return papers.cards(self.collection, group, found)

    def back_url(self) -> str:
        return self.url("codes")


class CodesClose(CollectionArea, ActionPage):
    """All codes of a group end: the cards that are left are worth nothing."""

    done_message = _("The codes of this group do not let in any more.")

    def act(self) -> None:
        rows = Access.objects.filter(
            collection=self.collection, kind=AccessKind.CODE, group=self.group
        )
        services.close_accesses(by=self.user, collection=self.collection, accesses=rows)

    def target_url(self) -> str:
        return self.url("codes")


class Questionnaire(PdfPage):
    """The paper twin; with `gruppe` in the wording of one group."""

    name = "fragebogen"

    def document(self) -> Document:
        pk = number_in(self.request.GET.get("gruppe", ""))
        group = selectors.get_group_or_404(self.collection, pk) if pk else None
        items = list(self.collection.items.filter(is_withdrawn=False))
        if not items:
            raise Refused(gettext("Nothing is asked yet. Choose what people are to answer first."))
        return papers.questionnaire(self.collection, items, group)
