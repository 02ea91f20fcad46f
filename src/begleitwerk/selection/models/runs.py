"""Runs of the engine, the decision of people, and where they deviate."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.municipalities.models import Workspace
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.enums import DecisionState, Outcome, RunKind, RunState
from begleitwerk.selection.models.applications import Candidacy
from begleitwerk.selection.models.rounds import RuleSet, SelectionRound


class SelectionRun(models.Model):
    """One run on a snapshot: `problem` and `digest` are frozen when it is started.

    `evidence` is what each fact in it rests on, `result` and `details` what the engine found, all
    of them its dataclasses as JSON (engine.selection.protocol). Work goes on beside it; a run
    never looks at live data again.
    """

    processing: ClassVar = Processing(
        _("Runs of a selection"),
        _("Prove how a selection came about"),
        DataClass.FILES,
        readers=("selection.view",),
        people=("started_by_id",),
        sealed=Q(),
    )
    round = models.ForeignKey(SelectionRound, on_delete=models.CASCADE, related_name="runs")
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=RunKind.choices, default=RunKind.CHOICE)
    replaces = models.ForeignKey(
        Candidacy, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("replaces")
    )
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.WAITING)
    problem = models.JSONField()
    evidence = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    pulse = models.CharField(max_length=60, blank=True)  # selectors.pulse, before the data was read
    result = models.JSONField(null=True)
    details = models.JSONField(null=True)
    message = models.TextField(blank=True)
    job_id = models.PositiveBigIntegerField(null=True)
    started_by_id = models.PositiveBigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_run_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.get_kind_display()}"

    @property
    def workspace(self) -> Workspace:
        return self.round.workspace


class SelectionDecision(Versioned):
    """What people decide on a run's proposal: one prepares, another confirms."""

    processing: ClassVar = Processing(
        _("Decisions about a selection"),
        _("Prove how a selection came about"),
        DataClass.FILES,
        readers=("selection.view",),
        people=("proposed_by_id", "confirmed_by_id"),
        sealed=~Q(protocol_digest=""),
    )
    run = models.OneToOneField(SelectionRun, on_delete=models.PROTECT, related_name="decision")
    state = models.CharField(
        max_length=10, choices=DecisionState.choices, default=DecisionState.DRAFT
    )
    reason = models.TextField(_("reason"), blank=True)
    return_reason = models.TextField(_("why it was returned"), blank=True)
    proposed_by_id = models.PositiveBigIntegerField(null=True)
    proposed_at = models.DateTimeField(null=True)
    confirmed_by_id = models.PositiveBigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    protocol = models.TextField(blank=True)  # canonical JSON, engine.selection.protocol
    protocol_digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.run)

    @property
    def workspace(self) -> Workspace:
        return self.run.workspace


class DecisionPlace(models.Model):
    """What became of one candidacy: selected for a theme, reserve with rank, or not selected."""

    processing: ClassVar = Processing(
        _("What became of each municipality"),
        _("Prove how a selection came about"),
        DataClass.FILES,
        readers=("selection.view", "application.view", "selection.results"),
    )
    decision = models.ForeignKey(SelectionDecision, on_delete=models.CASCADE, related_name="places")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    theme = models.ForeignKey(EditionTheme, on_delete=models.PROTECT, null=True, related_name="+")
    rank = models.PositiveSmallIntegerField(_("rank on the reserve list"), null=True)

    class Meta:
        ordering: ClassVar = ["theme__position", "rank", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "candidacy"], name="decided_once")
        ]

    def __str__(self) -> str:
        return f"{self.candidacy}: {self.get_outcome_display()}"


class Deviation(models.Model):
    """Where people decide otherwise than the rule proposes, why, and what it costs (hundredths).

    Nobody is `out` where the rules left no choice and people fill a free place: the cost is then
    against the best who could take it. `breaks` names the rules the decision does not keep.
    """

    processing: ClassVar = Processing(
        _("Deviations from the rules"),
        _("Prove how a selection came about"),
        DataClass.FILES,
        readers=("selection.view",),
        people=("made_by_id",),
        sealed=~Q(decision__protocol_digest=""),
    )
    decision = models.ForeignKey(
        SelectionDecision, on_delete=models.CASCADE, related_name="deviations"
    )
    theme = models.ForeignKey(EditionTheme, on_delete=models.PROTECT, related_name="+")
    out = models.ForeignKey(Candidacy, on_delete=models.PROTECT, null=True, related_name="+")
    into = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    made_by_id = models.PositiveBigIntegerField(null=True)
    cost = models.IntegerField()
    breaks = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.out or ''} → {self.into}".strip()
