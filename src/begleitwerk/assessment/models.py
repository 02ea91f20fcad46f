"""Self-assessments with their criteria, and the findings people agreed on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.enums import AssessmentState, FindingState, Purpose
from begleitwerk.catalogue.models import ContentItem, ContentVersion, reads_english
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.fieldwork.models import Collection, Item
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Decision, Meeting, Process


class Assessment(Versioned):
    """One round of self-assessment on a version of the quality framework.

    `result` is what may be told of the answers, made once when they are closed, protected, and
    frozen with its `digest` (`assessment.services.results`); pages, files, papers and screens read
    nothing else. It is empty before. `release_digest` seals it together with what was agreed, from
    the day a body releases it until that is taken back.
    """

    logged: ClassVar = (
        "title", "purpose", "framework", "scale", "process", "consensus_meeting", "state",
        "released_by", "released_on", "decision", "digest", "release_digest",
    )  # fmt: skip
    processing: ClassVar = Processing(
        _("Self-assessments"),
        _("Know how a network sees its quality"),
        DataClass.WORK,
        readers=("quality.view", "quality.view_released"),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    process = models.ForeignKey(
        Process, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=160)
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    framework = models.ForeignKey(
        ContentVersion,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("quality framework"),
    )
    scale = models.ForeignKey(
        ContentItem, on_delete=models.PROTECT, related_name="+", verbose_name=_("scale")
    )
    collection = models.OneToOneField(Collection, on_delete=models.CASCADE, related_name="+")
    consensus_meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("consensus meeting"),
    )
    state = models.CharField(
        _("state"), max_length=8, choices=AssessmentState.choices, default=AssessmentState.DRAFT
    )
    result = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    released_by = models.ForeignKey(
        Body,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    released_on = models.DateField(_("released on"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision"),
    )
    release_digest = models.CharField(_("checksum of the release"), max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["municipality", "state"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=AssessmentState.RELEASED) | Q(released_on__isnull=False),
                name="released_assessment_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assessment:assessment", args=[self.municipality.slug, self.pk])


class Criterion(Versioned):
    """A statement that is assessed: one of the framework, perhaps in other words, or an own one.

    `source` is the framework's criterion, which stays known where the wording was changed; without
    it the criterion is the municipality's own. The item is what people answer.
    """

    part_of: ClassVar = "assessment"
    logged: ClassVar = (
        "number", "dimension", "label_de", "label_en", "text_de", "text_en", "opposite_de",
        "opposite_en", "is_withdrawn",
    )  # fmt: skip
    processing: ClassVar = Processing(
        _("Criteria of a self-assessment"),
        _("Know how a network sees its quality"),
        DataClass.WORK,
        readers=("quality.view", "quality.view_released"),
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="criteria")
    source = models.ForeignKey(
        ContentItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dimension = models.ForeignKey(
        ContentItem,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("quality dimension"),
    )
    number = models.CharField(_("number"), max_length=12)
    label_de = models.CharField(_("short name (German)"), max_length=160)
    label_en = models.CharField(_("short name (English)"), max_length=160, blank=True)
    text_de = models.TextField(_("statement (German)"))
    text_en = models.TextField(_("statement (English)"), blank=True)
    opposite_de = models.TextField(_("opposite (German)"), blank=True)
    opposite_en = models.TextField(_("opposite (English)"), blank=True)
    position = models.PositiveSmallIntegerField()
    is_withdrawn = models.BooleanField(default=False)
    item = models.OneToOneField(Item, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "number"], name="criterion_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"

    @property
    def is_own(self) -> bool:
        return self.source_id is None

    @property
    def is_reworded(self) -> bool:
        source = self.source
        return source is not None and any(
            getattr(self, name) != getattr(source, name)
            for name in ("label_de", "text_de", "label_en", "text_en")
        )

    @property
    def label(self) -> str:
        return (self.label_en if reads_english() else "") or self.label_de

    @property
    def text(self) -> str:
        return (self.text_en if reads_english() else "") or self.text_de


class Finding(Versioned):
    """What people agreed on about a criterion when they had seen where their views differ."""

    part_of: ClassVar = "assessment"
    logged: ClassVar = ("state", "level", "reason", "next_step", "priority", "meeting", "release")
    processing: ClassVar = Processing(
        _("Findings"),
        _("Know what was agreed about the quality and what follows from it"),
        DataClass.WORK,
        readers=("quality.view", "quality.view_released"),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="findings")
    criterion = models.OneToOneField(Criterion, on_delete=models.CASCADE, related_name="finding")
    state = models.CharField(
        _("state"), max_length=7, choices=FindingState.choices, default=FindingState.OPEN
    )
    level = models.SmallIntegerField(_("agreed level"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), null=True, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("meeting"),
    )
    release = models.CharField(
        _("who may read it"),
        max_length=10,
        choices=ReleaseLevel.choices,
        default=ReleaseLevel.OWN,
    )

    class Meta:
        ordering: ClassVar = ["criterion__position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=FindingState.AGREED) | Q(level__isnull=False),
                name="agreed_finding_has_level",
            ),
            models.CheckConstraint(
                condition=Q(priority=None) | Q(priority__range=(1, 3)),
                name="finding_priority_from_1_to_3",
            ),
        ]

    def __str__(self) -> str:
        return str(self.criterion)

    @property
    def is_told(self) -> bool:
        """Agreed in a self-assessment that was signed off: only then others may read it at all."""
        return (
            self.state == FindingState.AGREED and self.assessment.state == AssessmentState.RELEASED
        )

    def get_absolute_url(self) -> str:
        return reverse("assessment:finding", args=[self.municipality.slug, self.pk])
