"""The body text: blocks taken from live data, edited, compared, kept."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import paper_parts
from begleitwerk.core.papers import PartContent
from begleitwerk.core.services import (
    Refused,
    changing,
    claim,
    record_added,
    record_event,
    record_removed,
    require_reason,
)
from begleitwerk.council.enums import FREE
from begleitwerk.council.models import Paper, PaperBlock
from begleitwerk.council.papers import live_content
from begleitwerk.council.services.common import assign, writing_on
from begleitwerk.council.services.order import renumber, reorder, swap

CONTENT_FIELDS = ("heading", "text", "table")
MAX_CELLS = 20_000


def add_block(
    *,
    by: User | None,
    paper: Paper,
    kind: str,
    heading: str | None = None,
    position: int | None = None,
    text: str = "",
    table: dict[str, Any] | None = None,
) -> PaperBlock:
    """A further part of the body text, last or at `position` (from 1).

    It takes the live content at once; an own text starts with `text` and `table`. `heading`
    None gives it the usual heading of its kind. Refused once the paper is released.
    """
    usual = {FREE: "", **{part.kind: part.heading for part in paper_parts.on()}}[kind]
    with writing_on(paper) as paper:
        block = PaperBlock(
            paper=paper,
            municipality=paper.municipality,
            kind=kind,
            position=paper.blocks.count() + 1,
        )
        title = usual if heading is None else heading
        values = {"heading": title, "text": text, "table": check_table(table)}
        assign(block, values, CONTENT_FIELDS)
        block.save()
        if kind != FREE:
            _take(block)
            block.save()
        if position is not None:
            reorder(paper.blocks.all(), block, position)
        record_added(by=by, verb="council.block_added", row=block)
    return block


def add_usual_blocks(*, by: User | None, paper: Paper) -> list[PaperBlock]:
    """All parts made from live data the paper does not have yet, in the usual order."""
    with transaction.atomic():
        present = set(paper.blocks.values_list("kind", flat=True))
        return [
            add_block(by=by, paper=paper, kind=part.kind)
            for part in paper_parts.on()
            if part.kind not in present
        ]


def change_block(
    *, by: User | None, block: PaperBlock, version: int | None = None, **values: Any
) -> PaperBlock:
    """Write heading, text or table by hand; what the data said when it was taken stays beside it.

    Raises EditConflict; refused once released and for a table that is none.
    """
    if "table" in values:
        values["table"] = check_table(values["table"])
    with rewriting(block, by=by, verb="council.block_changed", version=version) as block:
        assign(block, values, CONTENT_FIELDS)
    return block


def take_block(*, by: User | None, block: PaperBlock, version: int | None = None) -> PaperBlock:
    """Replace what the block says by what the data says now. Raises EditConflict.

    The heading stays. Refused for a block of own text and once released.
    """
    with rewriting(block, by=by, verb="council.block_taken", version=version) as block:
        _take(block)
    return block


def keep_block(
    *, by: User | None, block: PaperBlock, reason: str, version: int | None = None
) -> PaperBlock:
    """Leave the block as it is although the data has moved, with the reason.

    It is asked again only when the data moves once more. Raises EditConflict; refused without
    a reason.
    """
    why = require_reason(reason)
    with rewriting(block, by=by, verb="council.block_kept", version=version, reason=why) as block:
        assign(block, {"kept_reason": why}, ("kept_reason",))
        block.kept_digest = _live(block).digest
    return block


def reset_block(*, by: User | None, block: PaperBlock, version: int | None = None) -> PaperBlock:
    """Undo what was written by hand: back to what the data said when the block was taken.

    Raises EditConflict; refused for a block of own text.
    """
    with rewriting(block, by=by, verb="council.block_reset", version=version) as block:
        if block.taken_at is None:
            raise Refused(_("This text was written by hand and has no source to go back to."))
        block.text, block.table = block.source_text, block.source_table
    return block


def remove_block(*, by: User | None, block: PaperBlock, version: int | None = None) -> None:
    """Take a block out of the paper; its words stay in the history. Raises EditConflict."""
    with writing_on(block.paper) as paper:
        block = claim(block, version=version)
        record_removed(by=by, verb="council.block_removed", row=block)
        block.delete()
        renumber(paper.blocks.all())


def move_block(*, by: User | None, block: PaperBlock, up: bool) -> None:
    """Move a block one place up or down; at the end of the text nothing happens."""
    with writing_on(block.paper) as paper:
        if swap(paper.blocks.all(), block, up=up):
            record_event(by=by, verb="council.block_moved", subject=block, after={"up": up})


@contextmanager
def rewriting(block: PaperBlock, *, verb: str, **how: Any) -> Iterator[PaperBlock]:
    """As `core.services.changing`; refused once the paper is released."""
    with writing_on(block.paper), changing(block, verb=verb, **how) as block:
        yield block


def check_table(table: dict[str, Any] | None) -> dict[str, Any] | None:
    """The table in the one shape the paper keeps: all cells text, all rows as wide as the head.

    None where it has neither head nor rows. Refused at `table` where it is no table.
    """
    if not table:
        return None
    header, rows = table.get("header", []), table.get("rows", [])
    if not isinstance(rows, list | tuple) or not all(
        isinstance(line, list | tuple) for line in (header, *rows)
    ):
        raise Refused(_("This is not a table."), "table")
    lines: list[Sequence[object]] = [header, *rows]
    width = max(len(line) for line in lines)
    if width * len(lines) > MAX_CELLS:
        raise Refused(_("This table is too large for a paper."), "table")
    if not width:
        return None
    cells = [[str(cell) for cell in line] + [""] * (width - len(line)) for line in lines]
    return {
        "caption": str(table.get("caption", "")),
        "header": cells[0] if header else [],
        "rows": cells[1:],
        "numeric": sorted({int(column) for column in table.get("numeric", [])}),
        "dated": bool(table.get("dated", False)),
    }


def _live(block: PaperBlock) -> PartContent:
    if block.kind == FREE:
        raise Refused(_("This text was written by hand and has no source to take it from."))
    kind = block.kind
    return live_content(block.paper, kinds=[kind], today=timezone.localdate())[kind]


def _take(block: PaperBlock) -> None:
    content = _live(block)
    block.text = block.source_text = content.text
    block.table = block.source_table = content.table
    block.sources = [{"label": source.label, "url": source.url} for source in content.sources]
    block.taken_at = timezone.now()
    block.kept_digest = block.kept_reason = ""
    block.goals.set(content.goal_ids)
