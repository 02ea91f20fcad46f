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
from begleitwerk.core.pages import ActionPage, FilePage, FormPage, Page
from begleitwerk.core.templatetags.bw import day
from begleitwerk.council import services
from begleitwerk.council.exports import CONTENT_TYPES, brief_html, brief_pdf
from begleitwerk.council.forms import BriefForm
from begleitwerk.council.models import Brief
from begleitwerk.council.selectors import briefs_of, get_brief_or_404, latest_brief
from begleitwerk.council.views.common import list_crumbs
from begleitwerk.municipalities.pages import MunicipalityPage


class BriefFrame(MunicipalityPage):
    """The brief of the address, the sheet, and the other briefs beside it."""

    @cached_property
    def brief(self) -> Brief | None:
        return get_brief_or_404(self.user, self.municipality, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        brief, place, user = self.brief, self.municipality, self.user
        edits = user.has_perm("council.edit_brief", place)
        if brief and edits and "form" not in kwargs:
            kwargs["form"] = BriefForm(brief=brief)
        lists_papers = user.has_perm("council.list_papers", place)
        return super().get_context_data(
            **{
                "title": brief.title if brief else gettext("Brief"),
                "brief": brief,
                "briefs": list(briefs_of(place)),
                # every text in it is escaped by the engine
                "sheet": SafeString(brief_html(brief)) if brief else "",
                "may_edit": edits,
                "crumbs": list_crumbs(place) if lists_papers else None,
                "made_today": bool(brief and brief.as_of == timezone.localdate()),
                **kwargs,
            }
        )


class LatestBrief(BriefFrame, Page):
    template_name = "council/brief.html"
    permission = "council.view_brief"

    @cached_property
    def brief(self) -> Brief | None:
        return latest_brief(self.municipality)


class BriefPage(BriefFrame, Page):
    template_name = "council/brief.html"
    permission = "council.view_brief"

    def permission_object(self) -> Any:
        return self.brief


class BriefEdit(BriefFrame, FormPage):
    template_name = "council/brief.html"
    permission = "council.edit_brief"
    saved_message = _("The brief is saved.")

    @cached_property
    def brief(self) -> Brief:
        return get_brief_or_404(self.user, self.municipality, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.brief

    def get_form(self, form_class: Any = None) -> BriefForm:
        kwargs = self.get_form_kwargs()
        kwargs.pop("initial", None)
        return BriefForm(**kwargs, brief=self.brief)

    def save(self, form: Any) -> Brief:
        return services.change_brief(
            by=self.user,
            brief=self.brief,
            version=form.version,
            title=form.cleaned_data["title"],
            sentences=form.sentences,
            request=form.cleaned_data["request"],
        )

    def get_success_url(self) -> str:
        return reverse("council:brief_show", args=[self.municipality.slug, self.kwargs["pk"]])


class BriefMake(MunicipalityPage, ActionPage):
    """A brief as of today from the live data."""

    permission = "council.edit_brief"

    def act(self) -> Brief:
        brief = services.make_brief(
            by=self.user, municipality=self.municipality, today=timezone.localdate()
        )
        text = gettext("The brief as of %(day)s is ready. Please check its three sentences.")
        messages.success(self.request, text % {"day": day(brief.as_of)})
        return brief

    def target_url(self) -> str:
        return reverse("council:brief", args=[self.municipality.slug])


class BriefPdf(MunicipalityPage, FilePage):
    permission = "council.view_brief"

    @cached_property
    def brief(self) -> Brief:
        return get_brief_or_404(self.user, self.municipality, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.brief

    def back_url(self) -> str:
        return reverse("council:brief", args=[self.municipality.slug])

    def file(self) -> HttpResponse:
        name = f"kurzbericht-{self.brief.as_of:%Y-%m-%d}.pdf"
        return file_response(brief_pdf(self.brief), name=name, content_type=CONTENT_TYPES["pdf"])
