"""What somebody behind a token sees: her way in, her sheet, what is asked."""

from dataclasses import dataclass

from django.db.models import QuerySet

from begleitwerk.fieldwork.enums import RemarkKind, SheetState
from begleitwerk.fieldwork.models import Access, Answer, Collection, Group, Item, Remark, Sheet


@dataclass(frozen=True)
class Way:
    """What a token opens: a sheet that was begun, a way in, or both (a personal link)."""

    collection: Collection
    access: Access | None
    sheet: Sheet | None

    @property
    def is_open(self) -> bool:
        """Whether the way in was not taken back; a sheet of one's own has no way in."""
        return self.access is None or not self.access.is_closed

    @property
    def reads_plain(self) -> bool:
        groups = [row.group for row in (self.sheet, self.access) if row is not None]
        return any(group.reads_plain for group in groups if group is not None)


def way_of(*, key: str, digest: str) -> Way | None:
    """What belongs to a token, by the key of its sheet and the digest of its way in."""
    sheets = Sheet.objects.select_related("group", "collection__municipality__workspace")
    sheet = sheets.filter(key=key).first()
    accesses = Access.objects.select_related("group", "collection__municipality__workspace")
    access = accesses.filter(digest=digest).first()
    row = sheet or access
    return Way(row.collection, access, sheet) if row is not None else None


def asked_of(collection: Collection) -> QuerySet[Item]:
    """What is asked, in order; withdrawn items are not."""
    return Item.objects.filter(collection=collection, is_withdrawn=False)


def groups_to_choose(collection: Collection) -> list[Group]:
    """As whom people may answer who say so themselves."""
    return list(collection.groups.filter(is_joint=False))


@dataclass(frozen=True)
class OpenSheet:
    """A sheet that may be filled in, and what stands in it."""

    sheet: Sheet
    answers: dict[int, Answer]  # by item
    remarks: dict[tuple[int, str], str]  # by item and kind

    def remark(self, item: Item, kind: RemarkKind) -> str:
        return self.remarks.get((item.pk, kind), "")

    def is_answered(self, item_id: int) -> bool:
        """A level or a special answer; how important it is alone is none."""
        answer = self.answers.get(item_id)
        return answer is not None and (answer.level is not None or bool(answer.special))


def open_sheet(sheet: Sheet) -> OpenSheet:
    """What a person said so far, for her own eyes; nothing once it is handed in."""
    if sheet.state != SheetState.STARTED:
        return OpenSheet(sheet, {}, {})
    answers = {row.item_id: row for row in Answer.objects.filter(sheet=sheet)}
    remarks = {(row.item_id, row.kind): row.text for row in Remark.objects.filter(sheet=sheet)}
    return OpenSheet(sheet, answers, remarks)
