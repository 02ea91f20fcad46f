"""The lot of a round: what is published before its number can be known, and the number itself."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.municipalities.models import Workspace
from begleitwerk.selection.models.rounds import SelectionRound


class Lot(Versioned):
    """Data stand fast, then a public drawing, then its number is entered: once.

    Where the number comes from is frozen with the rules. `publications` are all digests that were
    published, each with its moment: [{"digest": …, "at": …}], the newest last.
    """

    logged: ClassVar = ("data_digest", "number", "drawn_at")
    processing: ClassVar = Processing(
        _("Lots of a selection"),
        _("Prove how a selection came about"),
        DataClass.FILES,
        readers=("selection.view",),
        people=("published_by_id", "entered_by_id"),
        sealed=~Q(number=""),
    )
    round = models.OneToOneField(SelectionRound, on_delete=models.CASCADE, related_name="lot")
    data_digest = models.CharField(_("check sum of the data"), max_length=64, blank=True)
    published_at = models.DateTimeField(_("published"), null=True)
    published_by_id = models.PositiveBigIntegerField(null=True)
    publications = models.JSONField(default=list)
    number = models.CharField(_("number for a draw"), max_length=120, blank=True)
    drawn_at = models.DateTimeField(_("drawn"), null=True)
    entered_at = models.DateTimeField(_("entered"), null=True)
    entered_by_id = models.PositiveBigIntegerField(null=True)

    def __str__(self) -> str:
        return str(self.round)

    @property
    def workspace(self) -> Workspace:
        return self.round.workspace
