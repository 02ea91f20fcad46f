"""Sheets that were filled in on paper."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.services import Refused, record_event
from begleitwerk.core.services.audit import Actor
from begleitwerk.fieldwork.enums import CollectionState, SheetState
from begleitwerk.fieldwork.models import Access, Collection, Group, Item, Sheet
from begleitwerk.fieldwork.services.said import AnswerRefused, Said, Why
from begleitwerk.fieldwork.services.sheets import (
    check_said,
    group_that_counts,
    store,
)
from begleitwerk.fieldwork.services.tokens import digest_of, read_token, sheet_key


def enter_paper_sheet(
    *,
    by: Actor | None,
    collection: Collection,
    group: Group,
    answers: Mapping[int, Said],
    code: str = "",
) -> None:
    """Enter a sheet from paper as handed in: answers by item, those not asked any more left out.

    `code` is the one on the paper, where it has one: it then lets nobody in any more by phone, and
    what was begun by it goes. Nothing says which sheet it became, so nothing is returned. Raises
    AnswerRefused, and Refused at `group`, `code`, `level`, `importance`.
    """
    with transaction.atomic():
        if collection.state != CollectionState.OPEN:
            raise AnswerRefused(Why.CLOSED)
        key = key_of_paper(collection, code) if code else None
        items = {row.pk: row for row in Item.objects.filter(collection=collection)}
        said = {pk: row for pk, row in answers.items() if row}
        for item_id, row in said.items():
            check_said(items.get(item_id), row, asks_importance=collection.asks_importance)
        if not said:
            raise Refused(_("Nothing is marked on this sheet."))
        sheet = Sheet.objects.create(
            collection=collection,
            group=group_that_counts(collection, group),
            key=key,
            state=SheetState.HANDED_IN,
            from_paper=True,
        )
        store(sheet, said)
        record_event(by=by, verb="fieldwork.paper_entered", subject=collection)


def key_of_paper(collection: Collection, code: str) -> str:
    """The key of the sheet a code belongs to; free, because what was begun by it is deleted."""
    token = read_token(code)
    if not Access.objects.filter(collection=collection, digest=digest_of(token)).exists():
        raise Refused(_("This code does not belong to this survey."), "code")
    key = sheet_key(token)
    there = Sheet.objects.select_for_update().filter(key=key).first()
    if there is not None and there.state == SheetState.HANDED_IN:
        raise Refused(_("By this code answers were handed in already."), "code")
    if there is not None:
        there.delete()
    return key
