"""Writes about collections of answers."""

from begleitwerk.fieldwork.services.accesses import (
    PersonSpec,
    add_codes,
    add_group_link,
    change_person,
    close_access,
    close_accesses,
    invite_people,
    reopen_access,
)
from begleitwerk.fieldwork.services.collections import (
    change_collection,
    create_collection,
    extend_collection,
    open_collection,
)
from begleitwerk.fieldwork.services.groups import (
    GroupSpec,
    add_group,
    change_group,
    remove_group,
    rename_group,
    set_groups,
)
from begleitwerk.fieldwork.services.invitations import send_again
from begleitwerk.fieldwork.services.items import ItemSpec, set_items, withdraw_item
from begleitwerk.fieldwork.services.remarks import screen_remarks
from begleitwerk.fieldwork.services.reminders import remind_now, send_reminders, write_daily

__all__ = [
    "GroupSpec",
    "ItemSpec",
    "PersonSpec",
    "add_codes",
    "add_group",
    "add_group_link",
    "change_collection",
    "change_group",
    "change_person",
    "close_access",
    "close_accesses",
    "create_collection",
    "extend_collection",
    "invite_people",
    "open_collection",
    "remind_now",
    "remove_group",
    "rename_group",
    "reopen_access",
    "screen_remarks",
    "send_again",
    "send_reminders",
    "set_groups",
    "set_items",
    "withdraw_item",
    "write_daily",
]
