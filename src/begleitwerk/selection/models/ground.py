"""What a choice rests on: facts of a day, and the reasons of two people to go on all the same."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.municipalities.models import Workspace
from begleitwerk.selection.enums import WaiverState, WaiverStep
from begleitwerk.selection.models.rounds import SelectionRound
from begleitwerk.selection.models.runs import SelectionRun


class FactFreeze(models.Model):
    """The facts of a round as they stood on the day the office set, before the first run.

    `pins` are selectors.pins.Pin as JSON.
    """

    processing: ClassVar = Processing(
        _("Facts frozen on a day"),
        _("Prove how a selection came about"),
        DataClass.FILES,
        readers=("selection.view",),
        sealed=Q(),
    )
    round = models.OneToOneField(
        SelectionRound, on_delete=models.CASCADE, related_name="fact_freeze"
    )
    pins = models.JSONField(default=list)
    taken_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.round)

    @property
    def workspace(self) -> Workspace:
        return self.round.workspace


class Waiver(Versioned):
    """A step goes on although its ground does not hold: on what, why, and the two people.

    `grounds` are [{"mark", "kind", "words", "pin"}] (services.waivers): what does not hold, in
    German as it was shown; a fact that was set aside keeps what counts instead as its pin.
    """

    logged: ClassVar = ("step", "state")
    processing: ClassVar = Processing(
        _("Exceptions two people allowed"),
        _("Prove how a selection came about"),
        DataClass.FILES,
        readers=("selection.view",),
        people=("asked_by_id", "answered_by_id"),
        sealed=Q(state=WaiverState.GRANTED),
    )
    round = models.ForeignKey(SelectionRound, on_delete=models.CASCADE, related_name="waivers")
    run = models.ForeignKey(
        SelectionRun, on_delete=models.PROTECT, null=True, related_name="waivers"
    )
    step = models.CharField(_("what goes on"), max_length=10, choices=WaiverStep.choices)
    state = models.CharField(max_length=8, choices=WaiverState.choices, default=WaiverState.ASKED)
    grounds = models.JSONField(default=list)
    reason = models.TextField(_("reason"))
    answer = models.TextField(_("why not"), blank=True)
    asked_by_id = models.PositiveBigIntegerField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_by_id = models.PositiveBigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.round}: {self.get_step_display()}"

    @property
    def workspace(self) -> Workspace:
        return self.round.workspace

    @property
    def marks(self) -> set[str]:
        """What each of its grounds is known by."""
        return {row["mark"] for row in self.grounds}
