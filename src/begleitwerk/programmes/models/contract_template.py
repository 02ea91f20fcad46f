"""The Word file from which the contracts of a programme are made."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.municipalities.models import Workspace
from begleitwerk.programmes.models.programmes import Programme


class ContractTemplate(Versioned):
    """A programme's file with placeholders; a new one takes the place of the one before."""

    logged: ClassVar = ("name", "sha256")
    processing: ClassVar = Processing(
        _("Templates of contracts"),
        _("Make contracts from the programme's own file"),
        DataClass.WORK,
        readers=("programme.edit", "selection.edit"),
    )
    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="contract_template"
    )
    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("check sum"), max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name

    @property
    def workspace(self) -> Workspace:
        return self.programme.workspace
