"""Stored files."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.municipalities.models import Municipality


class StoredFile(models.Model):
    """A file as it was uploaded.

    It has no address: whatever it belongs to (a paper, a contract, an application) serves it under
    its own, by its own rule, with `files.exports.download_of`.
    """

    processing: ClassVar = Processing(
        _("Stored files"),
        _("Keep what belongs to a paper, an application or a contract"),
        DataClass.FILES,
        readers=("files.view", "selection.view"),
        people=("uploaded_by_id",),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="%Y/%m/")
    uploaded_by_id = models.PositiveBigIntegerField(null=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
