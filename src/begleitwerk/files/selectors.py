"""Reads of stored files."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.presenters import Wording
from begleitwerk.files.models import StoredFile
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import access_of

VERBS = {
    "files.stored": Wording(_("File stored")),
    "files.deleted": Wording(_("File deleted")),
}


def visible_to(user: User) -> QuerySet[StoredFile]:
    """Files of the municipalities whose files the user may open."""
    found = access_of(user).by_workspace.items()
    ids = [workspace for workspace, rights in found if Permission.FILES_VIEW in rights]
    place = "municipality__workspace"
    reach = Q(**{f"{place}__in": ids}) | Q(**{f"{place}__parents__in": ids})
    return StoredFile.objects.filter(reach).distinct()


def files_of(municipality: Municipality) -> QuerySet[StoredFile]:
    """All files of a municipality, the newest first."""
    return StoredFile.objects.filter(municipality=municipality).order_by("-uploaded_at", "-pk")


def get_file_or_404(municipality: Municipality, pk: int) -> StoredFile:
    """A file of this municipality, and of no other."""
    stored = files_of(municipality).select_related("municipality__workspace").filter(pk=pk).first()
    if stored is None:
        raise Http404
    return stored
