"""When letters left the house, and files made of many of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Ends, Processing
from begleitwerk.selection.enums import DispatchWay
from begleitwerk.selection.models.after import Letter
from begleitwerk.selection.models.rounds import SelectionRound


class Dispatch(Versioned):
    """When and how a letter was sent, as the office recorded it; it may correct that."""

    logged: ClassVar = ("on", "way")
    processing: ClassVar = Processing(
        _("Dispatch of letters"),
        _("Prove when municipalities were told"),
        DataClass.FILES,
        readers=("selection.view",),
    )
    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="dispatch")
    on = models.DateField(_("sent on"))
    way = models.CharField(_("way"), max_length=4, choices=DispatchWay.choices)

    def __str__(self) -> str:
        return str(self.letter)

    @property
    def log_workspace_id(self) -> int:
        return self.letter.candidacy.round.workspace.pk


class LetterBundle(models.Model):
    """Many letters as one file, for whoever asked for it; it goes after a day."""

    processing: ClassVar = Processing(
        _("Files of many letters"),
        _("Print letters in one go"),
        DataClass.FILES,
        readers=("selection.view",),
        own=("owner_id",),
        ends=Ends(lambda moment: Q(made_at__lt=moment), days=1),
    )
    round = models.ForeignKey(SelectionRound, on_delete=models.CASCADE, related_name="+")
    owner_id = models.PositiveBigIntegerField()
    content = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.round)
