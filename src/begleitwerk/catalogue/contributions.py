"""What the catalogue shows on the pages of others."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.presenters import FIELDS, VERBS
from begleitwerk.catalogue.services import (
    CONTENT_UPLOAD,
    content_plan,
    read_upload,
    write_content,
)
from begleitwerk.core.contributions import COCKPIT, Area, areas
from begleitwerk.core.presenters import register_history
from begleitwerk.core.services import UploadKind, register_uploads

register_history(verbs=VERBS, fields=FIELDS)
for kind in ("programme", COCKPIT, "land", "platform"):
    areas.add(
        Area(_("Catalogue"), "catalogue:list", (), ("catalogue:",), place=60, takes_slug=False),
        on=kind,
    )
register_uploads(UploadKind(CONTENT_UPLOAD, read_upload, content_plan, write_content))
