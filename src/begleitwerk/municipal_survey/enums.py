"""What a survey asks for, and how far a file of it has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SurveyKind(models.TextChoices):
    """What the values of a survey variable are."""

    NUMBER = "number", pgettext_lazy("answer", "number")
    CHOICE = "choice", _("one of several answers")
    YES_NO = "yes_no", _("yes or no")
    TEXT = "text", _("text")
    DAY = "day", _("date")


class Compared(models.TextChoices):
    """What an answer is compared with: things the register knows of a municipality."""

    EARLIER = "earlier_participation", _("took part in an earlier programme")
    NETWORK = "network_since", _("network since")


# What an answer has to be, to be compared with it.
KIND_COMPARED = {Compared.EARLIER: SurveyKind.YES_NO, Compared.NETWORK: SurveyKind.NUMBER}


class FilePurpose(models.TextChoices):
    """What an uploaded survey file holds."""

    ANSWERS = "answers", _("answers")
    CODEBOOK = "codebook", _("codebook")
