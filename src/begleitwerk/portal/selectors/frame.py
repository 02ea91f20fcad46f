"""The frame around every page: workspaces, areas, what is due, who I am."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import COCKPIT, Area, DueLine, areas
from begleitwerk.core.enums import SitePageKey
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.models import Membership, Municipality, Workspace
from begleitwerk.municipalities.selectors import Access, access_of, parent_ids
from begleitwerk.portal.rules import due_kinds
from begleitwerk.portal.selectors.due import SHOWN_DUE, Waiting, waiting

SESSION_KEY = "workspace"
KIND_OF_PREFIX = {
    "k": WorkspaceKind.MUNICIPALITY,
    "p": WorkspaceKind.PROGRAMME,
    "l": WorkspaceKind.LAND,
}
ABOUT_PLACES = ("k", "kommunen")  # addresses about municipalities, the reader's own or others

DUE_PAGES = {
    WorkspaceKind.MUNICIPALITY: "portal:due",
    WorkspaceKind.PROGRAMME: "portal:programme_due",
}


@dataclass(frozen=True)
class Link:
    label: str | Promise
    url: str
    current: bool = False


@dataclass(frozen=True)
class DangerNotice:
    text: str
    phone: str


MY_COCKPIT = "portal:my_cockpit"


class PageFrame:
    """Read lazily: a page that shows no frame pays for none of it."""

    def __init__(self, request: HttpRequest, user: User) -> None:
        self.request = request
        self.user = user
        self.access: Access = access_of(user)

    # --- the cockpit of a facilitator -------------------------------------------------------------

    @cached_property
    def accompanies(self) -> bool:
        """Whether the person facilitates several municipalities, so that she has a cockpit."""
        roles = [item.role for item in self.access.memberships]
        return roles.count(Role.FACILITATOR) > 1

    @cached_property
    def is_in_cockpit(self) -> bool:
        match = self.request.resolver_match
        return match is not None and match.view_name == MY_COCKPIT

    # --- where we are ---------------------------------------------------------------------------

    @cached_property
    def workspace(self) -> Workspace | None:
        """The workspace of the address; elsewhere the last held one visited, else the first held.

        Who looks into a place from outside is in it on its own pages only: it is not remembered.
        """
        here = self.of_address
        own = self.own(here.pk) if here else self.of_session()
        if own is not None and self.request.session.get(SESSION_KEY) != own.pk:
            self.request.session[SESSION_KEY] = own.pk
        return here or own

    @cached_property
    def of_address(self) -> Workspace | None:
        match = self.request.resolver_match
        prefix = self.request.path_info.split("/", 2)[1]
        if match is None or prefix not in KIND_OF_PREFIX or "slug" not in match.kwargs:
            return None
        kind, slug = KIND_OF_PREFIX[prefix], match.kwargs["slug"]
        held = self.held(lambda space: space.kind == kind and space.slug == slug)
        place: Municipality | None = getattr(self.request, "municipality", None)
        if held is None and place is not None and place.workspace.slug == slug:
            return self.if_reached(place.workspace)
        return held or self.reachable(kind=kind, slug=slug)

    def of_session(self) -> Workspace | None:
        remembered = self.own(self.request.session.get(SESSION_KEY))
        first = next((item.workspace for item in self.access.memberships), None)
        return remembered or first

    def own(self, pk: int | None) -> Workspace | None:
        return self.held(lambda space: space.pk == pk)

    def held(self, test: Callable[[Workspace], bool]) -> Workspace | None:
        return next(
            (item.workspace for item in self.access.memberships if test(item.workspace)), None
        )

    def reachable(self, **lookup: Any) -> Workspace | None:
        """A workspace that lies within one where a role is held."""
        found = Workspace.objects.filter(**lookup).first()
        return self.if_reached(found) if found else None

    def if_reached(self, space: Workspace) -> Workspace | None:
        return space if parent_ids(space) & self.access.workspace_ids else None

    @cached_property
    def municipality(self) -> Municipality | None:
        if self.workspace is None or self.workspace.kind != WorkspaceKind.MUNICIPALITY:
            return None
        return self.workspace.municipality

    # --- header -----------------------------------------------------------------------------------

    @property
    def workspace_name(self) -> str:
        if self.is_in_cockpit:
            return str(_("My municipalities"))
        return self.workspace.name if self.workspace else ""

    @cached_property
    def workspaces(self) -> list[Link]:
        spaces = {item.workspace_id: item.workspace for item in self.access.memberships}
        if self.workspace is not None:
            spaces.setdefault(self.workspace.pk, self.workspace)
        here = self.workspace.pk if self.workspace and not self.is_in_cockpit else None
        links = [
            Link(space.name, space.get_absolute_url(), pk == here) for pk, space in spaces.items()
        ]
        if self.accompanies:
            mine = Link(_("My municipalities"), reverse(MY_COCKPIT), self.is_in_cockpit)
            links.insert(0, mine)
        return links if len(links) <= MANY else shortened(links)

    @cached_property
    def home_url(self) -> str:
        return self.workspace.get_absolute_url() if self.workspace else reverse("portal:start")

    @cached_property
    def navigation(self) -> list[Link]:
        space, match = self.workspace, self.request.resolver_match
        here = match.view_name if match else ""
        entries = [area for area in self.open_areas if self.is_there(area)]
        current = next((area for area in entries if here.startswith(area.below)), None)
        return [
            Link(
                area.label,
                reverse(area.name, args=[space.slug] if space and area.takes_slug else []),
                area is current,
            )
            for area in entries
        ]

    def may_enter(self, area: Area) -> bool:
        where = None if self.is_in_cockpit else self.workspace
        return not area.permissions or any(
            self.access.may(P(permission), where) for permission in area.permissions
        )

    def is_there(self, area: Area) -> bool:
        return area.is_there is None or self.is_in_cockpit or area.name in self.waiting.areas

    @cached_property
    def open_areas(self) -> list[Area]:
        """The areas she may enter, whether or not there is something in them."""
        if self.workspace is None:
            return []
        kind = COCKPIT if self.is_in_cockpit else self.workspace.kind
        return [area for area in areas.on(kind) if self.may_enter(area)]

    @cached_property
    def waiting(self) -> Waiting:
        """What is due here and which areas are there, in one query."""
        if self.workspace is None or self.is_in_cockpit:
            return Waiting()
        asked = [area for area in self.open_areas if area.is_there]
        return waiting(self.workspace, self.access, timezone.localdate(), asked)

    @property
    def due_first(self) -> list[DueLine]:
        """What stands on the home."""
        return self.due[:SHOWN_DUE]

    @property
    def further_due(self) -> int:
        return max(0, len(self.due) - SHOWN_DUE)

    @cached_property
    def due_count(self) -> int:
        return len(self.due)

    @cached_property
    def due(self) -> list[DueLine]:
        return self.waiting.lines

    @cached_property
    def due_url(self) -> str:
        """Empty where nothing can ever be due for this person."""
        if self.workspace is None or self.is_in_cockpit:
            return ""
        name = DUE_PAGES.get(WorkspaceKind(self.workspace.kind))
        if name is None or not due_kinds(self.workspace, self.access):
            return ""
        return reverse(name, args=[self.workspace.slug])

    @property
    def search_url(self) -> str:
        return reverse("portal:search") if self.workspace else ""

    # --- who I am -------------------------------------------------------------------------------

    @property
    def user_label(self) -> str:
        return str(self.user)

    @cached_property
    def membership(self) -> Membership | None:
        if self.workspace is None:
            return None
        direct = [
            item for item in self.access.memberships if item.workspace_id == self.workspace.pk
        ]
        return next(iter(direct or self.access.roles_in(self.workspace)), None)

    @property
    def role_label(self) -> str:
        return self.membership.get_role_display() if self.membership else str(self.user)

    @property
    def roles_url(self) -> str:
        return reverse("municipalities:rights")

    @property
    def account_url(self) -> str:
        return reverse("accounts:profile")

    @cached_property
    def told_of(self) -> Municipality | None:
        """Whom the page is about: never the reader's own place on a page about others."""
        known: Municipality | None = getattr(self.request, "municipality", None)
        prefix = self.request.path_info.split("/", 2)[1]
        if known is not None or (prefix in ABOUT_PLACES and self.of_address is None):
            return known
        return self.municipality

    @cached_property
    def danger_notice(self) -> DangerNotice | None:
        """The municipality's own words and number; without them the operator's page steps in."""
        place = self.told_of
        if place is None or not (place.danger_text or place.danger_phone):
            return None
        return DangerNotice(place.danger_text, place.danger_phone)


MANY = 12


def shortened(links: list[Link]) -> list[Link]:
    """A facilitator of very many places gets the first ones; the cockpit holds them all."""
    current = [link for link in links if link.current]
    return [*current, *[link for link in links if not link.current][: MANY - 1]]


def footer_links() -> list[Link]:
    pages = (
        (_("Help"), reverse("portal:help")),
        (_("A child in danger?"), reverse("core:page", args=[SitePageKey.DANGER])),
        (_("Accessibility"), reverse("core:page", args=[SitePageKey.ACCESSIBILITY])),
        (_("Privacy"), reverse("core:page", args=[SitePageKey.PRIVACY])),
        (_("Imprint"), reverse("core:page", args=[SitePageKey.IMPRINT])),
    )
    return [Link(label, url) for label, url in pages]


def frame_context(request: HttpRequest) -> dict[str, Any]:
    """Context of every page. Error pages may come before the session and the user are known."""
    user = getattr(request, "user", None)
    frame = PageFrame(request, user) if isinstance(user, User) else None
    return {"frame": frame, "footer_links": footer_links()}


def start_url(request: HttpRequest, user: User) -> str:
    """Where a person lands: her last workspace, her cockpit, her first, or what she may see."""
    frame = PageFrame(request, user)
    if frame.accompanies and SESSION_KEY not in request.session:
        return reverse(MY_COCKPIT)
    workspace = frame.workspace
    return workspace.get_absolute_url() if workspace else reverse("municipalities:rights")
