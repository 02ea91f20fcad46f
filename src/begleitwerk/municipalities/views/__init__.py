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
from begleitwerk.municipalities.views.accounts import (
    AccountBlock,
    AccountDetail,
    AccountOpen,
    Accounts,
)
from begleitwerk.municipalities.views.contacts import (
    ContactEdit,
    ContactList,
    ContactReport,
    ContactUpload,
    ContactWrite,
)
from begleitwerk.municipalities.views.maps import RegisterMap
from begleitwerk.municipalities.views.register import (
    ImportReport,
    ImportUpload,
    ImportWrite,
    Notice,
    RegisterAdd,
    RegisterEdit,
    RegisterEntry,
    RegisterImports,
    RegisterImportUndo,
    RegisterList,
)
from begleitwerk.municipalities.views.settlement import (
    SettlementReport,
    SettlementUpload,
    SettlementWrite,
)

__all__ = [
    "AcceptInvitation",
    "AccountBlock",
    "AccountDetail",
    "AccountOpen",
    "Accounts",
    "ContactEdit",
    "ContactList",
    "ContactReport",
    "ContactUpload",
    "ContactWrite",
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
    "RegisterImportUndo",
    "RegisterImports",
    "RegisterList",
    "RegisterMap",
    "Rights",
    "SettlementReport",
    "SettlementUpload",
    "SettlementWrite",
]
