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


class Gap(models.TextChoices):
    """What a group usually needs and may lack."""

    DEPARTMENT_HEAD = "department_head", _("No head of department belongs to it.")
    COMMITTEE_CHAIR = (
        "committee_chair",
        _("The chair of the youth welfare committee does not belong to it."),
    )
    LEADERSHIP = "leadership", _("Nobody from the leadership of the youth office belongs to it.")
    HEALTH = "health", _("Nobody from the health sector belongs to it.")
    COORDINATOR = "coordinator", _("The network coordination does not belong to it.")
    PLANNER = "planner", _("The youth welfare planning does not belong to it.")
    CHAIR = "chair", _("It is not recorded who chairs it.")


# Why each gap matters.
GAP_REASONS = {
    Gap.DEPARTMENT_HEAD: _("Decisions on staff and money need somebody who can promise them."),
    Gap.COMMITTEE_CHAIR: _("Through the chair the committee learns early what it will vote on."),
    Gap.LEADERSHIP: _("What the group plans has to be possible within the youth office."),
    Gap.HEALTH: _("Midwives, practices and hospitals meet families first."),
    Gap.COORDINATOR: _("She links the group with the network and prepares what it decides."),
    Gap.PLANNER: _("Planning brings figures and needs, and takes results further."),
    Gap.CHAIR: _("Somebody invites, leads and signs."),
}

# Which gaps are looked for in which kind of body (keys of the catalogue).
EXPECTED = {
    "steering_group": (
        Gap.DEPARTMENT_HEAD,
        Gap.COMMITTEE_CHAIR,
        Gap.HEALTH,
        Gap.COORDINATOR,
        Gap.CHAIR,
    ),
    "advisory_board": (Gap.HEALTH, Gap.COORDINATOR, Gap.CHAIR),
    "planning_group": (Gap.COORDINATOR, Gap.PLANNER, Gap.LEADERSHIP),
}
