"""Reads of collections."""

from django.db.models import QuerySet

from begleitwerk.accounts.models import User
from begleitwerk.fieldwork.models import Collection
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.selectors import within, workspaces_with


def visible_to(user: User) -> QuerySet[Collection]:
    """Collections of municipalities where the person asks for answers."""
    places = workspaces_with(user, Permission.FIELDWORK_EDIT)
    return Collection.objects.filter(within(places, "municipality"))
