"""Goals in three levels, and the measures that lead there."""

from typing import ClassVar, cast

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.models import Finding
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.goals.enums import FINISHED, GoalLevel, GoalState, Light, MeasureState
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Decision, Process


class Goal(Versioned):
    """What a municipality wants to reach; adopted by a body in a decision."""

    logged: ClassVar = (
        "level", "title", "description", "parent", "theme", "dimension", "owner", "due_on",
        "next_on", "next_step", "state", "state_note", "state_on", "light_override",
        "override_reason", "adopted_by", "adopted_on", "decision", "release",
    )  # fmt: skip
    processing: ClassVar = Processing(
        _("Goals"),
        _("Know what a municipality wants to reach and where it stands"),
        DataClass.WORK,
        readers=("goals.view", "goals.view_released"),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    process = models.ForeignKey(
        Process, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("serves the goal"),
    )
    level = models.CharField(_("level"), max_length=12, choices=GoalLevel.choices)
    title = models.CharField(_("goal"), max_length=200)
    description = models.TextField(_("what it is about"), blank=True)
    theme = models.ForeignKey(
        ContentItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("development theme"),
    )
    dimension = models.ForeignKey(
        ContentItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quality dimension"),
    )
    owner = models.CharField(_("responsible"), max_length=120, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    next_on = models.DateField(_("next date"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=120, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=GoalState.choices, default=GoalState.OPEN
    )
    state_note = models.TextField(_("how it stands"), blank=True)
    state_on = models.DateField(_("state reported on"), null=True, blank=True)
    light_override = models.CharField(
        _("light set by hand"), max_length=6, choices=Light.choices, blank=True
    )
    override_reason = models.CharField(_("reason"), max_length=300, blank=True)
    adopted_by = models.ForeignKey(
        Body,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("adopted by"),
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision"),
    )
    release = models.CharField(
        _("who may read it"),
        max_length=10,
        choices=ReleaseLevel.choices,
        default=ReleaseLevel.OWN,
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [models.Index(fields=["municipality", "state"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(light_override="") | ~Q(override_reason=""),
                name="goal_override_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("goals:goal", args=[self.municipality.slug, self.pk])


class Measure(Versioned):
    """A planned action with owner, dates and money."""

    logged: ClassVar = (
        "goal", "title", "description", "owner", "starts_on", "due_on", "cost", "funding", "state",
        "done_on", "progress", "progress_on", "light_override", "override_reason",
    )  # fmt: skip
    processing: ClassVar = Processing(
        _("Measures"),
        _("Know what a municipality wants to reach and where it stands"),
        DataClass.WORK,
        readers=("goals.view", "goals.view_released"),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="measures")
    title = models.CharField(_("what you want to do"), max_length=200)
    description = models.TextField(_("what it is about"), blank=True)
    owner = models.CharField(_("responsible"), max_length=120)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MeasureState.choices, default=MeasureState.PLANNED
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    progress = models.TextField(_("progress"), blank=True)
    progress_on = models.DateField(_("progress reported on"), null=True, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=12, decimal_places=2, null=True, blank=True)
    funding = models.ForeignKey(
        ContentItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("where the money comes from"),
    )
    light_override = models.CharField(
        _("light set by hand"), max_length=6, choices=Light.choices, blank=True
    )
    override_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["municipality", "due_on"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(light_override="") | ~Q(override_reason=""),
                name="measure_override_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Done, stopped, or given up together with its goal: nobody waits for it any more."""
        return self.state in FINISHED or self.goal.state == GoalState.DROPPED

    def get_absolute_url(self) -> str:
        return reverse("goals:measure", args=[self.municipality.slug, self.pk])


class Answering(models.Model):
    """A goal or a measure answers a finding: the first knot of the red thread."""

    processing: ClassVar = Processing(
        _("What answers which finding"),
        _("Know what follows from what was agreed about the quality"),
        DataClass.WORK,
        readers=("goals.view", "goals.view_released"),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(goal__isnull=True, measure__isnull=False)
                | Q(goal__isnull=False, measure__isnull=True),
                name="answering_by_goal_or_measure",
            ),
            models.UniqueConstraint(
                fields=["finding", "goal"],
                condition=Q(goal__isnull=False),
                name="answering_goal_once",
            ),
            models.UniqueConstraint(
                fields=["finding", "measure"],
                condition=Q(measure__isnull=False),
                name="answering_measure_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding}: {self.answer}"

    @property
    def answer(self) -> Goal | Measure:
        return cast("Goal | Measure", self.goal or self.measure)
