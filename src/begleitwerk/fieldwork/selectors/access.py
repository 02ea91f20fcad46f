"""Which collections a person works on."""

from django.db.models import QuerySet
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import row_at
from begleitwerk.fieldwork.enums import AccessKind
from begleitwerk.fieldwork.models import Access, Collection, Group
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.selectors import reaches, within, workspaces_with


def visible_to(user: User) -> QuerySet[Collection]:
    """Collections of municipalities where the person asks for answers."""
    places = workspaces_with(user, Permission.FIELDWORK_EDIT)
    return Collection.objects.filter(within(places, "municipality"))


def get_collection_or_404(user: User, slug: str, pk: int) -> Collection:
    """A collection of the municipality behind an address; 404 for strangers.

    Insiders get it: the rule `fieldwork.edit_collection` decides.
    """
    rows = Collection.objects.select_related("municipality__workspace", "municipality__land")
    row = row_at(rows.filter(municipality__workspace__slug=slug, pk=pk))
    if row is None or not reaches(user, row.municipality.workspace):
        raise Http404
    return row


def get_group_or_404(collection: Collection, pk: int) -> Group:
    """A group people answer as; the joint one is none of them."""
    row = row_at(Group.objects.filter(collection=collection, is_joint=False, pk=pk))
    if row is None:
        raise Http404
    row.collection = collection
    return row


def get_access_or_404(collection: Collection, pk: int, kind: AccessKind | None = None) -> Access:
    """A way in, of this kind where one is named."""
    rows = Access.objects.filter(collection=collection, pk=pk).select_related("group")
    row = row_at(rows if kind is None else rows.filter(kind=kind))
    if row is None:
        raise Http404
    row.collection = collection
    return row
