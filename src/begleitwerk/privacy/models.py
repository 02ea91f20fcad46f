"""The report of the daily clearing out."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.processing import DataClass, Processing


class Clearing(models.Model):
    """One clearing out: `gone` is table ("core.OutboxMail") → how many rows it was."""

    processing: ClassVar = Processing(
        _("Reports of the clearing out"),
        _("Prove that data go when their time is over"),
        DataClass.CONTENT,
        readers=("platform.persons",),
    )
    at = models.DateTimeField(_("when"))
    gone = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y}"
