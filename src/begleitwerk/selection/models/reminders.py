"""Who is reminded before a deadline, and who was."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Ends, Processing
from begleitwerk.municipalities.models import Workspace
from begleitwerk.selection.enums import ReminderKind
from begleitwerk.selection.models.rounds import SelectionRound

BETWEEN = (MinValueValidator(1), MaxValueValidator(60))


class ReminderRules(Versioned):
    """How many days before a deadline a round reminds; nothing means that it does not."""

    logged: ClassVar = ("reply_days", "draft_days", "review_days")
    processing: ClassVar = Processing(
        _("Rules for reminders"),
        _("Remind of replies, applications and reviews in time"),
        DataClass.WORK,
        readers=("selection.view",),
    )
    round = models.OneToOneField(
        SelectionRound, on_delete=models.CASCADE, related_name="reminder_rules"
    )
    reply_days = models.PositiveSmallIntegerField(
        _("days before a reply is due"), null=True, blank=True, validators=BETWEEN
    )
    draft_days = models.PositiveSmallIntegerField(
        _("days before applications end"), null=True, blank=True, validators=BETWEEN
    )
    review_days = models.PositiveSmallIntegerField(
        _("days before reviews end"), null=True, blank=True, validators=BETWEEN
    )

    def __str__(self) -> str:
        return str(self.round)

    @property
    def workspace(self) -> Workspace:
        return self.round.workspace

    def days(self, kind: str) -> int | None:
        found: int | None = getattr(self, f"{kind}_days")
        return found


class Reminder(models.Model):
    """One reminder of one deadline; there is never a second."""

    persons: ClassVar = ("sent_to",)
    processing: ClassVar = Processing(
        _("Reminders"),
        _("Remind of replies, applications and reviews in time"),
        DataClass.MAILS,
        readers=("selection.view",),
        ends=Ends(lambda moment: Q(deadline__lt=moment)),
    )
    round = models.ForeignKey(SelectionRound, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=ReminderKind.choices)
    subject_id = models.PositiveBigIntegerField()  # of the candidacy or of the review
    deadline = models.DateField(_("deadline"))
    sent_to = models.EmailField()
    sent_on = models.DateField(_("reminded on"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "subject_id", "deadline"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.round}"
