"""Pages that compose what the other apps know."""

from abc import abstractmethod
from functools import cached_property
from typing import Any, cast

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from begleitwerk.accounts.models import User
from begleitwerk.core import selectors as core
from begleitwerk.core.contributions import COCKPIT, Look, columns
from begleitwerk.core.enums import MailState
from begleitwerk.core.models import AuditEvent, SitePage
from begleitwerk.core.pages import Page
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.municipalities.selectors import (
    access_of,
    get_workspace_or_404,
    platform_workspace,
)
from begleitwerk.portal import selectors

PER_PAGE = 25


class Start(LoginRequiredMixin, View):
    """The first page: on to the last workspace."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(selectors.start_url(request, cast("User", request.user)))


class Home(MunicipalityPage, Page):
    """What is due in a municipality, and what the apps show of it."""

    permission = "workspace.view"
    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        look = Look(self.municipality, self.request.user, timezone.localdate())
        return super().get_context_data(
            look=look,
            headline=selectors.headline_of(look),
            overdue=selectors.overdue_for_onlookers(look),
            today=look.today,
            **kwargs,
        )


class DuePage(Page):
    """What is due in a workspace for the person who looks."""

    template_name = "portal/due.html"

    @abstractmethod
    def space(self) -> Workspace:
        """The workspace."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, space = timezone.localdate(), self.space()
        lines = selectors.due_lines(space, access_of(self.request.user), today)
        return super().get_context_data(lines=lines, today=today, space=space, **kwargs)


class Due(MunicipalityPage, DuePage):
    permission = "workspace.view"

    def space(self) -> Workspace:
        return self.municipality.workspace


class ProgrammeDue(DuePage):
    """What waits for a person in a programme: reviews, decisions."""

    permission = "portal.see_due"

    def space(self) -> Workspace:
        return get_workspace_or_404(self.request.user, WorkspaceKind.PROGRAMME, self.kwargs["slug"])

    def permission_object(self) -> Workspace:
        return self.space()


class CockpitPage(Page):
    """Rows of municipalities, grouped by theme, paged."""

    template_name = "portal/cockpit.html"
    kind: str
    released_only = True

    @abstractmethod
    def subject(self) -> Any:
        """Whose cockpit it is: a workspace, or the facilitator."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        number = self.request.GET.get("page", "")
        part = selectors.participants(self.kind, self.subject(), number, PER_PAGE)
        rows = selectors.cockpit_rows(part.rows, today, released_only=self.released_only)
        return super().get_context_data(
            look=Look(self.subject(), self.request.user, today),
            panels_page=f"cockpit.{self.kind}",
            today=today,
            page=part.page,
            total=part.page.paginator.count,
            columns=columns.on(),
            groups=selectors.grouped(rows),
            urgent=selectors.most_urgent(rows),
            overdue=sum(row.overdue is not None for row in rows),
            **kwargs,
        )


class WorkspaceCockpit(CockpitPage):
    """The cockpit of a programme or a Land; goals as far as they were released."""

    permission = "workspace.view"

    @cached_property
    def workspace(self) -> Workspace:
        kind = WorkspaceKind(self.kind)
        return get_workspace_or_404(self.request.user, kind, self.kwargs["slug"])

    def permission_object(self) -> Workspace:
        return self.workspace

    def subject(self) -> Workspace:
        return self.workspace

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(preline=self.workspace.name, **kwargs)


class Cockpit(WorkspaceCockpit):
    kind = WorkspaceKind.PROGRAMME

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who does not look at municipalities here is led to the first area she does enter."""
        user = request.user
        if user.is_authenticated and not user.has_perm(self.permission, self.workspace):
            entries = selectors.Frame(request, user).navigation
            if entries:
                return redirect(entries[0].url)
        return super().dispatch(request, *args, **kwargs)


class Land(WorkspaceCockpit):
    kind = WorkspaceKind.LAND


class MyCockpit(CockpitPage):
    """All municipalities the person accompanies; as their facilitator she sees their goals."""

    permission = "programmes.view_programme"
    kind = COCKPIT
    released_only = False

    def subject(self) -> Any:
        return self.request.user

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(preline=_("My municipalities"), **kwargs)


class Search(LoginRequiredMixin, TemplateView):
    template_name = "portal/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = " ".join(self.request.GET.get("q", "")[:200].split())
        groups = selectors.search(cast("User", self.request.user), query)
        return super().get_context_data(
            query=query,
            groups=groups,
            total=sum(len(group.hits) for group in groups),
            per_kind=selectors.PER_KIND,
            kinds=selectors.kinds_searched(),
            **kwargs,
        )


class Help(LoginRequiredMixin, TemplateView):
    """The handbook."""

    template_name = "portal/help.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chapter = selectors.chapter(kwargs.pop("chapter", "index"))
        if chapter is None:
            raise Http404
        return super().get_context_data(chapter=chapter, **kwargs)


class Platform(Page):
    """The operator's home: is everything running, and which pages does she word."""

    permission = "core.edit_pages"
    template_name = "portal/platform.html"

    def permission_object(self) -> Workspace:
        return platform_workspace()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mails = core.outbox()
        return super().get_context_data(
            waiting=mails.filter(state=MailState.QUEUED).count(),
            stuck=mails.filter(state__in=(MailState.GIVEN_UP, MailState.SENDING)).count(),
            municipalities=Municipality.objects.count(),
            people=User.objects.filter(is_active=True).count(),
            events=AuditEvent.objects.count(),
            pages=SitePage.objects.order_by("pk"),
            **kwargs,
        )
