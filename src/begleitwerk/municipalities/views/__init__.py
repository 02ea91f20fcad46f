"""Pages about access and about the register."""

from begleitwerk.municipalities.views.access import (
    AcceptInvitation,
    DecisionLog,
    Invite,
    Members,
    MembershipChange,
    MembershipEnd,
    OfferResend,
    OfferWithdraw,
    Rights,
)
from begleitwerk.municipalities.views.register import (
    ImportReport,
    ImportUpload,
    ImportWrite,
    Notice,
    RegisterAdd,
    RegisterEdit,
    RegisterEntry,
    RegisterList,
)

__all__ = [
    "AcceptInvitation",
    "DecisionLog",
    "ImportReport",
    "ImportUpload",
    "ImportWrite",
    "Invite",
    "Members",
    "MembershipChange",
    "MembershipEnd",
    "Notice",
    "OfferResend",
    "OfferWithdraw",
    "RegisterAdd",
    "RegisterEdit",
    "RegisterEntry",
    "RegisterList",
    "Rights",
]
