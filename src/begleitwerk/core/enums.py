"""Choices of the foundation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("given up")


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class UploadState(models.TextChoices):
    RECEIVED = "received", _("waiting")
    CHECKING = "checking", _("being checked")
    READY = "ready", _("ready to be written")
    FAULTY = "faulty", _("needs corrections")
    WRITTEN = "written", _("written")


class ReleaseLevel(models.TextChoices):
    """Who beyond the municipality may read one item; `programmes.rules.release` opens them."""

    OWN = "own", _("only us")
    CLUSTER = "cluster", _("our cluster")
    PROGRAMME = "programme", _("the programme")


class SitePageKey(models.TextChoices):
    ACCESSIBILITY = "barrierefreiheit", _("Accessibility")
    PRIVACY = "datenschutz", _("Privacy")
    IMPRINT = "impressum", _("Imprint")
    DANGER = "kindeswohl", _("A child in danger")
