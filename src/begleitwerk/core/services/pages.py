"""Pages the operator words."""

from django.db import transaction

from begleitwerk.core.models import SitePage
from begleitwerk.core.services.audit import Actor, changed, record_event, snapshot
from begleitwerk.core.services.writing import claim

FIELDS = ("title_de", "title_en", "text_de", "text_en")


def change_site_page(
    *, by: Actor | None, page: SitePage, version: int | None, values: dict[str, str]
) -> SitePage:
    """Save new words for accessibility, privacy, imprint or the notice. Raises EditConflict."""
    with transaction.atomic():
        page = claim(page, version=version)
        before = snapshot(page, FIELDS)
        for name in FIELDS:
            setattr(page, name, values[name])
        page.save()
        old, new = changed(before, snapshot(page, FIELDS))
        record_event(by=by, verb="core.page_changed", subject=page, before=old, after=new)
    return page
