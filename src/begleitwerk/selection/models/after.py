"""After the decision: letters, withdrawals."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.files.models import StoredFile
from begleitwerk.municipalities.models import Municipality
from begleitwerk.selection.enums import LetterKind
from begleitwerk.selection.models.applications import Candidacy
from begleitwerk.selection.models.runs import SelectionDecision, SelectionRun


class Letter(models.Model):
    """A letter as it went out: the file is kept, so that it never changes afterwards.

    `content` holds what the file was made from, for the Word version and for `digest`s. The file of
    a receipt is made after the application is in, by the job `job_id`; until then there is none.
    """

    persons: ClassVar = ("sent_to",)
    processing: ClassVar = Processing(
        _("Letters"),
        _("Tell municipalities what was decided about them"),
        DataClass.FILES,
        readers=("selection.view", "application.view"),
        people=("sent_by_id",),
    )
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="letters")
    decision = models.ForeignKey(
        SelectionDecision, on_delete=models.PROTECT, null=True, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=LetterKind.choices)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    job_id = models.PositiveBigIntegerField(null=True)
    content = models.JSONField(default=dict)
    sent_to = models.EmailField(blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision", "candidacy"],
                condition=models.Q(decision__isnull=False),
                name="letter_once_per_decision",
            )
        ]

    def __str__(self) -> str:
        return f"{self.candidacy}: {self.get_kind_display()}"

    @property
    def municipality(self) -> Municipality:
        return self.candidacy.municipality


class Withdrawal(models.Model):
    """A selected municipality leaves: when, why, and the run that replaces it.

    Where the place stays free that is said with day and reason.
    """

    processing: ClassVar = Processing(
        _("Withdrawals"),
        _("Know who left and who follows"),
        DataClass.FILES,
        readers=("selection.view",),
        people=("recorded_by_id", "left_free_by_id"),
    )
    candidacy = models.OneToOneField(Candidacy, on_delete=models.PROTECT, related_name="withdrawal")
    on = models.DateField(_("on"))
    reason = models.TextField(_("reason"))
    run = models.ForeignKey(SelectionRun, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.PositiveBigIntegerField(null=True)
    left_free_on = models.DateField(_("stays free since"), null=True)
    left_free_reason = models.TextField(_("why the place stays free"), blank=True)
    left_free_by_id = models.PositiveBigIntegerField(null=True)

    def __str__(self) -> str:
        return str(self.candidacy)

    @property
    def municipality(self) -> Municipality:
        return self.candidacy.municipality
