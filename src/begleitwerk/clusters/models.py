"""Forming clusters from wishes and likeness."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.municipalities.models import Workspace
from begleitwerk.programmes.models import Edition, Engagement


class DimensionWish(models.Model):
    """How much a participation wants to work on a quality dimension: 1 to 3 points."""

    processing: ClassVar = Processing(
        _("Wishes for quality dimensions"),
        _("Form clusters that fit"),
        DataClass.WORK,
        readers=("workspace.view",),
    )
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="+")
    dimension = models.ForeignKey(
        ContentItem, on_delete=models.PROTECT, related_name="+", verbose_name=_("quality dimension")
    )
    points = models.PositiveSmallIntegerField(_("points"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["engagement", "dimension"], name="wish_once")
        ]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.points}"


class ClusterPlan(Versioned):
    """A proposal for the clusters of an edition, and as people changed it by hand.

    `problem` and `result` are engine.selection.clusters as JSON; `groups` is the present state:
    [{"name": …, "dimension": key, "members": [engagement ids]}].
    """

    processing: ClassVar = Processing(
        _("Plans of clusters"),
        _("Form clusters that fit"),
        DataClass.WORK,
        readers=("programme.edit",),
        people=("created_by_id",),
    )
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    problem = models.JSONField()
    result = models.JSONField()
    groups = models.JSONField(default=list)
    adopted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return str(self.edition)

    @property
    def workspace(self) -> Workspace:
        return self.edition.programme.workspace
