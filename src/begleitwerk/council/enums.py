"""Kinds, states and roles around a council paper. Type, role and result are independent."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperType(models.TextChoices):
    INFORMATION = "information", _("Information paper")
    RESOLUTION = "resolution", _("Resolution paper")


class PaperState(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    RELEASED = "released", _("released")
    SUBMITTED = "submitted", _("submitted")
    IN_CONSULTATION = "in_consultation", _("in consultation")
    CLOSED = "closed", _("closed")


# What may follow what; going back needs a reason.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    "draft": ("review",),
    "review": ("released", "draft"),
    "released": ("submitted", "draft"),
    "submitted": ("in_consultation", "released"),
    "in_consultation": ("closed",),
    "closed": (),
}
EDITABLE = frozenset({"draft", "review"})
INTRODUCED = frozenset({"submitted", "in_consultation", "closed"})


class SigningCapacity(models.TextChoices):
    PERSONAL = "personal", _("signs in person")
    IM_AUFTRAG = "im_auftrag", _("on behalf of (Im Auftrag)")
    IN_VERTRETUNG = "in_vertretung", _("in place of (In Vertretung)")


class Coverage(models.TextChoices):
    """The three options of the financial effects."""

    PLANNED = "planned", _("funds are planned in the product")
    PARTLY = "partly", _("funds are partly planned")
    NOT_PLANNED = "not_planned", _("funds are not planned")


class StepStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    ON_AGENDA = "on_agenda", _("on the agenda")
    HEARD = "heard", _("considered")
    POSTPONED = "postponed", _("postponed")
    REMOVED = "removed", _("taken off the agenda")
    WITHDRAWN = "withdrawn", _("withdrawn")


# A block written by hand; all other kinds are parts that apps contribute (`PaperPart.kind`).
FREE = "free"
