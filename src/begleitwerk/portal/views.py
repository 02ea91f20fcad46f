"""Pages that compose what the other apps know."""

from abc import abstractmethod
from functools import cached_property
from typing import Any, cast

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from begleitwerk.accounts.models import User
from begleitwerk.core import selectors as core
from begleitwerk.core.contributions import COCKPIT, Look
from begleitwerk.core.enums import MailState
from begleitwerk.core.models import AuditEvent, SitePage
from begleitwerk.core.pages import Page, Values
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

    def values(self) -> Values:
        look = Look(self.municipality, self.user, timezone.localdate())
        return {
            **super().values(),
            "look": look,
            "headline": selectors.headline_of(look),
            "overdue": selectors.overdue_for_onlookers(look),
            "today": look.today,
        }


class DuePage(Page):
    """What is due in a workspace for the person who looks."""

    template_name = "portal/due.html"

    @abstractmethod
    def space(self) -> Workspace:
        """The workspace."""

    def values(self) -> Values:
        today, space = timezone.localdate(), self.space()
        lines = selectors.due_lines(space, access_of(self.user), today)
        return {**super().values(), "lines": lines, "today": today, "space": space}


class Due(MunicipalityPage, DuePage):
    permission = "workspace.view"

    def space(self) -> Workspace:
        return self.municipality.workspace


class ProgrammeDue(DuePage):
    """What waits for a person in a programme: reviews, decisions."""

    permission = "portal.see_due"

    def space(self) -> Workspace:
        return get_workspace_or_404(self.user, WorkspaceKind.PROGRAMME, self.kwargs["slug"])

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

    @abstractmethod
    def preline(self) -> str:
        """The words above the heading."""

    def values(self) -> Values:
        today = timezone.localdate()
        number = self.request.GET.get("page", "")
        part = selectors.participants(self.kind, self.subject(), number, PER_PAGE)
        columns = selectors.shown_columns(self.user, self.subject())
        rows = selectors.cockpit_rows(part.rows, columns, today, released_only=self.released_only)
        return {
            **super().values(),
            "preline": self.preline(),
            "look": Look(self.subject(), self.user, today),
            "panels_page": f"cockpit.{self.kind}",
            "today": today,
            "page": part.page,
            "total": part.page.paginator.count,
            "follows": self.user.has_perm("programmes.view_programme"),
            "columns": columns,
            "groups": selectors.grouped(rows),
            "urgent": selectors.most_urgent(rows),
            "overdue": sum(row.overdue is not None for row in rows),
        }


class WorkspaceCockpit(CockpitPage):
    """The cockpit of a programme or a Land; goals as far as they were released."""

    permission = "workspace.view"

    @cached_property
    def workspace(self) -> Workspace:
        return get_workspace_or_404(self.user, WorkspaceKind(self.kind), self.kwargs["slug"])

    def permission_object(self) -> Workspace:
        return self.workspace

    def subject(self) -> Workspace:
        return self.workspace

    def preline(self) -> str:
        return self.workspace.name


class Cockpit(WorkspaceCockpit):
    kind = WorkspaceKind.PROGRAMME

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who does not look at municipalities here is led to the first area she does enter."""
        user = request.user
        if user.is_authenticated and not user.has_perm(self.permission, self.workspace):
            entries = selectors.PageFrame(request, user).navigation
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
        return self.user

    def preline(self) -> str:
        return _("My municipalities")


class Search(Page):
    permission = "accounts.own_account"
    template_name = "portal/search.html"

    def values(self) -> Values:
        query = " ".join(self.request.GET.get("q", "")[:200].split())
        groups = selectors.search(self.user, query)
        return {
            **super().values(),
            "query": query,
            "groups": groups,
            "total": sum(len(group.hits) for group in groups),
            "per_kind": selectors.PER_KIND,
            "kinds": selectors.kinds_searched(),
        }


class Help(Page):
    """The handbook."""

    permission = "accounts.own_account"
    template_name = "portal/help.html"

    def values(self) -> Values:
        chapter = selectors.chapter(self.kwargs.get("chapter", "index"))
        if chapter is None:
            raise Http404
        return {**super().values(), "chapter": chapter}


class Platform(Page):
    """The operator's home: is everything running, and which pages does she word."""

    permission = "core.edit_pages"
    template_name = "portal/platform.html"

    def permission_object(self) -> Workspace:
        return platform_workspace()

    def values(self) -> Values:
        mails = core.outbox()
        return {
            **super().values(),
            "waiting": mails.filter(state=MailState.QUEUED).count(),
            "tried": mails.filter(state=MailState.QUEUED, attempts__gt=0).count(),
            "stuck": mails.filter(state__in=(MailState.GIVEN_UP, MailState.SENDING)).count(),
            "municipalities": Municipality.objects.count(),
            "people": User.objects.filter(is_active=True).count(),
            "events": AuditEvent.objects.count(),
            "pages": SitePage.objects.order_by("pk"),
        }
