"""States of a collection, ways in, and answers that are no level."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CollectionState(models.TextChoices):
    """Answers come in while it is open; closed, they stay as they are."""

    DRAFT = "draft", pgettext_lazy("collection", "in preparation")
    OPEN = "open", pgettext_lazy("collection", "open")
    CLOSED = "closed", pgettext_lazy("collection", "closed")


class AccessKind(models.TextChoices):
    PERSONAL = "personal", _("personal link")
    CODE = "code", _("code on paper")
    GROUP = "group", _("link for many")


class SheetState(models.TextChoices):
    STARTED = "started", _("begun")
    HANDED_IN = "handed_in", pgettext_lazy("sheet", "handed in")


class Special(models.TextChoices):
    """Answers that are no level; the first leaves the denominator, the second is told apart."""

    NOT_APPLICABLE = "not_applicable", _("not applicable")
    CANNOT_JUDGE = "cannot_judge", _("cannot judge")


class RemarkKind(models.TextChoices):
    EVIDENCE = "evidence", _("evidence")
    COMMENT = "comment", pgettext_lazy("remark", "comment")


class ScaleKind(models.TextChoices):
    """How the levels of a scale are read."""

    MATURITY = "maturity", _("levels of maturity")
    AGREEMENT = "agreement", _("agreement")
    BIPOLAR = "bipolar", _("between two statements")


class PollState(models.TextChoices):
    OPEN = "open", pgettext_lazy("poll", "open")
    CLOSED = "closed", pgettext_lazy("poll", "closed")
