"""Reads of stored files."""

from django.db.models import QuerySet, Sum

from begleitwerk.accounts.models import User
from begleitwerk.files.models import StoredFile
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import within, workspaces_with


def visible_to(user: User) -> QuerySet[StoredFile]:
    """Files of the municipalities whose files the user may open."""
    reach = within(workspaces_with(user, Permission.FILES_VIEW), "municipality")
    return StoredFile.objects.filter(reach)


def stored_bytes(municipality: Municipality) -> int:
    """How much room the files of a municipality take."""
    rows = StoredFile.objects.filter(municipality=municipality)
    return rows.aggregate(sum=Sum("size"))["sum"] or 0
