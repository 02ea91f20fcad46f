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
from begleitwerk.core.enums import MailState
from begleitwerk.core.models import AuditEvent, SitePage
from begleitwerk.core.pages import Page
from begleitwerk.engine.timeline import Shape
from begleitwerk.goals import selectors as goals
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.municipalities.selectors import (
    access_of,
    get_workspace_or_404,
    platform_workspace,
)
from begleitwerk.portal import selectors
from begleitwerk.programmes.selectors import editions_of, get_programme_or_404

PER_PAGE = 25
# KERN's badge for each light.
BADGES = {
    Shape.GOOD: "success",
    Shape.DONE: "success",
    Shape.RISK: "warning",
    Shape.LATE: "danger",
    Shape.NONE: "info",
}


class Start(LoginRequiredMixin, View):
    """The first page: on to the last workspace."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(selectors.start_url(request, cast("User", request.user)))


class Home(MunicipalityPage, Page):
    permission = "workspace.view"
    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        home = selectors.home_of(self.municipality, self.request.user, today)
        return super().get_context_data(
            home=home,
            today=today,
            shown_due=selectors.SHOWN_DUE,
            can_edit_goals=self.request.user.has_perm("goals.edit_goal", self.municipality),
            can_view_brief=self.request.user.has_perm("council.view_brief", self.municipality),
            **kwargs,
        )


class Due(MunicipalityPage, Page):
    permission = "workspace.view"
    template_name = "portal/due.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        access = access_of(self.request.user)
        lines = selectors.due_lines(self.municipality.workspace, access, today)
        return super().get_context_data(lines=lines, today=today, **kwargs)


class ProgrammeDue(Page):
    """What waits for a person in a programme: reviews, decisions."""

    permission = "selection.see_due"
    template_name = "portal/due.html"

    @cached_property
    def workspace(self) -> Workspace:
        return get_workspace_or_404(self.request.user, WorkspaceKind.PROGRAMME, self.kwargs["slug"])

    def permission_object(self) -> Any:
        return self.workspace

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        lines = selectors.due_lines(self.workspace, access_of(self.request.user), today)
        return super().get_context_data(
            lines=lines, today=today, municipality=self.workspace, **kwargs
        )


class Goal(MunicipalityPage, Page):
    """One goal and its red thread."""

    permission = "goals.view_goal"
    template_name = "portal/goal.html"

    @cached_property
    def goal(self) -> Any:
        return goals.get_goal_or_404(self.request.user, self.kwargs["slug"], self.kwargs["pk"])

    @property
    def municipality(self) -> Municipality:
        place: Municipality = self.goal.municipality
        return place

    def permission_object(self) -> Any:
        return self.goal

    def sees_parent(self) -> bool:
        """A goal above may be less released than this one; its title stays where it is."""
        parent = self.goal.parent
        return parent is not None and self.request.user.has_perm("goals.view_goal", parent)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        thread = selectors.thread_of(self.goal, self.request.user, today)
        return super().get_context_data(
            thread=thread,
            goal=self.goal,
            today=today,
            badge=BADGES[thread.light],
            can_edit=self.request.user.has_perm("goals.edit_goal", self.goal),
            hints=[check for check in goals.smart_checks(self.goal) if check.met is False],
            sees_parent=self.sees_parent(),
            sees_list=self.request.user.has_perm("goals.list_goals", self.municipality),
            sees_history=self.request.user.has_perm("goals.view_history", self.goal),
            history=goals.goal_history(self.goal),
            **kwargs,
        )


class CockpitPage(Page):
    """Rows of municipalities, grouped by theme, paged."""

    template_name = "portal/cockpit.html"
    released_only = True

    @abstractmethod
    def parties(self) -> Any:
        """The municipalities the cockpit shows."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        part = selectors.page_of(self.parties(), self.request.GET.get("page", ""), PER_PAGE)
        rows = selectors.cockpit_rows(part.parties, today, released_only=self.released_only)
        return super().get_context_data(
            today=today,
            page=part.page,
            total=part.total,
            groups=selectors.grouped(rows, lambda row: row.theme or _("Without a theme")),
            urgent=selectors.most_urgent(rows),
            overdue=sum(row.overdue is not None for row in rows),
            months=selectors.month_starts(today)[:-1],
            released_only=self.released_only,
            **kwargs,
        )


class Cockpit(CockpitPage):
    """All municipalities of a programme; goals as far as they were released."""

    permission = "workspace.view"

    @cached_property
    def programme(self) -> Any:
        return get_programme_or_404(self.request.user, self.kwargs["slug"])

    def permission_object(self) -> Workspace:
        return self.programme.workspace  # type: ignore[no-any-return]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who only reviews applications is led to them."""
        user = request.user
        if user.is_authenticated and self.is_reviewer_only(user):
            return redirect("selection:reviews", slug=self.kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    def is_reviewer_only(self, user: User) -> bool:
        space = self.permission_object()
        may_look = user.has_perm(self.permission, space)
        return not may_look and user.has_perm("selection.review", space)

    def parties(self) -> Any:
        return selectors.parties_of_programme(self.programme)

    def editions(self) -> Any:
        """Links to the editions, for those who may open them."""
        may = self.request.user.has_perm("programmes.view_programme", self.programme.workspace)
        return editions_of(self.programme) if may else ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            preline=str(self.programme),
            programme=self.programme,
            editions=self.editions(),
            **kwargs,
        )


class Land(CockpitPage):
    """All municipalities of a Land; goals as far as they were released."""

    permission = "workspace.view"

    @cached_property
    def workspace(self) -> Workspace:
        return get_workspace_or_404(self.request.user, WorkspaceKind.LAND, self.kwargs["slug"])

    def permission_object(self) -> Workspace:
        return self.workspace

    def parties(self) -> Any:
        return selectors.parties_of_land(self.workspace)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(preline=self.workspace.name, **kwargs)


class MyCockpit(CockpitPage):
    """All municipalities the person accompanies; as their facilitator she sees their goals."""

    permission = "programmes.view_programme"
    released_only = False

    def parties(self) -> Any:
        return selectors.parties_of_facilitator(self.request.user)

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
