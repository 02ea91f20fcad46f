"""Writes about access and about the register."""

from begleitwerk.municipalities.services.access import (
    InvitedAlready,
    accept_invitation,
    change_membership,
    check_accompanies_only,
    close_membership,
    end_membership,
    grant_role,
    invite,
    open_membership,
    register_acceptance,
    resend_invitation,
    withdraw,
)
from begleitwerk.municipalities.services.accounts import block_account, open_account
from begleitwerk.municipalities.services.contacts import CONTACTS_UPLOAD, change_contact
from begleitwerk.municipalities.services.imports import REGISTER_UPLOAD
from begleitwerk.municipalities.services.maps import lay_out_invented, load_boundaries
from begleitwerk.municipalities.services.register import (
    add_land,
    add_municipality,
    change_municipality,
    change_notice,
    load_register,
    place_within,
    take_out_of,
)
from begleitwerk.municipalities.services.settlement import (
    SETTLEMENT_UPLOAD,
    import_settlement_types,
)
from begleitwerk.municipalities.services.two_people import check_second_person

__all__ = [
    "CONTACTS_UPLOAD",
    "REGISTER_UPLOAD",
    "SETTLEMENT_UPLOAD",
    "InvitedAlready",
    "accept_invitation",
    "add_land",
    "add_municipality",
    "block_account",
    "change_contact",
    "change_membership",
    "change_municipality",
    "change_notice",
    "check_accompanies_only",
    "check_second_person",
    "close_membership",
    "end_membership",
    "grant_role",
    "import_settlement_types",
    "invite",
    "lay_out_invented",
    "load_boundaries",
    "load_register",
    "open_account",
    "open_membership",
    "place_within",
    "register_acceptance",
    "resend_invitation",
    "take_out_of",
    "withdraw",
]
