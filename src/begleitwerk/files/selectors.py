"""Reads of stored files."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from begleitwerk.accounts.models import User
from begleitwerk.files.models import StoredFile
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import within, workspaces_with


def visible_to(user: User) -> QuerySet[StoredFile]:
    """Files of the municipalities whose files the user may open."""
    reach = within(workspaces_with(user, Permission.FILES_VIEW), "municipality")
    return StoredFile.objects.filter(reach)


def files_of(municipality: Municipality) -> QuerySet[StoredFile]:
    """All files of a municipality, the newest first."""
    return StoredFile.objects.filter(municipality=municipality).order_by("-uploaded_at", "-pk")


def get_file_or_404(municipality: Municipality, pk: int) -> StoredFile:
    """A file of this municipality, and of no other."""
    rows = files_of(municipality).select_related("municipality__workspace")
    return get_object_or_404(rows, pk=pk)
