"""Pages of the foundation: legal pages, language, outbox, progress of long work."""

from datetime import timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, TemplateView, View

from begleitwerk.core import selectors, services
from begleitwerk.core.exports import file_response
from begleitwerk.core.forms import BaseModelForm, VersionedFormMixin
from begleitwerk.core.models import Job, OutboxMail, SitePage
from begleitwerk.core.outbox import OutboxFilter, OutboxTable
from begleitwerk.core.pages import ActionPage, ChangePage, Crumbs, ListPage, Page, Rows, Values
from begleitwerk.core.permissions import PermissionMixin

SEALS_SHOWN = 30


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token has run out: says what happened and that the text is still there."""
    return render(request, "403_csrf.html", status=403)


class SitePageView(TemplateView):
    """Accessibility, privacy, imprint, notice on children in danger: open to everybody."""

    template_name = "core/site_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = selectors.site_page(kwargs["key"])
        if page is None:
            raise Http404
        return super().get_context_data(page=page, **kwargs)


class SitePageForm(VersionedFormMixin, BaseModelForm):
    class Meta:
        model = SitePage
        fields = ("title_de", "text_de", "title_en", "text_en")


class SitePageEdit(ChangePage):
    permission = "core.edit_pages"
    record_name = "page"
    service = staticmethod(services.change_site_page)
    form_class = SitePageForm
    title = _("Edit page")
    submit_label = _("Save page")
    saved_message = _("The page is saved.")

    @cached_property
    def page(self) -> SitePage:
        return get_object_or_404(SitePage, key=self.kwargs["key"])

    def permission_object(self) -> None:
        """The rule is about all pages; none belongs to a place."""


class Outbox(ListPage):
    permission = "core.view_outbox"
    template_name = "core/outbox.html"
    table_class = OutboxTable
    filterset_class = OutboxFilter
    export_name = "postausgang"
    title = _("Outbox")
    model = OutboxMail

    def get_queryset(self) -> Rows:
        return selectors.outbox()


class OutboxRetry(ActionPage):
    permission = "core.view_outbox"
    done_message = _("The mail is waiting to be sent again.")

    def act(self) -> None:
        services.retry_mail(mail=get_object_or_404(OutboxMail, pk=self.kwargs["pk"]))

    def target_url(self) -> str:
        return reverse("core:outbox")


class Seals(Page):
    """When the log of decisions was last sealed, whether it still fits, and how to check that."""

    permission = "core.view_seals"
    template_name = "core/seals.html"
    title = _("Seals of the log")

    def crumbs(self) -> Crumbs:
        return [(_("To the start page"), "/")]

    def values(self) -> Values:
        found = selectors.checked_seals(SEALS_SHOWN)
        last = found[0].seal if found else None
        key = selectors.seal_public_key()
        return {
            **super().values(),
            "seals": found,
            "last": last,
            "broken": [row for row in found if not row.holds],
            "is_late": last is None or last.day < timezone.localdate() - timedelta(days=1),
            "key": key.hex() if key else "",
            "not_given": selectors.duty_error("core.seal"),
            "mails": settings.SEAL_MAIL,
            "authority": urlsplit(settings.TSA_URL).hostname,
            "is_trusted": bool(settings.TSA_ROOTS_PATH),
        }


class SealsFile(PermissionMixin, View):
    """All seals as they stand in the file outside, to be kept and compared elsewhere."""

    permission = "core.view_seals"

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = selectors.seals().order_by("number").values_list("line", flat=True)
        content = "".join(f"{line}\n" for line in lines).encode()
        return file_response(content, name="siegel.jsonl", content_type="application/jsonl")


class JobProgress(LoginRequiredMixin, DetailView[Job]):
    """A fragment that refreshes itself until the work is done; only its owner sees it."""

    template_name = "core/job.html"
    context_object_name = "job"

    def get_queryset(self) -> QuerySet[Job]:
        return selectors.jobs_of(self.request.user.pk or 0)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if not self.object.is_under_way:
            response.headers["HX-Refresh"] = "true"  # the page around it speaks of work under way
        return response


# --- Saved filters ------------------------------------------------------------------------------


class FilterPage(LoginRequiredMixin, View):
    """Leads back to the list it came from; an address of another site is no list of ours."""

    def back(self, page: str) -> HttpResponse:
        safe = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
        return redirect(page if safe else "/")


class FilterSave(FilterPage):
    def post(self, request: HttpRequest) -> HttpResponse:
        page, query = request.POST.get("page", ""), request.POST.get("query", "")
        try:
            saved = services.save_filter(
                owner_id=int(request.user.pk or 0),
                page=page[:200],
                name=request.POST.get("name", ""),
                query=query,
            )
        except services.Refused as refusal:
            messages.error(request, str(refusal))
            return self.back(f"{page}?{query}")
        messages.success(request, _("The filter “%(name)s” is saved.") % {"name": saved.name})
        return self.back(saved.url)


class FilterRemove(FilterPage):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not services.remove_filter(owner_id=int(request.user.pk or 0), pk=pk):
            raise Http404
        return self.back(request.POST.get("page", ""))
