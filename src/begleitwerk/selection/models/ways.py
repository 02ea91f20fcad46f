"""How a free place goes on where the frozen rules leave no choice."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.municipalities.models import Workspace
from begleitwerk.selection.enums import DecisionState
from begleitwerk.selection.models.rounds import RuleSet
from begleitwerk.selection.models.runs import SelectionRun


class RuleRelaxation(Versioned):
    """Rules relaxed for one replacement alone: one person proposes, another confirms.

    `steps` are engine.selection.RuleStep as JSON, one of the ways out of the conflict `run` found;
    `rule_set` is the version that was made of them when it was confirmed.
    """

    logged: ClassVar = ("state",)
    processing: ClassVar = Processing(
        _("Rules relaxed for a replacement"),
        _("Prove how a selection came about"),
        DataClass.FILES,
        readers=("selection.view",),
        people=("proposed_by_id", "confirmed_by_id"),
        sealed=Q(rule_set__isnull=False),
    )
    run = models.OneToOneField(SelectionRun, on_delete=models.PROTECT, related_name="relaxation")
    state = models.CharField(
        max_length=10, choices=DecisionState.choices, default=DecisionState.PROPOSED
    )
    steps = models.JSONField(default=list)
    reason = models.TextField(_("reason"))
    return_reason = models.TextField(_("why it was returned"), blank=True)
    proposed_by_id = models.PositiveBigIntegerField(null=True)
    proposed_at = models.DateTimeField(null=True)
    confirmed_by_id = models.PositiveBigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    rule_set = models.OneToOneField(RuleSet, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.run)

    @property
    def workspace(self) -> Workspace:
        return self.run.workspace
