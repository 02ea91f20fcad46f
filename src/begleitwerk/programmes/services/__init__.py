"""Writes about programmes and the participation of municipalities."""

from begleitwerk.programmes.services.contract_template import (
    CONTRACT_TEMPLATE_UPLOAD,
    PLACEHOLDERS,
    filled_contract,
)
from begleitwerk.programmes.services.contracts import record_contract
from begleitwerk.programmes.services.engagements import (
    change_engagement,
    move_engagement,
    open_engagement,
    replace_engagement,
)
from begleitwerk.programmes.services.facilitators import add_facilitator, end_facilitator
from begleitwerk.programmes.services.invited import bring_in, send_again, take_back
from begleitwerk.programmes.services.letterhead import change_letterhead
from begleitwerk.programmes.services.mails import ask_to_accept
from begleitwerk.programmes.services.programmes import (
    change_cluster,
    change_edition,
    change_programme,
    change_theme,
    close_theme,
    create_cluster,
    create_edition,
    create_programme,
    remove_cluster,
    remove_theme,
    reopen_theme,
    set_theme,
)
from begleitwerk.programmes.services.reach import (
    accept_participation,
    open_by_contract,
    revoke_acceptance,
)

__all__ = [
    "CONTRACT_TEMPLATE_UPLOAD",
    "PLACEHOLDERS",
    "accept_participation",
    "add_facilitator",
    "ask_to_accept",
    "bring_in",
    "change_cluster",
    "change_edition",
    "change_engagement",
    "change_letterhead",
    "change_programme",
    "change_theme",
    "close_theme",
    "create_cluster",
    "create_edition",
    "create_programme",
    "end_facilitator",
    "filled_contract",
    "move_engagement",
    "open_by_contract",
    "open_engagement",
    "record_contract",
    "remove_cluster",
    "remove_theme",
    "reopen_theme",
    "replace_engagement",
    "revoke_acceptance",
    "send_again",
    "set_theme",
    "take_back",
]
