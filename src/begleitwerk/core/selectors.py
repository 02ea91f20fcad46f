"""Reads of the foundation."""

from django.db.models import QuerySet

from begleitwerk.core.models import AuditEvent, Job, OutboxMail, SitePage


def history_of(subject_type: str, subject_id: object, limit: int = 50) -> list[AuditEvent]:
    """The events of one record, newest first."""
    events = AuditEvent.objects.filter(subject_type=subject_type, subject_id=str(subject_id))
    return list(events.order_by("-number")[:limit])


def events_of_workspace(workspace_id: int) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(workspace_id=workspace_id).order_by("-number")


def outbox() -> QuerySet[OutboxMail]:
    return OutboxMail.objects.order_by("-created_at")


def jobs_of(user_id: int) -> QuerySet[Job]:
    return Job.objects.filter(owner_id=user_id).order_by("-created_at")


def site_page(key: str) -> SitePage | None:
    return SitePage.objects.filter(key=key).first()
