"""Writes about access and about the register."""

from begleitwerk.municipalities.services.access import (
    accept_invitation,
    change_membership,
    end_membership,
    grant_role,
    invite,
    resend_invitation,
    withdraw,
)
from begleitwerk.municipalities.services.imports import (
    check_import,
    receive_import,
    start_check,
    start_write,
    write_import,
)
from begleitwerk.municipalities.services.maps import lay_out_invented, load_boundaries
from begleitwerk.municipalities.services.register import (
    add_land,
    add_municipality,
    change_municipality,
    change_notice,
    load_register,
    place_within,
)
from begleitwerk.municipalities.services.settlement import (
    check_settlement_import,
    import_settlement_types,
    write_settlement_import,
)

__all__ = [
    "accept_invitation",
    "add_land",
    "add_municipality",
    "change_membership",
    "change_municipality",
    "change_notice",
    "check_import",
    "check_settlement_import",
    "end_membership",
    "grant_role",
    "import_settlement_types",
    "invite",
    "lay_out_invented",
    "load_boundaries",
    "load_register",
    "place_within",
    "receive_import",
    "resend_invitation",
    "start_check",
    "start_write",
    "withdraw",
    "write_import",
    "write_settlement_import",
]
