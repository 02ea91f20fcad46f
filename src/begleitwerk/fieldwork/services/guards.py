"""In which state a collection may be changed, and what is said where it may not."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.services import Refused
from begleitwerk.fieldwork.enums import CollectionState
from begleitwerk.fieldwork.models import Collection

OPENED = _("People are asked already: this cannot be changed any more.")
CLOSED = _("This collection is closed: nothing of it can be changed any more.")
NOT_OPEN = _("This collection is not open yet. Open it first.")


def held(collection: Collection) -> Collection:
    """The collection as it is now, locked until the transaction ends."""
    return Collection.objects.select_for_update().get(pk=collection.pk)


def not_closed(collection: Collection) -> None:
    if collection.state == CollectionState.CLOSED:
        raise Refused(CLOSED)


def still_a_draft(collection: Collection, field: str | None = None) -> None:
    not_closed(collection)
    if collection.state != CollectionState.DRAFT:
        raise Refused(OPENED, field)


def now_open(collection: Collection) -> None:
    not_closed(collection)
    if collection.state != CollectionState.OPEN:
        raise Refused(NOT_OPEN)
