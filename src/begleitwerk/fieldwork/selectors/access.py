"""Which collections a person works on."""

from django.db.models import QuerySet
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import row_at
from begleitwerk.fieldwork.models import Collection
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
