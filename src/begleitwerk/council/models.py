"""Council papers with their blocks and consultation route, and the brief."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.contributions import paper_parts
from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.council.enums import (
    FREE,
    Coverage,
    PaperState,
    PaperType,
    SigningCapacity,
    StepStatus,
)
from begleitwerk.files.models import StoredFile
from begleitwerk.goals.models import Goal
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Meeting, Process


class PaperSettings(Versioned):
    """How papers of a municipality look: head, numbering pattern, usual entries.

    Numbers start again each year where the pattern names the year; `number_year` is the year
    `next_number` belongs to.
    """

    logged: ClassVar = (
        "reference_pattern", "next_number", "authority", "head_title", "lead_office",
        "file_number", "contact_role", "budget_product_code", "template",
    )  # fmt: skip
    processing: ClassVar = Processing(
        _("How papers look"),
        _("Write papers in the form of the authority"),
        DataClass.WORK,
        readers=("papers.edit",),
    )
    municipality = models.OneToOneField(Municipality, on_delete=models.CASCADE, related_name="+")
    reference_pattern = models.CharField(
        _("pattern of paper numbers"),
        max_length=60,
        default="{number}/{year}",
        help_text=_(
            "{number}, {number:3} for three digits, {year}: for example DS {number}/{year}"
        ),
    )
    next_number = models.PositiveIntegerField(_("next number"), default=1)
    number_year = models.PositiveSmallIntegerField(null=True, editable=False)
    authority = models.CharField(_("authority in the head"), max_length=160, blank=True)
    head_title = models.CharField(_("head of the administration"), max_length=120, blank=True)
    lead_office = models.CharField(_("lead office"), max_length=160, blank=True)
    file_number = models.CharField(_("file number"), max_length=60, blank=True)
    contact_role = models.CharField(_("contact (function)"), max_length=160, blank=True)
    budget_product_code = models.CharField(_("budget product"), max_length=40, blank=True)
    template = models.ForeignKey(
        StoredFile,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("own Word template"),
    )

    def __str__(self) -> str:
        return str(self.municipality)


class Paper(Versioned):
    """A Mitteilungs- or Beschlussvorlage.

    What its head says is copied from the settings when it is made, so that a later change of the
    settings never rewrites an old paper. `amount_source` is what the measures cost together when
    somebody last compared it with `amount`.
    """

    # Everything a paper says but its route, which goes on after the release: what the bodies
    # decide, and when they meet, is added while the paper is in consultation.
    said: ClassVar = (
        "paper_type", "is_public", "reference", "date", "authority", "head_title", "lead_office",
        "contributing_offices", "file_number", "contact_role", "clerk_role", "signing_capacity",
        "signatory_role", "title", "resolution_proposal", "summary", "body_heading",
        "has_financial_effects", "amount", "budget_product_code", "coverage", "coverage_by",
        "financial_note", "attachments",
    )  # fmt: skip
    logged: ClassVar = ("process", *said, "state")
    processing: ClassVar = Processing(
        _("Council papers"),
        _("Inform committees and let them decide"),
        DataClass.FILES,
        readers=("papers.view", "papers.view_introduced"),
        sealed=~Q(released_digest=""),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    process = models.ForeignKey(
        Process,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("process"),
    )
    paper_type = models.CharField(_("type"), max_length=12, choices=PaperType.choices)
    is_public = models.BooleanField(_("public"), default=True)
    reference = models.CharField(_("paper number"), max_length=60, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    authority = models.CharField(_("authority in the head"), max_length=160, blank=True)
    head_title = models.CharField(_("head of the administration"), max_length=120, blank=True)
    lead_office = models.CharField(_("lead office"), max_length=160, blank=True)
    contributing_offices = models.CharField(_("contributing offices"), max_length=300, blank=True)
    file_number = models.CharField(_("file number"), max_length=60, blank=True)
    contact_role = models.CharField(_("contact (function)"), max_length=160, blank=True)
    clerk_role = models.CharField(_("clerk (function)"), max_length=160, blank=True)
    signing_capacity = models.CharField(
        _("signature"), max_length=14, choices=SigningCapacity.choices, blank=True
    )
    signatory_role = models.CharField(_("who signs (function)"), max_length=160, blank=True)
    title = models.CharField(_("subject"), max_length=300)
    resolution_proposal = models.TextField(_("proposed resolution"), blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body_heading = models.CharField(
        _("heading of the body text"), max_length=60, default="Sachverhalt"
    )
    has_financial_effects = models.BooleanField(_("states financial effects"), default=False)
    amount = models.DecimalField(
        _("total amount"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    amount_source = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    amount_kept_reason = models.CharField(max_length=300, blank=True)
    budget_product_code = models.CharField(_("budget product"), max_length=40, blank=True)
    coverage = models.CharField(_("coverage"), max_length=12, choices=Coverage.choices, blank=True)
    coverage_by = models.CharField(_("the rest is covered by"), max_length=300, blank=True)
    financial_note = models.TextField(_("explanation"), blank=True)
    attachments = models.TextField(_("attachments"), blank=True, help_text=_("One title per line."))
    state = models.CharField(
        _("state"), max_length=16, choices=PaperState.choices, default=PaperState.DRAFT
    )
    released_digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [models.Index(fields=["municipality", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("council:paper", args=[self.municipality.slug, self.pk])


def block_label(kind: str) -> str:
    """What a kind of block is called."""
    labels = {FREE: _("own text"), **{part.kind: part.label for part in paper_parts.on()}}
    return str(labels.get(kind, kind))


class PaperBlock(Versioned):
    """A part of the body text.

    `text` and `table` are what the paper says; `source_text` and `source_table` what the live
    data said when the block was taken. `kept_digest` marks a newer state of the data that
    somebody saw and decided not to take, with `kept_reason`. A table is a dict with `caption`,
    `header`, `rows`, `numeric` (columns set flush right) and `dated` (the caption ends with the
    day the block was taken).
    """

    part_of = "paper"
    logged: ClassVar = ("kind", "heading", "text", "table")
    processing: ClassVar = Processing(
        _("Parts of council papers"),
        _("Inform committees and let them decide"),
        DataClass.FILES,
        readers=("papers.view", "papers.view_introduced"),
        sealed=~Q(paper__released_digest=""),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField(_("kind"), max_length=30)  # FREE, or that of a `PaperPart`
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(_("heading"), max_length=160, blank=True)
    text = models.TextField(_("text"), blank=True)
    table = models.JSONField(null=True, blank=True)
    source_text = models.TextField(blank=True)
    source_table = models.JSONField(null=True, blank=True)
    sources = models.JSONField(default=list)
    taken_at = models.DateTimeField(null=True)
    kept_digest = models.CharField(max_length=64, blank=True)
    kept_reason = models.CharField(_("reason"), max_length=300, blank=True)
    goals = models.ManyToManyField(Goal, related_name="+", blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading or block_label(self.kind)

    @property
    def section(self) -> str:
        """The key of its section on the sheet."""
        return f"block-{self.pk}"

    @property
    def is_edited(self) -> bool:
        """Whether somebody wrote in it by hand since it was taken."""
        return (self.text, self.table) != (self.source_text, self.source_table)


class ConsultationStep(Versioned):
    """A station of the consultation route (Beratungsfolge)."""

    part_of = "paper"
    logged: ClassVar = (
        "body_name", "on", "session_number", "role", "is_public", "status", "result", "votes_yes",
        "votes_no", "abstentions", "resolution_text",
    )  # fmt: skip
    processing: ClassVar = Processing(
        _("Stations of the consultation route"),
        _("Inform committees and let them decide"),
        DataClass.FILES,
        readers=("papers.view", "papers.view_introduced"),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    body = models.ForeignKey(
        Body,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("body on record"),
    )
    body_name = models.CharField(_("body"), max_length=160)
    on = models.DateField(_("session date"), null=True, blank=True)
    session_number = models.CharField(_("session"), max_length=80, blank=True)
    role = models.ForeignKey(
        ContentItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("role"),
    )
    is_public = models.BooleanField(_("public"), default=True)
    status = models.CharField(
        _("status"), max_length=10, choices=StepStatus.choices, default=StepStatus.PLANNED
    )
    result = models.ForeignKey(
        ContentItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("result"),
    )
    resolution_text = models.TextField(_("resolution where it differs"), blank=True)
    votes_yes = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    votes_no = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("meeting on record"),
    )

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.body_name


class PaperAttachment(models.Model):
    """A file that goes with a paper; titles without a file stand in `Paper.attachments`."""

    part_of = "paper"
    processing: ClassVar = Processing(
        _("Attachments of council papers"),
        _("Inform committees and let them decide"),
        DataClass.FILES,
        readers=("papers.view", "papers.view_introduced"),
        sealed=~Q(paper__released_digest=""),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class PaperTransition(models.Model):
    """From which state to which, when, by whom, why."""

    processing: ClassVar = Processing(
        _("Way of council papers"),
        _("Prove who released what"),
        DataClass.FILES,
        readers=("papers.view",),
        people=("by_id",),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="transitions")
    old = models.CharField(max_length=16, choices=PaperState.choices)
    new = models.CharField(max_length=16, choices=PaperState.choices)
    at = models.DateTimeField(auto_now_add=True)
    by_id = models.PositiveBigIntegerField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_old_display()} → {self.get_new_display()}"


class Brief(Versioned):
    """One page for leadership and politics; its figures are frozen with the day they hold for."""

    logged: ClassVar = ("title", "as_of", "phase", "sentences", "request")
    processing: ClassVar = Processing(
        _("Briefs"),
        _("Inform leadership and politics on one page"),
        DataClass.FILES,
        readers=("brief.view",),
        sealed=Q(),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    as_of = models.DateField(_("as of"))
    phase = models.CharField(_("phase"), max_length=200)
    figures = models.JSONField(default=list)
    sentences = models.JSONField(default=list)
    request = models.TextField(_("our request"), blank=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-as_of", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("council:brief_show", args=[self.municipality.slug, self.pk])
