"""Answering without an account: begin a sheet, save answers, hand it in.

Nothing here is recorded in the log, and nothing keeps a time: what a person answers is known by
the key made from her token alone. Each write locks the sheet it is for, so that it stands before
or after its handing in and the closing of the collection, never in between.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.services import Refused
from begleitwerk.fieldwork.enums import AccessKind, RemarkKind, SheetState, Special
from begleitwerk.fieldwork.models import (
    Access,
    Answer,
    Collection,
    Group,
    Item,
    Remark,
    Sheet,
)
from begleitwerk.fieldwork.selectors import Stage, asked_of, stage_of
from begleitwerk.fieldwork.selectors.scales import values_of
from begleitwerk.fieldwork.services.quick import put_answer, read_for_answer
from begleitwerk.fieldwork.services.said import AnswerRefused, Said, Why
from begleitwerk.fieldwork.services.tokens import access_token, new_token, sheet_key

LONGEST_REMARK = 2000  # signs


# --- Begin --------------------------------------------------------------------------------------


def begin_sheet(*, access: Access, group: Group | None = None) -> tuple[str, Sheet]:
    """The sheet somebody answers on, and the token that leads back to it.

    By a personal link or a code it is the one of that way in, however often it is opened; a link
    for many begins a new one each time. `group` is asked where the way in has none. Raises
    AnswerRefused, and Refused at `group`.
    """
    collection = access.collection
    check_window(collection)
    if access.is_closed:
        raise AnswerRefused(Why.TAKEN_BACK)
    counted = group_that_counts(collection, access.group or group)
    is_for_many = access.kind == AccessKind.GROUP
    token = new_token() if is_for_many else access_token(access)
    key = sheet_key(token)
    row = Sheet(collection=collection, group=counted, key=key)
    Sheet.objects.bulk_create([row], ignore_conflicts=True)  # two devices open it at once
    return token, Sheet.objects.select_related("group").get(key=key)


def group_that_counts(collection: Collection, group: Group | None) -> Group:
    """Groups that were joined at opening count as their joint one."""
    if group is None or group.collection_id != collection.pk:
        raise Refused(_("Please choose as whom you answer."), "group")
    if not group.is_joined:
        return group
    return collection.groups.get(is_joint=True)


def check_window(collection: Collection) -> None:
    """From its first day until somebody closes it. Raises AnswerRefused."""
    stage = stage_of(collection, timezone.localdate())
    if stage == Stage.CLOSED:
        raise AnswerRefused(Why.CLOSED)
    if not stage.takes_answers:
        raise AnswerRefused(Why.EARLY)


# --- Answer -------------------------------------------------------------------------------------


def save_answer(
    *,
    token: str,
    item_id: int,
    level: int | None = None,
    special: str = "",
    importance: int | None = None,
) -> None:
    """Save what a sheet says of one item; nothing said takes it back. The last one counts.

    Two statements, and no lock but that of the second. Raises AnswerRefused, and Refused at
    `level` or `importance` for what the scale does not have.
    """
    said, key = Said(level, special, importance), sheet_key(token)
    if not said:
        save_answers(token=token, answers={item_id: said})
        return
    found = read_for_answer(key, item_id)
    check_window(found.collection)
    if found.state != SheetState.STARTED:
        raise AnswerRefused(Why.HANDED_IN)
    check_said(found.item, said, asks_importance=found.collection.asks_importance)
    if not put_answer(key, item_id, said):  # closed or handed in between the two
        raise AnswerRefused(Why.CLOSED)


def save_answers(*, token: str, answers: Mapping[int, Said]) -> list[int]:
    """Save what a whole page says, by item; all or nothing. Raises as `save_answer`.

    Items that are not asked any more are left as they were; returns their ids.
    """
    with transaction.atomic():
        sheet = locked(token)
        items = {row.pk: row for row in Item.objects.filter(collection_id=sheet.collection_id)}
        gone = [pk for pk in answers if pk in items and items[pk].is_withdrawn]
        kept = {pk: said for pk, said in answers.items() if pk not in gone}
        for item_id, said in kept.items():
            weighs = sheet.collection.asks_importance
            check_said(items.get(item_id), said, asks_importance=weighs)
        store(sheet, kept)
    return gone


def locked(token: str) -> Sheet:
    """The sheet of a token, which may be filled in, locked. Raises AnswerRefused."""
    rows = Sheet.objects.select_related("collection").select_for_update(of=("self",))
    sheet = rows.filter(key=sheet_key(token)).first()
    if sheet is None:
        raise AnswerRefused(Why.UNKNOWN)
    check_window(sheet.collection)
    if sheet.state != SheetState.STARTED:
        raise AnswerRefused(Why.HANDED_IN)
    return sheet


def check_said(item: Item | None, said: Said, *, asks_importance: bool) -> None:
    if item is None:
        raise AnswerRefused(Why.UNKNOWN)
    if item.is_withdrawn:
        raise AnswerRefused(Why.WITHDRAWN)
    both = said.level is not None and said.special
    unknown = said.level is not None and said.level not in values_of(item.scale)
    if both or unknown or (said.special and said.special not in Special.values):
        raise Refused(_("Please choose one of the answers shown."), "level")
    if said.importance is not None and not (asks_importance and said.importance in (1, 2, 3)):
        raise Refused(_("Please choose how important it is, from 1 to 3."), "importance")


def store(sheet: Sheet, answers: Mapping[int, Said]) -> None:
    """Put answers in place of earlier ones; two at once cannot make two of one."""
    empty = [item_id for item_id, said in answers.items() if not said]
    if empty:
        Answer.objects.filter(sheet=sheet, item_id__in=empty).delete()
    rows = [
        Answer(
            sheet=sheet,
            item_id=item_id,
            level=said.level,
            special=said.special,
            importance=said.importance,
        )
        for item_id, said in answers.items()
        if said
    ]
    Answer.objects.bulk_create(
        sorted(rows, key=lambda row: row.item_id),
        update_conflicts=True,
        unique_fields=["sheet", "item"],
        update_fields=["level", "special", "importance"],
    )


def save_remark(*, token: str, item_id: int, kind: str, text: str) -> None:
    """Save evidence or a comment to one item; an empty text takes it away.

    Raises AnswerRefused, and Refused at `kind` for what was not asked or is too long.
    """
    text = text.strip()
    if kind not in RemarkKind.values:
        raise AnswerRefused(Why.UNKNOWN)
    if len(text) > LONGEST_REMARK:
        raise Refused(_("Please keep it to 2,000 characters."), kind)
    with transaction.atomic():
        sheet = locked(token)
        if kind == RemarkKind.EVIDENCE and text and not sheet.collection.asks_evidence:
            raise Refused(_("This was not asked."), kind)
        if not asked_of(sheet.collection).filter(pk=item_id).exists():
            raise AnswerRefused(Why.WITHDRAWN)
        kept = Remark.objects.filter(sheet=sheet, item_id=item_id, kind=kind)
        if not text:
            kept.delete()
        elif not kept.update(text=text):
            Remark.objects.create(
                collection=sheet.collection, sheet=sheet, item_id=item_id, kind=kind, text=text
            )


# --- Hand in ------------------------------------------------------------------------------------


def hand_in(*, token: str) -> Sheet:
    """Hand in a sheet; from then on its answers count, and nobody reads them any more.

    Handed in twice is handed in once. Late after the last day. Raises AnswerRefused, and Refused
    where nothing was answered.
    """
    with transaction.atomic():
        rows = Sheet.objects.select_related("collection").select_for_update(of=("self",))
        sheet = rows.filter(key=sheet_key(token)).first()
        if sheet is None:
            raise AnswerRefused(Why.UNKNOWN)
        check_window(sheet.collection)
        if sheet.state == SheetState.HANDED_IN:
            return sheet
        if not Answer.objects.filter(sheet=sheet).exclude(level=None, special="").exists():
            raise Refused(_("Please answer at least one statement before you hand in."))
        sheet.state = SheetState.HANDED_IN
        sheet.is_late = stage_of(sheet.collection, timezone.localdate()) == Stage.LATE
        sheet.save(update_fields=["state", "is_late"])
    return sheet
