"""Choices about bodies and their members."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Function(models.TextChoices):
    """What a seat stands for, as far as a check asks for it; the title itself is free text."""

    DEPARTMENT_HEAD = "department_head", _("Head of department")
    YOUTH_OFFICE_HEAD = "youth_office_head", _("Head of the youth office")
    DIVISION_HEAD = "division_head", _("Head of division")
    COMMITTEE_CHAIR = "committee_chair", _("Chair of the youth welfare committee")
    COORDINATOR = "coordinator", _("Network coordination")
    PLANNER = "planner", _("Youth welfare planning")
    FACILITATOR = "facilitator", _("Process facilitation")
    PRACTITIONER = "practitioner", _("Practitioner")
    PARENT = "parent", _("Parents' representative")
    MAYOR = "mayor", _("Mayor")
    OTHER = "other", _("Other function")
