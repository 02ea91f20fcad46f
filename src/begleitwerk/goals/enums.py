"""Levels and states of goals and measures."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from begleitwerk.core.templatetags.bw import LIGHT_WORDS


class GoalLevel(models.TextChoices):
    GUIDING = "guiding", _("guiding goal")
    INTERMEDIATE = "intermediate", _("intermediate goal")
    ACTION = "action", _("action goal")


# How high a level stands; a goal serves only a goal of a lower number.
LEVEL_RANK = {GoalLevel.GUIDING: 0, GoalLevel.INTERMEDIATE: 1, GoalLevel.ACTION: 2}


class GoalState(models.TextChoices):
    OPEN = "open", _("in progress")
    REACHED = "reached", _("reached")
    DROPPED = "dropped", _("no longer pursued")


class MeasureState(models.TextChoices):
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    DONE = "done", pgettext_lazy("state of a measure", "done")
    STOPPED = "stopped", _("stopped")


class Light(models.TextChoices):
    """State light: shape, word and colour; the value is the name of the shape."""

    GOOD = "good", LIGHT_WORDS["good"]
    RISK = "risk", LIGHT_WORDS["risk"]
    LATE = "late", LIGHT_WORDS["late"]
    NONE = "none", LIGHT_WORDS["none"]
    DONE = "done", LIGHT_WORDS["done"]


# A measure that is still to be done, and one that is over.
PENDING = (MeasureState.PLANNED, MeasureState.RUNNING)
FINISHED = (MeasureState.DONE, MeasureState.STOPPED)

# Key of the funding source that says a measure costs nothing.
NO_MONEY = "none"
