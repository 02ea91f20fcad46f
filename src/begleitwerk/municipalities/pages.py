"""Pages that belong to one municipality, or to any kind of workspace."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.doors import doors
from begleitwerk.core.pages import Told, Values
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.municipalities.selectors import (
    get_administered_or_404,
    get_municipality_or_404,
    sees_access,
)

# Names of the access pages, by kind of workspace.
ACCESS_NAMES = {
    WorkspaceKind.MUNICIPALITY: "",
    WorkspaceKind.PROGRAMME: "programme_",
    WorkspaceKind.LAND: "land_",
    WorkspaceKind.PLATFORM: "platform_",
}


def access_url(workspace: Workspace, page: str = "members") -> str:
    """The address of a workspace's access pages: members, or invite."""
    kind = WorkspaceKind(workspace.kind)
    arguments = [] if kind == WorkspaceKind.PLATFORM else [workspace.slug]
    return reverse(f"municipalities:{ACCESS_NAMES[kind]}{page}", args=arguments)


def access_home(user: User, workspace: Workspace) -> str:
    """The page on which she sees to the people of a place."""
    if sees_access(user, workspace):
        return access_url(workspace)
    return reverse("municipalities:register_entry", args=[workspace.slug])


class MunicipalityPage(Told):
    """Loads the municipality of the address; strangers get 404 before anything else happens.

    The rule is asked about `permission_object`, by default the municipality itself; a page about
    one record overrides it to load and return that record.
    """

    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A closed door says why to those who may know what is behind it."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            found = (door.why(request.user, self.kwargs["slug"]) for door in doors.on())
            closed = next((each for each in found if each is not None), None)
            if closed is None or "municipality" in self.__dict__:
                raise
            return render(request, "municipalities/closed.html", {"closed": closed}, status=404)

    @cached_property
    def municipality(self) -> Municipality:
        place = get_municipality_or_404(self.user, self.kwargs["slug"])
        self.request.municipality = place  # the frame around the page need not read it again
        return place

    def permission_object(self) -> Any:
        return self.municipality

    def values(self) -> Values:
        return {**super().values(), "municipality": self.municipality}


class WorkspacePage(Told):
    """Loads the workspace of an access page by kind and slug; strangers get 404."""

    @cached_property
    def workspace(self) -> Workspace:
        return get_administered_or_404(self.user, self.kwargs["kind"], self.kwargs["slug"])

    def permission_object(self) -> Any:
        return self.workspace

    def values(self) -> Values:
        return {**super().values(), "workspace": self.workspace}
