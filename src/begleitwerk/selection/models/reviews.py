"""Two reviewers for each application, blind until both are done."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from begleitwerk.accounts.models import User
from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import HERSELF, DataClass, Ends, Processing
from begleitwerk.municipalities.models import Workspace
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.enums import ReviewState
from begleitwerk.selection.models.applications import Candidacy, lost_before
from begleitwerk.selection.models.rounds import ScoredCriterion


class Review(Versioned):
    """One person's review of one application; `position` is 1 or 2.

    One who declared a conflict of interest keeps her row, without position, and another takes over.
    """

    logged: ClassVar = ("account",)
    processing: ClassVar = Processing(
        _("Reviews"),
        _("Two people judge each application, blind until both are done"),
        DataClass.APPLICATIONS,
        readers=("selection.view", HERSELF),
        ends=Ends(lost_before("candidacy__"), empties=("conflict_reason",)),
    )
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(
        max_length=10, choices=ReviewState.choices, default=ReviewState.ASSIGNED
    )
    conflict_reason = models.TextField(_("reason"), blank=True)
    assigned_at = models.DateTimeField(auto_now_add=True)
    declared_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["candidacy", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidacy", "reviewer"], name="reviewer_once"),
            models.UniqueConstraint(fields=["candidacy", "position"], name="review_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.candidacy}: {self.reviewer}"

    @property
    def workspace(self) -> Workspace:
        return self.candidacy.office

    @property
    def log_label(self) -> str:
        return str(self.candidacy.municipality)

    @property
    def account(self) -> int:
        """The reviewer as events know her: by number, so that she can be erased."""
        return self.reviewer_id


class ReviewScore(models.Model):
    """A level and what it rests on; `theme` where the criterion is scored for each theme."""

    processing: ClassVar = Processing(
        _("Points of reviews"),
        _("Two people judge each application, blind until both are done"),
        DataClass.APPLICATIONS,
        readers=("selection.view", HERSELF),
        ends=Ends(lost_before("review__candidacy__"), empties=("evidence",)),
    )
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(ScoredCriterion, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(EditionTheme, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.DecimalField(pgettext_lazy("score", "level"), max_digits=5, decimal_places=2)
    evidence = models.TextField(_("what it rests on"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "criterion", "theme"], name="score_once_per_theme"
            ),
            models.UniqueConstraint(
                fields=["review", "criterion"],
                condition=models.Q(theme=None),
                name="score_once_per_criterion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.level}"


class JointScore(Versioned):
    """What both agreed on after their talk, where they stood more than one level apart: one of
    both entered it, and it counts once the other confirmed it."""

    processing: ClassVar = Processing(
        _("Points two reviewers agreed on"),
        _("Two people judge each application, blind until both are done"),
        DataClass.APPLICATIONS,
        readers=("selection.view",),
        people=("recorded_by_id", "confirmed_by_id"),
        ends=Ends(lost_before("candidacy__"), empties=("reason",)),
    )
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="joint_scores")
    criterion = models.ForeignKey(ScoredCriterion, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(EditionTheme, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.DecimalField(pgettext_lazy("score", "level"), max_digits=5, decimal_places=2)
    reason = models.TextField(_("what the talk brought"))
    talked_on = models.DateField(_("talk on"))
    recorded_by_id = models.PositiveBigIntegerField(null=True)
    confirmed_by_id = models.PositiveBigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["candidacy", "criterion", "theme"], name="joint_score_once_per_theme"
            ),
            models.UniqueConstraint(
                fields=["candidacy", "criterion"],
                condition=models.Q(theme=None),
                name="joint_score_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.level}"

    @property
    def workspace(self) -> Workspace:
        return self.candidacy.office

    @property
    def log_label(self) -> str:
        return str(self.candidacy.municipality)
