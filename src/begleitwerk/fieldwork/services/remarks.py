"""Remarks looked through before others read them."""

from collections.abc import Collection as Ids

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.services import Refused, record_event
from begleitwerk.core.services.audit import Actor
from begleitwerk.fieldwork.enums import CollectionState
from begleitwerk.fieldwork.models import Collection, Remark
from begleitwerk.fieldwork.services.guards import held


def screen_remarks(
    *, by: Actor | None, collection: Collection, shown: Ids[int] = (), hidden: Ids[int] = ()
) -> int:
    """Decide which remarks others read; ids that are none of its remarks change nothing.

    Only once it is closed: before, a remark would tell that somebody has just answered. Returns how
    many decisions are new. Raises Refused.
    """
    with transaction.atomic():
        collection = held(collection)
        if collection.state != CollectionState.CLOSED:
            raise Refused(_("Remarks are read when the collection is closed."))
        rows = Remark.objects.filter(collection=collection)
        said = {
            "shown": rows.filter(pk__in=shown).exclude(is_shown=True).update(is_shown=True),
            "hidden": rows.filter(pk__in=hidden).exclude(is_shown=False).update(is_shown=False),
        }
        if any(said.values()):
            record_event(by=by, verb="fieldwork.remarks_screened", subject=collection, after=said)
    return sum(said.values())
