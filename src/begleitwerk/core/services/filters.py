"""Filters of a list that a person keeps under a name. Nobody else's business, so no event."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import SavedFilter
from begleitwerk.core.services.errors import Refused

# What belongs to one look at a list, not to the filter.
PASSING = ("page", "export", "pro_seite")
MOST = 20


def save_filter(*, owner_id: int, page: str, name: str, query: str) -> SavedFilter:
    """Keep a filter; one of the same name is replaced. Raises Refused at `name`.

    `page` is the address of the list, `query` the text behind its question mark.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Give the filter a name."), "name")
    values = QueryDict(query, mutable=True)
    for key in [key for key in values if key in PASSING or not any(values.getlist(key))]:
        del values[key]
    own = SavedFilter.objects.filter(owner_id=owner_id, page=page)
    if own.count() >= MOST and not own.filter(name=name[:60]).exists():
        raise Refused(_("More than 20 filters get confusing. Remove one first."), "name")
    saved, _made = SavedFilter.objects.update_or_create(
        owner_id=owner_id, page=page, name=name[:60], defaults={"query": values.urlencode()[:1000]}
    )
    return saved


def remove_filter(*, owner_id: int, pk: int) -> bool:
    """Forget one's own filter; somebody else's stays, and there was none."""
    removed, _by_table = SavedFilter.objects.filter(owner_id=owner_id, pk=pk).delete()
    return removed > 0
