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
# Not decided yet.
PENDING = frozenset({"invited", "applied", "reserve"})
# Fills a place of its theme, then and now.
OCCUPYING = RUNNING | {"completed"}
# A participation in one of these has ended.
ENDED = frozenset({"declined", "rejected", "completed", "withdrawn", "terminated", "replaced"})
# A municipality can say yes to these: the programme reads there from then on.
MAY_BE_ACCEPTED = RUNNING | {"invited"}
# It left before the end.
LEFT = frozenset({"withdrawn", "terminated"})
# It never began.
NEVER_BEGAN = frozenset({"declined", "rejected"})
# Nobody leaves a programme without a word.
NEEDS_REASON = LEFT

# The verbs of a step, on buttons and headings.
STEP_VERBS = {
    "invited": _("Invite"),
    "declined": _("Record refusal"),
    "applied": _("Record application"),
    "selected": _("Select"),
    "reserve": _("Put on the reserve list"),
    "rejected": _("Do not select"),
    "contract_sent": _("Contract was sent"),
    "contract_signed": _("Contract was signed"),
    "active": _("Start participation"),
    "completed": _("Complete participation"),
    "withdrawn": _("Record withdrawal"),
    "terminated": _("Terminate participation"),
    "replaced": _("Record replacement"),
}
