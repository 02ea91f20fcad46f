"""Verbs: stored files."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.presenters import Wording

VERBS = {
    "files.stored": Wording(_("File stored")),
    "files.deleted": Wording(_("File deleted")),
}
