"""Reads of the foundation."""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import AuditEvent, Job, OutboxMail, SitePage
from begleitwerk.core.presenters import Field, Wording

VERBS = {
    "core.page_changed": Wording(_("Page “%(subject)s” changed"), lists_changes=True),
}
FIELDS = {
    "core.title_de": Field(_("Title in German")),
    "core.title_en": Field(_("Title in English")),
    "core.text_de": Field(_("Text in German"), is_text=True),
    "core.text_en": Field(_("Text in English"), is_text=True),
}


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


def site_page(key: str) -> SitePage | None:
    return SitePage.objects.filter(key=key).first()
