"""States of a municipality's participation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EngagementState(models.TextChoices):
    INVITED = "invited", _("invited")
    DECLINED = "declined", _("declined")
    APPLIED = "applied", _("applied")
    SELECTED = "selected", _("selected")
    RESERVE = "reserve", _("on the reserve list")
    REJECTED = "rejected", _("not selected")
    CONTRACT_SENT = "contract_sent", _("contract sent")
    CONTRACT_SIGNED = "contract_signed", _("contract signed")
    ACTIVE = "active", _("active")
    COMPLETED = "completed", _("completed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REPLACED = "replaced", _("replaced")
    TERMINATED = "terminated", _("terminated")


# What may follow what. A state that leads nowhere is final.
NEXT_STATES: dict[str, tuple[str, ...]] = {
    "invited": ("applied", "declined", "selected"),
    "declined": (),
    "applied": ("selected", "reserve", "rejected", "withdrawn"),
    "selected": ("contract_sent", "contract_signed", "active", "withdrawn"),
    "reserve": ("selected", "withdrawn"),
    "rejected": (),
    "contract_sent": ("contract_signed", "withdrawn"),
    "contract_signed": ("active", "withdrawn"),
    "active": ("completed", "withdrawn", "terminated"),
    "completed": (),
    "withdrawn": ("replaced",),
    "terminated": ("replaced",),
    "replaced": (),
}
RUNNING = frozenset({"selected", "contract_sent", "contract_signed", "active"})
