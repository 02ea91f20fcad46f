"""What is asked: items set while a collection is prepared, withdrawn while it is open."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.services import Refused, record_event, require_reason
from begleitwerk.core.services.audit import Actor
from begleitwerk.fieldwork.models import Collection, Item
from begleitwerk.fieldwork.services.guards import held, now_open, still_a_draft

MOST_ITEMS = 300


@dataclass(frozen=True)
class ItemSpec:
    """Something to ask; `scale` as `Item.scale` has it. Its number tells it from the others."""

    number: str
    text_de: str
    text_en: str
    section_de: str
    section_en: str
    scale: dict[str, Any]
    plain_de: str = ""
    plain_en: str = ""

    @property
    def key(self) -> str:
        return self.number or self.text_de


def set_items(*, by: Actor | None, collection: Collection, items: Sequence[ItemSpec]) -> list[Item]:
    """What is asked, in this order, instead of what was; an item whose number stays keeps its row.

    Only while the collection is prepared. Raises Refused.
    """
    check_items(items)
    with transaction.atomic():
        collection = held(collection)
        still_a_draft(collection)
        known = {row.number or row.text_de: row for row in collection.items.all()}
        wanted = {spec.key for spec in items}
        gone = [row.pk for key, row in known.items() if key not in wanted]
        Item.objects.filter(pk__in=gone).delete()
        rows = [
            put_item(known.get(spec.key) or Item(collection=collection), spec, position)
            for position, spec in enumerate(items, start=1)
        ]
        record_event(
            by=by,
            verb="fieldwork.items_set",
            subject=collection,
            before={"items": len(known)},
            after={"items": len(rows)},
        )
    return rows


def put_item(row: Item, spec: ItemSpec, position: int) -> Item:
    for name, value in asdict(spec).items():
        setattr(row, name, value)
    row.position = position
    row.save()
    return row


def check_items(items: Sequence[ItemSpec]) -> None:
    if len(items) > MOST_ITEMS:
        raise Refused(_("That is more than anybody answers. Choose fewer."), "items")
    if len({spec.key for spec in items}) < len(items):
        raise Refused(_("Two items have the same number. Give each its own."), "items")
    if any(not spec.text_de.strip() or not spec.scale.get("levels") for spec in items):
        raise Refused(_("Each item needs a statement and a scale."), "items")


def withdraw_item(*, by: Actor | None, item: Item, reason: str) -> Item:
    """Ask it no longer. What was answered stays; whoever is at it goes on with the next.

    Raises Refused at `reason`, and where nothing else would be asked.
    """
    why = require_reason(reason)
    with transaction.atomic():
        collection = held(item.collection)
        now_open(collection)
        item = Item.objects.get(pk=item.pk)
        if item.is_withdrawn:
            return item
        others = collection.items.filter(is_withdrawn=False).exclude(pk=item.pk)
        if not others.exists():
            raise Refused(_("Nothing else is asked. Close the collection instead."))
        item.is_withdrawn = True
        item.save(update_fields=["is_withdrawn"])
        record_event(
            by=by,
            verb="fieldwork.item_withdrawn",
            subject=collection,
            reason=why,
            after={"item": str(item)[:300]},
        )
    return item
