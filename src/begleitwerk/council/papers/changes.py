"""What has moved since a block was taken: old and new beside each other, with when and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal

from begleitwerk.core.papers import PartContent, Table
from begleitwerk.council.enums import EDITABLE
from begleitwerk.council.models import Paper, PaperBlock
from begleitwerk.council.papers.live import costs_part, live_content
from begleitwerk.council.selectors import Move, cost_moves, latest_moves
from begleitwerk.engine.documents import Segment, word_diff


@dataclass(frozen=True)
class RowChange:
    """A row of a table that went, came or changed; the segments are those of its cells."""

    kind: Literal["gone", "new", "changed"]
    cells: tuple[tuple[Segment, ...], ...]


@dataclass(frozen=True)
class BlockChange:
    """A block whose data has moved.

    `segments` tell how the text of the source became the new one; empty where it stayed.
    `edited`: somebody wrote in the block by hand, so taking the new state replaces her words.
    `moved` is the latest recorded change of the data, None where only time has passed.
    """

    block: PaperBlock
    old: str
    new: str
    segments: tuple[Segment, ...]
    rows: tuple[RowChange, ...]
    digest: str
    edited: bool
    moved: Move | None

    @property
    def hint(self) -> str:
        """The first difference in a few words: "fünf statt vier"."""
        parts = [self.segments, *(cell for row in self.rows for cell in row.cells)]
        return next(filter(None, map(_hint, parts)), "")


@dataclass(frozen=True)
class AmountChange:
    """What the measures cost has moved; `new` is None where no cost is recorded any more."""

    amount: Decimal | None
    old: Decimal | None
    new: Decimal | None
    moved: Move | None


@dataclass(frozen=True)
class Changes:
    """All that has moved under a paper, blocks in their order."""

    blocks: tuple[BlockChange, ...] = ()
    amount: AmountChange | None = None

    def __len__(self) -> int:
        return len(self.blocks) + (self.amount is not None)

    def of(self, block: PaperBlock) -> BlockChange | None:
        return next((change for change in self.blocks if change.block.pk == block.pk), None)


def changes_of(
    paper: Paper,
    today: date,
    blocks: Sequence[PaperBlock] | None = None,
    live: Mapping[str, PartContent] | None = None,
) -> Changes:
    """Where live data differs from what the paper was made from, and nobody decided to keep it.

    Nothing once the paper is released: then it stays as it is. `blocks` and `live` spare the
    read where they are at hand.
    """
    if paper.state not in EDITABLE:
        return Changes()
    blocks = list(paper.blocks.all()) if blocks is None else blocks
    if live is None:
        live = live_content(paper, kinds=kinds_of(paper, blocks), today=today)
    moved = [
        (block, content)
        for block in blocks
        if (content := live.get(block.kind)) and _has_moved(block, content)
    ]
    moves = latest_moves(paper, [block for block, _ in moved])
    found = tuple(_change(block, content, moves.get(block.pk)) for block, content in moved)
    return Changes(found, _amount_change(paper, live))


def kinds_of(paper: Paper, blocks: Sequence[PaperBlock]) -> list[str]:
    """The kinds of blocks whose live content tells what has moved."""
    kinds = [block.kind for block in blocks] if paper.state in EDITABLE else []
    return [*kinds, costs_part().kind] if paper.has_financial_effects else kinds


def _has_moved(block: PaperBlock, live: PartContent) -> bool:
    same = (block.source_text, block.source_table) == (live.text, live.table)
    return not same and block.kept_digest != live.digest


def _change(block: PaperBlock, live: PartContent, moved: Move | None) -> BlockChange:
    same_text = block.source_text == live.text
    return BlockChange(
        block=block,
        old=block.source_text,
        new=live.text,
        segments=() if same_text else word_diff(block.source_text, live.text),
        rows=tuple(_row_changes(_lines(block.source_table), _lines(live.table))),
        digest=live.digest,
        edited=block.is_edited,
        moved=moved,
    )


def _amount_change(paper: Paper, live: Mapping[str, PartContent]) -> AmountChange | None:
    if not paper.has_financial_effects:
        return None
    now = live[costs_part().kind].amount
    if now == paper.amount_source:
        return None
    return AmountChange(paper.amount, paper.amount_source, now, cost_moves(paper, costs_part()))


# --- Tables ---------------------------------------------------------------------------------------

Line = tuple[str, ...]


def _lines(table: Table | None) -> list[Line]:
    return [tuple(row) for row in table["rows"]] if table else []


def _row_changes(old: list[Line], new: list[Line]) -> Iterator[RowChange]:
    """Rows are the same row where their first cell is the same."""
    matcher = SequenceMatcher(None, [row[:1] for row in old], [row[:1] for row in new], False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(old[i:j], new[k:m], strict=True)
            yield from (_changed(a, b) for a, b in pairs if a != b)
        else:
            yield from (_whole(row, "gone") for row in old[i:j])
            yield from (_whole(row, "new") for row in new[k:m])


def _changed(old: Line, new: Line) -> RowChange:
    width = max(len(old), len(new))
    pairs = zip(_filled(old, width), _filled(new, width), strict=True)
    return RowChange("changed", tuple(word_diff(a, b) for a, b in pairs))


def _whole(row: Line, kind: Literal["gone", "new"]) -> RowChange:
    return RowChange(kind, tuple((Segment(kind, cell),) if cell else () for cell in row))


def _filled(row: Line, width: int) -> Line:
    return (*row, *[""] * (width - len(row)))


def _hint(segments: Iterable[Segment]) -> str:
    gone = new = ""
    for segment in segments:
        if segment.kind == "same" and (gone or new):
            break
        if segment.kind == "gone":
            gone = segment.text
        elif segment.kind == "new":
            new = segment.text
    if gone and new:
        return f"{_short(new)} statt {_short(gone)}"
    if new:
        return f"neu: {_short(new)}"
    return f"entfällt: {_short(gone)}" if gone else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59].rstrip()}…"
