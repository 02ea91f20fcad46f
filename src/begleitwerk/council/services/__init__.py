"""Writes about council papers and the brief."""

from begleitwerk.council.services.attachments import attach_file, remove_attachment
from begleitwerk.council.services.blocks import (
    add_block,
    add_usual_blocks,
    change_block,
    check_table,
    keep_block,
    move_block,
    remove_block,
    reset_block,
    take_block,
)
from begleitwerk.council.services.briefs import brief_digest, change_brief, make_brief
from begleitwerk.council.services.papers import (
    begin_paper,
    change_paper,
    create_paper,
    keep_amount,
    take_amount,
)
from begleitwerk.council.services.route import (
    add_step,
    change_step,
    move_step,
    record_result,
    remove_step,
)
from begleitwerk.council.services.settings import (
    change_settings,
    check_pattern,
    next_reference,
)
from begleitwerk.council.services.states import (
    close_paper,
    put_in_consultation,
    release_paper,
    return_to_draft,
    submit_for_review,
    submit_paper,
    take_back_paper,
)
from begleitwerk.council.services.template import TEMPLATE_UPLOAD

__all__ = [
    "TEMPLATE_UPLOAD",
    "add_block",
    "add_step",
    "add_usual_blocks",
    "attach_file",
    "begin_paper",
    "brief_digest",
    "change_block",
    "change_brief",
    "change_paper",
    "change_settings",
    "change_step",
    "check_pattern",
    "check_table",
    "close_paper",
    "create_paper",
    "keep_amount",
    "keep_block",
    "make_brief",
    "move_block",
    "move_step",
    "next_reference",
    "put_in_consultation",
    "record_result",
    "release_paper",
    "remove_attachment",
    "remove_block",
    "remove_step",
    "reset_block",
    "return_to_draft",
    "submit_for_review",
    "submit_paper",
    "take_amount",
    "take_back_paper",
    "take_block",
]
