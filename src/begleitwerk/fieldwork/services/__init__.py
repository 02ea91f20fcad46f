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
from begleitwerk.fieldwork.services.closing import (
    close_collection,
    is_as_sealed,
)
from begleitwerk.fieldwork.services.collections import (
    change_collection,
    create_collection,
    extend_collection,
    open_collection,
)
from begleitwerk.fieldwork.services.compacting import (
    compact_database,
    compact_nightly,
)
from begleitwerk.fieldwork.services.groups import (
    GroupSpec,
    add_group,
    change_group,
    remove_group,
    rename_group,
    set_groups,
)
from begleitwerk.fieldwork.services.invitations import (
    send_again,
)
from begleitwerk.fieldwork.services.items import (
    ItemSpec,
    set_items,
    withdraw_item,
)
from begleitwerk.fieldwork.services.paper import (
    enter_paper_sheet,
)
from begleitwerk.fieldwork.services.people import (
    PEOPLE_UPLOAD,
    Added,
    add_people,
)
from begleitwerk.fieldwork.services.remarks import (
    screen_remarks,
)
from begleitwerk.fieldwork.services.reminders import (
    remind_now,
    send_reminders,
    write_daily,
)
from begleitwerk.fieldwork.services.said import AnswerRefused, Said, Why
from begleitwerk.fieldwork.services.sheets import (
    LONGEST_REMARK,
    begin_sheet,
    hand_in,
    save_answer,
    save_answers,
    save_remark,
)
from begleitwerk.fieldwork.services.tokens import (
    access_token,
    access_url,
    digest_of,
    handed_in_among,
    has_handed_in,
    in_blocks,
    new_nonce,
    read_token,
    room_token,
    room_url,
    sheet_key,
    vote_key,
)
from begleitwerk.fieldwork.services.votes import (
    cast_vote,
    close_poll,
    close_room,
    open_poll,
    open_room,
)

__all__ = [
    "LONGEST_REMARK",
    "PEOPLE_UPLOAD",
    "Added",
    "AnswerRefused",
    "GroupSpec",
    "ItemSpec",
    "PersonSpec",
    "Said",
    "Why",
    "access_token",
    "access_url",
    "add_codes",
    "add_group",
    "add_group_link",
    "add_people",
    "begin_sheet",
    "cast_vote",
    "change_collection",
    "change_group",
    "change_person",
    "close_access",
    "close_accesses",
    "close_collection",
    "close_poll",
    "close_room",
    "compact_database",
    "compact_nightly",
    "create_collection",
    "digest_of",
    "enter_paper_sheet",
    "extend_collection",
    "hand_in",
    "handed_in_among",
    "has_handed_in",
    "in_blocks",
    "invite_people",
    "is_as_sealed",
    "new_nonce",
    "open_collection",
    "open_poll",
    "open_room",
    "read_token",
    "remind_now",
    "remove_group",
    "rename_group",
    "reopen_access",
    "room_token",
    "room_url",
    "save_answer",
    "save_answers",
    "save_remark",
    "screen_remarks",
    "send_again",
    "send_reminders",
    "set_groups",
    "set_items",
    "sheet_key",
    "vote_key",
    "withdraw_item",
    "write_daily",
]
