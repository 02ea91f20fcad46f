"""Audit events in bulk: the same seal as one by one, written in few statements."""

from typing import Any

from django.db import models
from django.utils import timezone

from begleitwerk.core.models import AuditEvent, AuditHead
from begleitwerk.core.services.audit import digest_of, plain

BATCH = 400


class Chain:
    """The end of the audit chain, held by one writer inside one transaction."""

    def __init__(self) -> None:
        self.head = AuditHead.objects.select_for_update().get_or_create(pk=1)[0]
        self.number, self.digest = self.head.number, self.head.digest
        self.waiting: list[AuditEvent] = []

    def add(
        self,
        verb: str,
        row: models.Model,
        *,
        by: int | None,
        workspace_id: int | None = None,
        label: str = "",
        reason: str = "",
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        """Seal an event behind the last one; `by` is the key of whoever decided."""
        event = AuditEvent(
            number=self.number + 1,
            at=timezone.now(),
            actor_id=by,
            verb=verb,
            subject_type=row._meta.label_lower,
            subject_id=str(row.pk),
            subject_label=(label or str(row))[:300],
            workspace_id=workspace_id,
            reason=reason,
            before=plain(before or {}),
            after=plain(after or {}),
            previous=self.digest,
        )
        event.digest = digest_of(event)
        self.number, self.digest = event.number, event.digest
        self.waiting.append(event)

    def write(self) -> None:
        AuditEvent.objects.bulk_create(self.waiting, BATCH)
        self.waiting.clear()
        self.head.number, self.head.digest = self.number, self.digest
        self.head.save(update_fields=["number", "digest"])
