"""Who writes the letters of a programme, and who signs them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.municipalities.models import Workspace
from begleitwerk.programmes.models.programmes import Programme


class Letterhead(Versioned):
    """Who writes the letters of a programme and who signs them; a letter keeps what it was sent
    with."""

    logged: ClassVar = (
        "sender", "street", "postcode", "town", "website", "signed_as",
    )  # fmt: skip
    persons: ClassVar = ("phone", "email", "signed_by")
    processing: ClassVar = Processing(
        _("Letterheads of programmes"),
        _("Write to municipalities about selections and contracts"),
        DataClass.CONTACTS,
        readers=("workspace.view",),
    )
    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="letterhead")
    sender = models.CharField(_("who writes"), max_length=160, blank=True)
    street = models.CharField(_("street or post-office box"), max_length=100, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    website = models.URLField(_("website"), blank=True)
    signed_by = models.CharField(_("who signs (name)"), max_length=100, blank=True)
    signed_as = models.CharField(_("who signs (function)"), max_length=160, blank=True)

    def __str__(self) -> str:
        return str(self.programme)

    @property
    def workspace(self) -> Workspace:
        return self.programme.workspace
