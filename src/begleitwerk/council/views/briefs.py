"""The brief: as it will print, its words, its earlier issues."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import file_response
from begleitwerk.core.pages import (
    ActionPage,
    ChangePage,
    Crumbs,
    DetailPage,
    FilePage,
    Page,
    Values,
)
from begleitwerk.core.templatetags.bw import day
from begleitwerk.council import services
from begleitwerk.council.exports import CONTENT_TYPES, brief_html, brief_pdf
from begleitwerk.council.forms import BriefForm
from begleitwerk.council.models import Brief
from begleitwerk.council.selectors import briefs_of, get_brief_or_404, latest_brief
from begleitwerk.council.views.common import list_crumbs
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.pages import MunicipalityPage


def brief_url(place: Municipality) -> str:
    """The address of the latest brief."""
    return reverse("council:brief", args=[place.slug])


class BriefFrame(MunicipalityPage):
    """The brief of the address, the sheet, and the other briefs beside it."""

    permission = "council.view_brief"
    record_name = "brief"

    @cached_property
    def brief(self) -> Brief | None:
        return get_brief_or_404(self.user, self.municipality, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.brief

    def crumbs(self) -> Crumbs:
        lists_papers = self.user.has_perm("council.list_papers", self.municipality)
        return list_crumbs(self.municipality) if lists_papers else []

    def values(self) -> Values:
        brief, place = self.brief, self.municipality
        edits = self.user.has_perm("council.edit_brief", place)
        return {
            **super().values(),
            "title": brief.title if brief else gettext("Brief"),
            "brief": brief,
            "briefs": list(briefs_of(place)),
            # every text in it is escaped by the engine
            "sheet": SafeString(brief_html(brief)) if brief else "",
            "may_edit": edits,
            "made_today": bool(brief and brief.as_of == timezone.localdate()),
            "form": BriefForm(instance=brief) if brief and edits else None,
        }


class LatestBrief(BriefFrame, Page):
    template_name = "council/brief.html"

    @cached_property
    def brief(self) -> Brief | None:
        return latest_brief(self.municipality)

    def permission_object(self) -> Any:
        return self.municipality


class BriefPage(BriefFrame, DetailPage):
    template_name = "council/brief.html"


class BriefEdit(BriefFrame, ChangePage):
    template_name = "council/brief.html"
    permission = "council.edit_brief"
    service = staticmethod(services.change_brief)
    form_class = BriefForm
    saved_message = _("The brief is saved.")


class BriefMake(MunicipalityPage, ActionPage):
    """A brief as of today from the live data."""

    permission = "council.edit_brief"

    def act(self) -> None:
        today = timezone.localdate()
        brief = services.make_brief(by=self.user, municipality=self.municipality, today=today)
        text = gettext("The brief as of %(day)s is ready. Please check its three sentences.")
        messages.success(self.request, text % {"day": day(brief.as_of)})

    def target_url(self) -> str:
        return brief_url(self.municipality)


class BriefPdf(MunicipalityPage, FilePage):
    permission = "council.view_brief"

    @cached_property
    def brief(self) -> Brief:
        return get_brief_or_404(self.user, self.municipality, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.brief

    def back_url(self) -> str:
        return brief_url(self.municipality)

    def file(self) -> HttpResponse:
        name = f"kurzbericht-{self.brief.as_of:%Y-%m-%d}.pdf"
        return file_response(brief_pdf(self.brief), name=name, content_type=CONTENT_TYPES["pdf"])
