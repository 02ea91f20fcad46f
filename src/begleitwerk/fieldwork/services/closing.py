"""Closing a collection: from then on nothing leads from who was asked to what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.services import Refused, changing
from begleitwerk.core.services.audit import Actor
from begleitwerk.engine.canonical import digest_of
from begleitwerk.fieldwork.enums import CollectionState, SheetState
from begleitwerk.fieldwork.models import Answer, Collection, Remark, Sheet, random_number
from begleitwerk.fieldwork.selectors import canonical_rows
from begleitwerk.fieldwork.services.compacting import compact_after_commit

Row = TypeVar("Row", Sheet, Answer, Remark)
AT_ONCE = 1000  # rows of one statement


def close_collection(*, by: Actor | None, collection: Collection) -> Collection:
    """Close for good: cut the keys, drop what was not handed in, separate remarks from sheets,
    write all anew in the order of new random numbers, and seal it with a digest (ADR 34).

    Whoever is just answering is told that it is closed. After it is stored an embedded database
    is compacted. Raises Refused where it is not open.
    """
    with changing(collection, by=by, verb="fieldwork.collection_closed") as collection:
        if collection.state != CollectionState.OPEN:
            raise Refused(_("Only an open survey can be closed."))
        write_anew(collection)
        collection.state, collection.closed_at = CollectionState.CLOSED, timezone.now()
        collection.digest = digest_of(canonical_rows(collection))
    compact_after_commit()
    return collection


def is_as_sealed(collection: Collection) -> bool:
    """Whether the answers of a closed collection are those that were sealed."""
    return digest_of(canonical_rows(collection)) == collection.digest


@dataclass(frozen=True)
class Kept:
    """What stays of the sheets that were handed in, with new numbers."""

    sheets: list[Sheet]
    answers: list[Answer]
    remarks: list[Remark]


def write_anew(collection: Collection) -> None:
    sheets = Sheet.objects.select_for_update().filter(collection=collection)
    kept = renumbered(collection, [row for row in sheets if row.state == SheetState.HANDED_IN])
    Answer.objects.filter(sheet__collection=collection).delete()
    Remark.objects.filter(collection=collection).delete()
    Sheet.objects.filter(collection=collection).delete()
    Sheet.objects.bulk_create(in_order(kept.sheets), AT_ONCE)
    Answer.objects.bulk_create(in_order(kept.answers), AT_ONCE)
    Remark.objects.bulk_create(in_order(kept.remarks), AT_ONCE)


def renumbered(collection: Collection, sheets: list[Sheet]) -> Kept:
    """The same said under new numbers: no earlier copy of the database can be laid beside it."""
    old = {row.pk for row in sheets}
    answers = list(Answer.objects.filter(sheet__in=old))
    remarks = list(Remark.objects.filter(sheet__in=old))
    new = {pk: random_number() for pk in old}
    for sheet in sheets:
        sheet.pk, sheet.key = new[sheet.pk], None
    for answer in answers:
        answer.pk, answer.sheet_id = random_number(), new[answer.sheet_id]
    for remark in remarks:
        remark.pk, remark.sheet_id = random_number(), None
    return Kept(sheets, answers, remarks)


def in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.pk)
