"""The office corrects what an applicant handed in: it counts once the applicant agrees."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Ends, Processing
from begleitwerk.municipalities.models import Municipality
from begleitwerk.selection.enums import CorrectionState
from begleitwerk.selection.models.applications import Application, lost_before


class Correction(Versioned):
    """One entry of an application as it was handed in and as the office would have it.

    `field` is a field of Application, or "experience-" with the key of a theme; both values
    are texts (selectors.corrections).
    """

    logged: ClassVar = ("state",)
    processing: ClassVar = Processing(
        _("Corrections of applications"),
        _("Choose municipalities by what they hand in"),
        DataClass.APPLICATIONS,
        readers=("selection.view", "application.view"),
        people=("asked_by_id", "answered_by_id"),
        ends=Ends(
            lost_before("application__candidacy__"),
            empties=("handed_in", "corrected", "reason", "answer"),
        ),
    )
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="corrections"
    )
    field = models.CharField(max_length=80)
    handed_in = models.TextField(blank=True)
    corrected = models.TextField(blank=True)
    reason = models.TextField(_("reason"))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CorrectionState.choices,
        default=CorrectionState.ASKED,
    )
    answer = models.TextField(_("why not"), blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by_id = models.PositiveBigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "field"],
                condition=Q(state=CorrectionState.ASKED),
                name="correction_asked_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.field}"

    @property
    def municipality(self) -> Municipality:
        return self.application.municipality
