"""Reads of the foundation."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model, Q, QuerySet, Value
from django.db.models.functions import Lower, Replace
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from begleitwerk.core.models import (
    AuditEvent,
    AuditSeal,
    DailyDuty,
    Job,
    OutboxMail,
    SavedFilter,
    SitePage,
    Upload,
    WrittenImport,
)
from begleitwerk.engine.seals import UnreadableSealError, read_line

Row = TypeVar("Row", bound=Model)


def row_at(rows: QuerySet[Row]) -> Row | None:
    """The row an address names, or none.

    Not sorted: to write out the order takes as long as to write out all its columns again.
    """
    return next(iter(rows.order_by()), None)


def history_of(subject_type: str, subject_id: object, limit: int = 50) -> list[AuditEvent]:
    """The events of one record, newest first."""
    return history_of_records({subject_type: [subject_id]}, limit)


def history_of_records(
    records: Mapping[str, Iterable[object]], limit: int = 50
) -> list[AuditEvent]:
    """The events of a record and of its parts, ids by type ("goals.goal"), newest first."""
    about = Q()
    for subject_type, ids in records.items():
        about |= Q(subject_type=subject_type, subject_id__in=[str(pk) for pk in ids])
    return list(AuditEvent.objects.filter(about).order_by("-number")[:limit]) if about else []


def events_of_workspace(workspace_id: int) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(workspace_id=workspace_id).order_by("-number")


def outbox() -> QuerySet[OutboxMail]:
    return OutboxMail.objects.order_by("-created_at")


def jobs_of(user_id: int) -> QuerySet[Job]:
    return Job.objects.filter(owner_id=user_id).order_by("-created_at")


def get_upload_or_404(owner_id: int, kind: str, pk: int, subject_id: int = 0) -> Upload:
    """One's own file that has not run out; nobody else's is anybody's business."""
    own = Upload.objects.filter(owner_id=owner_id, kind=kind, subject_id=subject_id)
    found = own.filter(pk=pk, expires_at__gt=timezone.now()).first()
    if found is None:
        raise Http404
    return found


def imports_of(kinds: Collection[str], subject_id: int = 0) -> QuerySet[WrittenImport]:
    """What imports of these kinds wrote, the last first; without what they replaced."""
    rows = WrittenImport.objects.filter(kind__in=kinds, subject_id=subject_id)
    return rows.defer("rows").order_by("-pk")


def get_import_or_404(kinds: Collection[str], pk: int, subject_id: int = 0) -> WrittenImport:
    return get_object_or_404(imports_of(kinds, subject_id), pk=pk)


def saved_filters(owner_id: int, page: str) -> QuerySet[SavedFilter]:
    """A person's own filters of one list, by name."""
    rows = SavedFilter.objects.filter(owner_id=owner_id, page=page)
    return rows.order_by(alphabetical("name"), "pk")


def site_page(key: str) -> SitePage | None:
    return SitePage.objects.filter(key=key).first()


# --- Search -------------------------------------------------------------------------------------


def holding(word: str, *fields: str) -> Q:
    """One of the fields holds the word. SQLite knows no small umlauts of great ones, so both
    spellings are looked for."""
    condition = Q()
    for spelling in {word, word.lower(), word.capitalize()}:
        for field in fields:
            condition |= Q(**{f"{field}__icontains": spelling})
    return condition


def words_of(query: str) -> list[str]:
    """The words somebody searches for; more than eight narrow nothing down any more."""
    return query.split()[:8]


def holding_all(query: str, *fields: str) -> Q:
    """Every word of the query stands in one of the fields."""
    condition = Q()
    for word in words_of(query):
        condition &= holding(word, *fields)
    return condition


# --- Order --------------------------------------------------------------------------------------

# German dictionaries sort umlauts as their base letter.
FOLDS = (("ä", "a"), ("Ä", "a"), ("ö", "o"), ("Ö", "o"), ("ü", "u"), ("Ü", "u"), ("ß", "ss"))


def dictionary_order(text: str) -> str:
    """The key that puts texts in the order of a German dictionary."""
    plain = text.lower()
    for letter, base in FOLDS:
        plain = plain.replace(letter, base)
    return plain


def alphabetical(name: str) -> Any:
    """`dictionary_order` of a text column, on any database."""
    expression: Any = Lower(name)
    for letter, base in FOLDS:
        expression = Replace(expression, Value(letter), Value(base))
    return expression


# --- Seals of the audit chain ---------------------------------------------------------------------


@dataclass(frozen=True)
class CheckedSeal:
    """A seal, and whether it is signed with our key and the event it names is still the same."""

    seal: AuditSeal
    holds: bool


def public_key_path() -> Path:
    """Beside the key, readable for those who only check."""
    return Path(f"{settings.SEAL_KEY_PATH}.pub")


def seal_public_key() -> bytes | None:
    """The key seals are checked with; None where nothing is sealed here."""
    try:
        return bytes.fromhex(public_key_path().read_text(encoding="ascii"))
    except FileNotFoundError:
        return None


def duty_error(name: str) -> str:
    """Why a daily duty did not work when it was last tried; empty where it did."""
    found = DailyDuty.objects.filter(name=name).values_list("last_error", flat=True).first()
    return found or ""


def seals() -> QuerySet[AuditSeal]:
    return AuditSeal.objects.order_by("-number")


def checked_seals(limit: int) -> list[CheckedSeal]:
    """The last seals, newest first. What lies between two of them is checked by `verify_audit`."""
    rows, key = list(seals()[:limit]), seal_public_key()
    numbers = [row.head_number for row in rows]
    events = AuditEvent.objects.filter(number__in=numbers)
    digests = dict(events.values_list("number", "digest"))
    return [CheckedSeal(row, holds(row, digests.get(row.head_number), key)) for row in rows]


def holds(row: AuditSeal, digest: str | None, key: bytes | None) -> bool:
    try:
        line = read_line(row.line)
    except UnreadableSealError:
        return False
    is_same = line.seal.head_number == row.head_number and line.seal.head_digest == digest
    return is_same and key is not None and line.is_signed_with(key)
