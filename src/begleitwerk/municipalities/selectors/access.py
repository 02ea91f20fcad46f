"""What a person may do today, and where."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import Look
from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import alphabetical, row_at
from begleitwerk.municipalities.enums import Permission, Role, WorkspaceKind
from begleitwerk.municipalities.models import Membership, Municipality, Workspace
from begleitwerk.municipalities.rules import (
    FROM_PLATFORM,
    GRANTS,
    HELD_HERE,
    OPENED_BY_OPERATORS,
)


@dataclass(frozen=True)
class Access:
    """All a person may do today: her valid memberships, and what follows from them."""

    memberships: tuple[Membership, ...]

    @cached_property
    def by_workspace(self) -> dict[int, frozenset[Permission]]:
        found: dict[int, frozenset[Permission]] = {}
        for membership in self.memberships:
            rights = GRANTS[Role(membership.role)]
            found[membership.workspace_id] = (
                found.get(membership.workspace_id, frozenset()) | rights
            )
        return found

    @cached_property
    def anywhere(self) -> frozenset[Permission]:
        return frozenset().union(*self.by_workspace.values()) if self.by_workspace else frozenset()

    @property
    def operates(self) -> bool:
        return any(item.role == Role.OPERATOR for item in self.memberships)

    @property
    def workspace_ids(self) -> frozenset[int]:
        return frozenset(self.by_workspace)

    def may(self, permission: Permission, workspace: Workspace | None = None) -> bool:
        if workspace is None:
            return permission in self.anywhere
        if permission in self.by_workspace.get(workspace.pk, ()):
            return True
        if permission not in self.anywhere:
            return False
        if workspace.kind in OPENED_BY_OPERATORS:
            return permission in FROM_PLATFORM and self.operates
        if workspace.kind != WorkspaceKind.MUNICIPALITY or permission in HELD_HERE:
            return False
        return any(
            permission in self.by_workspace.get(parent, ()) for parent in parent_ids(workspace)
        )

    def roles_in(self, workspace: Workspace) -> list[Membership]:
        """Memberships that reach into a workspace: held there or in one it lies within."""
        reach = {workspace.pk, *parent_ids(workspace)}
        return [item for item in self.memberships if item.workspace_id in reach]


def parent_ids(workspace: Workspace) -> frozenset[int]:
    """Ids of the workspaces this one lies within, read once per object."""
    known = getattr(workspace, "_parent_ids", None)
    if known is None:
        known = _read_parents(workspace)
        workspace._parent_ids = known  # type: ignore[attr-defined]
    return known


@once_per_page
def _read_parents(workspace: Workspace) -> frozenset[int]:
    return frozenset(workspace.parents.values_list("pk", flat=True))


def valid_on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def access_of(user: User | AnonymousUser) -> Access:
    """The access of a user, read once per request."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return Access(())
    known: Access | None = getattr(user, "_access", None)
    if known is None:
        known = user._access = read_access(user)  # type: ignore[attr-defined]
    return known


def read_access(user: User) -> Access:
    """The access of a user as it stands now, for what is about to be written."""
    return read_accesses([user.pk])[user.pk]


def read_accesses(accounts: Collection[int]) -> dict[int, Access]:
    """The same of several accounts, in one read."""
    rows = Membership.objects.filter(
        valid_on(timezone.localdate()), user__in=accounts, user__is_active=True
    )
    rows = rows.select_related("workspace__municipality")
    held: dict[int, list[Membership]] = {pk: [] for pk in accounts}
    for row in rows.order_by(alphabetical("workspace__name"), "pk"):
        held[row.user_id].append(row)
    return {pk: Access(tuple(memberships)) for pk, memberships in held.items()}


def workspaces_with(user: User | AnonymousUser, permission: Permission) -> frozenset[int]:
    """Ids of the workspaces where the user holds a permission herself."""
    held = access_of(user).by_workspace.items()
    return frozenset(workspace for workspace, rights in held if permission in rights)


def within(workspace_ids: Iterable[int], place: str = "") -> Q:
    """Municipalities whose workspace is one of these or lies within one; no row comes twice.

    With `place`, rows whose municipality the path leads to. The municipalities are found first and
    lead to their rows, so that a person in one place never reads the tables of all.
    """
    ids = list(workspace_ids)
    rows = Municipality.objects.order_by().values("pk")
    # two reads put together: a database guesses far too many rows behind an "or"
    found = rows.filter(workspace__in=ids).union(rows.filter(workspace__parents__in=ids))
    return Q(**{f"{place}__in" if place else "pk__in": found})


def may_here(look: Look, permission: Permission) -> bool:
    """Whether who looks may do so in the municipality looked at."""
    return access_of(look.user).may(permission, look.subject.workspace)


# --- Municipalities -----------------------------------------------------------------------------


def visible_to(user: User) -> QuerySet[Municipality]:
    """Municipalities whose workspace the user may open: held there, in the Land, in a programme."""
    ids = access_of(user).workspace_ids
    return Municipality.objects.filter(within(ids)).select_related("workspace", "land")


def get_municipality_or_404(user: User, slug: str) -> Municipality:
    """The municipality behind an address; strangers learn nothing, not even that it exists."""
    rows = Municipality.objects.select_related("workspace", "land")
    municipality = row_at(
        rows.filter(workspace__slug=slug, workspace__kind=WorkspaceKind.MUNICIPALITY)
    )
    if municipality is None or not reaches(user, municipality.workspace):
        raise Http404
    return municipality


def reaches(user: User, workspace: Workspace) -> bool:
    """Whether any membership of the user reaches into the workspace."""
    ids = access_of(user).workspace_ids
    return workspace.pk in ids or bool(ids & parent_ids(workspace))


def get_workspace_or_404(user: User, kind: WorkspaceKind, slug: str) -> Workspace:
    """The workspace behind an address; one where the user holds a role is at hand already."""
    held = (item.workspace for item in access_of(user).memberships)
    workspace = next((row for row in held if row.kind == kind and row.slug == slug), None)
    workspace = workspace or row_at(Workspace.objects.filter(kind=kind, slug=slug))
    if workspace is None or not reaches(user, workspace):
        raise Http404
    return workspace


def platform_workspace() -> Workspace:
    """The one workspace of the installation itself; the operator's role is held here."""
    return Workspace.objects.get(kind=WorkspaceKind.PLATFORM)
