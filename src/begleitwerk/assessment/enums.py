"""Purposes and states of a self-assessment, states of a finding."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Purpose(models.TextChoices):
    BASELINE = "baseline", _("stocktaking at the beginning")
    INTERIM = "interim", _("in between")
    CLOSING = "closing", _("at the end")
    OCCASION = "occasion", _("on occasion")


class AssessmentState(models.TextChoices):
    """Prepared, asked, told and talked about, signed off by a body."""

    DRAFT = "draft", pgettext_lazy("self-assessment", "in preparation")
    OPEN = "open", pgettext_lazy("self-assessment", "being answered")
    RESULT = "result", pgettext_lazy("self-assessment", "results are there")
    RELEASED = "released", pgettext_lazy("self-assessment", "released")


class FindingState(models.TextChoices):
    OPEN = "open", pgettext_lazy("finding", "to be talked about")
    SKIPPED = "skipped", pgettext_lazy("finding", "left for later")
    PARKED = "parked", pgettext_lazy("finding", "parked")
    AGREED = "agreed", pgettext_lazy("finding", "agreed")
