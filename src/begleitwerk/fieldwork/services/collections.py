"""Collections prepared, opened, extended; their groups: `groups`, their items: `items`."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.services import (
    Refused,
    assign,
    changing,
    record_added,
    require,
    require_reason,
)
from begleitwerk.core.services.audit import Actor
from begleitwerk.fieldwork.enums import CollectionState
from begleitwerk.fieldwork.models import Access, Collection, Item
from begleitwerk.fieldwork.services.groups import GroupSpec, join_groups, put_groups
from begleitwerk.fieldwork.services.guards import OPENED, not_closed, now_open, still_a_draft
from begleitwerk.fieldwork.services.invitations import send_invitations
from begleitwerk.municipalities.models import Municipality

LONGEST_WINDOW = 366  # days: longer, and people answer at different times about different things
MOST_REMINDERS = 5
REMINDERS = (7, 2)


class CollectionValues(TypedDict, total=False):
    """What an editor may set; `reminders` are days before the end."""

    title: str
    intro: str
    opens_on: date
    closes_on: date
    asks_importance: bool
    asks_evidence: bool
    reminders: Sequence[int]


EDITABLE = frozenset(CollectionValues.__annotations__)
# What people who answered already would have answered otherwise.
FIXED_WHEN_OPEN = ("asks_importance", "asks_evidence")


def create_collection(
    *,
    by: Actor | None,
    municipality: Municipality,
    kind: str,
    title: str,
    opens_on: date,
    closes_on: date,
    groups: Sequence[GroupSpec],
    intro: str = "",
    asks_importance: bool = True,
    asks_evidence: bool = True,
    reminders: Sequence[int] = REMINDERS,
) -> Collection:
    """A collection in preparation, with its groups; items come by `set_items`.

    `kind` names the capability it belongs to. Raises Refused at `title`, `closes_on`, `reminders`
    or `groups`.
    """
    collection = Collection(municipality=municipality, kind=kind)
    values = CollectionValues(
        title=title,
        intro=intro,
        opens_on=opens_on,
        closes_on=closes_on,
        asks_importance=asks_importance,
        asks_evidence=asks_evidence,
        reminders=reminders,
    )
    assign(collection, values, EDITABLE)
    check_collection(collection)
    with transaction.atomic():
        collection.save(force_insert=True)
        put_groups(collection, groups)
        record_added(by=by, verb="fieldwork.collection_added", row=collection)
    return collection


def change_collection(
    *,
    by: Actor | None,
    collection: Collection,
    version: int | None = None,
    **values: Unpack[CollectionValues],
) -> Collection:
    """Change what is named, leave the rest.

    Once people are asked the first day and what is asked besides stay, and the end is moved by
    `extend_collection`. Raises EditConflict, and Refused at the field that cannot be so.
    """
    with changing(
        collection, by=by, verb="fieldwork.collection_changed", version=version, if_changed=True
    ) as row:
        not_closed(row)
        before = {name: getattr(row, name) for name in EDITABLE}
        assign(row, values, EDITABLE)
        check_collection(row)
        if row.state == CollectionState.OPEN:
            check_open_change(row, before)
    return row


def check_open_change(row: Collection, before: dict[str, object]) -> None:
    """What those who were asked rely on stays; the first day too, unless it lies ahead."""
    for name in FIXED_WHEN_OPEN:
        if getattr(row, name) != before[name]:
            raise Refused(OPENED, name)
    if row.closes_on != before["closes_on"]:
        raise Refused(
            _("People were told this end. Extend it instead, with a reason."), "closes_on"
        )
    first = before["opens_on"]
    has_begun = isinstance(first, date) and first <= timezone.localdate()
    if has_begun and row.opens_on != first:
        raise Refused(OPENED, "opens_on")


def check_collection(row: Collection) -> None:
    require(row.title, "title")
    if row.closes_on < row.opens_on:
        raise Refused(_("The end lies before the beginning. Enter a later day."), "closes_on")
    if (row.closes_on - row.opens_on).days > LONGEST_WINDOW:
        raise Refused(_("That is longer than a year. Enter an earlier end."), "closes_on")
    row.reminders = in_order(row.reminders)


def in_order(reminders: Iterable[int]) -> list[int]:
    """Days before the end, the earliest first, each once. Raises Refused at `reminders`."""
    days = sorted(set(reminders), reverse=True)
    if len(days) > MOST_REMINDERS:
        raise Refused(
            _("More than %(count)s reminders annoy people. Name fewer.")
            % {"count": MOST_REMINDERS},
            "reminders",
        )
    if any(not 0 <= day <= LONGEST_WINDOW for day in days):
        raise Refused(_("Enter days before the end, for example 7 and 2."), "reminders")
    return days


def open_collection(
    *, by: Actor | None, collection: Collection, version: int | None = None
) -> Collection:
    """Let people answer from the first day on; whoever has a personal link is written to then.

    Groups asked only by personal links or codes, and fewer people than their floor, are joined.
    Raises EditConflict, and Refused where nobody could answer, or nothing is asked.
    """
    with changing(
        collection,
        by=by,
        verb="fieldwork.collection_opened",
        version=version,
        always=("closes_on",),
    ) as row:
        still_a_draft(row)
        check_can_open(row)
        row.state = CollectionState.OPEN
        join_groups(row)
        send_invitations(row, timezone.localdate())
    return row


def check_can_open(row: Collection) -> None:
    if not Item.objects.filter(collection=row, is_withdrawn=False).exists():
        raise Refused(_("Nothing is asked yet. Choose what people are to answer first."), "items")
    if not Access.objects.filter(collection=row, is_closed=False).exists():
        raise Refused(
            _("Nobody could answer yet. Make a link, add people or make codes first."), "accesses"
        )
    if row.closes_on < timezone.localdate():
        raise Refused(_("The end is over already. Enter a later day first."), "closes_on")


def extend_collection(
    *,
    by: Actor | None,
    collection: Collection,
    closes_on: date,
    reason: str,
    version: int | None = None,
) -> Collection:
    """Give people more time. Reminders follow the new end; what came late stays marked so.

    Raises EditConflict, and Refused at `closes_on` or `reason`.
    """
    why = require_reason(reason)
    with changing(
        collection, by=by, verb="fieldwork.collection_extended", version=version, reason=why
    ) as row:
        now_open(row)
        if closes_on <= row.closes_on or closes_on < timezone.localdate():
            raise Refused(
                _("Enter a day after the present end. To end earlier, close the collection."),
                "closes_on",
            )
        row.closes_on = closes_on
        check_collection(row)
    return row
