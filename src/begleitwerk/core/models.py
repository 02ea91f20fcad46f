"""Tables of the foundation: audit chain, outbox, jobs, pages of the operator."""

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.enums import JobState, MailState, SitePageKey, UploadState
from begleitwerk.core.processing import EVERYBODY, HERSELF, NOBODY, DataClass, Ends, Processing


class Versioned(models.Model):
    """A record two people may edit at once; `core.services.changing` guards it.

    `logged` names the fields an event tells; `persons` those that hold names of persons: an event
    only says that they changed, because events are kept for good and a person must stay erasable.
    `processing` says what the table is for and how long its rows stay, of every table.
    `part_of` names the record whose part this is: events stand in the history of the whole.
    """

    part_of: ClassVar[str] = ""
    logged: ClassVar[Sequence[str]] = ()
    persons: ClassVar[Sequence[str]] = ()
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class AuditEvent(models.Model):
    """One decision: who, when, which verb, on what, why, before and after.

    No foreign keys, so that erasing a person or a record stays possible. `previous` and `digest`
    (SHA-256, hex) form a chain; `core.services.verify_chain` walks it. Within a transaction that
    records many (`core.services.recorded_together`) an event has no number until its end.
    """

    processing: ClassVar = Processing(
        _("Log of decisions"),
        _("Prove who decided what, when and why"),
        DataClass.LOG,
        readers=("audit.view",),
        people=("actor_id",),
        sealed=Q(),
    )
    number = models.PositiveBigIntegerField(unique=True, null=True)
    at = models.DateTimeField(db_index=True)
    actor_id = models.PositiveBigIntegerField(null=True)
    actor_role = models.CharField(max_length=40, blank=True)
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=300)
    workspace_id = models.PositiveBigIntegerField(null=True)
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id", "-number"]),
            models.Index(fields=["workspace_id", "-number"]),
            # where the log stands, by kind of record: here and everywhere
            models.Index(fields=["workspace_id", "subject_type", "number", "at"]),
            models.Index(fields=["subject_type", "-number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject_label}"


class AuditHead(models.Model):
    """The end of the chain: one row, locked while an event is added."""

    processing: ClassVar = Processing(
        _("End of the log"),
        _("Notice when an entry is missing"),
        DataClass.LOG,
        readers=(NOBODY,),
        sealed=Q(),
    )
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.number)


class AuditSeal(models.Model):
    """The head of the chain as it was on a day, signed outside the database (`engine.seals`).

    `line` is the whole seal as it stands in file and mail; the other columns repeat what it says.
    `stamp` is the answer of a time stamp authority to it (RFC 3161, DER).
    """

    processing: ClassVar = Processing(
        _("Seals of the log"),
        _("Notice when the whole log was written anew"),
        DataClass.LOG,
        readers=("audit.view", "platform.outbox"),
        of_no_place=True,
        sealed=Q(),
    )
    number = models.PositiveIntegerField(unique=True)
    day = models.DateField(db_index=True)
    at = models.DateTimeField()
    head_number = models.PositiveBigIntegerField()
    head_digest = models.CharField(max_length=64)
    line = models.TextField()
    filed_at = models.DateTimeField(null=True)
    stamp = models.BinaryField(null=True)
    stamped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.number}: {self.head}"

    @property
    def head(self) -> str:
        """As `verify_audit --expect` takes it."""
        return f"{self.head_number}:{self.head_digest}"


STUCK_AFTER = timedelta(minutes=15)


class OutboxMail(models.Model):
    """A mail as data: written with the decision that causes it, sent by the worker, once.

    What `lets_in` whoever reads it (a link to set a password, an invitation) is emptied when sent.
    """

    persons: ClassVar = ("to",)
    processing: ClassVar = Processing(
        _("Outbox"),
        _("Send each mail once, even after a failure"),
        DataClass.MAILS,
        readers=("platform.outbox",),
        own=("to",),
        secret=("key",),
        ends=Ends(lambda moment: ~Q(state=MailState.QUEUED) & Q(created_at__lt=moment)),
    )
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    lets_in = models.BooleanField(_("lets in whoever reads it"), default=False)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def may_be_retried(self) -> bool:
        """Given up, or its worker ended while it was sent: no server takes that long."""
        if self.state == MailState.SENDING:
            return self.due_at < timezone.now() - STUCK_AFTER
        return self.state == MailState.GIVEN_UP


class Job(models.Model):
    """Progress of work that takes longer than a second; the page that started it shows it."""

    processing: ClassVar = Processing(
        _("Long work and how far it is"),
        _("Show whoever started it how far it is"),
        DataClass.ACCESS_LOG,
        readers=(HERSELF,),
        own=("owner_id",),
        ends=Ends(lambda moment: Q(finished_at__lt=moment)),
    )
    title = models.CharField(max_length=200)
    owner_id = models.PositiveBigIntegerField(db_index=True)
    workspace_id = models.PositiveBigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result_url = models.CharField(max_length=300, blank=True)
    message = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    # Who is at it, and until when that is believed without another word from there.
    task_id = models.CharField(max_length=64, blank=True, db_index=True)
    holder = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        return self.state in (JobState.WAITING, JobState.RUNNING)

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0


class DailyDuty(models.Model):
    """When a duty of the worker was last done, and who holds it (`core.services.daily`)."""

    processing: ClassVar = Processing(
        _("Daily duties"),
        _("Do once a day what is to be done once a day"),
        DataClass.CONTENT,
        readers=(NOBODY,),
    )
    name = models.CharField(max_length=60, unique=True)
    done_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A list from a file, between upload and writing.

    The file itself is kept, not what the browser sends back: it is read and checked anew when it
    is written. Only its owner sees it, and after a day it is gone. `kind` names what it becomes
    (`core.services.uploads`), `subject_id` the record it is about, `options` what a form said.
    """

    processing: ClassVar = Processing(
        _("Files on their way in, one day"),
        _("Check a list before it is written"),
        DataClass.ACCESS_LOG,
        readers=(HERSELF,),
        own=("owner_id",),
        secret=("content",),
        ends=Ends(lambda moment: Q(expires_at__lt=moment), days=0),
    )
    owner_id = models.PositiveBigIntegerField(db_index=True)
    kind = models.CharField(max_length=60)
    subject_id = models.PositiveBigIntegerField(default=0)  # 0: none
    options = models.JSONField(default=dict)
    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=UploadState.choices, default=UploadState.RECEIVED
    )
    report = models.JSONField(default=dict)
    job_id = models.PositiveBigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.file_name


class WrittenImport(models.Model):
    """What an import wrote, kept so that it can be taken back as a whole (`core.services.undo`).

    `rows` is table → key → name, the values it replaced (none: it was added), and a digest of what
    stood there afterwards. After their time, and once taken back, they are empty.
    """

    processing: ClassVar = Processing(
        _("Imports, and what they replaced"),
        _("Take back a wrong file as a whole"),
        DataClass.ANSWERS,
        readers=("selection.edit", "register.edit"),
        people=("by_id", "undone_by_id"),
        ends=Ends(lambda moment: Q(written_at__lt=moment), empties=("rows",), days=180),
    )
    kind = models.CharField(max_length=60)
    subject_id = models.PositiveBigIntegerField(default=0)  # 0: none
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    by_id = models.PositiveBigIntegerField(null=True)
    counts = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.PositiveBigIntegerField(null=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["kind", "subject_id"])]

    def __str__(self) -> str:
        return self.file_name


class SavedFilter(models.Model):
    """A list narrowed down, kept by a person under a name; only she sees it.

    `page` is the address of the list, `query` what stands behind the question mark.
    """

    processing: ClassVar = Processing(
        _("Saved filters"),
        _("Come back to a list as it was"),
        DataClass.CONTACTS,
        readers=(HERSELF,),
        own=("owner_id",),
    )
    owner_id = models.PositiveBigIntegerField(db_index=True)
    page = models.CharField(max_length=200)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner_id", "page", "name"], name="filter_once_per_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"{self.page}?{self.query}"


class SitePage(Versioned):
    """A page the operator words: accessibility, privacy, imprint, notice on children in danger."""

    logged: ClassVar = ("title_de", "title_en", "text_de", "text_en")
    processing: ClassVar = Processing(
        _("Pages of the operator"),
        _("Imprint, privacy, accessibility"),
        DataClass.CONTENT,
        readers=(EVERYBODY,),
    )
    key = models.CharField(max_length=20, choices=SitePageKey.choices, unique=True)
    title_de = models.CharField(_("title (German)"), max_length=120)
    title_en = models.CharField(_("title (English)"), max_length=120)
    text_de = models.TextField(_("text (German)"))
    text_en = models.TextField(_("text (English)"))
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("core:page", args=[self.key])

    @property
    def title(self) -> str:
        return self.title_en if (get_language() or "de").startswith("en") else self.title_de

    @property
    def text(self) -> str:
        return self.text_en if (get_language() or "de").startswith("en") else self.text_de
