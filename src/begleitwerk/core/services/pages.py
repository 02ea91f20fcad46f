"""Pages the operator words."""

from begleitwerk.core.models import SitePage
from begleitwerk.core.services.audit import Actor
from begleitwerk.core.services.writing import save_changes


def change_site_page(
    *, by: Actor | None, page: SitePage, version: int | None, **words: str
) -> SitePage:
    """Save new words for accessibility, privacy, imprint or the notice. Raises EditConflict."""
    return save_changes(by=by, row=page, version=version, values=words, verb="core.page_changed")
