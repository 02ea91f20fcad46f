"""Rows of the foundation."""

from datetime import timedelta

import factory
from django.utils import timezone

from begleitwerk.core.models import (
    AuditEvent,
    AuditHead,
    AuditSeal,
    DailyDuty,
    Job,
    OutboxMail,
    SavedFilter,
    SitePage,
    Upload,
    WrittenImport,
)


class AuditEventFactory(factory.django.DjangoModelFactory[AuditEvent]):
    class Meta:
        model = AuditEvent

    number = factory.Sequence(lambda number: number + 1)
    at = factory.LazyFunction(timezone.now)
    verb = "test.event"
    subject_type = "core.sitepage"
    subject_id = "1"
    subject_label = "Something"


class AuditHeadFactory(factory.django.DjangoModelFactory[AuditHead]):
    class Meta:
        model = AuditHead
        django_get_or_create = ("pk",)

    pk = 1


class AuditSealFactory(factory.django.DjangoModelFactory[AuditSeal]):
    class Meta:
        model = AuditSeal

    number = factory.Sequence(lambda number: number + 1)
    day = factory.LazyFunction(timezone.localdate)
    at = factory.LazyFunction(timezone.now)
    head_number = 1
    head_digest = "0" * 64
    line = "{}"


class OutboxMailFactory(factory.django.DjangoModelFactory[OutboxMail]):
    class Meta:
        model = OutboxMail

    to = "someone@example.org"
    subject = "Subject"
    body = "Text"
    due_at = factory.LazyFunction(timezone.now)
    key = factory.Sequence(lambda number: f"mail:{number}")


class JobFactory(factory.django.DjangoModelFactory[Job]):
    class Meta:
        model = Job

    title = "Import"
    owner_id = 1


class DailyDutyFactory(factory.django.DjangoModelFactory[DailyDuty]):
    class Meta:
        model = DailyDuty

    name = factory.Sequence(lambda number: f"test.duty_{number}")


class UploadFactory(factory.django.DjangoModelFactory[Upload]):
    class Meta:
        model = Upload

    owner_id = 0
    kind = "municipalities.register"
    file_name = "liste.csv"
    content = b""
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))


class SitePageFactory(factory.django.DjangoModelFactory[SitePage]):
    class Meta:
        model = SitePage
        django_get_or_create = ("key",)

    key = "impressum"
    title_de = "Impressum"
    title_en = "Imprint"
    text_de = "Text"
    text_en = "Text"


class SavedFilterFactory(factory.django.DjangoModelFactory[SavedFilter]):
    class Meta:
        model = SavedFilter

    owner_id = 1
    page = "/kommunen/"
    name = factory.Sequence(lambda number: f"Filter {number}")
    query = "q=heide"


class WrittenImportFactory(factory.django.DjangoModelFactory[WrittenImport]):
    class Meta:
        model = WrittenImport

    kind = "municipalities.register"
    file_name = "kommunen.csv"
    sha256 = "0" * 64
    written_at = factory.LazyFunction(timezone.now)
    counts = factory.LazyFunction(lambda: {"new": 1, "changed": 2, "same": 0})
