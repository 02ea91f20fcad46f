"""Verbs: stored files; and how much room there is for them."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from begleitwerk.core.presenters import Wording
from begleitwerk.core.templatetags.bw import number

VERBS = {
    "files.stored": Wording(gettext_lazy("File stored")),
    "files.deleted": Wording(gettext_lazy("File deleted")),
}
MEGABYTE = 1024 * 1024


def room_words(used: int) -> str:
    """What the files of a municipality take of the room it has."""
    return _("The files of the municipality take %(used)s of %(room)s MB.") % {
        "used": number(-(-used // MEGABYTE)),
        "room": number(settings.STORAGE_BYTES // MEGABYTE),
    }
