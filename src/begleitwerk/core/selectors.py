"""Reads of the foundation."""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from begleitwerk.core.models import AuditEvent, Job, OutboxMail, SavedFilter, SitePage, Upload


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


def get_upload_or_404(owner_id: int, kind: str, pk: int, subject_id: int) -> Upload:
    """One's own file that has not run out; nobody else's is anybody's business."""
    own = Upload.objects.filter(owner_id=owner_id, kind=kind, subject_id=subject_id)
    found = own.filter(pk=pk, expires_at__gt=timezone.now()).first()
    if found is None:
        raise Http404
    return found


def saved_filters(owner_id: int, page: str) -> QuerySet[SavedFilter]:
    """A person's own filters of one list, by name."""
    return SavedFilter.objects.filter(owner_id=owner_id, page=page)


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
